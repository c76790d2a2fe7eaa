"""What the API gives, as types: the fields of the published schemas (docs/json/openapi.json) by name.

Every answer is a plain dictionary; these say what is in it. What is not known is None, never 0.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

Json = Mapping[str, Any]


class Toll(TypedDict):
    """The widest range that is stated of all who were harmed so; None is open or not known."""

    low: int | None
    best: int | None
    high: int | None


class IncidentLine(TypedDict):
    """An incident in a line."""

    id: str
    date: list[str] | None
    date_precision: str
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    means: str
    killed: Toll | None
    injured: Toll | None
    groups: list[str]
    objects: list[str]
    actors: list[str]
    grading: str | None
    grading_decided: bool
    conflicts: list[str]
    reviewed: str
    reports: int
    voices: int
    unsure: int
    changed_at: str | None


class Tally(TypedDict):
    """What the claims add up to by one named rule."""

    effect: str
    status: str
    group: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    claims: list[str]


class Claim(TypedDict):
    """One party saying, in exact words, that a number of people were harmed."""

    id: str
    quote: str
    start: int
    end: int
    effect: str
    low: int | None
    high: int | None
    wording: str
    status: str
    group: str
    claimant: str | None
    claimant_start: int | None
    cue: str | None
    cue_start: int | None
    claimant_kind: str
    claimant_id: str | None
    polarity: str
    certainty: str
    provisional: bool
    scope: str
    period: str | None
    incident: int | None
    part_of: str | None
    means: str
    score: float
    more_quotes: list[str]


class SaidClaim(Claim):
    """A claim in an incident: where it was said and by which voice."""

    document: str
    copies: list[str]
    voice: str
    decided: str | None


class OneClaim(Claim):
    """A claim asked for by its id: the reports and incidents that it stands in."""

    documents: list[str]
    incidents: list[str]
    decided: str | None
    seen: str


class Statement(TypedDict):
    """One party saying, in exact words, who did it or what was hit."""

    id: str
    kind: str
    quote: str
    start: int
    end: int
    actor: str | None
    actor_id: str | None
    object: str | None
    claimant: str | None
    claimant_start: int | None
    cue: str | None
    claimant_kind: str
    claimant_id: str | None
    certainty: str
    incident: int | None
    more_quotes: list[str]


class SaidStatement(Statement):
    """A statement in an incident: where it was said and by which voice."""

    document: str
    copies: list[str]
    voice: str
    decided: str | None
    score: float


class OneStatement(Statement):
    """A statement asked for by its id: the reports and incidents that it stands in."""

    score: float
    documents: list[str]
    incidents: list[str]
    decided: str | None
    seen: str


class ReportFields(TypedDict):
    """Where a report comes from, and the hashes that prove it."""

    id: str
    source: str | None
    url: str | None
    title: str | None
    published: str | None
    lang: str | None
    credits: list[str]
    raw_sha256: str
    text_sha256: str
    copy_of: str | None


class ReportLine(ReportFields):
    """A report in a line."""

    incidents: list[str]
    confidential: bool
    taken_at: str | None


class Report(ReportLine):
    """A report with its text and all that was read in it."""

    text: str
    reader: str | None
    claims: list[Claim]
    statements: list[Statement]
    accounts: list[Json]
    issues: list[Json]
    decided: dict[str, str]
    seen: str


class Incident(TypedDict):
    """An incident whole: who says what, and what follows by which rule."""

    id: str
    reviewed: str
    date: list[str] | None
    date_precision: str
    date_basis: str | None
    date_words: str | None
    place: Json | None
    means: str
    follow_up: bool
    grading: Json | None
    tallies: list[Tally]
    voices: list[Json]
    conflicts: list[Json]
    claims: list[SaidClaim]
    statements: list[SaidStatement]
    perpetrators: list[Json]
    targets: list[Json]
    victims: list[Json] | None
    accounts: list[Json]
    documents: list[ReportFields]
    outlets: list[str]
    origins: list[str]
    notes: list[str]
    decisions: list[str]
    issues: list[Json]
    restricted: bool
    withheld: list[Json]
    seen: str | None


class Decision(TypedDict):
    """One decision of one person."""

    id: str
    kind: str
    subjects: list[str]
    reason: str
    by: str
    at: str
    claim: Claim | None
    statement: Statement | None
    place: Json | None
    date: list[str] | None
    grade: str | None
    note: str | None
    supersedes: str | None
    in_force: bool


class Touched(TypedDict):
    """An incident that a decision touched, as it stands now."""

    id: str
    tallies: list[Tally]
    seen: str


class Kept(TypedDict):
    """What was kept, and what follows from it."""

    decisions: list[Decision]
    incidents: list[Touched]
    seen: str


class Taken(TypedDict):
    """What became of a report that was sent."""

    taken: list[str]
    known: list[str]
    incidents: list[str]
    issues: list[Json]


class QueueItem(TypedDict):
    """One thing to decide, and why."""

    key: str
    kind: str
    subject: str
    detail: str
    weight: float
    incidents: list[str]


class UnsurePair(TypedDict):
    """Two accounts of two incidents that may be one."""

    left: str
    right: str
    kind: str
    score: float
    decided: bool
    reasons: list[Json]
    incidents: list[str]


class Found(TypedDict):
    """A report that holds the words searched for."""

    id: str
    title: str | None
    snippet: str
    incidents: list[str]


class AskedIncidents(TypedDict, total=False):
    """What incidents must hold; what is left out is any."""

    q: str
    since: str
    until: str
    country: str
    actor: str
    means: str
    target: str
    group: str
    grading: str
    conflict: str
    unreviewed: bool
    changed_since: str
    min_killed: int
    placed: bool


class ListedIncidents(AskedIncidents, total=False):
    """The same, and in which order they come."""

    order: str


class AskedReports(TypedDict, total=False):
    """What reports must hold; what is left out is any."""

    lang: str
    source: str
    unread: bool


class AskedDecisions(TypedDict, total=False):
    """Which decisions, and in which order; what is left out is any."""

    kind: str
    by: str
    subject: str
    in_force: bool
    order: str


class SaidOfReport(TypedDict, total=False):
    """What is said of a report beside its text; what is left out is not known."""

    source: str
    title: str
    published: str
    language: str
    confidential: bool
