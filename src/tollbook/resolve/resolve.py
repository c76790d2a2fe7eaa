"""From words to days, places and parties: one reading, resolved against the gazetteer and the table of actors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tollbook.model import Account, Claim, Document, Issue, Reading, Span, Statement, TimeSpan, Victim
from tollbook.model.tools import ActorTable, Gazetteer
from tollbook.resolve.account_time import choose_time
from tollbook.resolve.evidence import evidence_of
from tollbook.resolve.follow_up import says_follow_up
from tollbook.resolve.joined import join_bare
from tollbook.resolve.parties import identified, perpetrators_of, targets_of
from tollbook.resolve.surroundings import Surroundings, surroundings_of
from tollbook.resolve.when import find_times, publication_day
from tollbook.resolve.where import places_near, resolve_where
from tollbook.resolve.who import party_of, tell_speakers
from tollbook.text import sentences

_BODY_IDS = ("it", "its", "we", "our forces", "our troops", "our fighters", "they", "themselves", "us", "itself")


@dataclass(frozen=True, slots=True)
class _Text:
    """What one document says as a whole, read once for all of its accounts."""

    document: Document
    published: date | None
    times: tuple[TimeSpan, ...]
    sentences: tuple[Span, ...]
    around: Surroundings


def resolve_reading(document: Document, reading: Reading, gazetteer: Gazetteer, actors: ActorTable) -> Reading:
    """Give every account its time, place, alleged perpetrators and targets, and every speaker an identifier."""
    if not (reading.accounts or reading.claims or reading.statements):
        return reading
    text = document.text
    published, day_issue = _published(document)
    times, around = find_times(text, published), surroundings_of(text, gazetteer)
    whole = _Text(document, published, times, tuple(sentences(text)), around)
    placed = [_placed(account, reading, whole, gazetteer) for account in reading.accounts]
    reading, placed = join_bare(reading, placed)
    country = _country(placed, around)
    speakers, own = tell_speakers(document, _claimants(reading), actors, country)
    claims = tuple(_spoken(c, speakers, own) for c in reading.claims)
    statements = tuple(_stated(s, speakers, own, country, actors) for s in reading.statements)
    accounts = tuple(_with_parties(a, statements, speakers, own) for a in placed)
    issues = tuple(i for a in accounts for i in a.issues if i not in reading.issues)
    return replace(
        reading, claims=claims, statements=statements, accounts=accounts, issues=(*reading.issues, *day_issue, *issues)
    )


def _published(document: Document) -> tuple[date | None, tuple[Issue, ...]]:
    """Give the day of publication as archived, else as the report's own head says it, with an Issue that says so."""
    if document.published_day:
        return date.fromisoformat(document.published_day), ()
    day = publication_day(document.text)
    if day is None:
        return None, ()
    detail = f"no date of publication was given; {day} is taken from the report's own head"
    return day, (Issue("resolve", document.id, "published_from_text", detail),)


def _placed(account: Account, reading: Reading, whole: _Text, gazetteer: Gazetteer) -> Account:
    text, around = whole.document.text, whole.around
    evidence = evidence_of(account, reading, whole.sentences)
    time, no_time = choose_time(text, account, whole.times, evidence, whole.published)
    words = account.place_words or places_near(account, evidence, around)
    place, no_place = resolve_where(words, around, gazetteer, account.id)
    if place and place.precision is None and not account.place_words and not place.rivals:
        place = None  # a name that no reader took for the place, and that no gazetteer knows, is no place
    follow_up = account.follow_up or says_follow_up(text, evidence, account)
    issues = (*account.issues, *no_time, *no_place)
    return replace(account, time=time, place=place, follow_up=follow_up, issues=issues)


def _country(accounts: list[Account], around: Surroundings) -> str | None:
    """Give the country in whose reports "the army" needs no name: that of the main incident, else the text's."""
    for account in sorted(accounts, key=lambda a: not a.main):
        if account.place and account.place.country:
            return account.place.country
    support = around.support(0, places_only=True)
    return max(support, key=lambda code: (support[code], code), default=None)


def _claimants(reading: Reading) -> Iterator[Span]:
    yield from (c.claimant for c in reading.claims if c.claimant)
    yield from (s.claimant for s in reading.statements if s.claimant)
    yield from (v.claimant for a in reading.accounts for v in a.victims if v.claimant)


def _spoken(claim: Claim, speakers: Mapping[Span, str], own: str) -> Claim:
    return replace(claim, claimant_id=speakers[claim.claimant] if claim.claimant else own)


def _stated(
    statement: Statement, speakers: Mapping[Span, str], own: str, country: str | None, actors: ActorTable
) -> Statement:
    by = identified(statement, speakers, own)
    actor = statement.actor
    actor_id = None
    if actor:
        itself = statement.kind in ("admits", "denies") and actor.quote.casefold() in _BODY_IDS
        actor_id = by if itself else party_of(actor.quote, country, actors) or speakers.get(actor)
    return replace(statement, claimant_id=by, actor_id=actor_id)


def _with_parties(
    account: Account, statements: tuple[Statement, ...], speakers: Mapping[Span, str], own: str
) -> Account:
    victims: tuple[Victim, ...] = tuple(
        replace(v, claimant_id=speakers[v.claimant] if v.claimant else own) for v in account.victims
    )
    perpetrators = tuple(perpetrators_of(account, statements))
    return replace(account, victims=victims, perpetrators=perpetrators, targets=tuple(targets_of(account, statements)))
