"""By which rules and versions the record was made, and how much was left out: for the page and the API alike."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from tollbook import flow
from tollbook.judge import conflicts, grading, tallies, voices
from tollbook.lang.actors import Actors
from tollbook.link import copies, score
from tollbook.model import Issue, ReaderVersion
from tollbook.model.issue import Room
from tollbook.publish import methods as told
from tollbook.run.kit import READ_LANGUAGES
from tollbook.run.live import Snapshot


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule or table in force: what it is for, its name and version, and what it does."""

    step: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class ReaderUsed:
    """A reader whose readings stand in the record, and of how many reports."""

    version: ReaderVersion
    reports: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out under one name, in words, and how often."""

    room: Room
    code: str
    says: str
    count: int


@dataclass(frozen=True, slots=True)
class Methods:
    """How this record was made."""

    rules: tuple[Rule, ...]
    readers: tuple[ReaderUsed, ...]
    left_out: tuple[LeftOut, ...]


def methods_of(snapshot: Snapshot, tools: flow.Tools, taken_in: Sequence[Issue] = ()) -> Methods:
    """Say how a record was made; `taken_in` is what was left out when reports were taken in."""
    return Methods(tuple(_rules(tools)), readers_of(snapshot), left_out_of(snapshot, taken_in))


def readers_of(snapshot: Snapshot) -> tuple[ReaderUsed, ...]:
    """Give the readers whose readings stand, the one that read most first."""
    used = Counter(r.reader for r in snapshot.readings.values())
    return tuple(ReaderUsed(v, n) for v, n in sorted(used.items(), key=lambda kv: (-kv[1], str(kv[0]))))


def left_out_of(snapshot: Snapshot, taken_in: Sequence[Issue] = ()) -> tuple[LeftOut, ...]:
    """Count each thing that was left out once, by the room and the name that it was left out under."""
    counted = Counter((i.room, i.code) for i in dict.fromkeys((*taken_in, *_issues(snapshot))))
    rooms: Mapping[Room, int] = {room: n for n, room in enumerate(told.ROOMS)}
    ordered = sorted(counted.items(), key=lambda kv: (rooms[kv[0][0]], -kv[1], kv[0][1]))
    return tuple(LeftOut(room, code, told.LEFT_OUT.get(code, told.OTHERWISE), n) for (room, code), n in ordered)


def _issues(snapshot: Snapshot) -> Iterator[Issue]:
    yield from snapshot.record.issues
    for incident in snapshot.incidents.values():
        yield from incident.issues
        for account in incident.accounts:
            yield from account.issues


def _rules(tools: flow.Tools) -> Iterator[Rule]:
    yield Rule("Order of steps", flow.VERSION, "Read, resolve, link, judge; no step changes what an earlier one gave.")
    for language in READ_LANGUAGES:
        yield Rule(
            "Words", _tables(language), "The words of harm, groups, means, dates and hedges that texts are read by."
        )
    yield Rule("Parties", tools.actors.version, _parties(tools))
    yield Rule("Places", tools.gazetteer.version, "A name that the gazetteer does not know well stays without a point.")
    yield Rule(
        "Copies", copies.VERSION, "Reports that share their wording go back to the first of them and count once."
    )
    yield Rule(
        "One incident", score.VERSION, "Reports are joined by place, day, parties, means and figures, by fixed weights."
    )
    yield Rule("Voices", voices.VERSION, "Two reports that quote one speaker are one voice.")
    yield Rule(
        "Differences",
        conflicts.VERSION,
        "Claims of two voices that cannot both be right are shown, never settled here.",
    )
    for name in tallies.RULES:
        yield Rule("Adding up", name, told.RULES[name])
    yield Rule("Grading", grading.RULE, "Suggests a grade in Airwars' words; a person decides.")


def _parties(tools: flow.Tools) -> str:
    if not isinstance(tools.actors, Actors):
        return "The table of parties and speakers."
    known = {a.id for found in tools.actors.by_alias.values() for a in found}
    return f"{len(known):,} parties and speakers under {len(tools.actors.by_alias):,} names."


def _tables(language: str) -> str:
    """Name the tables of a language by the hash of all of them."""
    tables = sorted((f for f in (files("tollbook.lang") / language).iterdir()), key=lambda f: f.name)
    digest = sha256(b"".join(f.read_bytes() for f in tables if f.name.endswith(".yml"))).hexdigest()
    return f"{language}/{digest[:12]}"
