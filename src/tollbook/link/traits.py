"""What linking compares of an account, drawn out once: folded, sorted, and nothing that was not said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tollbook.model import Account, Claim, Place, Statement, TimeSpan
from tollbook.model.codes import Effect, Means
from tollbook.text import fold

PRECISE = ("exact", "near")
COUNTED: tuple[Effect, ...] = ("killed", "injured", "abducted", "missing")
# Shorter words of a title (articles, prepositions, numbers) say nothing about which incident it is.
SHORTEST_TITLE_WORD = 4


@dataclass(frozen=True, slots=True)
class ToldAccount:
    """An account with what stands beside it in its document; `origin` is the document that this one copies, if any."""

    account: Account
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    published: str | None = None
    title: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of an account without its parts: the ends as said, None where open."""

    effect: Effect
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable traits of one account; empty or None is unknown and never counts against a link."""

    id: str
    document_id: str
    origin: str
    main: bool
    days: tuple[int, int] | None
    published_day: int | None
    place_name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precise: bool
    gazetteer_id: str | None
    actors: frozenset[str]
    claimants: frozenset[str]
    means: Means
    figures: frozenset[Figure]
    targets: frozenset[str]
    victims: frozenset[str]
    title_words: frozenset[str]
    sayings: frozenset[str]


def traits_of(told: ToldAccount) -> Traits:
    """Draw the traits out of an account and its claims."""
    account, place = told.account, told.account.place
    incident = [c for c in told.claims if c.scope == "incident" and c.certainty != "possible"]
    precise = place is not None and place.precision in PRECISE and place.lat is not None and place.lon is not None
    return Traits(
        id=account.id,
        document_id=account.document_id,
        origin=told.origin or account.document_id,
        main=account.main,
        days=_days(account.time),
        published_day=date.fromisoformat(told.published[:10]).toordinal() if told.published else None,
        place_name=_place_name(account, place),
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precise=precise,
        gazetteer_id=place.gazetteer_id if place and precise else None,
        actors=frozenset(p.actor_id or fold(p.name) for p in account.perpetrators if p.stance != "denies"),
        claimants=frozenset(i for i in _claimant_ids(told) if i is not None),
        means=account.means,
        figures=frozenset(f for f in map(_figure, incident) if f is not None),
        targets=frozenset(fold(t.name) for t in account.targets),
        victims=frozenset(n for n in (fold(v.name.quote) for v in account.victims) if " " in n),
        title_words=title_words(told.title) if account.main else frozenset(),
        sayings=frozenset(f"{c.effect} {fold(c.span.quote)}" for c in told.claims),
    )


def _claimant_ids(told: ToldAccount) -> Iterator[str | None]:
    """Speakers whom the text names; its own voice says which outlet it is, not which incident."""
    yield from (c.claimant_id for c in told.claims if c.claimant is not None)
    yield from (s.claimant_id for s in told.statements if s.claimant is not None)


def title_words(title: str | None) -> frozenset[str]:
    """The words of a title that may tell one incident from another."""
    return frozenset(w for w in fold(title or "").split() if len(w) >= SHORTEST_TITLE_WORD and not w.isdigit())


def _days(time: TimeSpan | None) -> tuple[int, int] | None:
    if time is None or time.precision == "none":
        return None
    return time.earliest.toordinal(), time.latest.toordinal()


def _place_name(account: Account, place: Place | None) -> str | None:
    if place is not None:
        return fold(place.name) if place.precision in (None, *PRECISE) else None
    return fold(account.place_words[0].quote) if account.place_words else None


def _figure(claim: Claim) -> Figure | None:
    whole = claim.part_of is None and claim.group == "none" and claim.polarity == "affirmed"
    if not whole or claim.effect not in COUNTED or claim.count.wording == "vague":
        return None
    return Figure(claim.effect, claim.count.low, claim.count.high)
