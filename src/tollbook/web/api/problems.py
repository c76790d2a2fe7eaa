"""Requests that are not understood or go nowhere, told as problems: what is wrong, and where."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from tollbook.publish.wording import count_of, one_line
from tollbook.web.api.answers import encoded

TITLE = "This request is not understood"
MOST_FAULTS = 20


def malformed(request: Request, error: Exception) -> Response:
    """Tell what is wrong with a request; what was sent is not repeated, it may be long or hostile."""
    assert isinstance(error, RequestValidationError)
    faults = [{"where": _where(e["loc"]), "what": one_line(_what(e))} for e in error.errors()[:MOST_FAULTS]]
    shown = "; ".join(f"{f['where']}: {f['what']}" for f in faults[:3])
    more = f" ({count_of(len(faults), 'fault')} in all)" if len(faults) > 3 else ""
    problem = {"type": "about:blank", "title": TITLE, "status": 422, "detail": f"{shown}{more}", "errors": faults}
    return Response(encoded(problem), 422, media_type="application/problem+json")


def misdirected(request: Request, status: int) -> tuple[str, dict[str, str]]:
    """Say of an address that is not there (404), or is not asked so (405), what would be; with the header for it."""
    if status == 404:
        return (
            f"There is nothing at {one_line(request.url.path)[:200]}; GET /api/v1/openapi.json lists all there is",
            {},
        )
    there = (r for r in iter_route_contexts(request.app.routes) if r.path and r.methods)
    fits = (r.methods for r in there if compile_path(r.path or "")[0].match(request.url.path))
    allowed = ", ".join(sorted({m for methods in fits for m in methods or ()}))
    return f"This address is asked with {allowed}, not with {one_line(request.method)[:20]}", {"Allow": allowed}


def _where(place: Sequence[int | str]) -> str:
    return one_line(".".join(str(p) for p in place))[:200]


def _what(fault: dict[str, Any]) -> str:
    told = str(fault["msg"]).removeprefix("Value error, ")
    return told[:1].lower() + told[1:]
