"""Links between documents or accounts, each with its reasons."""

from dataclasses import dataclass
from typing import Literal

LinkKind = Literal["same_incident", "different_incidents", "copy", "edition"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison that speaks for (positive) or against (negative) a link, in bits."""

    kind: str
    score: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two accounts (`same_incident`) or two documents (`copy`, `edition`) that belong together; left < right."""

    left: str
    right: str
    kind: LinkKind
    score: float
    reasons: tuple[Reason, ...] = ()
    decided: bool = False


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An incident id as it was minted: the accounts that it was first given to. Appended, never changed."""

    incident_id: str
    account_ids: tuple[str, ...]
