"""What a text says about where it plays: the countries it names, their people, and its other places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.lang.countries import load_countries
from tollbook.model import GazetteerEntry, Span
from tollbook.model.tools import Gazetteer
from tollbook.resolve.place_phrases import place_tables

# Weights of what hints at a country; a name in the place's own sentence counts for more than one elsewhere.
_NAME = 1.0
_DIRECTED_NAME = 1.3  # "in northern Mali"
_PEOPLE = 0.5  # "Israeli"
_BORDER = 0.1  # "near the Algerian border" says where it is not
_KNOWN_PLACE = 0.5  # a large or unique place named in the text
_GIVEN = 0.6  # the country of the source, or one that a person gave
_LARGE = 300_000  # people; smaller places named in passing hint at no country
_BORDER_WORDS = re.compile(r"['’]?s?\s+(?:border|frontier|side|airspace|embassy|capital)|\s*[-–](?=[A-Z])")
_NAME_WORD = r"(?:[A-ZÀ-ÞŠŽČĀ-Ż][\w'’ʿ-]*|(?:al|el|ad|ar|as|ash|an|az|ez|ed|bin|de|la|le|les|du|da|dos|i|e|of|ul|n)(?:-[A-Z][\w'’-]*)?)"
_CAPITALISED = re.compile(rf"(?<![\w-])(?:(?:al|el|ad|ar|as|ash|an|az|ez)-)?[A-ZÀ-ÞŠŽČĀ-Ż][\w'’ʿ-]*(?:[ -]{_NAME_WORD}){{0,3}}")


@dataclass(frozen=True, slots=True)
class CountryHint:
    """A word that hints at a country, and how strongly."""

    start: int
    code: str
    weight: float
    people: bool = False  # its people are named, not the country: they may be elsewhere


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name in running text that the gazetteer knows."""

    span: Span
    entries: tuple[GazetteerEntry, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that one text says about where it plays."""

    text: str
    hints: tuple[CountryHint, ...]
    places: tuple[NamedPlace, ...]
    units: frozenset[str]

    def support(self, at: int, reach: int = 250, *, places_only: bool = False) -> dict[str, float]:
        """Give how strongly the text speaks for each country, seen from one place of it; the best has 1 at most."""
        total: dict[str, float] = {}
        for hint in self.hints:
            if places_only and hint.people:
                continue
            nearby = 1.0 if abs(hint.start - at) <= reach else 0.45
            total[hint.code] = min(2.5, total.get(hint.code, 0.0) + hint.weight * nearby)
        top = max(total.values(), default=0.0)
        return {code: weight / max(top, 0.8) for code, weight in total.items()}


def surroundings_of(
    text: str, gazetteer: Gazetteer, given: Sequence[str] = (), language: str = "en"
) -> Surroundings:
    """Read what a text says about where it plays; `given` are countries known from outside, weaker than its words."""
    named = tuple(_country_hints(text, language))
    given_hints = tuple(CountryHint(0, code, _GIVEN) for code in given)
    places = tuple(_named_places(text, gazetteer, language))
    support = Surroundings(text, named + given_hints, (), frozenset()).support(0, len(text))
    known = tuple(hint for place in places if (hint := _hint_of(place, support)))
    units = frozenset(
        e.name for p in places for e in p.entries if e.feature.startswith("ADM") or support.get(e.country or "", 0) > 0.5
    )
    return Surroundings(text, named + given_hints + known, places, units)


def _country_hints(text: str, language: str) -> Iterator[CountryHint]:
    words, tables = load_countries(language), place_tables(language)
    for match in words.pattern.finditer(text):
        said = match.group()
        code = words.code_of(said)
        if code is None:
            continue
        if _BORDER_WORDS.match(text, match.end()):
            weight = _BORDER
        elif said in words.demonyms:
            weight = _PEOPLE
        else:
            before = text[max(0, match.start() - 14) : match.start()].split()
            weight = _DIRECTED_NAME if before and before[-1].casefold() in tables.directions else _NAME
        yield CountryHint(match.start(), code, weight, said in words.demonyms)


def _named_places(text: str, gazetteer: Gazetteer, language: str) -> Iterator[NamedPlace]:
    """Find names after a word such as "in" or "near", or before a comma and another name, that the gazetteer knows."""
    tables, countries = place_tables(language), load_countries(language)
    for match in _CAPITALISED.finditer(text):
        if not _stands_for_place(text, match.start(), match.end(), tables.before, tables.directions):
            continue
        tokens = list(re.finditer(r"[^\s]+", match.group()))
        for n in range(len(tokens), 0, -1):
            end = match.start() + tokens[n - 1].end()
            name = re.sub(r"['’]s$", "", text[match.start() : end])
            if name in tables.not_places or countries.code_of(name) or len(name) < 3:
                continue
            entries = gazetteer.find(name)
            if entries:
                yield NamedPlace(Span.of(text, match.start(), match.start() + len(name)), tuple(entries))
                break


def _stands_for_place(text: str, start: int, end: int, before: frozenset[str], directions: frozenset[str]) -> bool:
    lead = text[max(0, start - 40) : start]
    words = re.findall(r"[\w-]+|[,.;:(]", lead)
    while words and (words[-1].casefold() in directions or words[-1] in ("city", "town", "village", "camp", "district")):
        words.pop()
    if not words:
        return start == 0 and text[end : end + 1] in (",", " ") and text[start:end].isupper()
    if words[-1] in (",", "("):
        return len(words) > 1 and words[-2][:1].isupper()
    return words[-1].casefold() in before or "\n" in lead[-2:] and text[start:end].isupper()


def _hint_of(place: NamedPlace, support: dict[str, float]) -> CountryHint | None:
    """Let a place speak for its country where it is large and alone of its size, or the text names its country anyway."""
    best = max(place.entries, key=lambda e: (support.get(e.country or "", 0.0), e.population))
    if best.country is None:
        return None
    rivals = sum(e.population for e in place.entries if e.country != best.country)
    known = support.get(best.country, 0.0) > 0.5 or best.id.startswith("tollbook:") or best.population >= _LARGE
    if not known or (rivals > best.population and support.get(best.country, 0.0) <= 0.5):
        return None
    return CountryHint(place.span.start, best.country, _KNOWN_PLACE)
