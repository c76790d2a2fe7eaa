"""Statements: who did it, what was hit, who denies; accounts without a number (codebook part 5)."""

from dataclasses import dataclass

from tollbook.model.codes import (
    CERTAINTIES,
    CLAIMANT_KINDS,
    STATEMENT_KINDS,
    Certainty,
    ClaimantKind,
    StatementKind,
    require_code,
)
from tollbook.model.span import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One party saying, in words that can be quoted, who did it or what was hit.

    `actor` belongs to blames, admits and denies; `object` to target; disputes has neither.
    """

    id: str
    kind: StatementKind
    span: Span
    actor: Span | None = None
    actor_id: str | None = None
    object: Span | None = None
    claimant: Span | None = None
    cue: Span | None = None
    claimant_kind: ClaimantKind = "unknown"
    claimant_id: str | None = None
    certainty: Certainty = "stated"
    account: int | None = None
    score: float = 1.0
    more_quotes: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        require_code(self.kind, STATEMENT_KINDS, "statement kind")
        require_code(self.claimant_kind, CLAIMANT_KINDS, "claimant_kind")
        require_code(self.certainty, CERTAINTIES, "certainty")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place where words of this statement stand."""
        named = (self.span, *self.more_quotes, self.actor, self.object, self.claimant, self.cue)
        return tuple(s for s in named if s is not None)
