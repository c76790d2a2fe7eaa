"""Incidents as the API gives them: whole, and a line each for lists, maps and filters."""

from typing import Literal

from pydantic import Field

from tollbook.model.codes import ClaimantKind, Group, Means
from tollbook.model.incident import ConflictKind, Grade
from tollbook.model.place import PlacePrecision
from tollbook.model.time_span import DateBasis, DatePrecision
from tollbook.publish.gate import ReviewState
from tollbook.run.listing import Order
from tollbook.web.wire import (
    LARGEST_NUMBER,
    Answer,
    Country,
    Day,
    Moment,
    Page,
    Paging,
    Question,
    Seen,
    Whole,
    Withheld,
    Words,
    YesNo,
)
from tollbook.web.wire_reports import ReportFields
from tollbook.web.wire_said import (
    Account,
    Claim,
    Days,
    Issue,
    Perpetrator,
    Place,
    ProtectedObject,
    Score,
    Statement,
    Tally,
    Target,
    Victim,
)


class Grading(Answer):
    """A grading in Airwars' words: responsibility and corroboration, not how sure the count is."""

    grade: Grade
    rule: str
    reasons: list[str]
    decided_by: str | None = Field(description="Null is a suggestion of the rule.")


class Voice(Answer):
    """One independent speaker: counts once, in however many reports."""

    id: str
    name: str
    kind: ClaimantKind
    documents: list[str]
    claims: list[str]
    statements: list[str]


class Conflict(Answer):
    """Two claims or statements that cannot both be right as said."""

    kind: ConflictKind
    left: str
    right: str
    detail: str


class SaidClaim(Claim):
    """A claim in an incident: where it was said and by which voice."""

    document: str
    copies: list[str]
    voice: str
    decided: str | None


class SaidStatement(Statement):
    """A statement in an incident: where it was said and by which voice."""

    document: str
    copies: list[str]
    voice: str
    decided: str | None
    score: Score


class IncidentFields(Answer):
    """An incident as `tollbook show --json` gives it (docs/json/incident.schema.json)."""

    id: str
    reviewed: ReviewState
    date: Days
    date_precision: DatePrecision
    date_basis: DateBasis | None
    date_words: str | None
    place: Place | None
    means: Means
    follow_up: bool
    grading: Grading | None
    tallies: list[Tally]
    voices: list[Voice]
    conflicts: list[Conflict]
    claims: list[SaidClaim]
    statements: list[SaidStatement]
    perpetrators: list[Perpetrator]
    targets: list[Target]
    victims: list[Victim] | None = Field(description="Null where you may not see their names: see `withheld`.")
    accounts: list[Account]
    documents: list[ReportFields]
    outlets: list[str]
    origins: list[str]
    notes: list[str]
    decisions: list[str]
    issues: list[Issue]


class Incident(IncidentFields):
    """An incident with what belongs to the workspace."""

    restricted: bool = Field(description="A person decided that it is not to be published.")
    withheld: list[Withheld]
    seen: Seen | None = Field(description="The token to send with a decision on it; null of a day in the past.")


class Toll(Answer):
    """The widest range that is stated of all who were harmed so; null is open or not known."""

    low: int | None = Field(ge=0)
    best: int | None = Field(ge=0, description="The figure that most voices agree on, where there is one.")
    high: int | None = Field(ge=0)


class IncidentLine(Answer):
    """An incident in a line."""

    id: str
    date: Days
    date_precision: DatePrecision
    place: str | None = Field(description="Its name; null where no place is known.")
    country: Country | None
    admin1: str | None
    lat: float | None = Field(ge=-90, le=90)
    lon: float | None = Field(ge=-180, le=180)
    precision: PlacePrecision | None
    means: Means
    killed: Toll | None = Field(description="Null where nobody says how many.")
    injured: Toll | None
    groups: list[Group]
    objects: list[ProtectedObject]
    actors: list[str] = Field(description="Ids of the parties that are said to have done it.")
    grading: Grade | None
    grading_decided: bool
    conflicts: list[ConflictKind]
    reviewed: ReviewState
    reports: int = Field(ge=0)
    voices: int = Field(ge=0)
    unsure: int = Field(ge=0, description="How many claims the reader is unsure of and nobody has decided on.")
    changed_at: Moment | None


class IncidentPage(Page):
    """One page of the incidents that hold what was asked."""

    items: list[IncidentLine]


class Facets(Answer):
    """How many of the incidents that hold what was asked have which country, means …"""

    total: int = Field(ge=0)
    countries: dict[str, int]
    means: dict[str, int]
    targets: dict[str, int]
    groups: dict[str, int]
    gradings: dict[str, int]
    actors: dict[str, int]


class AskedIncidents(Question):
    """What incidents must hold; each that is left out is any."""

    q: Words | None = Field(None, description='Words that a report of it holds; "in quotes" a phrase.')
    since: Day | None = Field(None, description="On this day or later, by some account.")
    until: Day | None = Field(None, description="On this day or earlier, by some account.")
    country: Country | None = None
    actor: Words | None = Field(None, description="Id of a party that is said to have done it.")
    means: Means | None = None
    target: ProtectedObject | None = Field(None, description="A kind of protected object that is said to be hit.")
    group: Group | None = None
    grading: Grade | None = None
    conflict: Literal["any"] | ConflictKind | None = Field(None, description="Accounts that differ in this; or any.")
    unreviewed: YesNo | None = Field(None, description="Whether claims are left that nobody has decided on.")
    changed_since: Moment | None = None
    min_killed: Whole | None = Field(None, ge=0, le=LARGEST_NUMBER, description="So many or more, by some account.")
    placed: YesNo | None = Field(None, description="Whether coordinates are known.")


class AskedIncidentPage(AskedIncidents, Paging):
    """Which page of which incidents, in which order."""

    order: Order = "-date"


class AskedIncident(Question):
    """As of which day."""

    as_known: Day | None = Field(None, description="Only what was published by this day.")
