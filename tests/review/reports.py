"""A report, and readings of it made of its words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tollbook.model import Account, Claim, Count, Document, Extractor, ReaderVersion, Reading, Span, Statement
from tollbook.model.ids import claim_id, document_id, sha256_bytes, sha256_text, source_id, statement_id
from tollbook.review.decide import Signature

TEXT = (
    "Drone strikes killed at least 21 civilians, including 11 children, in Tinzaouatine on Sunday, said a spokesman "
    "for the rebels. A doctor and a teacher said that 15 people were wounded. The army said it had struck terrorists. "
    "The rebels blamed the army and Wagner. Last month 84 mercenaries were killed in a battle near Intadjedite, "
    "according to the rebels."
)
BEGIN = datetime(2024, 9, 1, tzinfo=UTC)


def report(text: str = TEXT) -> Document:
    """A document of this text."""
    raw = sha256_bytes(b"one report")
    source = source_id("An agency")
    return Document(document_id(source, raw), source, raw, text, sha256_text(text), Extractor("text", "1"))


def words(quote: str, text: str = TEXT, nth: int = 0) -> Span:
    """The nth place of these words."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote), quote)


def claim(quote: str, low: int | None, by: str | None = None, n: int = 0, **fields: Any) -> Claim:
    """A claim of these words, said by these."""
    span = words(quote)
    effect: Any = fields.pop("effect", "killed")
    count = Count(low, low, "exact")
    made = Claim(
        claim_id(sha256_text(TEXT), span.start, span.end, effect, n), span, effect, count, account=1, score=0.7
    )
    return replace(made, claimant=words(by) if by else None, **fields)


def statement(kind: str, quote: str, actor: str | None = None, object: str | None = None, n: int = 0) -> Statement:
    """A statement of these words."""
    span = words(quote)
    made = Statement(statement_id(sha256_text(TEXT), span.start, span.end, kind, n), kind, span, account=1)  # type: ignore[arg-type]
    return replace(made, actor=words(actor) if actor else None, object=words(object) if object else None)


def reading(*things: Claim | Statement, places: dict[int, str] | None = None, reader: str = "first") -> Reading:
    """A reading that found these, with an account for each number they name."""
    claims = tuple(x for x in things if isinstance(x, Claim))
    statements = tuple(x for x in things if isinstance(x, Statement))
    numbers = sorted({x.account for x in things if x.account is not None})
    accounts = tuple(
        Account(
            report().id,
            n,
            main=n == 1,
            claim_ids=tuple(c.id for c in claims if c.account == n),
            statement_ids=tuple(s.id for s in statements if s.account == n),
            place_words=(words((places or {})[n]),) if n in (places or {}) else (),
        )
        for n in numbers
    )
    return Reading(report().id, sha256_text(TEXT), ReaderVersion(reader, "1"), "en", claims, statements, accounts)


def signed(minute: int = 0, by: str = "A. Recorder", **more: str) -> Signature:
    """A person's signature, some minutes after the first."""
    return Signature(by, BEGIN + timedelta(minutes=minute), "read the report again", **more)
