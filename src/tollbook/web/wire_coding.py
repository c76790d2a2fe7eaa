"""Double-blind coding as the API gives and takes it."""

from typing import Annotated, Literal

from pydantic import Field

from tollbook.model import Choice
from tollbook.web.wire import Answer, Moment, Page, Question
from tollbook.web.wire_decisions import Reason, WishFields
from tollbook.web.wire_people import Name
from tollbook.web.wire_said import Claim, Statement

Share = Annotated[float | None, Field(ge=0, le=1)]
Beyond = Annotated[float | None, Field(description="1 is always, 0 as by chance; null where it says nothing.", le=1)]
Whole = Annotated[int, Field(ge=0)]
Side = Literal["first", "second"]
ThingId = Annotated[str, Field(min_length=1, max_length=40)]


class Task(Answer):
    """One report of a round for one coder."""

    report: str
    coder: str
    marked: int | None = Field(ge=0, description="How many claims and statements; null where it was not begun.")
    submitted: bool


class Round(Answer):
    """Reports that two people code apart."""

    id: str
    name: str
    reports: list[str]
    coders: list[str] = Field(min_length=2, max_length=2)
    blind: bool = Field(description="Whether coders begin from the bare text, or from what the machine read.")
    chosen: str = Field(description="How the reports were chosen.")
    opened_by: str
    opened_at: Moment
    closed_by: str | None
    closed_at: Moment | None
    tasks: list[Task] = Field(description="Of a coder their own; of who may settle, all.")


class RoundPage(Page):
    """The rounds that you code in, or may settle; the newest first."""

    items: list[Round]


class NewRound(Question):
    """A round to be set up; with `n`, so many reports are drawn by `seed` from those that `way` names."""

    name: str = Field(min_length=1, max_length=80, description="No words of reports: it stays when one is withdrawn.")
    coders: list[Name] = Field(min_length=2, max_length=2)
    blind: bool = True
    way: Literal["all", "found", "named"] = "all"
    words: str = Field("", max_length=1000, description="Of `found`: words that the reports hold.")
    reports: list[ThingId] = Field(default=[], max_length=1000, description="Of `named`: ids of reports.")
    n: int | None = Field(None, ge=1, le=1000)
    seed: str = Field("", max_length=100)


class Coding(Answer):
    """What you have marked in a report."""

    round: str
    report: str
    coder: str
    version: Whole
    submitted: bool
    text: str
    claims: list[Claim]
    statements: list[Statement]


class Mark(Question):
    """Words to mark as a claim, or, with `kind`, as a statement; or what to change of a mark."""

    fields: WishFields


class Verdict(Answer):
    """What a third person held of a pair."""

    choice: Choice
    reason: str
    by: str
    at: Moment
    decisions: list[str] = Field(description="What it decided; empty where the record had nothing to change.")


class Pair(Answer):
    """One claim or statement as both coders have it; null where one did not find it."""

    first: Claim | Statement | None
    second: Claim | Statement | None
    differs: list[str] = Field(description="The fields in which the two differ.")
    verdict: Verdict | None


class Case(Answer):
    """A report that both coders have handed in."""

    round: str
    report: str
    pairs: list[Pair]
    seen: str = Field(description="Sent back with a verdict, it tells whether somebody decided meanwhile.")


class NewVerdict(Question):
    """A choice for one pair. `corrected` takes the form `of` one coder, with `fields` changed."""

    first: ThingId | None = Field(None, description="Id of the first coder's; null where that one has none.")
    second: ThingId | None = None
    choice: Choice
    of: Side = "first"
    fields: WishFields = Field(default_factory=lambda: WishFields.model_validate({}))
    reason: Reason = ""
    seen: str | None = Field(None, max_length=100)


class BothFound(Answer):
    """What both coders found, and each alone."""

    what: Literal["claims", "statements"]
    both: Whole
    first_only: Whole
    second_only: Whole
    f1: Share


class AgreedField(Answer):
    """How far both agree in one field, where both found it."""

    of: Literal["claim", "statement"]
    field: str
    pairs: Whole
    same: Whole
    share: Share
    share_from: Share = Field(description="Wilson's 95 % interval of the share.")
    share_to: Share
    kappa: Beyond
    alpha: Beyond
    alpha_interval: Beyond
    figures: int | None = Field(ge=0, description="Pairs with a number on both sides.")
    within_one: int | None = Field(ge=0)


class Agreement(Answer):
    """How far the two coders of a round agree, over the reports that both have handed in."""

    round: str
    reports: Whole
    found: list[BothFound]
    fields: list[AgreedField]


__all__ = ["Agreement", "Case", "Coding", "Mark", "NewRound", "NewVerdict", "Round", "RoundPage"]
