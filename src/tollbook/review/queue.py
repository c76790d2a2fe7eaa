"""What needs a person most: one list, the weightiest first, each line with its reason."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from tollbook.model import Incident, Issue, Link, Reading, Record, SaidClaim, Tally

QueueKind = Literal[
    "decision_lost", "conflict", "unsure_claim", "possible_same", "refused", "not_read", "decision_doubtful"
]

# A decision that lost its words is a person's work gone: before anything that a machine is unsure of.
LOST = 100.0
CONFLICT = {"figure": 6.0, "status": 6.0, "responsibility": 8.0, "target": 5.0}
# How an unsure claim is weighed, and the rule of the tallies that it is weighed by.
EFFECT = "expected-effect/1"
STATED = "stated-range/"
# Scores at and above this are held by careful readers nine times in ten: not worth a look each.
SURE = 0.9
# Codes by which rooms say that a report was not read, that words which may be a claim were not taken, that a decision
# came to nothing, or that it holds against what this reader hears.
_KINDS: dict[str, tuple[QueueKind, float]] = {
    "decision_lost": ("decision_lost", LOST),
    "decision_contradicted": ("decision_lost", LOST / 2),
    "speaker_differs": ("decision_doubtful", 4.0),
    "whole_lost": ("decision_doubtful", 2.0),
    "language_not_read": ("not_read", 2.0),
    "quote_not_in_text": ("refused", 1.0),
    "no_number": ("refused", 1.0),
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to decide: what it is, what it is about, why, how much hangs on it, and in which incidents.

    `about` names what is decided on where that is more than the subject: the two sides of a conflict.
    """

    kind: QueueKind
    subject: str
    detail: str
    weight: float
    incident_ids: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def queue(record: Record, readings: Iterable[Reading] = ()) -> tuple[QueueItem, ...]:
    """Give what people should look at, by weight, then by subject; `readings` add what the record left out."""
    items = chain(
        (i for incident in record.incidents for i in of_incident(incident)),
        of_issues(record.issues),
        (i for reading in readings for i in of_reading(reading)),
        (i for link in record.unsure for i in of_link(link)),
    )
    same: dict[tuple[str, ...], QueueItem] = {}
    for item in sorted(items, key=weightiest_first):
        same.setdefault(said_once(item), item)
    return tuple(same.values())


def weightiest_first(item: QueueItem) -> tuple[object, ...]:
    """The order of the queue."""
    return -item.weight, item.kind, item.subject, item.detail, item.incident_ids


def said_once(item: QueueItem) -> tuple[str, ...]:
    """What is one thing to decide, even where two rooms name it; the weightiest stands for all."""
    return item.kind, item.subject, item.detail


def of_incident(incident: Incident) -> tuple[QueueItem, ...]:
    """Give what waits of one incident: conflicts, unsure claims, and what judging left out."""
    unsure = (i for said in incident.claims for i in _unsure(said, incident))
    return *_conflicts(incident), *unsure, *of_issues(incident.issues)


def of_reading(reading: Reading) -> tuple[QueueItem, ...]:
    """Give what reading, telling and deciding left out of one report."""
    return of_issues((*reading.issues, *(i for a in reading.accounts for i in a.issues)))


def of_issues(issues: Iterable[Issue]) -> tuple[QueueItem, ...]:
    """Give those of some issues that a person can do something about."""
    known = ((issue, *_KINDS[issue.code]) for issue in issues if issue.code in _KINDS)
    return tuple(QueueItem(kind, issue.subject, issue.detail, weight) for issue, kind, weight in known)


def of_link(link: Link) -> tuple[QueueItem, ...]:
    """Give the question whether two accounts tell of one incident, where nobody decided it."""
    if link.decided or link.kind == "different_incidents":
        return ()
    reasons = ", ".join(f"{r.kind} {r.score:+.1f} ({r.left} / {r.right})" for r in link.reasons)
    detail = f"{link.left} and {link.right} may be {link.kind.replace('_', ' ')}: {reasons}"
    return (QueueItem("possible_same", f"{link.left} {link.right}", detail, 3.0 + link.score / 10),)


def _conflicts(incident: Incident) -> Iterable[QueueItem]:
    """Conflicts that a person has not read both sides of; where both were held to be said, the conflict is real."""
    graded = incident.grading is not None and incident.grading.decided_by is not None
    decided = {s.claim.id for s in incident.claims if s.decided}
    decided |= {s.statement.id for s in incident.statements if s.decided}
    for conflict in incident.conflicts:
        sides = (conflict.left, conflict.right)
        if decided.issuperset(sides):
            continue
        detail = f"{conflict.kind}: {conflict.detail} ({conflict.left}, {conflict.right})"
        weight = CONFLICT[conflict.kind] / (4 if graded else 1)
        yield QueueItem("conflict", incident.id, detail, weight, (incident.id,), sides)


def _unsure(said: SaidClaim, incident: Incident) -> Iterable[QueueItem]:
    """A claim that may be a misreading weighs by its expected effect: the odds of that times what hangs on it.

    The logarithm lets effects of one person and of a thousand stand in one list with conflicts and lost decisions.
    """
    claim = said.claim
    if said.decided is not None or claim.score >= SURE:
        return
    stated = (t for t in incident.tallies if t.rule.startswith(STATED) and claim.id in t.claim_ids)
    moved = max((_change(claim.id, t, incident.claims) for t in stated), default=0)
    expected = (1 - claim.score) * moved
    effect = f"; without it a tally moves by {moved}, so {expected:.1f} are at stake ({EFFECT})" if moved else ""
    detail = f"{claim.span.quote!r}, score {claim.score:.2f}{effect}"
    weight = math.log2(1 + expected) + (1 - claim.score) / 10
    yield QueueItem("unsure_claim", claim.id, detail, round(weight, 6), (incident.id,))


def _change(claim_id: str, tally: Tally, claims: Sequence[SaidClaim]) -> int:
    """Tell how far the ends of a tally would move without one claim; an only claim takes its whole figure along."""
    counts = {s.claim.id: s.claim.count for s in claims if s.claim.id in tally.claim_ids}
    rest = [c for i, c in counts.items() if i != claim_id]
    mine = counts.get(claim_id)
    if mine is None:
        return 0
    if not rest:
        return max(mine.low or 0, mine.high or 0)
    lows = [c.low for c in rest if c.low is not None]
    highs = [c.high for c in rest if c.high is not None]
    below = max(0, min(lows) - mine.low) if lows and mine.low is not None else 0
    above = max(0, mine.high - max(highs)) if highs and mine.high is not None else 0
    return below + above


__all__ = ["QueueItem", "QueueKind", "queue"]
