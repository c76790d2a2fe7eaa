"""What a text says about where it plays: the countries it names, their people, and its other places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.lang.countries import CountryWords, load_countries
from tollbook.model import GazetteerEntry, Span
from tollbook.model.tools import Gazetteer
from tollbook.resolve.place_phrases import PlaceTables, place_tables

# Weights of what hints at a country; a name in the place's own sentence counts for more than one elsewhere.
_NAME = 1.0
_DIRECTED_NAME = 1.3  # "in northern Mali"
_PEOPLE = 0.5  # "Israeli"
_MOST_PEOPLE = 0.6  # however often: in reports from Gaza "Israeli" is said more often than "Gaza"
_BORDER = 0.1  # "near the Algerian border" says where it is not
_KNOWN_PLACE = 0.5  # a large or unique place named in the text
_GIVEN = 0.6  # the country of the source, or one that a person gave
_NEAR_LETTERS = 250
_LARGE = 300_000  # people; smaller places named in passing hint at no country
_ADJECTIVES = frozenset(["US", "U.S.", "UK", "U.K."])  # names that stand before a noun as often as alone
_BORDER_WITH = re.compile(r"\b(?:border|frontier)s?\s+with\s+(?:the\s+)?$")
_BORDER_WORDS = re.compile(r"['’]?s?\s+(?:border|frontier|side|airspace|embassy|capital)|\s*[-–](?=[A-Z])")
_PART_OF = re.compile(
    r"\b(?:(?:the )?(?:far )?(?:north|south|east|west|centre|center)(?:-?(?:east|west))? of (?:the )?|"
    r"(?:far )?(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)? )$"
)
_CAPITAL = r"[A-ZÀ-ÞŠŽČĀ-Ż][\w'’ʿ-]*"
_PARTICLE = r"(?:al|el|ad|ar|as|ash|an|az|ez|ed|bin|de|la|le|les|du|da|dos|i|e|of|ul|n)(?:-[A-Z][\w'’-]*)?"
_CAPITALISED = re.compile(
    rf"(?<![\w-])(?:(?:al|el|ad|ar|as|ash|an|az|ez)-)?{_CAPITAL}(?:[ -](?:{_CAPITAL}|{_PARTICLE})){{0,3}}"
)


@dataclass(frozen=True, slots=True)
class CountryHint:
    """A word that hints at a country, and how strongly."""

    start: int
    code: str
    weight: float
    end: int = 0
    name: str = ""  # of the place that hints, so that a place does not speak for itself
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

    def country_words(self, hint: CountryHint) -> Span | None:
        """Give the words of a country's name, with those before it that say a part of it: "the north of Mali"."""
        if hint.end <= hint.start:
            return None
        lead = _PART_OF.search(self.text, max(0, hint.start - 40), hint.start)
        return Span.of(self.text, lead.start() if lead else hint.start, hint.end)

    def support(self, at: int, without: str = "", *, places_only: bool = False) -> dict[str, float]:
        """Give how strongly the text speaks for each country, seen from one place of it; the best has 1 at most.

        `without` are words whose own places do not count: a name is no evidence for itself.
        """
        total: dict[str, float] = {}
        people: dict[str, float] = {}
        for hint in self.hints:
            if (places_only and hint.people) or (hint.name and hint.name in without):
                continue
            nearby = 1.0 if abs(hint.start - at) <= _NEAR_LETTERS else 0.45
            sums, most = (people, _MOST_PEOPLE) if hint.people else (total, 2.5)
            sums[hint.code] = min(most, sums.get(hint.code, 0.0) + hint.weight * nearby)
        total = {code: total.get(code, 0.0) + people.get(code, 0.0) for code in {**total, **people}}
        top = max(total.values(), default=0.0)
        return {code: weight / max(top, 0.8) for code, weight in total.items()}


def surroundings_of(text: str, gazetteer: Gazetteer, given: Sequence[str] = (), language: str = "en") -> Surroundings:
    """Read what a text says about where it plays; `given` are countries known from outside, weaker than its words."""
    named = tuple(_country_hints(text, language))
    given_hints = tuple(CountryHint(0, code, _GIVEN) for code in given)
    places = tuple(_named_places(text, gazetteer, language))
    support = Surroundings(text, named + given_hints, (), frozenset()).support(0)
    known = tuple(hint for place in places if (hint := _hint_of(place, support)))
    units = frozenset(u for p in places for u in _units_of(p, support))
    return Surroundings(text, named + given_hints + known, places, units)


