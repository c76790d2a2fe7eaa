"""Readers of public gazetteers: rows into entries and names, one file a gazetteer."""
