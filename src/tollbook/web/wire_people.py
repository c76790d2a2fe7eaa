"""Who works here, as the API gives and takes it."""

from typing import Annotated, Literal

from pydantic import Field

from tollbook.run.people_roles import Permission, Role
from tollbook.store.people_audit import Act
from tollbook.web.wire import Answer, Moment, Page, Paging, Question, Words

Name = Annotated[str, Field(min_length=1, max_length=60)]
Password = Annotated[str, Field(min_length=1, max_length=1000, json_schema_extra={"format": "password"})]


class Me(Answer):
    """Who asks, and what they may do."""

    name: str
    role: Role
    permissions: list[Permission]
    accounts: bool = Field(description="Whether people sign in here; else one local user does all.")
    by_token: bool
    looked_at: Moment | None = Field(description="When you last said that you had looked; null if never.")


class Key(Answer):
    """A session or API token of yours; its secret is told by nobody."""

    id: str
    kind: Literal["session", "token"]
    label: str = Field(description="The browser of a session, the name of a token.")
    role: Role | None
    made: Moment
    used: Moment | None
    expires: Moment
    revoked: Moment | None
    alive: bool


class KeyPage(Page):
    """Your sessions and API tokens, the newest first."""

    items: list[Key]


class NewToken(Question):
    """A token to be made."""

    label: Name = Field(description="What it is for.", examples=["nightly export"])
    role: Role | None = Field(None, description="May be lower than yours; yours if left out.")
    days: int = Field(90, ge=1, le=366, description="How long it holds.")


class MadeToken(Answer):
    """A token that was made."""

    token: str = Field(description="The secret. It is shown this once; send it as `Authorization: Bearer …`.")


class NewPassword(Question):
    """The password as it is and as it shall be."""

    present: Password
    new: Password


class Person(Answer):
    """One who works or worked here."""

    name: str
    role: Role
    active: bool
    may_see_victims: bool
    made: Moment


class PersonPage(Page):
    """All who work or worked here, by name."""

    items: list[Person]


class NewPerson(Question):
    """One more who works here."""

    name: Name
    role: Role
    password: Password
    may_see_victims: bool = False


class ChangedPerson(Question):
    """What shall be otherwise of a person; what is left out stays."""

    role: Role | None = None
    active: bool | None = None
    may_see_victims: bool | None = None
    password: Password | None = None


class AuditLine(Answer):
    """Who did what and when."""

    seq: int
    at: Moment
    who: str
    what: Act
    subject: str
    detail: str


class AuditPage(Page):
    """One page of the audit, the newest first."""

    items: list[AuditLine]


class AskedAudit(Paging):
    """Which lines of the audit."""

    who: Words | None = None
    what: Act | None = None
    subject: Words | None = None
    since: Moment | None = None
    until: Moment | None = None


class Assignment(Answer):
    """Who looks after an incident or report."""

    subject: str
    person: str
    by: str
    at: Moment


class AssignmentPage(Page):
    """Who looks after what."""

    items: list[Assignment]


class AskedAssignments(Paging):
    """Whose assignments."""

    person: Words | None = None


class Assigned(Question):
    """Who shall look after it."""

    person: Name
