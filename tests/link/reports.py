"""Invented reports for the tests of linking: documents and accounts from a few words."""

from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack

from tollbook.link.traits import ToldAccount
from tollbook.model import (
    Account,
    AllegedPerpetrator,
    Claim,
    Count,
    Decision,
    Document,
    Extractor,
    Place,
    Span,
    TimeSpan,
    Victim,
)
from tollbook.model.codes import Means
from tollbook.model.decision import DecisionKind
from tollbook.model.ids import sha256_text
from tollbook.model.place import PlacePrecision

DAY_ONE = date(2024, 8, 25)

PLACES = {
    "Tinzaouatine": ("ML", 19.95, 2.97),
    "Kidal": ("ML", 18.44, 1.41),
    "Gao": ("ML", 16.27, -0.04),
    "Loikaw": ("MM", 19.67, 97.21),
    "Demoso": ("MM", 19.54, 97.16),
}


def document(name: str, text: str, **fields: object) -> Document:
    """A document whose id is its name."""
    values: dict[str, object] = {"source_name": f"{name.upper()} News", "published_at": "2024-08-26", **fields}
    return Document(
        id=f"d-{name}",
        source_id=f"o-{name}",
        raw_sha256=sha256_text(f"{name} {text}"),
        text=text,
        text_sha256=sha256_text(text),
        extracted_by=Extractor("text", "1"),
        **values,  # type: ignore[arg-type]
    )


class More(TypedDict, total=False):
    """What an account may say besides where, when and how many."""

    means: Means
    actor: str | None
    victim: str | None
    precision: PlacePrecision
    origin: str
    published: int | None


def told(
    account_id: str,
    place: str | None = "Tinzaouatine",
    day: int | None = 0,
    killed: int | None = None,
    **more: Unpack[More],
) -> ToldAccount:
    """An account `d-name/1`; `day` and `published` count from 25 August 2024."""
    document_id, _, n = account_id.partition("/")
    actor, victim, published = more.get("actor"), more.get("victim"), more.get("published", 1)
    account = Account(
        document_id,
        int(n),
        int(n) == 1,
        victims=() if victim is None else (Victim(Span(0, len(victim), victim), "killed"),),
        means=more.get("means", "unknown"),
        time=None if day is None else on(day),
        place=None if place is None else at(place, more.get("precision", "exact")),
        perpetrators=() if actor is None else (AllegedPerpetrator(actor, actor, None, None, "blames", "s"),),
    )
    return ToldAccount(
        account,
        claims=() if killed is None else (claim(f"{killed} people", killed),),
        published=None if published is None else (DAY_ONE + timedelta(days=published)).isoformat(),
        origin=more.get("origin"),
    )


def on(day: int, last: int | None = None) -> TimeSpan:
    """A day, or a stretch of days, counted from 25 August 2024."""
    first = DAY_ONE + timedelta(days=day)
    end = DAY_ONE + timedelta(days=day if last is None else last)
    return TimeSpan(first, end, "day" if first == end else "days", "stated")


def at(name: str, precision: PlacePrecision = "exact") -> Place:
    """One of `PLACES`."""
    country, lat, lon = PLACES[name]
    return Place(name, None, country, None, None, lat, lon, precision, f"g-{name}", 0.9)


def claim(quote: str, low: int) -> Claim:
    """A claim that so many were killed."""
    return Claim(f"c-{quote}", Span(0, len(quote), quote), "killed", Count(low, low, "exact"))


def decision(kind: DecisionKind, *subjects: str, minute: int = 0, **fields: object) -> Decision:
    """A decision of Ada's, `minute` minutes after nine."""
    at_time = datetime(2024, 9, 1, 9, minute, tzinfo=UTC)
    return Decision(f"x-{kind}-{minute}", kind, subjects, "because", "Ada", at_time, **fields)  # type: ignore[arg-type]
