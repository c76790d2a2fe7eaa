"""What needs a person most: one list, the weightiest first, each line with its reason."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tollbook.model import Incident, Issue, Link, Reading, Record, SaidClaim, Tally

QueueKind = Literal[
    "decision_lost", "conflict", "unsure_claim", "possible_same", "refused", "not_read", "decision_doubtful"
]

# A decision that lost its words is a person's work gone: before anything that a machine is unsure of.
LOST = 100.0
CONFLICT = {"figure": 6.0, "status": 6.0, "responsibility": 8.0, "target": 5.0}
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


def queue(record: Record, readings: Sequence[Reading] = ()) -> tuple[QueueItem, ...]:
    """Give what people should look at, by weight, then by subject; `readings` add what the record left out."""
    items: dict[tuple[str, str, str], QueueItem] = {}
    for item in _items(record, readings):
        key = (item.kind, item.subject, item.detail)
        items.setdefault(key, item)
    return tuple(sorted(items.values(), key=lambda i: (-i.weight, i.kind, i.subject, i.detail)))


def _items(record: Record, readings: Sequence[Reading]) -> Iterable[QueueItem]:
    for incident in record.incidents:
        yield from _conflicts(incident)
        for said in incident.claims:
            yield from _unsure(said, incident)
        for issue in incident.issues:
            yield from _of_issue(issue)
    for issue in record.issues:
        yield from _of_issue(issue)
    for reading in readings:
        for issue in (*reading.issues, *(i for a in reading.accounts for i in a.issues)):
            yield from _of_issue(issue)
    for link in record.unsure:
        yield from _possible(link)


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
    claim = said.claim
    if said.decided is not None or claim.score >= SURE:
        return
    moved = max((_change(claim.id, t, incident.claims) for t in incident.tallies if claim.id in t.claim_ids), default=0)
    doubt = 1 - abs(2 * claim.score - 1)
    weight = doubt * (1 + math.log2(1 + moved))
    effect = f"; without it a tally moves by {moved}" if moved else ""
    yield QueueItem(
        "unsure_claim", claim.id, f"{claim.span.quote!r}, score {claim.score:.2f}{effect}", weight, (incident.id,)
    )


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


def _of_issue(issue: Issue) -> Iterable[QueueItem]:
    if issue.code in _KINDS:
        kind, weight = _KINDS[issue.code]
        yield QueueItem(kind, issue.subject, issue.detail, weight)


def _possible(link: Link) -> Iterable[QueueItem]:
    if link.decided or link.kind == "different_incidents":
        return
    reasons = ", ".join(f"{r.kind} {r.score:+.1f} ({r.left} / {r.right})" for r in link.reasons)
    detail = f"{link.left} and {link.right} may be {link.kind.replace('_', ' ')}: {reasons}"
    yield QueueItem("possible_same", f"{link.left} {link.right}", detail, 3.0 + link.score / 10)


__all__ = ["QueueItem", "QueueKind", "queue"]
