"""Where: which place of the gazetteer the words mean, weighed against the others of that name, or none.

Never coordinates for a name that is not found, never a capital or a centre for a country (codebook part 4).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.lang.countries import load_countries
from tollbook.model import Account, GazetteerEntry, Issue, Place, PlacePrecision, Rival, Span
from tollbook.model.tools import Gazetteer
from tollbook.resolve.place_phrases import Hint, PlacePart, parts_of, place_tables
from tollbook.resolve.evidence import Evidence
from tollbook.resolve.surroundings import NamedPlace, Surroundings

# Weights, tuned on half a of the development reports and on LGL; the parts add up to about 1.
_SAME_LETTERS = 0.32
_LIKE = 0.16  # another spelling
_COUNTRY = 0.34  # the text speaks for the entry's country
_UNIT = 0.12  # the text names the unit that the entry lies in
_NEARBY = 0.10  # other places of the text lie within 150 km
_SIZE = 0.20  # of 10 million people; log scale
_HINT = 0.12  # the words say village, district, province
_FOREIGN = 0.15  # taken where the text plainly speaks for other countries and not for this one
_FLOOR = 0.46  # lowest score at which coordinates are given
_COUNTRY_FLOOR = 0.6  # share of the text's hints at which an unknown place gets a country
_RIVALS = 4
_NEARBY_KM = 150.0
_NOTABLE = 50_000  # people with which a place of our own table counts, so that size does not outvote it
_UCDP_NEAR_KM = 30


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entry with its score."""

    entry: GazetteerEntry
    score: float


def resolve_where(
    words: Sequence[Span], around: Surroundings, gazetteer: Gazetteer, subject: str, language: str = "en"
) -> tuple[Place | None, tuple[Issue, ...]]:
    """Resolve the words for an account's place, best first; a finer place in the same country is preferred to a region."""
    found: list[Place] = []
    for span in words:
        place = resolve_words(span, around, gazetteer, language)
        if place.lat is not None and place.precision in ("exact", "near", "admin2"):
            if not found or found[0].country in (None, place.country):
                return place, ()
        found.append(place)
    if not found:
        return None, (Issue("resolve", subject, "place_unknown", "the text gives no words for the place"),)
    best = next((p for p in found if p.precision is not None), found[0])
    if best.precision is None:
        detail = f"{best.name!r} is not in the gazetteer, or its country cannot be told; no coordinates are given"
        return best, (Issue("resolve", subject, "place_unknown", detail),)
    return best, ()


def places_near(account: Account, evidence: Evidence, around: Surroundings) -> tuple[Span, ...]:
    """Give the places named in an account's sentences, then just before them; for the main incident, in the first ones."""

    def rank(place: NamedPlace) -> tuple[int, int]:
        sentence = evidence.sentence_of(place.span)
        return evidence.nearest(sentence)[1], place.span.start

    reach = 1 if account.main else 0
    near = [p for p in around.places if rank(p)[0] <= reach or (account.main and evidence.sentence_of(p.span) < 2)]
    return tuple(p.span for p in sorted(near, key=rank)[:4])


def resolve_words(span: Span, around: Surroundings, gazetteer: Gazetteer, language: str = "en") -> Place:
    """Resolve one phrase: its innermost name that is known, else the place around it, else only a country."""
    parts = parts_of(span.quote, language)
    support = _support_with_containers(span, parts, around, language)
    codes = _countries_only(parts, language)
    if codes:
        return _in_country(span, parts, codes)
    outer = frozenset(p.name for p in parts)
    for n, part in enumerate(parts):
        weighed = weigh(part, support, around, gazetteer, at=span.start, containers=outer - {part.name})
        if weighed and weighed[0].score >= _FLOOR:
            precision = _precision(weighed[0].entry, part, first=n == 0, near=_is_near(span, part, around.text, language))
            return _place(span, span.quote, weighed[0].entry, weighed[0].score, precision, rivals=weighed[1:])
    return _around(span, parts, around)


