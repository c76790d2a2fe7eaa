"""Gold files as readings: the claims, statements and incidents that a person annotated, in the software's own types."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.model import Account, Claim, Count, Document, Extractor, ReaderVersion, Reading, Span, Statement
from tollbook.model.ids import claim_id, document_id, sha256_text, statement_id


def in_half(identifier: str, half: str | None) -> bool:
    """Tell whether a text is in the half that `score_claims.py --half` means by this letter."""
    return half is None or "ab"[int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2] == half


def rows(path: Path, half: str | None = None) -> Iterator[dict[str, Any]]:
    """Read a gold file, the whole of it or one half."""
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row: dict[str, Any] = json.loads(line)
        if in_half(row["id"], half):
            yield row


def document_of(row: dict[str, Any]) -> Document:
    """Make the document of a gold row."""
    text = row["text"]
    sha = sha256_text(text)
    return Document(
        document_id("gold", sha), "gold", sha, text, sha, Extractor("gold", "1"),
        language="en", published_at=row.get("published"), source_name="gold",
    )  # fmt: skip


def reading_of(row: dict[str, Any], *, places: bool = True) -> Reading:
    """Make the reading that a perfect reader would give; `places` False leaves out the words for places."""
    document = document_of(row)
    text, sha = document.text, document.text_sha256
    claims = []
    for n, c in enumerate(row["claims"]):
        span = _find(text, c["quote"])
        if span is None:
            continue
        claims.append(
            Claim(
                claim_id(sha, span.start, span.end, c["effect"], n), span, c["effect"],
                Count(c["low"], c["high"], c["wording"]), c["status"], c["group"],
                claimant=_near(text, c["claimant"], span), cue=_near(text, c["cue"], span),
                claimant_kind=c["claimant_kind"], account=c["incident"],
                more_quotes=tuple(s for q in c["more_quotes"] if (s := _find(text, q))),
            )
        )  # fmt: skip
    statements = []
    for n, s in enumerate(row.get("statements") or []):
        span = _find(text, s["quote"])
        if span is None:
            continue
        statements.append(
            Statement(
                statement_id(sha, span.start, span.end, s["kind"], n), s["kind"], span,
                actor=_near(text, s["actor"], span), object=_near(text, s["object"], span),
                claimant=_near(text, s["claimant"], span), claimant_kind=s["claimant_kind"], account=s["incident"],
            )
        )  # fmt: skip
    accounts = tuple(
        Account(
            document.id, i["n"], i["main"],
            tuple(c.id for c in claims if c.account == i["n"]), tuple(s.id for s in statements if s.account == i["n"]),
            place_words=(place,) if places and (place := _find(text, i["place"])) else (), means=i["means"],
        )
        for i in row["incidents"]
    )  # fmt: skip
    return Reading(document.id, sha, ReaderVersion("gold", "1"), "en", tuple(claims), tuple(statements), accounts)


def _find(text: str, words: str | None) -> Span | None:
    at = text.find(words) if words else -1
    return Span.of(text, at, at + len(words)) if words and at >= 0 else None


def _near(text: str, words: str | None, span: Span) -> Span | None:
    best, at = None, text.find(words) if words else -1
    while words and at >= 0:
        if best is None or abs(at - span.start) < abs(best - span.start):
            best = at
        at = text.find(words, at + 1)
    return Span.of(text, best, best + len(words)) if words and best is not None else None
