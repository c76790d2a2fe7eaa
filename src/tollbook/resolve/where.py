"""Where: which place of the gazetteer the words mean, weighed against the others of that name, or none.

Never coordinates for a name that is not found, never a capital or a centre for a country (codebook part 4).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tollbook.lang.countries import load_countries
from tollbook.model import Account, GazetteerEntry, Issue, Place, PlacePrecision, Rival, Span
from tollbook.model.tools import Gazetteer
from tollbook.resolve.evidence import Evidence
from tollbook.resolve.place_phrases import PlacePart, parts_of, place_tables
from tollbook.resolve.surroundings import NamedPlace, Surroundings
from tollbook.resolve.weigh import Weighed, is_anyones, weigh

_FLOOR = 0.46  # lowest score at which coordinates are given
_COUNTRY_FLOOR = 0.6  # share of the text's hints at which an unknown place gets a country
_SUPPORTED = 0.5  # share of the text's hints at a country that a shortened name needs
_FINENESS = ("exact", "near", "admin2", "admin1", "region", "country", None)
_RIVALS = 4
_DANGLING = re.compile(
    r"(?:[\s,;]+(?:in|of|near|at|on|from|outside|around|along|inside|within|between|and|by|for|to|with|the))+[\s,;]*$"
)


def resolve_where(
    words: Sequence[Span], around: Surroundings, gazetteer: Gazetteer, subject: str, language: str = "en"
) -> tuple[Place | None, tuple[Issue, ...]]:
    """Resolve the words for an account's place, best first; a finer place in the same country goes before a region."""
    found: list[Place] = []
    for span in words:
        place = resolve_words(span, around, gazetteer, language)
        pointed = place.lat is not None and place.precision in ("exact", "near", "admin2")
        if pointed and (not found or found[0].country in (None, place.country)):
            return place, ()
        found.append(place)
    if not found:
        return None, (Issue("resolve", subject, "place_unknown", "the text gives no words for the place"),)
    best = min(found, key=lambda p: _FINENESS.index(p.precision))
    if best.precision is None:
        return best, (Issue("resolve", subject, "place_unknown", _why_refused(best)),)
    return best, ()


def _why_refused(place: Place) -> str:
    """Say whether the gazetteer does not know a name, or knows several places of it and the text chooses none."""
    if place.rivals:
        countries = ", ".join(dict.fromkeys(r.country or "no country" for r in place.rivals))
        doubt = "does not say which is meant" if len(place.rivals) > 1 else "does not say enough for it to be meant"
        known = f"{place.name!r} is in the gazetteer ({countries}), but the text {doubt}"
    else:
        known = f"{place.name!r} is not in the gazetteer" + (f" for {place.country}" if place.country else "")
    return f"{known}; no coordinates are given"


def places_near(account: Account, evidence: Evidence, around: Surroundings) -> tuple[Span, ...]:
    """Give the places named in an account's sentences, or beside them; for the main incident, in the first ones."""

    def rank(place: NamedPlace) -> tuple[int, int]:
        sentence = evidence.sentence_of(place.span)
        return evidence.nearest(sentence)[1] + 3 * _is_dateline(around.text, place.span), place.span.start

    reach = 1 if account.main else 0
    near = [p for p in around.places if rank(p)[0] <= reach or (account.main and evidence.sentence_of(p.span) < 2)]
    return (*(p.span for p in sorted(near, key=rank)[:4]), *_countries_near(account, evidence, around))


def _is_dateline(text: str, span: Span) -> bool:
    return span.quote.isupper() and len(span.quote) > 3 and not text[: span.start].count(".") > 2


def _countries_near(account: Account, evidence: Evidence, around: Surroundings) -> Iterator[Span]:
    """Give the countries named in an account's sentences, with the words that say a part of one ("northern Mali")."""
    for hint in around.hints:
        span = around.country_words(hint)
        if span and not hint.people and hint.weight >= 1.0 and evidence.nearest(evidence.sentence_of(span))[1] == 0:
            yield span


def resolve_words(span: Span, around: Surroundings, gazetteer: Gazetteer, language: str = "en") -> Place:
    """Resolve one phrase: its innermost name that is known, else the place around it, else only a country."""
    span = _trimmed(span, around.text)
    parts = _with_word_after(parts_of(span.quote, language), around.text, span, language)
    support = _support_with_containers(span, parts, around, language)
    codes = _countries_only(parts, language)
    if codes:
        return _in_country(span, parts, codes)
    outer = frozenset(p.name for p in parts)
    refused: list[Weighed] = []
    for n, part in enumerate(parts):
        for tried in (part, *_shortened(part)):
            weighed = weigh(tried, support, around, gazetteer, at=span.start, containers=outer - {part.name})
            best = weighed[0] if weighed else None
            if tried is part and n == 0:
                refused = [w for w in weighed if w.same_name]
            if best is None or best.score < _FLOOR or is_anyones(weighed, support, part.hint):
                continue
            if tried is not part and support.get(best.entry.country or "", 0.0) < _SUPPORTED:
                continue
            near = tried is not part or _is_near(span, part, around.text, language)
            return _at(span, best.entry, best.score, _precision(best.entry, part, first=n == 0, near=near), weighed[1:])
    place = _around(span, parts, around)
    # A country that is plain from the text, and in which nothing of the name lies, leaves no rivals to choose among.
    return replace(place, rivals=tuple(_rivals(refused))) if place.country is None else place


