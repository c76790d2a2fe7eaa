"""Reports, readings and decisions to keep."""

import dataclasses
from datetime import UTC, datetime, timedelta

from tollbook.model import (
    Account,
    Claim,
    Count,
    Decision,
    Document,
    Extractor,
    Issue,
    Place,
    ReaderVersion,
    Reading,
    RegisterEntry,
    Rival,
    Source,
    Span,
    Statement,
    TimeSpan,
    Victim,
)
from tollbook.model.ids import claim_id, document_id, sha256_bytes, sha256_text, source_id, statement_id
from tollbook.store import write
from tollbook.store.db import Workspace
from tollbook.store.said import Said, with_said

AT = datetime(2024, 9, 1, 12, 0, 0, 123456, tzinfo=UTC)
SOURCE = Source(source_id("An agency"), "An agency", "news_agency", "ML")
TEXT = "Drones killed 21 civilians in Tinzaouatine on Sunday, said Zorblatt, a spokesman. The army struck terrorists."


def report(text: str = TEXT, raw: bytes | None = None, item: str = "", source: Source = SOURCE) -> Document:
    """A document of this text; its original bytes are the text itself unless given."""
    raw_sha256 = sha256_bytes(text.encode() if raw is None else raw)
    return Document(
        document_id(source.id, raw_sha256, item),
        source.id,
        raw_sha256,
        text,
        sha256_text(text),
        Extractor("text", "1"),
        language="en",
        url=f"https://news.example/{item}",
        title="Strikes",
        published_at="2024-08-26",
        fetched_at=AT,
        credits=("(AP)",),
    )


def claim(document: Document, quote: str = "21 civilians", low: int = 21, score: float = 0.75) -> Claim:
    """A claim of these words of the document."""
    at = document.text.index(quote)
    span = Span(at, at + len(quote), quote)
    made = Claim(claim_id(document.text_sha256, at, span.end, "killed"), span, "killed", Count(low, low, "exact"))
    by = document.text.find("Zorblatt")
    return dataclasses.replace(made, score=score, account=1, claimant=Span(by, by + 8, "Zorblatt") if by >= 0 else None)


def reading(document: Document, reader: str = "1", **more: float) -> Reading:
    """A reading with something of everything."""
    one = claim(document, **more)  # type: ignore[arg-type]
    words = document.text[:6]
    span = Span(0, len(words), words)
    said = Statement(statement_id(document.text_sha256, 0, span.end, "target"), "target", span, object=span, account=1)
    day = AT.date()
    account = Account(
        document.id,
        1,
        True,
        (one.id,),
        (said.id,),
        (Victim(span, "killed", 34, "f"),),
        (span,),
        time=TimeSpan(day, day, "day", "stated", span),
        place=Place(
            "X", span, "ML", None, None, 19.5, 2.97, "near", "1", 0.5, (Rival("Y", None, None, 1.0, 2.0, 0.25, "2"),)
        ),
    )
    issue = Issue("read", document.id, "no_number", "no number of people in 'some'")
    version = ReaderVersion("reader", reader)
    return Reading(document.id, document.text_sha256, version, "en", (one,), (said,), (account,), (issue,))


def accept(document: Document, n: int = 0) -> Decision:
    """A decision on the claim of the document."""
    one = claim(document)
    subjects = (document.id, one.id)
    at = AT + timedelta(seconds=n)
    return Decision(
        f"v-{n:016x}", "accept", subjects, "as said", "A. Recorder", at, claim=one, text_sha256=document.text_sha256
    )


def keep(ws: Workspace, document: Document, raw: bytes | None = None) -> Document:
    """Add a document whose bytes are its text."""
    write.add_document(ws, document, document.text.encode() if raw is None else raw, SOURCE, AT)
    return document


def fill(ws: Workspace) -> Document:
    """Add one of everything."""
    document = keep(ws, report())
    write.add_reading(ws, reading(document), AT)
    write.add_decision(ws, accept(document))
    write.add_register(ws, [RegisterEntry("i-0123456789abcdef", (f"{document.id}/1",))], AT)
    write.add_issue(ws, Issue("ingest", "bad.pdf", "pdf_refused", "bad.pdf is damaged"), AT)
    write.add_issue(ws, Issue("read", document.id, "no_number", "no number in 'Drones'"), AT)
    said = Said(document.id, AT, "A. Recorder", published_at="2024-08-28")
    write.add_said(ws, said)
    return with_said(document, [said])
