"""By which rules and versions the record was made, and the formats that it is published in."""

from pydantic import Field

from tollbook.model.issue import Room
from tollbook.web.wire import Answer, Day, Question, Sha256, Words


class Rule(Answer):
    """One rule or table in force."""

    step: str = Field(description="What it is for.")
    name: str = Field(description="Name and version.")
    says: str = Field(description="What it does.")


class ReaderUsed(Answer):
    """A reader whose readings the record stands on."""

    reader: str = Field(description="Name and version.")
    model_sha256: Sha256 | None = Field(description="Hash of its weights, where it has any.")
    reports: int = Field(ge=0, description="How many reports it read.")


class LeftOut(Answer):
    """Something that was left out, and how often."""

    room: Room = Field(description="Which step left it out.")
    code: str = Field(description="A stable word for it.")
    says: str = Field(description="Why, in words.")
    count: int = Field(ge=1)


class Methods(Answer):
    """Rules and versions in force, and how much was left out and why."""

    head: Sha256 = Field(description="The head of the chain of events: kept elsewhere, it proves what was there.")
    version: str = Field(description="The version of Tollbook.")
    rules: list[Rule]
    readers: list[ReaderUsed]
    languages_read: list[str]
    left_out: list[LeftOut]
    reports: int = Field(ge=0)
    incidents: int = Field(ge=0)
    decisions: int = Field(ge=0)


class Format(Answer):
    """A published format (docs/formats)."""

    name: str
    says: str
    parts: list[str] = Field(description="Its files; one without a name is the only one.")


class Formats(Answer):
    """The formats that the record is published in."""

    formats: list[Format]


class AskedExport(Question):
    """What of a format."""

    as_known: Day | None = Field(None, description="Only what was published by this day.")
    part: Words | None = Field(None, description="One file of a format of several; without it they come as a ZIP.")


class AskedLoss(Question):
    """As of which day."""

    as_known: Day | None = None


class Lost(Answer):
    """A field that the format cannot carry."""

    field: str
    values: int = Field(ge=1)
    why: str


class HeldBack(Answer):
    """One report or incident that is not published."""

    subject: str
    kind: str
    reason: str


class Loss(Answer):
    """What a format cannot carry and what is not published (docs/json/loss.schema.json)."""

    format: str
    files: list[str]
    as_known: Day | None
    incidents: int = Field(ge=0)
    claims: int = Field(ge=0)
    statements: int = Field(ge=0)
    lost: list[Lost]
    withheld: list[HeldBack] | None = Field(description="Null where you may not see what is confidential.")