def _trimmed(span: Span, text: str) -> Span:
    """Leave out a preposition at the end, which the reader took along: "Ouatagouna in"."""
    kept = _DANGLING.sub("", span.quote)
    return Span.of(text, span.start, span.start + len(kept)) if kept and kept != span.quote else span


def _shortened(part: PlacePart) -> Iterator[PlacePart]:
    """Try the first words of a long name that is not known: "Jabalia" for "Jabalia Al Nazla"; the place is near it."""
    words = part.name.split()
    if len(words) >= 3 and part.hint != "facility":
        short = " ".join(words[:-1])
        yield replace(part, name=short, forms=(short,))


def _with_word_after(parts: tuple[PlacePart, ...], text: str, span: Span, language: str) -> tuple[PlacePart, ...]:
    """Let the word right after the phrase say what its place is: "Rutshuru" territory."""
    after = re.match(r"\s+([\w-]+)", text[span.end : span.end + 24])
    hint = place_tables(language).hints.get(after[1].casefold()) if after else None
    if len(parts) != 1 or hint not in ("admin1", "admin2") or parts[0].hint != "any":
        return parts
    return (replace(parts[0], hint=hint),)


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
    support = around.support(span.start, span.quote)
    return {**{k: v * 0.3 for k, v in support.items()}, code: 1.0} if code else support


def _countries_only(parts: Sequence[PlacePart], language: str) -> tuple[str, ...]:
    """Give the countries that the words name where they name nothing else."""
    words = load_countries(language)
    codes = [words.code_of(p.name) for p in parts]
    return () if any(c is None for c in codes) else tuple(dict.fromkeys(c for c in codes if c))


def _in_country(span: Span, parts: Sequence[PlacePart], codes: Sequence[str]) -> Place:
    """Place words that name a country and no place within it; a part of one ("northern Mali") is a region."""
    if len(codes) > 1:
        return _unplaced(span, None, 1.0, "region")
    if parts[0].name in load_countries("en").demonyms:  # its people: a hint at a country, not a place
        return _unplaced(span, codes[0])
    directed = parts[0].part_of_it or parts[0].start > 8
    return _unplaced(span, codes[0], 1.0, "region" if directed else "country")


def _is_near(span: Span, part: PlacePart, text: str, language: str) -> bool:
    before = text[max(0, span.start - 40) : span.start] if part.start == 0 else span.quote[: part.start]
    return bool(place_tables(language).near.search(before))


def _precision(entry: GazetteerEntry, part: PlacePart, *, first: bool, near: bool) -> PlacePrecision:
    if entry.feature == "PCLI":
        return "region" if part.part_of_it else "country"
    if entry.feature in ("RGN", "REG"):
        return "region"
    if entry.feature == "ADM1" or (part.hint == "admin1" and entry.name == entry.admin1):
        return "admin1"
    if part.hint == "admin1":
        return "near"  # "the Jabalia region": around the town
    if entry.feature.startswith("ADM") or part.hint == "admin2":
        return "admin2"
    inside = part.hint in ("quarter", "facility") and not entry.feature.startswith(("PPLX", "CMP"))
    return "near" if near or inside or not first else "exact"


def _around(span: Span, parts: Sequence[PlacePart], around: Surroundings) -> Place:
    """Place what no gazetteer knows: a building in the town named beside it; else only in a country, if that is plain.

    People do not make it plain: "an Israeli strike" is seldom one in Israel.
    """
    support = around.support(span.start, span.quote, places_only=True)
    ranked = sorted(support.items(), key=lambda item: (-item[1], item[0]))
    plain = bool(ranked) and ranked[0][1] >= _COUNTRY_FLOOR and (len(ranked) < 2 or ranked[1][1] < 0.7 * ranked[0][1])
    country = ranked[0][0] if plain else None
    if country and any(p.hint in ("facility", "quarter") for p in parts):
        town = _town_beside(span, country, around)
        if town:
            return _at(span, town, _FLOOR, "near", ())
    return _unplaced(span, country)


def _town_beside(span: Span, country: str, around: Surroundings) -> GazetteerEntry | None:
    for place in sorted(around.places, key=lambda p: abs(p.span.start - span.start)):
        for entry in place.entries:
            if entry.country == country and entry.feature.startswith(("PPL", "CMP")) and entry.lat is not None:
                return entry
    return None


def _unplaced(span: Span, country: str | None, score: float = 0.0, precision: PlacePrecision | None = None) -> Place:
    """Give words with no point: a country, a part of one, or a name that is not known."""
    return Place(span.quote, span, country, None, None, None, None, precision, None, score)


def _at(span: Span, entry: GazetteerEntry, score: float, precision: PlacePrecision, rivals: Sequence[Weighed]) -> Place:
    """Give the words with the entry's point, but none for a region or a country."""
    lat, lon = (None, None) if precision in ("country", "region") else (entry.lat, entry.lon)
    score, others = min(1.0, score), tuple(_rivals(rivals))
    units = entry.country, entry.admin1, entry.admin2
    return Place(span.quote, span, *units, lat, lon, precision, entry.id, score, others)


def _rivals(weighed: Sequence[Weighed]) -> Iterator[Rival]:
    for w in weighed[:_RIVALS]:
        e = w.entry
        if e.lat is not None and e.lon is not None:
            yield Rival(e.name, e.country, e.admin1, e.lat, e.lon, w.score, e.id)
