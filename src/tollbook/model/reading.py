"""A reading: all that one reader version found in one text. Stored, never recomputed in place."""

from dataclasses import dataclass

from tollbook.model.account import Account
from tollbook.model.claim import Claim
from tollbook.model.issue import Issue
from tollbook.model.statement import Statement


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """Which reader read: its name, its version, and the hash of its weights where it has any."""

    name: str
    version: str
    model_sha256: str | None = None

    def __str__(self) -> str:
        return f"{self.name}/{self.version}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims, statements and accounts of one text, and what was refused.

    `decided` pairs a claim or statement with the decision that stands behind it; filled by `review`, never stored.
    """

    document_id: str
    text_sha256: str
    reader: ReaderVersion
    language: str | None
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    accounts: tuple[Account, ...] = ()
    issues: tuple[Issue, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()
