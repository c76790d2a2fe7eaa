"""All decisions about one claim or statement, however it was corrected since: the last one holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import Decision, Document
from tollbook.review.words import Thing, move_thing

CLAIM_KINDS = ("add", "accept", "correct", "reject")


@dataclass(frozen=True, slots=True)
class Thread:
    """The decisions about one claim or statement: its ids, its forms in the words of this text, and the last decision.

    `thing` is what the last decision holds to be said; None where its words are gone from the text. `forms` are all
    shapes that it was seen in, newest first.
    """

    ids: frozenset[str]
    last: Decision
    thing: Thing | None
    forms: tuple[Thing, ...]

    @property
    def rejects(self) -> bool:
        """Tell whether the last word is that this was not said."""
        return self.last.kind == "reject"


def threads_of(document: Document, decisions: Sequence[Decision]) -> tuple[Thread, ...]:
    """Gather standing decisions on the claims and statements of a document, by time of the last word on each."""
    mine = [d for d in decisions if d.kind in CLAIM_KINDS and d.subjects and d.subjects[0] == document.id]
    groups: list[tuple[set[str], list[Decision]]] = []
    for decision in mine:
        ids, members = _ids(decision), [decision]
        for group in [g for g in groups if g[0] & ids]:
            groups.remove(group)
            ids |= group[0]
            members = group[1] + members
        groups.append((ids, members))
    made = [_thread(document, ids, sorted(members, key=_moment)) for ids, members in groups]
    return tuple(sorted(made, key=lambda t: _moment(t.last)))


def _thread(document: Document, ids: set[str], members: list[Decision]) -> Thread:
    last = members[-1]
    held = last.claim or last.statement
    shapes = [s for d in reversed(members) for s in (d.claim, d.statement, d.claim_before, d.statement_before) if s]
    forms = (move_thing(s, document.text) for s in dict.fromkeys(shapes))
    thing = move_thing(held, document.text) if held else None
    return Thread(frozenset(ids), last, thing, tuple(f for f in forms if f))


def _ids(decision: Decision) -> set[str]:
    held = (decision.claim, decision.statement, decision.claim_before, decision.statement_before)
    return {*decision.subjects[1:], *(x.id for x in held if x)}


def _moment(decision: Decision) -> tuple[object, str]:
    return decision.decided_at, decision.id
