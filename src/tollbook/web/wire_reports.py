"""Archived reports as the API gives and takes them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tollbook.web.wire import Answer, Moment, Page, Paging, Question, Seen, Sha256, Words, YesNo
from tollbook.web.wire_said import Account, Claim, Issue, Statement

Given = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
LONGEST_TEXT = 5_000_000


class ReportFields(Answer):
    """Where a report comes from and the hashes that prove it; its text is not part of this."""

    id: str
    source: str | None = Field(description="Who published it.")
    url: str | None
    title: str | None
    published: str | None = Field(description="As precise as it was said; null where it was not.")
    lang: str | None
    credits: list[str]
    raw_sha256: Sha256
    text_sha256: Sha256
    copy_of: str | None = Field(description="The report whose text it repeats.")


class OfWorkspace(Answer):
    """What the workspace knows of a report beside what the report says."""

    incidents: list[str] = Field(description="The incidents that it tells of.")
    confidential: bool
    taken_at: Moment | None = Field(description="When it came into this workspace.")


class ReportLine(ReportFields, OfWorkspace):
    """A report in a line."""


class ReportContents(ReportFields):
    """A report as `tollbook show DOCUMENT --json` gives it (docs/json/document.schema.json)."""

    text: str = Field(description="The working text that all offsets count in.")
    reader: str | None = Field(description="Null where it was not read.")
    claims: list[Claim]
    statements: list[Statement]
    accounts: list[Account]
    issues: list[Issue]


class Report(ReportContents, OfWorkspace):
    """A report with its text, what was read in it, and what was refused and why."""

    decided: dict[str, str] = Field(description="By claim or statement, the decision that stands behind it.")
    seen: Seen


class ReportPage(Page):
    """One page of the archived reports, the newest first."""

    items: list[ReportLine]


class AskedReports(Paging):
    """What reports must hold, and which page of them."""

    lang: Words | None = Field(None, description="A language, as `en`.")
    source: Words | None = Field(None, description="Who published it, in these words.")
    unread: YesNo | None = Field(None, description="Whether nothing was read in it.")


class SaidOfReport(Question):
    """What is said of a report beside its text; what is left out is not known, and is not guessed."""

    source: Given | None = Field(None, description="Who published it.", examples=["Agence France-Presse"])
    title: Given | None = None
    published: Given | None = Field(
        None, description="The day, or day and time with zone, of publication.", examples=["2024-08-26"]
    )
    language: Given | None = Field(None, examples=["en"])
    confidential: bool = Field(False, description="Its people could be endangered; nothing of it is published.")


class NewReport(SaidOfReport):
    """A report to take in: its text, or the address to fetch it from."""

    text: str | None = Field(None, min_length=1, max_length=LONGEST_TEXT, examples=["Air strikes killed at least 21."])
    url: str | None = Field(
        None,
        min_length=1,
        max_length=2000,
        description="Where it stands. With a text nothing is fetched; alone it is fetched once, politely.",
    )


class SaidOfFile(Question):
    """What is said of a file beside its bytes."""

    source: Given | None = None
    url: Given | None = None
    title: Given | None = None
    published: Given | None = None
    language: Given | None = None
    confidential: YesNo = False


class Taken(Answer):
    """What became of what was sent."""

    taken: list[str] = Field(description="Reports that are new.")
    known: list[str] = Field(description="Reports that were here already; nothing was added twice.")
    incidents: list[str] = Field(description="The incidents that these reports tell of now.")
    issues: list[Issue] = Field(description="What could not be taken or is doubtful, and why.")


class Withdrawal(Question):
    """Why a report's bytes, text and quotes go for good."""

    reason: str = Field(min_length=1, max_length=2000)
    shared: bool = Field(False, description="Also where other reports came in the same file, which goes with it.")


class Withdrawn(Answer):
    """What is left after a report was withdrawn."""

    withdrawn: str
    same_text: list[str] = Field(description="Reports that still hold the same text, for you to judge.")
