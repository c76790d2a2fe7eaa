"""How the API answers: one look at the record for each question, JSON with an ETag, lists page by page."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, HTTPException, Request, Response

from tollbook import __version__
from tollbook.model import Document, Incident
from tollbook.publish.fields import Json
from tollbook.run.desk import UnknownId
from tollbook.run.live import Snapshot
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.web import guard
from tollbook.web.api.cursors import Cursor, fingerprint, read_cursor, start_of, write_cursor
from tollbook.web.guard import Visitor
from tollbook.web.office import Office
from tollbook.web.wire import Paging

Item = TypeVar("Item")
# What every route that reads the record can answer beside its own answer.
RECORD: dict[int | str, dict[str, Any]] = {304: {"description": "Nothing has changed since you were given this ETag."}}


@dataclass(frozen=True, slots=True)
class Look:
    """One question's look at the record: who asks, and one moment of the record as they may see it."""

    office: Office
    visitor: Visitor
    snapshot: Snapshot
    etag: str

    def desk(self) -> LiveDesk:
        """Give a desk over this moment."""
        return self.office.desk(self.snapshot)

    def seen(self, *subjects: str) -> str:
        """Give the token of the state that these subjects are in."""
        return seen_token(self.desk(), subjects)

    def incident(self, incident_id: str) -> Incident:
        """Give the incident of an id; a merged one leads to the one that stands."""
        return self.desk().incident(incident_id)

    def report(self, report_id: str) -> Document:
        """Give the report of an id; one that this visitor may not see is not there."""
        found = self.snapshot.documents.get(report_id)
        if found is None:
            document = self.desk().document(report_id)
            found = self.snapshot.documents.get(document.id)
        if found is None:
            raise UnknownId(f"There is no report {report_id} in this workspace.")
        return found


def peek(request: Request, visitor: Annotated[Visitor, Depends(guard.require("look"))]) -> Look:
    """Look at the record for who asks."""
    office: Office = request.app.state.office
    return Look(office, visitor, office.now(visitor), _etag(request, office, visitor))


def look(request: Request, found: Annotated[Look, Depends(peek)]) -> Look:
    """Look at the record for who asks; where nothing changed since they last asked, say just that."""
    if request.method == "GET" and _is_held(request.headers.get("if-none-match", ""), found.etag):
        raise HTTPException(304, headers={"ETag": found.etag})
    return found


Peeks = Annotated[Look, Depends(peek)]
Looks = Annotated[Look, Depends(look)]


def give(look: Look, told: Json, status: int = 200) -> Response:
    """Answer with JSON; of the record, under the ETag of this moment."""
    return Response(encoded(told), status, {"ETag": look.etag}, "application/json")


def encoded(told: Any) -> bytes:
    """Write JSON."""
    return msgspec.json.encode(told)


def paged(asked: Paging, items: Sequence[Item], name: Callable[[Item], str], show: Callable[[Item], Json]) -> Json:
    """Give one page of a list, and the cursor of the next; the cursor follows its item where the list has changed."""
    about = fingerprint(asked)
    names = [name(item) for item in items]
    start = start_of(read_cursor(asked.cursor, about), names) if asked.cursor else 0
    shown = items[start : start + asked.limit]
    end = start + len(shown)
    more = write_cursor(Cursor(end, len(items), names[end - 1]), about) if end < len(items) and shown else None
    return {"items": [show(item) for item in shown], "total": len(items), "next": more}


def _etag(request: Request, office: Office, visitor: Visitor) -> str:
    """Name an answer by all that it is made of, so that it need not be made to be compared.

    Weak: the same answer may be sent packed or not.
    """
    sees = ",".join((*sorted(visitor.permissions), *sorted(office.kept_apart(visitor))))
    head = office.live.now().head
    made_of = "\x1f".join((__version__, head, request.url.path, request.url.query, sees))
    return f'W/"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'


def _is_held(asked: str, etag: str) -> bool:
    """Tell whether who asks holds this very answer; `*` names none, and would let any question through unread."""
    return etag.removeprefix("W/") in {t.strip().removeprefix("W/") for t in asked.split(",")}
