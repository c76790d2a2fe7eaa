"""What was left out, and why."""

from dataclasses import dataclass
from typing import Literal

Room = Literal["ingest", "read", "resolve", "link", "judge", "review", "publish", "net", "store"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that was left out, refused or could not be told: where, which kind, and the words for a person."""

    room: Room
    subject: str
    code: str
    detail: str
