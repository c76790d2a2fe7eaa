"""Claims and statements of an incident, each once: what a copy repeats is kept with its origin."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tollbook.judge.telling import Telling
from tollbook.judge.voices import outlets_of, voice_of
from tollbook.model import Claim, SaidClaim, SaidStatement, Span, Statement
from tollbook.text import fold

Key = tuple[Hashable, ...]
S = TypeVar("S", bound=Claim | Statement)


def said_claims(tellings: Sequence[Telling]) -> tuple[SaidClaim, ...]:
    """Give the claims of all tellings in order; a claim that copies repeat stands once and names the copies."""
    repeated: dict[Key, list[tuple[Telling, Claim]]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.order):
        for key, claim in _numbered([(_claim_key(c), c) for c in telling.claims]):
            repeated[telling.origin, *key].append((telling, claim))
    kept = {claim.id: told[0][1].id for told in repeated.values() for _, claim in told}
    outlets = outlets_of(tellings)
    return tuple(_said_claim(told, kept, outlets) for told in repeated.values())


def said_statements(tellings: Sequence[Telling]) -> tuple[SaidStatement, ...]:
    """Give the statements of all tellings in order; one that copies repeat stands once and names the copies."""
    repeated: dict[Key, list[tuple[Telling, Statement]]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.order):
        for key, statement in _numbered([(_statement_key(s), s) for s in telling.statements]):
            repeated[telling.origin, *key].append((telling, statement))
    outlets = outlets_of(tellings)
    return tuple(_said_statement(told, outlets) for told in repeated.values())


def _said_claim(
    told: Sequence[tuple[Telling, Claim]], kept: Mapping[str, str], outlets: Mapping[str, str]
) -> SaidClaim:
    telling, claim = told[0]
    if claim.part_of is not None:
        claim = replace(claim, part_of=kept.get(claim.part_of, claim.part_of))
    return SaidClaim(
        telling.document_id,
        claim,
        voice_of(claim, telling, outlets),
        _decided(told),
        tuple(sorted({t.document_id for t, _ in told[1:]})),
        telling.published,
    )


def _said_statement(told: Sequence[tuple[Telling, Statement]], outlets: Mapping[str, str]) -> SaidStatement:
    telling, statement = told[0]
    return SaidStatement(
        telling.document_id,
        statement,
        voice_of(statement, telling, outlets),
        _decided(told),
        tuple(sorted({t.document_id for t, _ in told[1:]})),
    )


def _decided(told: Sequence[tuple[Telling, S]]) -> str | None:
    """The decision behind it, the origin's first: a decision about a copy's claim holds for the claim."""
    for telling, said in told:
        for said_id, decision_id in telling.decided:
            if said_id == said.id:
                return decision_id
    return None


def _numbered(keyed: Iterable[tuple[Key, S]]) -> Iterator[tuple[Key, S]]:
    """Tell like claims of one text apart by their order, so that "one person … one person" stays two claims."""
    seen: Counter[Key] = Counter()
    for key, said in keyed:
        seen[key] += 1
        numbered: Key = (*key, seen[key])
        yield numbered, said


def _claim_key(claim: Claim) -> Key:
    return claim.effect, claim.polarity, claim.count, fold(claim.span.quote), _words(claim.claimant)


def _statement_key(statement: Statement) -> Key:
    about = (_words(statement.actor), _words(statement.object), _words(statement.claimant))
    return statement.kind, fold(statement.span.quote), *about


def _words(span: Span | None) -> str | None:
    return fold(span.quote) if span is not None else None
