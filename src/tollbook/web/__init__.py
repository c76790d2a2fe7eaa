"""The review pages and the API: two doors to what `run` does."""
