"""Plain words for the codes of the codebook: figures as said, whom, how precise, by what means."""

import re
from datetime import date

from tollbook.model import Claim, Place, Tally, TimeSpan

EFFECTS = {
    "killed": "killed",
    "injured": "injured",
    "missing": "missing",
    "abducted": "abducted",
    "detained": "detained",
    "displaced": "displaced",
    "harmed": "killed or injured",
}
STATUSES = {
    "civilian": "civilians",
    "combatant": "fighters or soldiers",
    "security_forces": "police or gendarmes",
    "disputed": "status disputed",
    "unknown": "status not said",
}
GROUPS = {
    "children": "children",
    "women": "women",
    "men": "men",
    "elderly": "elderly people",
    "medics": "medics",
    "journalists": "journalists",
    "aid_workers": "aid workers",
    "displaced_people": "displaced people",
    "family": "family members",
    "peacekeepers": "peacekeepers",
}
_ONE = {
    "civilian": "civilian",
    "combatant": "fighter or soldier",
    "security_forces": "police officer or gendarme",
    "disputed": "person of disputed status",
    "unknown": "person",
    "children": "child",
    "women": "woman",
    "men": "man",
    "elderly": "elderly person",
    "medics": "medic",
    "journalists": "journalist",
    "aid_workers": "aid worker",
    "displaced_people": "displaced person",
    "family": "family member",
    "peacekeepers": "peacekeeper",
}
_MANY = {**STATUSES, **GROUPS, "disputed": "people of disputed status", "unknown": "people"}
MEANS = {
    "airstrike": "airstrike",
    "drone_strike": "drone strike",
    "shelling": "shelling",
    "rocket_missile": "rockets or missiles",
    "ied": "planted explosive",
    "suicide_attack": "suicide attack",
    "vehicle_bomb": "vehicle bomb",
    "landmine_uxo": "landmine or unexploded ordnance",
    "shooting": "shooting",
    "ground_attack": "ground attack",
    "abduction": "abduction",
    "arson": "arson",
    "stabbing": "stabbing",
    "chemical": "chemical weapon",
    "other": "other means",
    "unknown": "means not said",
}
KINDS = {
    "belligerent": "armed party",
    "official": "official",
    "medical": "medical",
    "civil_defence": "civil defence",
    "witness": "witness",
    "family": "family",
    "ngo": "NGO",
    "international_org": "international organisation",
    "media": "media",
    "social_media_user": "social media",
    "outlet": "the report's own voice",
    "unknown": "",
}
PLACE_PRECISION = {
    "exact": "the named place itself",
    "near": "near the named place, within about 25 km",
    "admin2": "somewhere in this district",
    "admin1": "somewhere in this region or province",
    "region": "somewhere in this area; the point is only its middle",
    "country": "somewhere in this country; the point is only its middle",
}
DATE_PRECISION = {
    "day": "",
    "days": "within these days",
    "week": "within this week",
    "month": "within this month",
    "year": "within this year",
    "none": "the reports give no usable date",
}
STATEMENTS = {"blames": "blames", "admits": "admits", "denies": "denies", "target": "target", "disputes": "disputes"}
GRADES = {
    "confirmed": "Confirmed",
    "fair": "Fair",
    "weak": "Weak",
    "contested": "Contested",
    "discounted": "Discounted",
}
_BARE_ID = re.compile(r"(?<![\w-])(?:o-[0-9a-f]{16}|local:[\w:/-]+)")
_VAGUE = re.compile(
    r"\b(?:up to |more than )?(?:half a dozen|a dozen|dozens|scores|hundreds|thousands|tens|several|a few|few|many"
    r"|numerous|multiple|some|others|a number|an unknown number|a large number|a handful)\b",
    re.IGNORECASE,
)


def figure(claim: Claim) -> str:
    """Say the figure as it was said: 21, at least 21, about 20, 12–15, “dozens”, not 38, denied."""
    low, high = claim.count.low, claim.count.high
    said = _vague(claim) if claim.count.wording == "vague" else bounds(low, high, claim.count.wording)
    if claim.polarity == "denied":
        return f"not {said}" if claim.count.wording == "exact" and low else "denied"
    return said


