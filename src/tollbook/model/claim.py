"""The claim: one party saying, in words that can be quoted, that a number of people were harmed."""

from dataclasses import dataclass

from tollbook.errors import CodeError
from tollbook.model.codes import (
    CERTAINTIES,
    CLAIMANT_KINDS,
    EFFECTS,
    GROUPS,
    MEANS,
    POLARITIES,
    SCOPES,
    STATUSES,
    WORDINGS,
    Certainty,
    ClaimantKind,
    Effect,
    Group,
    Means,
    Polarity,
    Scope,
    Status,
    Wording,
    require_code,
)
from tollbook.model.span import Span


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as said (codebook part 3): `None` is an open bound, never 0."""

    low: int | None
    high: int | None
    wording: Wording

    def __post_init__(self) -> None:
        require_code(self.wording, WORDINGS, "wording")
        if any(n is not None and n < 0 for n in (self.low, self.high)):
            raise CodeError(f"a count cannot be negative: {self.low}–{self.high}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise CodeError(f"the low end {self.low} is above the high end {self.high}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One effect × group × claimant × incident as one text states it, with the words (codebook parts 1 and 2).

    `claimant` None is the text's own voice. `account` is the number of the incident within its text, None for a
    cumulative figure about no one incident. `part_of` is the id of the claim that this one is a part of.
    """

    id: str
    span: Span
    effect: Effect
    count: Count
    status: Status = "unknown"
    group: Group = "none"
    claimant: Span | None = None
    cue: Span | None = None
    claimant_kind: ClaimantKind = "unknown"
    claimant_id: str | None = None
    polarity: Polarity = "affirmed"
    certainty: Certainty = "stated"
    provisional: bool = False
    scope: Scope = "incident"
    period: str | None = None
    account: int | None = None
    part_of: str | None = None
    means: Means = "unknown"
    score: float = 1.0
    more_quotes: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        require_code(self.effect, EFFECTS, "effect")
        require_code(self.status, STATUSES, "status")
        require_code(self.group, GROUPS, "group")
        require_code(self.claimant_kind, CLAIMANT_KINDS, "claimant_kind")
        require_code(self.polarity, POLARITIES, "polarity")
        require_code(self.certainty, CERTAINTIES, "certainty")
        require_code(self.scope, SCOPES, "scope")
        require_code(self.means, MEANS, "means")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place where words of this claim stand: quotes, claimant, cue."""
        named = (self.span, *self.more_quotes, self.claimant, self.cue)
        return tuple(s for s in named if s is not None)