def _country_hints(text: str, language: str) -> Iterator[CountryHint]:
    words, tables = load_countries(language), place_tables(language)
    for match in words.pattern.finditer(text):
        said = match.group()
        code = words.code_of(said)
        if code is None:
            continue
        people = said in words.demonyms or said in _ADJECTIVES
        if _is_beyond_border(text, match.start(), match.end()):
            weight = _BORDER
        elif not people and _in_longer_name(text, match.start(), match.end()):
            if said in tables.given_names:
                continue
            weight, people = _PEOPLE, True
        elif people:
            weight = _PEOPLE
        else:
            before = text[max(0, match.start() - 14) : match.start()].split()
            weight = _DIRECTED_NAME if before and before[-1].casefold() in tables.directions else _NAME
        yield CountryHint(match.start(), code, weight, match.end(), people=people)


def _is_beyond_border(text: str, start: int, end: int) -> bool:
    """Tell whether a country is the other side: "the Algerian border", "a border with Algeria"."""
    if _BORDER_WITH.search(text[max(0, start - 24) : start]):
        return True
    return bool(_BORDER_WORDS.match(text, end)) and not re.match(
        r"['’]s?\s+(?:border|frontier)\s+with\b", text[end : end + 24]
    )


def _in_longer_name(text: str, start: int, end: int) -> bool:
    """Tell whether a country's name is part of a longer one: "Jordan Okello", "Syria Civil Defence"."""
    before = re.search(r"[\w.]+ $", text[max(0, start - 20) : start])
    capital = bool(before and before.group()[0].isupper() and not re.search(r"[.!?\n]\s*\w+ $", text[:start][-24:]))
    opens = start - len(before.group()) == 0 if before else False
    return bool(re.match(r" [A-Z][a-z]", text[end : end + 3])) or (capital and not opens)


def _named_places(text: str, gazetteer: Gazetteer, language: str) -> Iterator[NamedPlace]:
    """Find names after a word such as "in" or "near", or before a comma and another name, that the gazetteer knows."""
    tables, countries = place_tables(language), load_countries(language)
    for match in _CAPITALISED.finditer(text):
        if not _stands_for_place(text, match.start(), match.end(), tables):
            continue
        for start, end in _pieces(text, match.start(), match.end()):
            named = _longest_known(text, start, end, gazetteer, tables.not_places, countries)
            if named:
                yield named


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut "Myanmar's Kayah State" after the possessive."""
    for cut in re.finditer(r"['’]s ", text[start:end]):
        yield start, start + cut.start()
        start += cut.end()
    yield start, end


def _longest_known(
    text: str, start: int, end: int, gazetteer: Gazetteer, not_places: frozenset[str], countries: CountryWords
) -> NamedPlace | None:
    stops = [start + token.end() for token in re.finditer(r"[^\s]+", text[start:end])]
    for stop in reversed(stops):
        name = re.sub(r"['’]s$", "", text[start:stop])
        if name in not_places or countries.code_of(name) or len(name) < 3:
            continue
        entries = gazetteer.find(name)
        if entries:
            return NamedPlace(Span.of(text, start, start + len(name)), tuple(entries))
    return None


def _stands_for_place(text: str, start: int, end: int, tables: PlaceTables) -> bool:
    before, directions, kinds = tables.before, tables.directions, tables.hints
    lead = text[max(0, start - 40) : start]
    words = re.findall(r"[\w-]+|[,.;:(]", lead)
    while words and (
        words[-1].casefold() in directions or words[-1] in ("city", "town", "village", "camp", "district")
    ):
        words.pop()
    if not words:
        return start == 0 and text[end : end + 1] in (",", " ") and text[start:end].isupper()
    if re.search(r"['’]s?\s+$", lead) and lead.split()[-1][:1].isupper():
        return True
    if words[-1] in (",", "("):
        return len(words) > 1 and (words[-2][:1].isupper() or words[-2] in kinds)
    return words[-1].casefold() in before or ("\n" in lead[-2:] and text[start:end].isupper())


def _units_of(place: NamedPlace, support: dict[str, float]) -> Iterator[str]:
    """Give the unit that a name in the text means, where it means one rather than a town."""
    best = max(place.entries, key=lambda e: (support.get(e.country or "", 0.0) > 0.5, e.population))
    if best.feature in ("ADM1", "ADM2"):
        yield best.name
    elif best.admin1 and best.population >= _LARGE:
        yield best.admin1


def _hint_of(place: NamedPlace, support: dict[str, float]) -> CountryHint | None:
    """Let a place speak for its country where it is large and alone of its size, or the country is named anyway."""
    best = max(place.entries, key=lambda e: (support.get(e.country or "", 0.0), e.population))
    if best.country is None:
        return None
    rivals = sum(e.population for e in place.entries if e.country != best.country)
    known = support.get(best.country, 0.0) > 0.5 or best.id.startswith("tollbook:") or best.population >= _LARGE
    known = known or (rivals == 0 and best.feature in ("ADM1", "RGN", "PPLC"))
    if not known or (rivals > best.population and support.get(best.country, 0.0) <= 0.5):
        return None
    return CountryHint(place.span.start, best.country, _KNOWN_PLACE, name=place.span.quote)