def weigh(
    part: PlacePart,
    support: dict[str, float],
    around: Surroundings,
    gazetteer: Gazetteer,
    *,
    at: int,
    containers: frozenset[str] = frozenset(),
) -> list[Weighed]:
    """Score every entry that a name may mean, best first."""
    if part.hint == "facility" and len(part.forms) == 1:
        return []
    best: dict[str, Weighed] = {}
    decided = max(support.values(), default=0.0) >= 0.8

    def foreign(entry: GazetteerEntry) -> bool:
        return decided and support.get(entry.country or "", 0.0) < 0.25

    for base, entry in _candidates(part, gazetteer):
        score = base + _COUNTRY * support.get(entry.country or "", 0.0) + _SIZE * _size(entry) + _fit(part.hint, entry)
        if {entry.admin1, entry.admin2} & (around.units | containers) - {entry.name}:
            score += _UNIT
        if foreign(entry):
            score -= _FOREIGN
        if entry.lat is not None:
            score += _NEARBY * _share_nearby(entry, around, at)
        if entry.id not in best or best[entry.id].score < score:
            best[entry.id] = Weighed(entry, round(score, 3))
    return sorted(best.values(), key=lambda w: (-w.score, -w.entry.population, w.entry.id))


def _candidates(part: PlacePart, gazetteer: Gazetteer) -> Iterator[tuple[float, GazetteerEntry]]:
    for form in part.forms:
        if part.hint == "facility" and form == part.forms[0] and len(part.forms) > 1 and form != part.name:
            continue
        yield from ((_SAME_LETTERS, entry) for entry in gazetteer.find(form))
        yield from ((_LIKE, entry) for entry in gazetteer.find_like(form))


def _size(entry: GazetteerEntry) -> float:
    people = max(entry.population, _NOTABLE) if entry.id.startswith("tollbook:") else entry.population
    return min(1.0, math.log10(people + 1) / 7)


def _fit(hint: Hint, entry: GazetteerEntry) -> float:
    """Give or take a little where the words say which kind of place is meant; a town before the unit named after it."""
    settled = entry.feature.startswith(("PPL", "CMP"))
    wanted = {"settlement": settled, "quarter": settled, "admin2": entry.feature == "ADM2", "admin1": entry.feature == "ADM1"}
    if hint in wanted:
        return _HINT if wanted[hint] else 0.0
    return 0.05 if settled else 0.0


def _share_nearby(entry: GazetteerEntry, around: Surroundings, at: int) -> float:
    """Give the share of the text's other places that have an entry within reach."""
    others = [p for p in around.places if abs(p.span.start - at) > len(p.span.quote)]
    near = sum(any(_km(entry, e) <= _NEARBY_KM for e in p.entries[:6]) for p in others)
    return near / len(others) if others else 0.0