def bounds(low: int | None, high: int | None, wording: str = "range") -> str:
    """Say two bounds: 21, 12–15, at least 21, up to 21; an open end is said, never filled."""
    if low is None and high is None:
        return "number not said"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    if low == high:
        return "none" if high == 0 else f"{'about ' if wording == 'about' else ''}{high:,}"
    return f"{low:,}–{high:,}"


def said_in_short(claim: Claim) -> str:
    """Say a claim in one phrase: at least 15 people killed; 1 child injured; denied: civilians killed."""
    who = claim.status if claim.group == "none" else claim.group
    one = claim.count.low == claim.count.high == 1
    noun = (_ONE if one else _MANY)[who]
    if claim.status not in ("civilian", "unknown") and claim.group != "none":
        noun += f" ({STATUSES[claim.status]})"
    said = figure(claim)
    if said.startswith("“"):
        return f"{noun} {EFFECTS[claim.effect]}: {said}"
    said = {"denied": "denied:", "none": "no"}.get(said, said)
    return f"{said} {noun} {EFFECTS[claim.effect]}"


def marks(claim: Claim) -> tuple[str, ...]:
    """Give the words that qualify a figure: so far, reportedly, possibly."""
    found = []
    if claim.provisional:
        found.append("so far")
    if claim.certainty == "reported":
        found.append("reportedly")
    if claim.certainty == "possible":
        found.append("possibly")
    return tuple(found)


def whom(status: str, group: str) -> str:
    """Say who is meant: civilians, children, fighters or soldiers, people of unsaid status."""
    if group == "none":
        return STATUSES[status]
    if status in ("civilian", "unknown"):
        return GROUPS[group]
    return f"{GROUPS[group]} ({STATUSES[status]})"


def tally_bounds(tally: Tally) -> str:
    """Say what a tally comes to, with the preferred figure where the rule prefers one."""
    text = bounds(tally.low, tally.high)
    if tally.best is not None and not tally.low == tally.best == tally.high:
        return f"{text} (best {tally.best:,})"
    return text


def when(time: TimeSpan | None) -> str:
    """Say the day, or from when to when."""
    if time is None:
        return "date unknown"
    if time.earliest == time.latest:
        return day(time.earliest, weekday=True)
    return f"{day(time.earliest)} to {day(time.latest)}"


def day(value: date, weekday: bool = False) -> str:
    """Say a day: 25 August 2024, or Sunday 25 August 2024."""
    return f"{value:%A} {value.day} {value:%B %Y}" if weekday else f"{value.day} {value:%B %Y}"


def short_day(iso: str | None) -> str:
    """Say a day of publication in short: 26 Aug 2024, or "undated"."""
    if not iso:
        return "undated"
    value = date.fromisoformat(iso[:10])
    return f"{value.day} {value:%b %Y}"


def where(place: Place | None) -> str:
    """Say a place with its country."""
    if place is None:
        return "place unknown"
    return f"{place.name}, {country(place.country)}" if place.country else place.name


def coordinates(place: Place) -> str | None:
    """Say coordinates with their hemispheres: 19.95° N, 2.97° E."""
    if place.lat is None or place.lon is None:
        return None
    north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    return f"{abs(place.lat):.4g}° {north}, {abs(place.lon):.4g}° {east}"


def country(code: str | None) -> str:
    """Give the English name of a country, or its code where the table has none."""
    from tollbook.publish.countries import NAMES

    return NAMES.get(code or "", code or "country unknown")


def named(name: str) -> str:
    """Give a name that a person can read: the bare id of an outlet or of a local voice is none."""
    return _BARE_ID.sub(lambda m: "an outlet not named" if m[0].startswith("o") else "a voice not named", name)


def _vague(claim: Claim) -> str:
    found = _VAGUE.search(claim.span.quote)
    if found:
        return f"“{found.group().lower()}”"
    return bounds(claim.count.low, claim.count.high)
