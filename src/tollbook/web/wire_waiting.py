"""What waits for a person, as the API gives it: the queue, unsure links, and what a search finds."""

from typing import Literal

from pydantic import Field

from tollbook.model.link import LinkKind
from tollbook.review.queue import QueueKind
from tollbook.web.wire import Answer, Country, Page, Paging, Seen, Whole, Words
from tollbook.web.wire_incidents import IncidentLine


class QueueItem(Answer):
    """One thing to decide, and why."""

    key: str = Field(description="The same as long as it waits for the same reason.")
    kind: QueueKind
    subject: str = Field(
        description="An incident, a claim, a report, a decision, or two accounts with a blank between."
    )
    detail: str
    weight: float = Field(description="How much hangs on it; the list begins with the weightiest.")
    incidents: list[str]


class ClaimsCounted(Answer):
    """How many claims there are, and how many of them need nobody."""

    claims: int = Field(ge=0)
    decided: int = Field(ge=0, description="People have decided on them.")
    sure: int = Field(ge=0, description="The reader is sure of them, and they are in no conflict that waits.")
    waiting: int = Field(ge=0)


class QueuePage(Page):
    """One page of what waits, the most pressing first."""

    items: list[QueueItem]
    kinds: dict[str, int] = Field(description="How many wait of each kind, whatever kind was asked for.")
    claims: ClaimsCounted


class AskedQueue(Paging):
    """Which things that wait."""

    kind: QueueKind | None = None
    country: Country | None = None
    incident: Words | None = Field(None, description="Only what is of this incident.")


class Reason(Answer):
    """One comparison that speaks for (positive) or against (negative) a link, in bits."""

    kind: str
    score: float
    left: str
    right: str


class Link(Answer):
    """Two accounts or reports that may belong together, and what speaks for it."""

    left: str
    right: str
    kind: LinkKind
    score: float
    decided: bool
    reasons: list[Reason]


class UnsurePair(Link):
    """Two accounts of two incidents that may be one."""

    incidents: list[str] = Field(description="The incidents that the two are part of now.")


class LinkPage(Page):
    """One page of the pairs that a person should look at, the likeliest first."""

    items: list[UnsurePair]


class IncidentPair(Answer):
    """Two incidents side by side."""

    left: IncidentLine
    right: IncidentLine
    links: list[Link] = Field(description="Every link between accounts of the two, with its reasons.")
    seen: Seen


class Found(Answer):
    """A report that holds the words."""

    id: str
    title: str | None
    snippet: str
    incidents: list[str]


class FoundPage(Answer):
    """One page of the reports that hold the words, the best first."""

    reports: list[Found]
    total: int | None = Field(ge=0, description="How many there are in all; null where there are more on other pages.")
    next: str | None


class AskedSearch(Paging):
    """Which words."""

    q: Words = Field(description='All must stand in the report; "in quotes" a phrase.', examples=["pharmacy"])
    limit: Whole = Field(20, ge=1, le=100)


class Health(Answer):
    """That the server is there."""

    status: Literal["ok"]
    version: str
