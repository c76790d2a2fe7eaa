"""What waits for a person: the queue, pairs of incidents that may be one, and a search through the reports."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from tollbook.model import Incident, Link
from tollbook.publish.fields import Json
from tollbook.review.queue import QueueItem as Item
from tollbook.run.desk import UnknownId
from tollbook.run.live import Snapshot
from tollbook.run.waiting import Asked, incidents_of, key_of, kinds_of, needs_nobody, waiting
from tollbook.store import read
from tollbook.web.api.answers import RECORD, Look, Looks, give, paged
from tollbook.web.api.cursors import Cursor, fingerprint, read_cursor, write_cursor
from tollbook.web.api.incidents import shown_line
from tollbook.web.api.names import IncidentId, OtherIncidentId
from tollbook.web.wire import Paging
from tollbook.web.wire_waiting import AskedQueue, AskedSearch, FoundPage, IncidentPair, LinkPage, QueuePage

router = APIRouter(responses=RECORD)


@router.get(
    "/queue", operation_id="listQueue", response_model=QueuePage, tags=["Queue"], summary="List what needs a person"
)
def list_queue(look: Looks, asked: Annotated[AskedQueue, Query()]) -> Response:
    """List what needs a person, the most pressing first, and how many wait of each kind and how many need nobody."""
    snapshot = look.snapshot
    found = waiting(snapshot, Asked(asked.kind, asked.country, asked.incident))
    claims = needs_nobody(snapshot)
    page = paged(asked, found, key_of, lambda item: _item(item, snapshot))
    counted = {"claims": claims.claims, "decided": claims.decided, "sure": claims.sure, "waiting": claims.waiting}
    return give(look, {**page, "kinds": kinds_of(snapshot.queue), "claims": counted})


@router.get(
    "/links",
    operation_id="listLinks",
    response_model=LinkPage,
    tags=["Links"],
    summary="List pairs that may be one incident",
)
def list_links(look: Looks, asked: Annotated[Paging, Query()]) -> Response:
    """List the pairs of accounts that may tell of one incident and were not sure enough, the likeliest first."""
    of = look.snapshot.incident_of
    pairs = sorted(_unsure(look), key=lambda k: (-k.score, k.left, k.right))

    def show(link: Link) -> Json:
        return {**_link(link), "incidents": [of[i] for i in (link.left, link.right) if i in of]}

    return give(look, paged(asked, pairs, lambda k: f"{k.left} {k.right}", show))


@router.get(
    "/links/{left}/{right}",
    operation_id="getPair",
    response_model=IncidentPair,
    tags=["Links"],
    summary="Compare two incidents",
)
def get_pair(look: Looks, left: IncidentId, right: OtherIncidentId) -> Response:
    """Give two incidents side by side, with every reason for and against their being one.

    To decide, send `same` or `different` with both ids and the `seen` of this answer.
    """
    ours, theirs = look.incident(left), look.incident(right)
    rows = look.snapshot.rows
    told = {
        "left": shown_line(rows[ours.id]),
        "right": shown_line(rows[theirs.id]),
        "links": [_link(k) for k in _between(look, ours, theirs)],
        "seen": look.seen(ours.id, theirs.id),
    }
    return give(look, told)


@router.get(
    "/search",
    operation_id="search",
    response_model=FoundPage,
    tags=["Reports"],
    summary="Search the words of all reports",
)
def search(look: Looks, asked: Annotated[AskedSearch, Query()]) -> Response:
    """Find the reports, in any language, whose title or text holds all of the words, the best first."""
    about = fingerprint(asked)
    start = read_cursor(asked.cursor, about).given if asked.cursor else 0
    hits = read.search(look.office.ws, asked.q, start + asked.limit + 1)
    of = look.snapshot.incidents_of_document
    shown = [h for h in hits[start : start + asked.limit] if h.document_id in look.snapshot.documents]
    reports = [
        {"id": h.document_id, "title": h.title, "snippet": h.snippet, "incidents": list(of.get(h.document_id, ()))}
        for h in shown
    ]
    end = start + asked.limit
    more = write_cursor(Cursor(end, end, ""), about) if len(hits) > end else None
    total = None if more else sum(h.document_id in look.snapshot.documents for h in hits)
    return give(look, {"reports": reports, "total": total, "next": more})


def _item(item: Item, snapshot: Snapshot) -> Json:
    return {
        "key": key_of(item),
        "kind": item.kind,
        "subject": item.subject,
        "detail": item.detail,
        "weight": round(item.weight, 4),
        "incidents": list(incidents_of(item, snapshot)),
    }


def _unsure(look: Look) -> Iterable[Link]:
    return (k for k in look.snapshot.record.unsure if not k.decided and k.kind != "different_incidents")


def _between(look: Look, ours: Incident, theirs: Incident) -> list[Link]:
    if ours.id == theirs.id:
        raise UnknownId(f"{ours.id} is one incident: name two; a merged one leads to the one that stands")
    mine, other = {a.id for a in ours.accounts}, {a.id for a in theirs.accounts}
    record = look.snapshot.record
    found = (k for k in (*record.unsure, *record.links) if {k.left, k.right} & mine and {k.left, k.right} & other)
    return sorted(found, key=lambda k: (-k.score, k.left, k.right))


def _link(link: Link) -> Json:
    return {
        "left": link.left,
        "right": link.right,
        "kind": link.kind,
        "score": round(link.score, 4),
        "decided": link.decided,
        "reasons": [
            {"kind": r.kind, "score": round(r.score, 4), "left": r.left, "right": r.right} for r in link.reasons
        ],
    }
