"""Statements of a text: who is said to have done it, what is said to have been hit (codebook part 5)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.tables import read_table, words_under
from tollbook.model import Span, Statement, TaggedSpan, Tags
from tollbook.model.codes import Certainty, ClaimantKind, StatementKind
from tollbook.model.ids import statement_id
from tollbook.read.drafts import LINK_AT, claimants_of, linked, same_speaker

KIND_AT = 0.35  # probability from which a clause is a statement of a kind; .25–.6 do as well on half a
NAMED_AT = 0.2  # probability that will do for the actor or object without which there is no statement
STANCES = ("blames", "admits", "denies")


@dataclass(slots=True)
class _Draft:
    tagged: TaggedSpan
    kind: StatementKind
    score: float
    actor: Span | None
    object: Span | None
    claimant: Span | None
    claimant_kind: ClaimantKind
    cue: Span | None
    repeats: list[Span] = field(default_factory=list)


def make_statements(tags: Tags, accounts: dict[int, int], lexicon: Lexicon, text_sha256: str) -> list[Statement]:
    """Make one statement of each kind × actor or object × claimant × incident; repeats are further quotes."""
    leaders: list[_Draft] = []
    for draft in (d for tagged in tags.family("statement") for d in _drafts(tagged, tags, lexicon)):
        leader = next((x for x in leaders if _says_the_same(x, draft)), None)
        if leader is None:
            leaders.append(draft)
        elif draft.tagged.span not in (leader.tagged.span, *leader.repeats):
            leader.repeats.append(draft.tagged.span)
    used: Counter[tuple[int, int, str]] = Counter()
    made: list[Statement] = []
    for draft in leaders:
        span = draft.tagged.span
        key = (span.start, span.end, draft.kind)
        made.append(_make(draft, statement_id(text_sha256, *key, used[key]), accounts))
        used[key] += 1
    return made


def _drafts(tagged: TaggedSpan, tags: Tags, lexicon: Lexicon) -> Iterator[_Draft]:
    stances = [k for k in STANCES if k in tagged.several]
    stance = max(stances, key=lambda k: tagged.several[k], default=None)
    for kind, score in tagged.several.items():
        # One clause blames, admits or denies: the likeliest stands.
        if score < KIND_AT or (kind in STANCES and kind != stance):
            continue
        for actor, target in _about(kind, tagged, tags, lexicon.language):
            for claimant, claimant_kind in claimants_of(tagged, tags, lexicon):
                cue = linked(tagged, "cue", tags.family("cue")) if claimant else None
                named = cast("StatementKind", kind)
                yield _Draft(tagged, named, score, actor, target, claimant, claimant_kind, cue)


def _about(kind: str, tagged: TaggedSpan, tags: Tags, language: str) -> list[tuple[Span | None, Span | None]]:
    """Give the actors or the object of a statement; a blame without a name, a target without a thing is none."""
    if kind == "disputes":
        return [(None, None)]
    if kind == "target":
        hit = linked(tagged, "object", tags.family("object"), NAMED_AT) or struck(tagged.span, language)
        return [(None, hit)] if hit else []
    actors = tags.family("actor")
    named = [actors[n].span for n, chance in tagged.links.get("actor", ()) if chance >= LINK_AT]
    distinct: list[Span] = []
    for actor in named:
        if not any(same_speaker(actor.quote, other.quote) for other in distinct):
            distinct.append(actor)
    if distinct:
        return [(actor, None) for actor in distinct]
    best = linked(tagged, "actor", actors, NAMED_AT)
    return [(best, None)] if best else []


def struck(clause: Span, language: str) -> Span | None:
    """Give what a clause says was hit: the words after its last verb of striking ("strikes targeted | terrorists")."""
    found = list(_struck_words(language).finditer(clause.quote))
    if not found:
        return None
    start, end = found[-1].span("object")
    return Span(clause.start + start, clause.start + end, found[-1].group("object"))


@cache
def _struck_words(language: str) -> re.Pattern[str]:
    verbs = "|".join(words_under(read_table(language, "struck"), "verbs", f"{language}/struck.yml"))
    return re.compile(rf"\b(?:{verbs})\s+(?P<object>[^\W_][^,.;:!?“”\"\n]*[^\W_])", re.I)


def _says_the_same(a: _Draft, b: _Draft) -> bool:
    about = [(d.actor or d.object) for d in (a, b)]
    said = [d.claimant.quote if d.claimant else None for d in (a, b)]
    names = [x.quote if x else None for x in about]
    same_place = a.tagged.incident == b.tagged.incident
    return a.kind == b.kind and same_place and same_speaker(*names) and same_speaker(*said)


def _make(draft: _Draft, name: str, accounts: dict[int, int]) -> Statement:
    incident = draft.tagged.incident
    return Statement(
        id=name,
        kind=draft.kind,
        span=draft.tagged.span,
        actor=draft.actor,
        object=draft.object,
        claimant=draft.claimant,
        cue=draft.cue,
        claimant_kind=draft.claimant_kind,
        certainty=cast("Certainty", draft.tagged.fields["certainty"]),
        account=accounts.get(incident) if incident is not None else None,
        score=round(draft.score, 4),
        more_quotes=tuple(draft.repeats),
    )
