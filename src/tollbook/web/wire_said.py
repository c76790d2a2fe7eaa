"""What reports say, as the API gives it: claims, statements, places, victims and tallies, in the contract's words."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from tollbook.model.codes import (
    Certainty,
    ClaimantKind,
    Effect,
    Group,
    Means,
    Polarity,
    Scope,
    Sex,
    Stance,
    StatementKind,
    Status,
    Wording,
)
from tollbook.model.place import PlacePrecision
from tollbook.model.time_span import DatePrecision
from tollbook.web.wire import Answer, Country, Seen

Count = Annotated[int | None, Field(ge=0)]
Place1 = Annotated[int | None, Field(ge=0)]
Score = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[
    Annotated[list[date], Field(min_length=2, max_length=2)] | None,
    Field(description="First and last day that the words support; null where they give none."),
]
ProtectedObject = Literal[
    "hospital/medical",
    "ambulance",
    "medical personnel",
    "school",
    "place of worship/cultural property",
    "food, crops, water",
    "dams, dykes, nuclear plants",
    "environment",
    "civil defence",
    "humanitarian relief",
    "journalists",
    "UN/peacekeepers",
    "IDP/refugee camp, safe zone, evacuation route",
    "market",
    "home",
    "energy",
    "transport",
    "cemetery",
]


class ClaimFields(Answer):
    """One party saying, in words that can be quoted, that a number of people were harmed."""

    quote: str = Field(description="Exact words: the shortest span that holds the number and what it counts.")
    start: int = Field(ge=0, description="Where the quote begins, in Unicode code points of the text.")
    end: int = Field(ge=0, description="Where it ends: text[start:end] is the quote.")
    effect: Effect
    low: Count = Field(description="Lowest number said; null is open or not said, never 0.")
    high: Count = Field(description="Highest number said; null is open or not said.")
    wording: Wording
    status: Status = Field(description="What the claimant says that they were.")
    group: Group
    claimant: str | None = Field(description="Exact words for who says it; null is the text's own voice.")
    claimant_start: Place1
    cue: str | None
    cue_start: Place1
    claimant_kind: ClaimantKind
    claimant_id: str | None = Field(description="The same for the same speaker in every document.")
    polarity: Polarity
    certainty: Certainty
    provisional: bool
    scope: Scope
    period: str | None
    incident: int | None = Field(ge=1, description="Number of the incident within its text.")
    part_of: str | None = Field(description="Id of the claim that this one is a part of.")
    means: Means
    score: Score = Field(description="Calibrated probability that a careful reader would record this claim.")
    more_quotes: list[str]


class StatementFields(Answer):
    """One party saying, in words that can be quoted, who did it or what was hit."""

    kind: StatementKind
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    actor: str | None = Field(description="Exact words for who did it, or is cleared of it.")
    actor_id: str | None
    object: str | None = Field(description="Exact words for what was aimed at or hit.")
    claimant: str | None
    claimant_start: Place1
    cue: str | None
    claimant_kind: ClaimantKind
    claimant_id: str | None
    certainty: Certainty
    incident: int | None = Field(ge=1)
    more_quotes: list[str]


class Claim(ClaimFields):
    """A claim with its id."""

    id: str


class Statement(StatementFields):
    """A statement with its id."""

    id: str


class WhereSaid(Answer):
    """Where something that was said stands."""

    documents: list[str] = Field(description="The reports that hold it: outlets can share one text.")
    incidents: list[str] = Field(description="The incidents that it is part of.")
    decided: str | None = Field(description="The decision that stands behind it; null if a reader alone found it.")
    seen: Seen


class OneClaim(Claim, WhereSaid):
    """A claim as people have decided it, and where it stands."""


class OneStatement(Statement, WhereSaid):
    """A statement as people have decided it, and where it stands."""

    score: Score


class Rival(Answer):
    """A place of the same name that was weighed and not chosen."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    score: float


class Place(Answer):
    """A place as written and as resolved."""

    name: str
    start: Place1 = Field(description="Where the name stands in the text; null for a decided place.")
    country: Country | None
    admin1: str | None
    lat: float | None = Field(ge=-90, le=90, description="WGS 84 degrees; null where it is not known well enough.")
    lon: float | None = Field(ge=-180, le=180)
    precision: PlacePrecision | None = Field(description="UCDP's where_prec 1-6 in words.")
    gazetteer_id: str | None
    rivals: list[Rival]


class Victim(Answer):
    """A named person said to be harmed."""

    name: str
    age: int | None = Field(ge=0)
    sex: Sex | None
    effect: Effect
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Issue(Answer):
    """What was left out, and why."""

    room: str
    code: str
    detail: str


class Tally(Answer):
    """What the claims add up to by one named rule."""

    effect: Effect
    status: Status
    group: Group
    low: Count
    best: Count = Field(description="Null where the rule prefers no claim.")
    high: Count
    rule: str = Field(pattern=r"^[a-z-]+/[0-9.]+$")
    claims: list[str] = Field(description="The claims that it rests on.")


class Account(Answer):
    """One incident as one report tells it."""

    id: str = Field(description="Document and number.")
    document: str
    n: int = Field(ge=1)
    main: bool
    date: Days
    date_precision: DatePrecision
    place: Place | None
    means: Means
    follow_up: bool


class Perpetrator(Answer):
    """Who is said to have done it, always with who says so."""

    name: str
    actor_id: str | None
    by: str | None
    by_id: str | None
    stance: Stance
    statement: str


class Target(Answer):
    """What is said to have been hit."""

    name: str
    object: ProtectedObject | None
    by: str | None
    by_id: str | None
    statement: str
