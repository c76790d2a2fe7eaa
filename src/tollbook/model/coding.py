"""Double-blind coding: one report coded by two people, neither of whom sees the other, and how a third settles it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from tollbook.model.claim import Claim
from tollbook.model.statement import Statement

Choice = Literal["first", "second", "corrected", "neither"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


@dataclass(frozen=True, slots=True)
class CodingRound:
    """Reports that the same two people code apart; a later version of the same id closes it.

    `blind` rounds begin from the bare text; in the others each coder begins from what the machine read and changes it.
    `chosen` says how the reports were chosen, so that a sample can be drawn again.
    """

    id: str
    name: str
    document_ids: tuple[str, ...]
    coders: tuple[str, str]
    blind: bool
    chosen: str
    opened_by: str
    opened_at: datetime
    closed_by: str | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder found in one report, as it was at version `n`; once submitted it is final."""

    id: str
    round_id: str
    document_id: str
    text_sha256: str
    coder: str
    n: int
    kept_at: datetime
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    submitted: bool = False

    @property
    def things(self) -> tuple[Claim | Statement, ...]:
        """The claims, then the statements."""
        return (*self.claims, *self.statements)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a third person held of one claim or statement as the two coded it; the later verdict on a pair counts.

    `first` and `second` are its ids in the codings, None where that coder did not find it. The decisions that follow
    from it are named; where the record had nothing to change there are none.
    """

    id: str
    round_id: str
    document_id: str
    first: str | None
    second: str | None
    choice: Choice
    reason: str
    decided_by: str
    decided_at: datetime
    decision_ids: tuple[str, ...] = ()
