"""A report that is known and taken again: what is newly said of it is added, and nothing is dropped without a word."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tollbook.ingest.documents import TakenDocument
from tollbook.model import Document
from tollbook.store import read, write
from tollbook.store.db import Workspace
from tollbook.store.said import Said

_TOGETHER = {"published_at": ("published_at", "published_basis")}


def known_as(ws: Workspace, taken: TakenDocument) -> Document | None:
    """Give the document that a report is known as: the same bytes from the same source, or one of both not named."""
    document = taken.document
    twins = read.documents_of_bytes(ws, document.raw_sha256, taken.item)
    exact = [d for d in twins if d.id == document.id]
    same = [d for d in twins if d.source_id == document.source_id]
    unnamed = [d for d in twins if d.source_name is None or document.source_name is None]
    return next(iter(exact + same + unnamed), None)


def add_newly_said(ws: Workspace, known: Document, taken: TakenDocument, at: datetime, by: str | None) -> bool:
    """Add what a person or a sidecar says of a known document beyond what is said of it; False where it is nothing."""
    told = _newly_said(ws, known, taken)
    if not told:
        return False
    write.add_said(ws, Said(known.id, at, by, **told), taken.source if "source_id" in told else None)
    return True


def keep_confidential(ws: Workspace, taken: TakenDocument, at: datetime, by: str | None) -> bool:
    """Make every document of these bytes confidential where the report is said to be, whatever its source."""
    if not taken.document.confidential:
        return False
    twins = read.documents_of_bytes(ws, taken.document.raw_sha256, taken.item)
    open_ones = [twin for twin in twins if not twin.confidential]
    for twin in open_ones:
        write.add_said(ws, Said(twin.id, at, by, confidential=True))
    return bool(open_ones)


def _newly_said(ws: Workspace, known: Document, taken: TakenDocument) -> dict[str, Any]:
    document = taken.document
    told: dict[str, Any] = {}
    for name in taken.said:
        value = getattr(document, name)
        if value is None or value == getattr(known, name):
            continue
        # A sidecar says the same at every run: what it said before does not undo what a person said since.
        if name in taken.said_beside and value in _ever(name, read.first_said(ws, known.id)):
            continue
        told |= {n: getattr(document, n) for n in _TOGETHER.get(name, (name,))}
    if known.source_name is None and document.source_name is not None:
        told |= {"source_id": document.source_id, "source_name": document.source_name}
    return told


def _ever(name: str, tellings: Iterable[Document | Said]) -> set[str | None]:
    return {getattr(telling, name) for telling in tellings}
