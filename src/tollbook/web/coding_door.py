"""The door between a coder and the reports that they still code: who asks for one by its id is told why not."""

import re
from collections.abc import Iterable

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool

from tollbook.review.words import things_of
from tollbook.run.live import Snapshot
from tollbook.web import guard
from tollbook.web.office import Office

# Pages of coding check for themselves what their visitor may see.
_OPEN = ("/coding", "/api/v1/coding", "/static/", "/sign-", "/account")
_NAMED = re.compile(r"(?<![\w-])[dcsi]-[0-9a-f]{4,16}(?![0-9a-f])")
# What holds the whole record, the same for whoever asks.
_WHOLE = ("/exports/", "/api/v1/exports/")
WHOLE_SAYS = (
    "An export holds what is known of every report, also of those that you still code: take it when you have handed "
    "them in, or ask another"
)
SAYS = (
    "You code this report, or one that tells the same, and neither the machine nor anybody else is shown to you before "
    "you have handed your coding in. See Coding."
)


async def keep_apart(request: Request) -> None:
    """Refuse what a visitor asks for by the id of a report that they still code, or of what stands in it."""
    visitor = guard.visitor_of(request)
    if visitor is None or not visitor.has_account or request.url.path.startswith(_OPEN):
        return
    office: Office = request.app.state.office
    if request.url.path.startswith(_WHOLE):
        reports = await run_in_threadpool(office.kept_apart, visitor)
        if reports:
            raise HTTPException(403, WHOLE_SAYS)
    named: list[str] = _NAMED.findall(f"{request.url.path} {request.query_params}")
    apart = bool(named) and await run_in_threadpool(_is_kept_apart, office, visitor, named)
    if apart:
        raise HTTPException(403, SAYS)


def hidden_for(office: Office, visitor: guard.Visitor, document_id: str) -> bool:
    """Tell whether a report is kept from a visitor because they still code it, or one that tells the same."""
    return document_id in office.kept_apart(visitor)


def _is_kept_apart(office: Office, visitor: guard.Visitor, named: list[str]) -> bool:
    reports = office.kept_apart(visitor)
    if not reports:
        return False
    ids = set(_ids_of(office.live.now(), reports))
    return any(i.startswith(name) for name in named for i in ids)


def _ids_of(snapshot: Snapshot, reports: frozenset[str]) -> Iterable[str]:
    incidents = {i for d in reports for i in snapshot.incidents_of_document.get(d, ())}
    yield from reports
    yield from incidents
    yield from (old for old, new in snapshot.redirects.items() if new in incidents)
    for held in (snapshot.readings, snapshot.told):
        yield from (x.id for d in reports if d in held for x in things_of(held[d]))
