"""Decisions as the API gives and takes them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from tollbook.model import DecisionKind
from tollbook.model.codes import (
    Certainty,
    ClaimantKind,
    Effect,
    Group,
    Means,
    Polarity,
    Scope,
    StatementKind,
    Status,
    Wording,
)
from tollbook.model.incident import Grade
from tollbook.model.place import PlacePrecision
from tollbook.web.wire import (
    LARGEST_NUMBER,
    Answer,
    Country,
    Moment,
    Page,
    Paging,
    Problem,
    Question,
    Seen,
    Words,
    YesNo,
)
from tollbook.web.wire_said import Claim, Statement, Tally

WishKind = Literal[
    "add",
    "accept",
    "correct",
    "reject",
    "same",
    "different",
    "split",
    "copy",
    "grade",
    "propose_grade",
    "restrict",
    "place",
    "date",
    "note",
    "undo",
]
Number = Annotated[int | None, Field(ge=0, le=LARGEST_NUMBER)]
OfText = Annotated[str, Field(min_length=1, max_length=100_000, description="Exact words of the report.")]
Subject = Annotated[str, Field(min_length=1, max_length=200)]
Reason = Annotated[str, Field(max_length=10_000, description="Why; others will read it years from now.")]


class DecidedPlace(Answer):
    """A place that a person gave."""

    name: str
    country: Country | None
    lat: float | None = Field(ge=-90, le=90)
    lon: float | None = Field(ge=-180, le=180)
    precision: PlacePrecision | None
    gazetteer_id: str | None


class Decision(Answer):
    """One decision of one person; appended, never changed."""

    id: str
    kind: DecisionKind
    subjects: list[str] = Field(
        description="A document and a claim, two accounts, two documents, accounts, or a decision."
    )
    reason: str
    by: str
    at: Moment
    claim: Claim | None
    statement: Statement | None
    place: DecidedPlace | None
    date: Annotated[list[date], Field(min_length=2, max_length=2)] | None
    grade: Grade | None
    note: str | None
    supersedes: str | None
    in_force: bool = Field(description="False where it was taken back or superseded.")


class DecisionPage(Page):
    """One page of what was decided."""

    items: list[Decision]


class AskedDecisions(Paging):
    """Which decisions, and in which order."""

    kind: DecisionKind | None = None
    by: Words | None = Field(None, description="The name of who decided.")
    subject: Words | None = Field(None, description="The id of something that it is about.")
    in_force: YesNo | None = None
    order: Literal["newest", "oldest"] = "newest"


class WishFields(Question):
    """What is said of the subject, as the kind of decision takes it; a number or words that are null are open.

    A claim (`add`, `correct`): effect … means, quote, start. A statement: kind, actor, object, claimant … . A place:
    name … gazetteer_id. A date: first, last. A grade: grade. A note: note.
    """

    effect: Effect | None = None
    low: Number = Field(None, description="Null is open: nothing is said of it.")
    high: Number = None
    wording: Wording | None = None
    status: Status | None = None
    group: Group | None = None
    claimant: OfText | None = None
    cue: OfText | None = None
    claimant_kind: ClaimantKind | None = None
    claimant_id: Words | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    provisional: bool | None = None
    scope: Scope | None = None
    period: OfText | None = None
    incident: int | None = Field(None, ge=1, le=10_000, description="Number of the incident within its text.")
    part_of: Words | None = None
    means: Means | None = None
    quote: OfText | None = None
    start: Number = Field(None, description="Where the quote begins, if it stands twice.")
    kind: StatementKind | None = None
    actor: OfText | None = None
    object: OfText | None = None
    name: Words | None = None
    country: Country | None = None
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    precision: PlacePrecision | None = None
    gazetteer_id: Words | None = None
    first: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2024-08-25"])
    last: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    grade: Grade | None = None
    note: str | None = Field(None, min_length=1, max_length=10_000)


class Wish(Question):
    """One thing to decide: its kind, what it is about, what is said of it, and why.

    `subjects` by kind: `add`: the report. `accept`, `reject`: claims or statements. `correct`: one claim or statement.
    `same`, `different`: two incidents, reports or accounts (d-…/1). `split`: an incident, then those of its accounts
    that are another. `copy`: the report that repeats, then its origin.
    `grade`, `propose_grade`, `restrict`, `place`, `date`, `note`: one incident, report or account. `undo`: decisions.
    """

    kind: WishKind
    subjects: list[Subject] = Field(min_length=1, max_length=200)
    fields: WishFields = Field(default_factory=lambda: WishFields.model_validate({}))
    reason: Reason
    seen: str | None = Field(None, max_length=100, description="The `seen` of what you looked at.")


class Undo(Question):
    """Why a decision is taken back, and which others go with it."""

    reason: Reason = "taken back"
    also: list[Subject] = Field(default=[], max_length=200)


class Touched(Answer):
    """An incident that a decision touched, as it stands now."""

    id: str
    tallies: list[Tally]
    seen: Seen


class Kept(Answer):
    """What was kept, and what follows from it."""

    decisions: list[Decision]
    incidents: list[Touched] = Field(description="The incidents that these decisions touch, with their new tallies.")
    seen: Seen = Field(description="The token of the subjects as they stand now.")


class ClashProblem(Problem):
    """Nothing was kept: what you looked at has changed. Look again, then decide with the new `seen`."""

    since: list[Decision] = Field(description="What others decided meanwhile; empty where a new report changed it.")
    seen: Seen


__all__ = [
    "AskedDecisions",
    "ClashProblem",
    "Decision",
    "DecisionPage",
    "Kept",
    "Touched",
    "Undo",
    "Wish",
    "WishFields",
    "WishKind",
]
