"""Finding decided words again: in a text that changed, and among what another reader found."""

import dataclasses
import re
from collections.abc import Iterable
from typing import Any

from tollbook.model import Claim, Reading, Span, Statement

Thing = Claim | Statement

# How far from its old place, moved along with the quote, a speaker or cue is looked for.
NEAR = 300
# Two quotes with other figures are one claim only if they share this part of their letters: "11 children" lies whole
# within "21 civilians, including 11 children" and is another claim.
MOSTLY = 0.5


def things_of(reading: Reading) -> tuple[Thing, ...]:
    """Give the claims of a reading, then its statements."""
    return (*reading.claims, *reading.statements)


def move_thing(thing: Thing, text: str) -> Thing | None:
    """Give a claim or statement with its words where they stand in `text`, or None where they do not stand once.

    The quote must be found, and the claimant, actor and object too, since without them it would say something else.
    """
    if all(span.stands_in(text) for span in thing.spans):
        return thing
    span = _only_one(thing.span, text)
    if span is None:
        return None
    shift = span.start - thing.span.start
    needed = ("claimant",) if isinstance(thing, Claim) else ("claimant", "actor", "object")
    moved: dict[str, Any] = {name: _nearest(getattr(thing, name), text, shift) for name in (*needed, "cue")}
    if any(getattr(thing, name) and not moved[name] for name in needed):
        return None
    repeats = (_nearest(s, text, shift) for s in thing.more_quotes)
    return dataclasses.replace(thing, span=span, more_quotes=tuple(s for s in repeats if s), **moved)


def move_spans(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Give those of `spans` whose words stand in `text`, where they stand."""
    moved = (s if s.stands_in(text) else _only_one(s, text) for s in spans)
    return tuple(s for s in moved if s)


def likeness(found: Thing, form: Thing) -> float:
    """Tell how much of their quotes two readings of one claim share, 0 to 1; 0 where they are not one claim."""
    if isinstance(found, Claim) and isinstance(form, Claim):
        if found.effect != form.effect:
            return 0.0
        shared = _best_shared(found, form)
        return shared if shared >= MOSTLY or _share_a_bound(found, form) else 0.0
    if isinstance(found, Statement) and isinstance(form, Statement):
        agree = found.kind == form.kind and _agree(found.actor, form.actor) and _agree(found.object, form.object)
        return _best_shared(found, form) if agree else 0.0
    return 0.0


def touches(found: Thing, form: Thing) -> bool:
    """Tell whether two things of one kind share words at all."""
    return type(found) is type(form) and _best_shared(found, form) > 0


def same_claimant(left: Thing, right: Thing) -> bool:
    """Tell whether two things are said by the same words, or both in the text's own voice."""
    if left.claimant is None or right.claimant is None:
        return left.claimant is right.claimant
    same_id = left.claimant_id is not None and left.claimant_id == right.claimant_id
    return same_id or left.claimant.overlaps(right.claimant) or left.claimant.quote == right.claimant.quote


def _best_shared(left: Thing, right: Thing) -> float:
    pairs = ((a, b) for a in (left.span, *left.more_quotes) for b in (right.span, *right.more_quotes))
    return max(_shared(a, b) for a, b in pairs)


def _shared(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / (max(a.end, b.end) - min(a.start, b.start)) if both > 0 else 0.0


def _share_a_bound(a: Claim, b: Claim) -> bool:
    low = a.count.low is not None and a.count.low == b.count.low
    return low or (a.count.high is not None and a.count.high == b.count.high)


def _agree(a: Span | None, b: Span | None) -> bool:
    return a is None or b is None or a.overlaps(b)


def _only_one(span: Span, text: str) -> Span | None:
    found = [m.start() for m in re.finditer(re.escape(span.quote), text)]
    return Span.of(text, found[0], found[0] + len(span.quote)) if len(found) == 1 else None


def _nearest(span: Span | None, text: str, shift: int) -> Span | None:
    if span is None:
        return None
    expected = span.start + shift
    begin = max(0, expected - NEAR)
    found = [
        begin + m.start() for m in re.finditer(re.escape(span.quote), text[begin : expected + NEAR + len(span.quote)])
    ]
    if expected in found:
        found = [expected]
    if len(found) != 1:
        return _only_one(span, text)
    return Span.of(text, found[0], found[0] + len(span.quote))
