"""What a person changed in a form that holds all fields of a claim or statement, and where the words stand."""

import re
from collections.abc import Mapping
from typing import Any

from tollbook.model import Claim, Document, Span, Statement
from tollbook.publish.wording import one_line
from tollbook.review.decide import find_words

WORDS = ("claimant", "cue", "actor", "object")
# What a new claimant takes away unless it is said again.
_OF_CLAIMANT = ("claimant_kind",)


def words_at(document: Document, fields: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    """Put exact spans in the place of words whose place is known, such as `120-134`, and find the quote.

    A form shows words on one line and browsers change line ends, so words are held against the text as it is shown;
    words that were written over the chosen ones are looked for.
    """
    placed = dict(fields)
    for name in ("quote", *WORDS):
        said = placed.get(name)
        if not isinstance(said, str):
            continue
        span = _span_at(document, places.get(name, ""), said)
        if name == "quote":
            span = span or _only_place(document, said)
            placed |= {"quote": span.quote, "start": span.start}
        elif span:
            placed[name] = span
    return placed


def places_of(document: Document, words: str) -> list[Span]:
    """Find every place where words stand, whatever blanks and line ends are between them; DecisionError for none."""
    parts = [re.escape(w) for w in words.split()]
    found = (
        [Span(m.start(), m.end(), m.group()) for m in re.finditer(r"\s+".join(parts), document.text)] if parts else []
    )
    return found or [find_words(document, words.strip())]  # which says what is wrong


def _only_place(document: Document, words: str) -> Span:
    found = places_of(document, words)
    return found[0] if len(found) == 1 else find_words(document, words.strip())


def changes_of(thing: Claim | Statement, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a full form what differs from the claim or statement as it stands."""
    changes = {name: value for name, value in fields.items() if not _is_same(thing, name, value)}
    if changes.get("quote") is None:
        changes.pop("start", None)
    if "claimant" in changes:
        changes |= {name: fields[name] for name in _OF_CLAIMANT if name in fields}
    if isinstance(thing, Claim) and {"low", "high"} & set(changes) and "wording" in fields:
        changes.update(_wording(thing, fields))
    return changes


def _span_at(document: Document, place: str, said: str) -> Span | None:
    start, _, end = place.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(document.text)):
        return None
    there = document.text[int(start) : int(end)]
    words = there.strip()
    if not words or one_line(words) != one_line(said):
        return None
    first = int(start) + there.index(words)
    return Span(first, first + len(words), words)


def _is_same(thing: Claim | Statement, name: str, value: Any) -> bool:
    if name in ("low", "high", "wording"):
        follows = name == "wording" and value is None
        return isinstance(thing, Claim) and (follows or value == getattr(thing.count, name))
    if name in ("quote", "start"):
        return bool(value == (thing.span.quote if name == "quote" else thing.span.start))
    if not hasattr(thing, name):
        return False  # an unknown name is told by who makes the correction
    there = getattr(thing, name)
    if isinstance(there, Span) and isinstance(value, str):
        return one_line(there.quote) == one_line(value)
    return bool(there == value)


def _wording(claim: Claim, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A wording that is left as it was holds for the new numbers only where it fits them; else it follows from them."""
    wording, low, high = fields["wording"], fields.get("low", claim.count.low), fields.get("high", claim.count.high)
    fits = {
        "exact": low is not None and low == high,
        "about": low is not None and low == high,
        "range": low is not None and high is not None and low != high,
        "at_least": low is not None and high is None,
        "at_most": low is None and high is not None,
        "vague": high is None,
    }
    if wording is None or (wording == claim.count.wording and not fits.get(wording, True)):
        return {"wording": None}
    return {"wording": wording}


__all__ = ["changes_of", "places_of", "words_at"]
