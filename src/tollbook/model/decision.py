"""What people decide: appended, superseding, never overwritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from tollbook.model.claim import Claim
from tollbook.model.span import Span
from tollbook.model.statement import Statement

DecisionKind = Literal[
    "add",
    "accept",
    "correct",
    "reject",
    "same_incident",
    "different_incidents",
    "copy_of",
    "place",
    "date",
    "grade",
    "propose_grade",
    "note",
    "restrict",
    "withdraw",
    "undo",
]
DECISION_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)


@dataclass(frozen=True, slots=True)
class DecidedPlace:
    """A place that a person gave: coordinates only where that person gave them or a gazetteer row was named."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    gazetteer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one person, with the reason and the hash of what that person saw.

    `subjects` are the ids it is about: a document and a claim (add, accept, correct, reject), two accounts (same,
    different), two documents (copy: the copy first, its origin second), accounts (place, date, grade, propose_grade,
    note, restrict), or a decision (undo). A decision that adds, accepts, corrects or rejects carries the whole claim,
    so that it outlives every reader; it is re-attached by overlapping words and effect. `text_sha256` names the text
    its offsets count in. A proposed grade changes no grading until a second person gives the same; a restricted
    incident is not published.

    `claim_before` and `statement_before` are what a correction was made of. `anchors` holds, for each account that the
    decision is about, words that stand in it, so that a reader that numbers the incidents otherwise is followed.
    """

    id: str
    kind: DecisionKind
    subjects: tuple[str, ...]
    reason: str
    decided_by: str
    decided_at: datetime
    claim: Claim | None = None
    statement: Statement | None = None
    place: DecidedPlace | None = None
    time: tuple[str, str] | None = None
    grade: str | None = None
    note: str | None = None
    text_sha256: str | None = None
    seen: str | None = None
    supersedes: str | None = None
    claim_before: Claim | None = None
    statement_before: Statement | None = None
    anchors: tuple[tuple[Span, ...], ...] = ()
