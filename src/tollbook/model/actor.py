"""Parties, speakers and other actors; the role that one plays is in the claim, not here."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal[
    "state_forces",
    "rebels",
    "militia",
    "mercenaries",
    "foreign_forces",
    "coalition",
    "ministry",
    "government",
    "police",
    "medical",
    "civil_defence",
    "monitor",
    "ngo",
    "international_org",
    "agency",
    "media",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Actor:
    """A party or speaker known by one identifier under all of its names (UCDP sides, ACLED actors)."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
