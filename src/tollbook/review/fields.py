"""What a person says of a claim or statement, checked and made one."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tollbook.errors import CodeError, DecisionError
from tollbook.model import Claim, Count, Document, Span, Statement
from tollbook.model.codes import STATEMENT_KINDS, Wording
from tollbook.model.ids import claim_id, statement_id

CLAIM_FIELDS = (
    "effect low high wording status group claimant cue claimant_kind claimant_id polarity certainty provisional scope "
    "period account part_of means quote start"
).split()
STATEMENT_FIELDS = "kind actor object claimant cue claimant_kind claimant_id certainty account quote start".split()
T = TypeVar("T")
_COUNT = ("low", "high", "wording")
_WORDS = ("claimant", "cue", "actor", "object")


def find_words(document: Document, quote: str, start: int | None = None, near: int | None = None) -> Span:
    """Find exact words in a report: at `start`, else nearest to `near`, else the one place where they stand."""
    if not quote:
        raise DecisionError(f"document {document.id}: no words were given; quote the report exactly")
    if start is not None:
        if document.text[start : start + len(quote)] == quote and start >= 0:
            return Span(start, start + len(quote), quote)
        raise DecisionError(f"document {document.id}: {quote!r} does not stand at {start}; look at `tollbook show`")
    places = _places(document.text, quote)
    if not places:
        raise DecisionError(f"document {document.id}: {quote!r} is not in the report; quote it letter by letter")
    if near is not None:
        best = min(places, key=lambda p: (abs(p - near), p))
        return Span(best, best + len(quote), quote)
    if len(places) > 1:
        shown = ", ".join(str(p) for p in places[:8])
        raise DecisionError(
            f"document {document.id}: {quote!r} stands in {len(places)} places ({shown}); give its start"
        )
    return Span(places[0], places[0] + len(quote), quote)


def make_claim(document: Document, span: Span, fields: Mapping[str, Any], taken: frozenset[str]) -> Claim:
    """Make a claim of marked words and a person's fields; its id is one that is not in `taken`."""
    _know(fields, CLAIM_FIELDS, document)
    if "effect" not in fields:
        raise DecisionError(f"document {document.id}: say what happened to the people: effect killed, injured …")
    count = _count(fields, None, document)
    given = _plain(fields, document, span)
    scope = given.get("scope", "incident")
    given.setdefault("account", 1 if scope == "incident" else None)
    given.setdefault("claimant_kind", "unknown")
    new_id = _free(lambda n: claim_id(document.text_sha256, span.start, span.end, str(fields["effect"]), n), taken)
    return _checked(document, lambda: Claim(id=new_id, span=span, count=count, **given))


def make_statement(document: Document, span: Span, fields: Mapping[str, Any], taken: frozenset[str]) -> Statement:
    """Make a statement of marked words and a person's fields; its id is one that is not in `taken`."""
    _know(fields, STATEMENT_FIELDS, document)
    kind = str(fields.get("kind", ""))
    if kind not in STATEMENT_KINDS:
        raise DecisionError(f"document {document.id}: kind {kind!r} is not one of {', '.join(STATEMENT_KINDS)}")
    given = _plain(fields, document, span)
    given.setdefault("account", 1)
    new_id = _free(lambda n: statement_id(document.text_sha256, span.start, span.end, kind, n), taken)
    made = _checked(document, lambda: Statement(id=new_id, span=span, **given))
    _check_parties(made, document)
    return made


def change_claim(document: Document, claim: Claim, changes: Mapping[str, Any], taken: frozenset[str]) -> Claim:
    """Make the corrected claim; what is not named in `changes` stays, but for the kind of a new claimant."""
    _know(changes, CLAIM_FIELDS, document)
    span = _span(document, claim, changes)
    given = _plain(changes, document, span)
    if "claimant" in changes:
        given.setdefault("claimant_kind", "unknown")
        given.setdefault("claimant_id", None)
    if set(changes) & set(_COUNT):
        given["count"] = _count(changes, claim.count, document)
    effect = str(changes.get("effect", claim.effect))
    new_id = claim.id
    if span != claim.span or effect != claim.effect:
        new_id = _free(lambda n: claim_id(document.text_sha256, span.start, span.end, effect, n), taken - {claim.id})
    return _checked(document, lambda: dataclasses.replace(claim, id=new_id, span=span, score=1.0, **given))


