"""A request that is not understood, told as a problem: each fault with where it is."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

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


def _where(place: Sequence[int | str]) -> str:
    return one_line(".".join(str(p) for p in place))[:200]


def _what(fault: dict[str, Any]) -> str:
    told = str(fault["msg"]).removeprefix("Value error, ")
    return told[:1].lower() + told[1:]
