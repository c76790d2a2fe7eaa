"""What the API's answers and questions share: the base of its models, problems, pages of a list."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

LONGEST_PAGE = 500
A_PAGE = 50
LARGEST_NUMBER = 2_000_000_000


class Answer(BaseModel):
    """Something that the API gives: exactly these fields; what is not known is null."""

    model_config = ConfigDict(extra="forbid")


class Question(BaseModel):
    """Something that the API is asked: exactly these fields, each of its own type; an unknown one is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)):
        raise ValueError("write a day as 2024-08-25")
    return date.fromisoformat(value)


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not (isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}", value, re.ASCII)):
        raise ValueError("write a moment as 2024-08-25T06:00:00Z")
    at = datetime.fromisoformat(value.upper())
    if at.tzinfo is None:
        raise ValueError("say the zone of the moment, as 2024-08-25T06:00:00Z")
    return at


def _yes_or_no(value: Any) -> Any:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise ValueError("write true or false")


def _whole(value: Any) -> Any:
    """A number of an address: digits alone, since what else could be read as one is a slip."""
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,12}", value, re.ASCII):
            raise ValueError("write a whole number in digits")
        return int(value)
    return value


Day = Annotated[date, BeforeValidator(_day), Field(examples=["2024-08-25"])]
Moment = Annotated[datetime, BeforeValidator(_moment), Field(examples=["2024-08-25T06:00:00Z"])]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Whole = Annotated[int, BeforeValidator(_whole)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2.", examples=["ML"])]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Seen = Annotated[
    str,
    Field(
        description="A token of the state as it is given here. Sent back with a decision, it tells whether somebody "
        "decided on the same thing meanwhile."
    ),
]


class Paging(Question):
    """Which page of a list: how many items at most, and from where on."""

    limit: Whole = Field(A_PAGE, ge=1, le=LONGEST_PAGE, description="At most so many items.")
    cursor: str | None = Field(
        None,
        min_length=1,
        max_length=400,
        description="The `next` of the page before. It belongs to that question and is not to be made up.",
    )


class Page(Answer):
    """One page of a list."""

    total: int = Field(ge=0, description="How many there are in all, of those that you may see.")
    next: str | None = Field(description="The `cursor` of the next page; null on the last.")


class Withheld(Answer):
    """One field that is null since the one who asks may not see it, and why."""

    field: str
    why: str


class Fault(BaseModel):
    """One part of a request that is not as it has to be."""

    where: str = Field(description="Which part: `query.limit`, `body.fields.low`.")
    what: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """What is wrong, in words for a person (RFC 9457); `title` is the same for every problem of its kind."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What is wrong here, and what to do about it.")
    errors: list[Fault] | None = Field(None, description="Of a request that is not understood: every fault in it.")


__all__ = [
    "LARGEST_NUMBER",
    "Answer",
    "Country",
    "Day",
    "Fault",
    "Moment",
    "Page",
    "Paging",
    "Problem",
    "Question",
    "Seen",
    "Sha256",
    "Whole",
    "Withheld",
    "Words",
    "YesNo",
]
