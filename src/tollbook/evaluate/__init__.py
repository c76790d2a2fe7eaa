"""Benchmarks: one runner a file, each from data that the user names; nothing of it is shipped."""
