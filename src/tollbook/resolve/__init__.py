"""Resolve: when, where and who, out of the words that a reader found; refusing rather than guessing."""

from tollbook.resolve.resolve import resolve_reading

__all__ = ["resolve_reading"]
