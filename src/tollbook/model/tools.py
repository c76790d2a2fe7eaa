"""Protocols of the tools with weight, which rooms are handed by `run` and never build themselves."""

from collections.abc import Sequence
from typing import Protocol

from tollbook.model.actor import Actor
from tollbook.model.place import GazetteerEntry


class Gazetteer(Protocol):
    """A table of places, asked by name."""

    @property
    def version(self) -> str:
        """Name and version, kept with everything that was resolved by it."""
        ...

    def find(self, name: str) -> Sequence[GazetteerEntry]:
        """Give every entry known under this name, folded, best known (largest) first; empty where there is none."""
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
