"""What is said of a report that is known already: appended, and put over what was said first when it is read."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from tollbook.model import Document
from tollbook.store import tables as t
from tollbook.store.canonical import decode

WORDS = ("title", "url", "language", "published_at", "published_basis", "source_id", "source_name")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a document later, by whom and when; None is not said, and takes nothing away."""

    document_id: str
    said_at: datetime
    said_by: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: str | None = None
    published_basis: str | None = None
    source_id: str | None = None
    source_name: str | None = None
    confidential: bool = False


def with_said(document: Document, said: Iterable[Said]) -> Document:
    """Put what was said later over a document, in order; confidential once is confidential for good."""
    for later in said:
        told = {name: getattr(later, name) for name in WORDS if getattr(later, name) is not None}
        document = dataclasses.replace(document, **told, confidential=document.confidential or later.confidential)
    return document


def said_of(connection: Connection, document_id: str | None = None) -> dict[str, list[Said]]:
    """Give what was said later of one document, or of all, oldest first, by document."""
    query = select(t.said).where(t.said.c.json.is_not(None)).order_by(t.said.c.seq)
    if document_id is not None:
        query = query.where(t.said.c.document_id == document_id)
    found: dict[str, list[Said]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.document_id].append(decode(row.json, Said, f"what was said of {row.document_id}"))
    return found
