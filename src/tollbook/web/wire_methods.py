"""By which rules and versions the record was made, and the formats that it is published in."""

from pydantic import Field

from tollbook.web.wire import Answer, Day, Question, Sha256, Words


class Versions(Answer):
    """What is in force."""

    tollbook: str
    reader: list[str] = Field(description="The readers whose readings the record stands on, each name/version.")
    linking: str
    grading: str
    gazetteer: str
    actors: str


class Rule(Answer):
    """A rule by which claims are added up."""

    rule: str = Field(description="Name and version.")
    says: str


class Methods(Answer):
    """Rules and versions in force, and how much was left out and why."""

    head: Sha256 = Field(description="The head of the chain of events: kept elsewhere, it proves what was there.")
    versions: Versions
    rules: list[Rule]
    languages_read: list[str]
    reports: int = Field(ge=0)
    incidents: int = Field(ge=0)
    decisions: int = Field(ge=0)
    left_out: dict[str, int] = Field(description="How many issues of each code: what was refused or not known.")


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
