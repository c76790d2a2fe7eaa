"""Tollbook: who said how many were killed, in which words, and who gives another account."""

__version__ = "0.1.0"
