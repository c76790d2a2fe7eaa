"""The table of parties and speakers, and the words for the offices of those who speak."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, get_args

import yaml

from tollbook.errors import CodeError
from tollbook.lang.countries import CountryWords, load_countries
from tollbook.lang.tables import words_under
from tollbook.model import Actor, ActorKind
from tollbook.model.ids import sha256_text
from tollbook.text import fold

_FILE = "actors.yml"
_LONGEST = 12  # words of an alias
_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Role:
    """An office that every country has: its armed forces, its police, its ministries."""

    id: str
    kind: ActorKind
    name: str
    bare: bool  # the word alone, in a report from one country, means that country's


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Words about those who speak: offices held for a party, titles, and speakers who are nobody in particular."""

    speaks_for: frozenset[str]
    titles: frozenset[str]
    nobody: frozenset[str]


@dataclass(frozen=True, slots=True)
class PointingWords:
    """Words that point back to a party, each with the kinds of party it may mean: "the group", "the rebel …"."""

    nouns: Mapping[str, frozenset[str]]
    adjectives: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Actors:
    """Answers which actor a name means: by alias, by the longest alias within the name, or by country and role."""

    version: str
    by_alias: Mapping[str, tuple[Actor, ...]]
    roles: Mapping[str, Role]
    not_the_body: frozenset[str]
    countries: CountryWords

    def find(self, name: str, country: str | None) -> Actor | None:
        """Give the one actor known under this name, or None; `country` tells whose "army" is meant."""
        words = _words(name)
        while words and words[0] in ("the", "a", "an"):
            words = words[1:]
        within = max(self._aliases_in(words, name, country), key=lambda found: found[0], default=None)
        said = self._country_of(name)
        role = max(self._roles_in(words), key=lambda found: found[0], default=None)
        if role and (said or (role[1].bare and country)) and role[0] + bool(said) > (within[0] if within else 0):
            return self._of_country(role[1], said or country or "")
        return within[1] if within else None

    def _aliases_in(self, words: Sequence[str], name: str, country: str | None) -> Iterator[tuple[int, Actor]]:
        for start, end in _stretches(len(words), _LONGEST):
            alias = " ".join(words[start:end])
            known = self.by_alias.get(alias, ())
            if not known or (end - start == 1 and not _is_named(alias, name)):
                continue
            actor = next((a for a in known if a.country == country), known[0] if len(known) == 1 else None)
            if actor:
                yield end - start, actor

    def _roles_in(self, words: Sequence[str]) -> Iterator[tuple[int, Role]]:
        for start, end in _stretches(len(words), _LONGEST):
            role = self.roles.get(" ".join(words[start:end]))
            if role and not (end < len(words) and words[end] in self.not_the_body):
                yield end - start, role

    def _country_of(self, name: str) -> str | None:
        found = self.countries.pattern.search(name)
        return self.countries.code_of(found.group()) if found else None

    def _of_country(self, role: Role, country: str) -> Actor:
        named = next((n for n, code in self.countries.names.items() if code == country), country)
        own = self.by_alias.get(f"{country.casefold()}-{role.id}")
        return own[0] if own else Actor(f"{country.casefold()}-{role.id}", f"{named}: {role.name}", role.kind, country)


@cache
def load_actors() -> Actors:
    """Read and check the table of parties and speakers, once."""
    text, table = _read()
    roles: dict[str, Role] = {}
    for role_id, entry in table["roles"].items():
        same, where = entry.get("same_as", role_id), f"{_FILE} roles {role_id}"
        kind, name = entry["kind"], table["roles"][same].get("name", same)
        _require_kind(kind, where)
        for word in words_under(entry, "words", where):
            roles.setdefault(fold(word), Role(same, kind, name, bool(entry["bare"])))
    bodiless = frozenset(words_under(table, "not_the_body", _FILE))
    by_alias: dict[str, tuple[Actor, ...]] = {}
    for actor in _actors(table["actors"]):
        for alias in dict.fromkeys(" ".join(_words(a)) for a in (actor.id, actor.name, *actor.aliases)):
            by_alias[alias] = (*by_alias.get(alias, ()), actor)
        by_alias.setdefault(actor.id, (actor,))
    return Actors(f"actors/{sha256_text(text)[:12]}", by_alias, roles, bodiless, load_countries("en"))


@cache
def load_speakers() -> SpeakerWords:
    """Read the words about those who speak, once."""
    _, table = _read()
    lists = (frozenset(fold(w) for w in words_under(table, key, _FILE)) for key in ("speaks_for", "titles", "nobody"))
    return SpeakerWords(*lists)


@cache
def load_pointing() -> PointingWords:
    """Read the words that point back to a party, once."""
    _, table = _read()
    return PointingWords(*(_kinds_by_word(table, key) for key in ("nouns", "adjectives")))


def _kinds_by_word(table: Mapping[str, Any], key: str) -> dict[str, frozenset[str]]:
    kinds = {word: frozenset(words_under(table[key], word, f"{_FILE} {key}")) for word in table[key]}
    for word, listed in kinds.items():
        for kind in listed:
            _require_kind(kind, f"{_FILE} {key} {word}")
    return kinds


@cache
def _read() -> tuple[str, dict[str, Any]]:
    text = resources.files("tollbook.lang").joinpath(_FILE).read_text(encoding="utf-8")
    table = yaml.load(text, Loader=_Loader)
    if not isinstance(table, dict) or not {"roles", "actors"} <= set(table):
        raise CodeError(f"{_FILE}: expected `roles` and `actors`")
    return text, table


def _actors(table: Mapping[str, Any]) -> Iterator[Actor]:
    for actor_id, entry in table.items():
        where = f"{_FILE} {actor_id}"
        unknown = set(entry) - {"name", "kind", "country", "aliases", "members"}
        if unknown:
            raise CodeError(f"{where}: unknown field {sorted(unknown)[0]!r}")
        _require_kind(entry.get("kind"), where)
        aliases = words_under(entry, "aliases", where) if "aliases" in entry else ()
        members = words_under(entry, "members", where) if "members" in entry else ()
        yield Actor(actor_id, entry["name"], entry["kind"], entry.get("country"), aliases, members)


def _stretches(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """Give every run of words, from each word on, the longest first."""
    for start in range(length):
        yield from ((start, end) for end in range(min(length, start + longest), start, -1))


def _require_kind(kind: object, where: str) -> None:
    if kind not in _KINDS:
        raise CodeError(f"{where}: {kind!r} is no kind of actor; known: {', '.join(_KINDS)}")


@lru_cache(maxsize=8_192)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(re.sub(r"['’]s\b", "", name).replace("@", "")).split())


def _is_named(alias: str, name: str) -> bool:
    """Tell whether a one-word alias stands in the name with a capital: "AP", "Wagner", not "amal" or "site"."""
    tokens = re.findall(r"[^\s,;()@\[\]]+", re.sub(r"['’]s\b", "", name))
    return any(fold(token) == alias and token[:1] != token[:1].lower() for token in tokens)
