"""Read: what one text claims, who says it, and in which words; the trained reader and the number grammar."""