def change_statement(
    document: Document, statement: Statement, changes: Mapping[str, Any], taken: frozenset[str]
) -> Statement:
    """Make the corrected statement; what is not named in `changes` stays."""
    _know(changes, STATEMENT_FIELDS, document)
    span = _span(document, statement, changes)
    given = _plain(changes, document, span)
    for name, belonging in (("claimant", "claimant_id"), ("actor", "actor_id")):
        if name in changes:
            given.setdefault(belonging, None)
    if "claimant" in changes:
        given.setdefault("claimant_kind", "unknown")
    kind = str(changes.get("kind", statement.kind))
    new_id = statement.id
    if span != statement.span or kind != statement.kind:
        new_id = _free(
            lambda n: statement_id(document.text_sha256, span.start, span.end, kind, n), taken - {statement.id}
        )
    made = _checked(document, lambda: dataclasses.replace(statement, id=new_id, span=span, score=1.0, **given))
    _check_parties(made, document)
    return made


def _know(fields: Mapping[str, Any], known: list[str], document: Document) -> None:
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise DecisionError(
            f"document {document.id}: no field is called {', '.join(unknown)}; known: {', '.join(known)}"
        )


def _span(document: Document, thing: Claim | Statement, changes: Mapping[str, Any]) -> Span:
    if "quote" not in changes:
        return thing.span
    return find_words(document, str(changes["quote"]), changes.get("start"), near=thing.span.start)


def _plain(fields: Mapping[str, Any], document: Document, span: Span) -> dict[str, Any]:
    given = {k: v for k, v in fields.items() if k not in (*_COUNT, "quote", "start")}
    for name in _WORDS:
        if isinstance(given.get(name), str):
            given[name] = find_words(document, given[name], near=span.start)
        elif isinstance(given.get(name), Span) and not given[name].stands_in(document.text):
            raise DecisionError(f"document {document.id}: {name} {given[name].quote!r} is not at {given[name].start}")
    if not isinstance(given.get("account", 1), int | None) or given.get("account", 1) == 0:
        raise DecisionError(f"document {document.id}: account is the number of an incident of the text, from 1")
    return given


def _count(fields: Mapping[str, Any], before: Count | None, document: Document) -> Count:
    """Make the count as said: an end that is not given is open; the wording follows the ends unless it is given."""
    if before is None and "low" not in fields and "high" not in fields:
        raise DecisionError(
            f"document {document.id}: say how many, as said: low and high (leave one out if it is open)"
        )
    low = fields.get("low", before.low if before else None)
    high = fields.get("high", before.high if before else None)
    same_ends = before is not None and (low, high) == (before.low, before.high)
    wording: Wording = fields.get("wording") or (before.wording if before and same_ends else _wording(low, high))
    if any(isinstance(n, bool) or not isinstance(n, int | None) for n in (low, high)):
        raise DecisionError(f"document {document.id}: low and high are whole numbers, given were {low!r} and {high!r}")
    return _checked(document, lambda: Count(low, high, wording))


def _wording(low: int | None, high: int | None) -> Wording:
    if low is None:
        return "at_most" if high is not None else "vague"
    if high is None:
        return "at_least"
    return "exact" if low == high else "range"


def _check_parties(statement: Statement, document: Document) -> None:
    if statement.kind in ("blames", "admits") and statement.actor is None:
        raise DecisionError(
            f"document {document.id}: {statement.kind} needs an actor: the exact words for who is meant"
        )
    if statement.kind == "target" and statement.object is None:
        raise DecisionError(f"document {document.id}: target needs an object: the exact words for what was hit")


def _free(name: Callable[[int], str], taken: frozenset[str]) -> str:
    n = 0
    while name(n) in taken:
        n += 1
    return name(n)


def _checked(document: Document, make: Callable[[], T]) -> T:
    try:
        return make()
    except (CodeError, TypeError) as error:
        raise DecisionError(f"document {document.id}: {error}") from error


def _places(text: str, quote: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found
