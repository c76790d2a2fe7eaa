"""Voices: who stands at the root of what is said, since two agencies that quote one spokesman are one voice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tollbook.judge.joined import first_names
from tollbook.judge.telling import Telling
from tollbook.model import Claim, Count, SaidClaim, SaidStatement, Statement, Voice
from tollbook.model.codes import ClaimantKind
from tollbook.text import fold

VERSION = "voices/1"
# What resolve calls a speaker that it knows in one document only.
LOCAL = "local:"
ARTICLES = ("the ", "an ", "a ")


def voice_of(said: Claim | Statement, telling: Telling, outlets: Mapping[str, str]) -> str:
    """Give the voice of a claim or statement: its claimant, else the outlet at the root of the document.

    `outlets` are the outlets of the incident by name: what a report says that Reuters reported is Reuters's own voice.
    A claimant that nobody could name ("residents") is another one in each report, but one in a report and its copies.
    """
    if said.claimant is None:
        return telling.root.id
    words = named(said.claimant.quote)
    if words in outlets:
        return outlets[words]
    if said.claimant_id is None or said.claimant_id.startswith(LOCAL):
        return f"{LOCAL}{telling.origin}:{words.replace(' ', '-')}"
    return said.claimant_id


def outlets_of(tellings: Iterable[Telling]) -> dict[str, str]:
    """Give the voices of the outlets that tell of an incident, by their folded names."""
    return {named(t.root.name): t.root.id for t in tellings}


def named(words: str) -> str:
    """Fold the words for a speaker or party, without an article."""
    folded = fold(words)
    return next((folded.removeprefix(a) for a in ARTICLES if folded.startswith(a)), folded)


def join_unnamed(
    claims: Sequence[SaidClaim], statements: Sequence[SaidStatement]
) -> tuple[tuple[SaidClaim, ...], tuple[SaidStatement, ...]]:
    """Make one voice of unnamed speakers who are called the same and say the same figure: independence is not assumed.

    "A local politician" who says at least 15 in two reports is one; doctors who say 9 and 14 are two.
    """
    alike: dict[tuple[str, str, Count], set[str]] = defaultdict(set)
    for said in claims:
        if said.voice_id.startswith(LOCAL):
            words = said.voice_id.rsplit(":", 1)[1]
            alike[words, said.claim.effect, said.claim.count].add(said.voice_id)
    joined = first_names(alike.values())
    return (
        tuple(replace(c, voice_id=joined.get(c.voice_id, c.voice_id)) for c in claims),
        tuple(replace(s, voice_id=joined.get(s.voice_id, s.voice_id)) for s in statements),
    )


def voices(
    claims: Sequence[SaidClaim], statements: Sequence[SaidStatement], tellings: Sequence[Telling]
) -> tuple[Voice, ...]:
    """Gather each independent voice with all that it said, in whichever documents; copies add documents, not voices."""
    roots = {t.root.id: t.root.name for t in tellings}
    said: dict[str, list[SaidClaim | SaidStatement]] = defaultdict(list)
    for claim in claims:
        said[claim.voice_id].append(claim)
    for statement in statements:
        said[statement.voice_id].append(statement)
    return tuple(_voice(voice_id, said[voice_id], roots) for voice_id in sorted(said))


def _voice(voice_id: str, said: Sequence[SaidClaim | SaidStatement], roots: dict[str, str]) -> Voice:
    whats = [_what(s) for s in said]
    own = all(w.claimant is None for w in whats)
    return Voice(
        id=voice_id,
        name=roots.get(voice_id, voice_id) if own else _name(w.claimant.quote for w in whats if w.claimant),
        kind="outlet" if own else _kind(w.claimant_kind for w in whats if w.claimant),
        document_ids=tuple(sorted({d for s in said for d in (s.document_id, *s.copies)})),
        claim_ids=tuple(sorted(s.claim.id for s in said if isinstance(s, SaidClaim))),
        statement_ids=tuple(sorted(s.statement.id for s in said if isinstance(s, SaidStatement))),
    )


def _what(said: SaidClaim | SaidStatement) -> Claim | Statement:
    return said.claim if isinstance(said, SaidClaim) else said.statement


def _name(words: Iterable[str]) -> str:
    """The fullest name that is used, for a person to read: pronouns and short forms are the shorter ones."""
    return max(sorted(set(words)), key=len)


def _kind(kinds: Iterable[ClaimantKind]) -> ClaimantKind:
    counted: Counter[ClaimantKind] = Counter(kinds)
    del counted["unknown"]
    return min(counted, key=lambda k: (-counted[k], k), default="unknown")
