"""The incident: derived from accounts and decisions, never edited."""

from dataclasses import dataclass
from typing import Literal

from tollbook.model.account import Account, AllegedPerpetrator, Target, Victim
from tollbook.model.claim import Claim
from tollbook.model.codes import ClaimantKind, Effect, Group, Means, Status
from tollbook.model.issue import Issue
from tollbook.model.link import Link
from tollbook.model.place import Place
from tollbook.model.statement import Statement
from tollbook.model.time_span import TimeSpan

ConflictKind = Literal["figure", "status", "responsibility", "target"]
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]


@dataclass(frozen=True, slots=True)
class SaidClaim:
    """A claim, where it was said, and whether a decision stands behind it."""

    document_id: str
    claim: Claim
    voice_id: str
    decided: str | None = None
    copies: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class SaidStatement:
    """A statement and where it was said."""

    document_id: str
    statement: Statement
    voice_id: str
    decided: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent speaker of an incident: all that it said, in whichever documents, counts once."""

    id: str
    name: str
    kind: ClaimantKind
    document_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What the claims add up to by one named, versioned rule; `best` is None where the rule prefers no claim."""

    effect: Effect
    status: Status
    group: Group
    low: int | None
    best: int | None
    high: int | None
    rule: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims or two statements that cannot both be right as said."""

    kind: ConflictKind
    left: str
    right: str
    detail: str


@dataclass(frozen=True, slots=True)
class Grading:
    """A grading in Airwars' words with its reasons; `decided_by` None is a suggestion of the rule."""

    grade: Grade
    rule: str
    reasons: tuple[str, ...]
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """All accounts of one incident, who says what, and what follows by named rules.

    `restricted` is a decision of a person: such an incident is not published.
    """

    id: str
    accounts: tuple[Account, ...]
    time: TimeSpan | None
    place: Place | None
    means: Means
    follow_up: bool
    claims: tuple[SaidClaim, ...]
    statements: tuple[SaidStatement, ...]
    victims: tuple[Victim, ...]
    perpetrators: tuple[AllegedPerpetrator, ...]
    targets: tuple[Target, ...]
    tallies: tuple[Tally, ...]
    conflicts: tuple[Conflict, ...]
    grading: Grading | None
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    voices: tuple[Voice, ...]
    notes: tuple[str, ...] = ()
    decision_ids: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What follows from stored readings, decisions and versions: the incidents and what was left out.

    `links` say why documents and accounts belong together; `unsure` are the links between two incidents that were not
    sure enough to make them one, for a person to look at.
    """

    incidents: tuple[Incident, ...]
    issues: tuple[Issue, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    unsure: tuple[Link, ...] = ()