def _km(a: GazetteerEntry, b: GazetteerEntry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    mean = math.radians((a.lat + b.lat) / 2)
    east = ((a.lon - b.lon + 180) % 360 - 180) * math.cos(mean)
    return 111.2 * math.hypot(a.lat - b.lat, east)


def _support_with_containers(
    span: Span, parts: Sequence[PlacePart], around: Surroundings, language: str
) -> dict[str, float]:
    """Take the country that the phrase itself, or the words right after it, name; else what the text speaks for."""
    words = load_countries(language)
    tail = around.text[span.end : span.end + 60]
    after = re.match(r",\s+(?:[A-Z][\w'’-]*\s*){0,3},?\s*|\s+(?:in|of)\s+(?:[a-z]+\s+)?", tail)
    said = [words.names.get(p.name) for p in parts]
    if after:
        named = words.pattern.search(tail[: after.end() + 30])
        if named and named.start() <= after.end():
            said.append(words.names.get(named.group()))
    code = next((c for c in said if c), None)
    support = around.support(span.start)
    return {**{k: v * 0.3 for k, v in support.items()}, code: 1.0} if code else support


def _countries_only(parts: Sequence[PlacePart], language: str) -> tuple[str, ...]:
    """Give the countries that the words name where they name nothing else."""
    names = load_countries(language).names
    codes = [names.get(p.name) for p in parts]
    return () if any(c is None for c in codes) else tuple(dict.fromkeys(c for c in codes if c))


def _in_country(span: Span, parts: Sequence[PlacePart], codes: Sequence[str]) -> Place:
    """Place words that name a country and no place within it; a part of one ("northern Mali") is a region."""
    if len(codes) > 1:
        return _place(span, span.quote, None, 1.0, "region")
    directed = parts[0].part_of_it or parts[0].start > 8
    return _place(span, span.quote, None, 1.0, "region" if directed else "country", country=codes[0])


def _is_near(span: Span, part: PlacePart, text: str, language: str) -> bool:
    before = text[max(0, span.start - 40) : span.start] if part.start == 0 else span.quote[: part.start]
    return bool(place_tables(language).near.search(before))


def _precision(entry: GazetteerEntry, part: PlacePart, *, first: bool, near: bool) -> PlacePrecision:
    if entry.feature == "PCLI":
        return "region" if part.part_of_it else "country"
    if entry.feature in ("RGN", "REG"):
        return "region"
    if entry.feature == "ADM1" or part.hint == "admin1":
        return "admin1"
    if entry.feature.startswith("ADM") or part.hint == "admin2":
        return "admin2"
    inside = part.hint in ("quarter", "facility") and not entry.feature.startswith(("PPLX", "CMP"))
    return "near" if near or inside or not first else "exact"


def _around(span: Span, parts: Sequence[PlacePart], around: Surroundings) -> Place:
    """Place what no gazetteer knows: a building in the town named beside it; else only in a country, if that is plain.

    People do not make it plain: "an Israeli strike" is seldom one in Israel.
    """
    support = around.support(span.start, places_only=True)
    ranked = sorted(support.items(), key=lambda item: (-item[1], item[0]))
    plain = bool(ranked) and ranked[0][1] >= _COUNTRY_FLOOR and (len(ranked) < 2 or ranked[1][1] < 0.7 * ranked[0][1])
    country = ranked[0][0] if plain else None
    if country and any(p.hint in ("facility", "quarter") for p in parts):
        town = _town_beside(span, country, around)
        if town:
            return _place(span, span.quote, town, _FLOOR, "near")
    return _place(span, span.quote, None, 0.0, None, country=country)


def _town_beside(span: Span, country: str, around: Surroundings) -> GazetteerEntry | None:
    for place in sorted(around.places, key=lambda p: abs(p.span.start - span.start)):
        for entry in place.entries:
            if entry.country == country and entry.feature.startswith(("PPL", "CMP")) and entry.lat is not None:
                return entry
    return None


def _place(
    span: Span,
    name: str,
    entry: GazetteerEntry | None,
    score: float,
    precision: PlacePrecision | None,
    *,
    country: str | None = None,
    rivals: Sequence[Weighed] = (),
) -> Place:
    if entry is None:
        return Place(name, span, country, None, None, None, None, precision, None, score)
    pointed = precision not in ("country", "region")
    return Place(
        name, span, entry.country, entry.admin1, entry.admin2, entry.lat if pointed else None,
        entry.lon if pointed else None, precision, entry.id, min(1.0, score), tuple(_rivals(rivals)),
    )  # fmt: skip


def _rivals(weighed: Sequence[Weighed]) -> Iterator[Rival]:
    for w in weighed[:_RIVALS]:
        e = w.entry
        if e.lat is not None and e.lon is not None:
            yield Rival(e.name, e.country, e.admin1, e.lat, e.lon, w.score, e.id)
