"""Whether a request that changes something was sent from a page of ours, by the person who looks at it."""

import hashlib
import hmac
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from tollbook.run.people_roles import Visitor

CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD, HEADER = "csrf", "X-CSRF-Token"
MEGABYTE = 1_000_000
LARGEST, LARGEST_REPORT = MEGABYTE, 25 * MEGABYTE
TAKES_REPORTS = ("/add", "/api/v1/add", "/api/v1/reports")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def token_for(cookie: str) -> str:
    """Make the token that forms carry: made of the cookie's secret, which no other page can read."""
    return hmac.new(cookie.encode(), b"a form of this page", hashlib.sha256).hexdigest()


def largest_body(path: str) -> int:
    """Tell how many bytes a request to `path` may hold."""
    return LARGEST_REPORT if path.startswith(TAKES_REPORTS) else LARGEST


async def check_form(request: Request, visitor: Visitor | None) -> None:
    """Refuse a change that another page asked for; what brings an API token was asked for by no page."""
    if request.method in CHANGES_NOTHING or (visitor is not None and visitor.by_token):
        return
    if not is_from_here(request):
        raise HTTPException(403, "This was sent from another page, and nothing was done")
    if not (_is_no_form(request, visitor) or await _carries_token(request)):
        raise HTTPException(
            403, "This form is too old, or not one of this server; load its page again and send it anew"
        )


def is_from_here(request: Request) -> bool:
    """Tell whether the browser says that a page of this server sent the request.

    A page whose referrer policy is no-referrer, as ours, sends `Origin: null` with its own forms, so that header is
    asked only where the browser says nothing better.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin in (None, "null") or urlsplit(origin).netloc == request.headers.get("host", "").casefold()


async def _carries_token(request: Request) -> bool:
    cookie = request.state.cookie_sent
    given = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").startswith(_FORMS):
        form = await request.form(max_part_size=largest_body(request.url.path))
        field = form.get(FIELD)
        given = field if isinstance(field, str) else None
    return bool(cookie and given) and hmac.compare_digest(str(given).encode(), token_for(cookie).encode())


def _is_no_form(request: Request, visitor: Visitor | None) -> bool:
    """Without accounts a program needs no token: no page can send such a request elsewhere without asking first.

    Who has not signed in is told so by the route, and can do nothing there.
    """
    if not request.url.path.startswith("/api/"):
        return False
    if visitor is None:
        return True
    if visitor.has_account:
        return False
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    return request.method != "POST" or kind == "application/json" or "authorization" in request.headers
