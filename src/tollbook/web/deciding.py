"""One way to decide for every page and the API: what was seen is held against what stands, then it is kept."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tollbook.model import Decision
from tollbook.review.decide import Signature
from tollbook.run.grading import grade_by_two
from tollbook.run.live import Snapshot
from tollbook.run.live_desk import LiveDesk
from tollbook.run.people import By, audit
from tollbook.run.seen import decided_since, seen_token
from tollbook.run.wishes import Wish, decisions_of
from tollbook.web.guard import Visitor, check_decision
from tollbook.web.office import Office

# Decisions are made one at a time: between holding the seen state against the present and keeping, nothing may change.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Kept:
    """Decisions that were kept, and the record that follows."""

    decisions: tuple[Decision, ...]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Clash:
    """Nothing was kept: what the person looked at has changed, by these decisions or by new reports (none named).

    `seen` is the token of the present state: sent again with it, the decision is made in the knowledge of the others.
    """

    wish: Wish
    since: tuple[Decision, ...]
    seen: str


Make = Callable[[LiveDesk, Signature], Sequence[Decision]]


def decide(office: Office, visitor: Visitor, wish: Wish, make: Make | None = None) -> Kept | Clash:
    """Keep what a person wishes, or say who decided meanwhile; DecisionError where the wish cannot be.

    `make` takes the place of the plain rules where a mode has others (a grading that needs two people). A visitor whose
    role does not allow such a decision is refused with status 403.
    """
    with _ONE_AT_A_TIME:
        desk = office.desk(office.now(visitor))
        since = decided_since(desk, wish.subjects, wish.seen)
        if since is not None:
            return Clash(wish, since, seen_token(desk, wish.subjects))
        signature = Signature(visitor.name, office.clock(), wish.reason)
        made = make(desk, signature) if make else _made(desk, wish, signature, visitor)
        _check_allowed(visitor, made, desk)
        office.live.decide(made)
        for decision in made:
            audit(office.people, By(visitor.name, decision.decided_at), "decision", decision.id, decision.kind)
        return Kept(tuple(made), office.now(visitor))


def _made(desk: LiveDesk, wish: Wish, signature: Signature, visitor: Visitor) -> Sequence[Decision]:
    """Make the decisions of a wish; where people have accounts, a grading needs two of them."""
    if visitor.has_account and wish.kind in ("grade", "propose_grade"):
        return [grade_by_two(desk, wish, signature, visitor.may("grade"))]
    return decisions_of(desk, wish, signature)


def _check_allowed(visitor: Visitor, made: Sequence[Decision], desk: LiveDesk) -> None:
    by_id = {d.id: d for d in desk.snapshot.decisions} if any(d.kind == "undo" for d in made) else {}
    for decision in made:
        check_decision(visitor, decision, by_id.get(decision.subjects[0]) if decision.kind == "undo" else None)
