"""Statements: who did it, what was hit, who denies; accounts without a number (codebook part 5)."""

from dataclasses import dataclass

from tollbook.model.codes import (
    CERTAINTIES,
    CLAIMANT_KINDS,
    STATEMENT_KINDS,
    Certainty,
    ClaimantKind,
    Stance,
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
    def stance(self) -> Stance | None:
        """Whether it blames, admits or denies; a newspaper that writes that an army did it blames the army.

        The text's own voice admits only what its publisher did (codebook part 5: state media's report `blames`).
        """
        of_itself = self.claimant is not None or (self.actor_id is not None and self.actor_id == self.claimant_id)
        if self.kind == "admits" and not of_itself:
            return "blames"
        return self.kind if self.kind in ("blames", "admits", "denies") else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place where words of this statement stand."""
        named = (self.span, *self.more_quotes, self.actor, self.object, self.claimant, self.cue)
        return tuple(s for s in named if s is not None)
