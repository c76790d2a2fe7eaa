"""What every published JSON shares: claim, statement, place, time and tally, each as a plain object."""

from collections.abc import Mapping, Sequence
from typing import Any

from tollbook.model import Claim, Issue, Place, Span, Statement, Tally, TimeSpan, Victim

Json = dict[str, Any]

# The lexicon's codes for protected objects, in the words of the published standards.
OBJECTS = {
    "hospital_medical": "hospital/medical",
    "ambulance": "ambulance",
    "medical_personnel": "medical personnel",
    "school": "school",
    "worship_culture": "place of worship/cultural property",
    "food_crops_water": "food, crops, water",
    "dams_nuclear": "dams, dykes, nuclear plants",
    "environment": "environment",
    "civil_defence": "civil defence",
    "humanitarian_relief": "humanitarian relief",
    "journalists": "journalists",
    "un_peacekeepers": "UN/peacekeepers",
    "displaced_safe": "IDP/refugee camp, safe zone, evacuation route",
    "market": "market",
    "home": "home",
    "energy": "energy",
    "transport": "transport",
    "cemetery": "cemetery",
}


def claim_fields(claim: Claim, names: Mapping[str, int | str]) -> Json:
    """Give a claim in the contract's field order; `names` says how other claims are called (an index or an id)."""
    return {
        "quote": claim.span.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        **figure_fields(claim),
        "claimant": quote_of(claim.claimant),
        "claimant_start": start_of(claim.claimant),
        "cue": quote_of(claim.cue),
        "cue_start": start_of(claim.cue),
        "claimant_kind": claim.claimant_kind,
        "claimant_id": claim.claimant_id,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "provisional": claim.provisional,
        "scope": claim.scope,
        "period": claim.period,
        "incident": claim.account,
        "part_of": names.get(claim.part_of) if claim.part_of is not None else None,
        "means": claim.means,
        "score": score_of(claim.score),
        "more_quotes": [s.quote for s in claim.more_quotes],
    }


def figure_fields(claim: Claim) -> Json:
    """Give what a claim counts: which harm, how many at least and at most, and whom."""
    return {
        "effect": claim.effect,
        "low": claim.count.low,
        "high": claim.count.high,
        "wording": claim.count.wording,
        "status": claim.status,
        "group": claim.group,
    }


def statement_fields(statement: Statement) -> Json:
    """Give a statement in the contract's field order."""
    return {
        "kind": statement.kind,
        "quote": statement.span.quote,
        "start": statement.span.start,
        "end": statement.span.end,
        "actor": quote_of(statement.actor),
        "actor_id": statement.actor_id,
        "object": quote_of(statement.object),
        "claimant": quote_of(statement.claimant),
        "claimant_start": start_of(statement.claimant),
        "cue": quote_of(statement.cue),
        "claimant_kind": statement.claimant_kind,
        "claimant_id": statement.claimant_id,
        "certainty": statement.certainty,
        "incident": statement.account,
        "more_quotes": [s.quote for s in statement.more_quotes],
    }


def place_fields(place: Place | None, words: Sequence[Span] = ()) -> Json | None:
    """Give a place; one that is named but not resolved has its name and no coordinates."""
    if place is None:
        return _unresolved(words[0]) if words else None
    return {
        "name": place.name,
        "start": start_of(place.span),
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "gazetteer_id": place.gazetteer_id,
        "rivals": [
            {"name": r.name, "country": r.country, "lat": r.lat, "lon": r.lon, "score": score_of(r.score)}
            for r in place.rivals
        ],
    }


def _unresolved(words: Span) -> Json:
    unknown = dict.fromkeys(("country", "admin1", "lat", "lon", "precision", "gazetteer_id"))
    return {"name": words.quote, "start": words.start, **unknown, "rivals": []}


def date_fields(time: TimeSpan | None) -> Json:
    """Give first and last day, or null, and how precise they are."""
    if time is None:
        return {"date": None, "date_precision": "none"}
    return {"date": [time.earliest.isoformat(), time.latest.isoformat()], "date_precision": time.precision}


def victim_fields(victim: Victim) -> Json:
    """Give a named person as the words name them."""
    return {
        "name": victim.name.quote,
        "age": victim.age,
        "sex": victim.sex,
        "effect": victim.effect,
        "quote": victim.name.quote,
        "start": victim.name.start,
        "end": victim.name.end,
    }


def tally_fields(tally: Tally, names: Mapping[str, int | str]) -> Json:
    """Give a tally with its rule and the claims that it rests on."""
    return {
        "effect": tally.effect,
        "status": tally.status,
        "group": tally.group,
        "low": tally.low,
        "best": tally.best,
        "high": tally.high,
        "rule": tally.rule,
        "claims": [names[i] for i in tally.claim_ids if i in names],
    }


def issue_fields(issue: Issue) -> Json:
    """Give what was left out, and why."""
    return {"room": issue.room, "code": issue.code, "detail": issue.detail}


def object_name(code: str | None) -> str | None:
    """Name a kind of protected object (International Humanitarian Law) as the contract does; None stays None."""
    return OBJECTS[code] if code is not None else None


def quote_of(span: Span | None) -> str | None:
    """Give the words of a span, or None."""
    return span.quote if span is not None else None


def start_of(span: Span | None) -> int | None:
    """Give where a span begins, or None."""
    return span.start if span is not None else None


def score_of(score: float) -> float:
    """Round a score to four places: more would only tell one processor's arithmetic from another's."""
    return round(float(score), 4)
