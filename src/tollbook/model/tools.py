"""Protocols of the tools with weight, which rooms are handed by `run` and never build themselves."""

from collections.abc import Sequence
from typing import Protocol

from tollbook.model.actor import Actor
from tollbook.model.place import GazetteerEntry
from tollbook.model.reading import ReaderVersion
from tollbook.model.tags import Tags


class Gazetteer(Protocol):
    """A table of places, asked by name."""

    @property
    def version(self) -> str:
        """Name and version, kept with everything that was resolved by it."""
        ...

    def find(self, name: str) -> Sequence[GazetteerEntry]:
        """Give every entry known under this name, folded, best known (largest) first; empty where there is none."""
        ...

    def find_like(self, name: str) -> Sequence[GazetteerEntry]:
        """Give the entries whose name is another spelling of this one, largest first; those of `find` are left out."""
        ...


class ActorTable(Protocol):
    """A table of parties and speakers, asked by name."""

    @property
    def version(self) -> str:
        """Name and version, kept with everything that was resolved by it."""
        ...

    def find(self, name: str, country: str | None) -> Actor | None:
        """Give the one actor known under this name, or None; `country` tells whose "army" is meant."""
        ...


class Tagger(Protocol):
    """A trained reader of words: finds spans and says what they are; makes no claim of them."""

    @property
    def version(self) -> ReaderVersion:
        """Name, version and hash of the weights, kept with every reading."""
        ...

    def tag(self, text: str) -> Tags:
        """Tag one text; the same text gives the same tags, alone and among others."""
        ...
