"""Packing what the API answers: large lists are sent with gzip.

Only below the API: a page holds the token of its forms, which packing together with what a visitor typed would let
others guess letter by letter (BREACH).
"""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST = 2_000  # bytes; below, packing costs more than it saves


class Packing:
    """Sends what lies below one address packed, all else as it is."""

    def __init__(self, app: ASGIApp, below: str) -> None:
        self._plain = app
        self._packed = GZipMiddleware(app, minimum_size=SMALLEST, compresslevel=5)
        self._below = below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        packs = scope["type"] == "http" and scope["path"].startswith(self._below)
        await (self._packed if packs else self._plain)(scope, receive, send)
