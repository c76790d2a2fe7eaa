"""What was derived when the workspace was last opened, each piece beside all that it was made of.

A piece is taken over where it would be made of the very same parts, whatever else has changed since.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from tollbook import __version__, flow
from tollbook.link.shingles import Keys
from tollbook.model import Incident, Link, Reading
from tollbook.store import cache
from tollbook.store.db import Workspace


@dataclass(frozen=True, slots=True)
class Texts:
    """The number of each document's last event, the keys of its text, and the links between like texts."""

    taken: dict[str, int]
    keys: dict[str, bytes]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A reading as told, what it was told of, and the document that its document copied then."""

    made_of: str
    reading: Reading
    origin: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An incident and what it was made of."""

    made_of: str
    incident: Incident


_KINDS = {"texts": Texts, "told": tuple[Told, ...], "links": tuple[Link, ...], "incidents": tuple[Judged, ...]}


@dataclass(slots=True)
class Memory:
    """Pieces that were derived before; an empty one remembers nothing."""

    texts: Texts = field(default_factory=lambda: Texts({}, {}, ()))
    readings: Mapping[str, Told] = field(default_factory=dict)
    scored: tuple[Link, ...] = ()
    judged: Mapping[str, Judged] = field(default_factory=dict)
    recalled: set[str] = field(default_factory=set)

    @property
    def keys(self) -> dict[str, Keys]:
        """The keys of texts, by document."""
        return {i: np.frombuffer(raw, dtype="<u8").astype(np.uint64) for i, raw in self.texts.keys.items()}

    def told(self, document_id: str, made_of: str) -> Reading | None:
        """Give a reading that was told of these very parts."""
        known = self.readings.get(document_id)
        if known is None or known.made_of != made_of:
            return None
        self.recalled.add(document_id)
        return known.reading

    def incident(self, name: str, made_of: str) -> Incident | None:
        """Give an incident that was made of these very parts."""
        known = self.judged.get(name)
        return known.incident if known is not None and known.made_of == made_of else None

    def unmoved(self, accounts: Collection[str], origin: Mapping[str, str]) -> frozenset[str]:
        """Give those of some accounts that are as they were when the remembered links were scored."""
        same = {i for i in self.recalled if self.readings[i].origin == origin.get(i, i)}
        return frozenset(a for a in accounts if a.partition("/")[0] in same)

    def links_of(self, unmoved: frozenset[str]) -> Iterable[Link]:
        """Give the remembered links between unmoved accounts."""
        return (k for k in self.scored if k.left in unmoved and k.right in unmoved)


def remembered(ws: Workspace, tools: flow.Tools) -> Memory:
    """Give what this version of the program derived with these tools when it last kept it; else an empty memory."""
    parts = cache.parts(ws, _key(tools))
    if parts.keys() != _KINDS.keys():
        return Memory()
    try:
        kept: list[Any] = [msgspec.msgpack.decode(parts[name], type=_KINDS[name]) for name in _KINDS]
    except msgspec.DecodeError:
        return Memory()
    texts, told, links, judged = kept
    by_document = {t.reading.document_id: t for t in told}
    return Memory(texts, by_document, links, {j.incident.id: j for j in judged})


def remember(ws: Workspace, tools: flow.Tools, memory: Memory) -> None:
    """Keep a memory for the next opening, in the place of the last one."""
    named = {
        "texts": memory.texts,
        "told": tuple(memory.readings.values()),
        "links": memory.scored,
        "incidents": tuple(memory.judged.values()),
    }
    cache.keep_parts(ws, _key(tools), {name: msgspec.msgpack.encode(part) for name, part in named.items()})


def _key(tools: flow.Tools) -> str:
    parts = ("live/1", __version__, flow.VERSION, tools.gazetteer.version, tools.actors.version)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
