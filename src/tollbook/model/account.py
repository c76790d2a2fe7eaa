"""An account: one incident as one document tells it."""

from dataclasses import dataclass

from tollbook.model.codes import Effect, Means, Sex, Stance
from tollbook.model.issue import Issue
from tollbook.model.place import Place
from tollbook.model.span import Span
from tollbook.model.time_span import TimeSpan


@dataclass(frozen=True, slots=True)
class Victim:
    """A named person said to be harmed; age and sex only where words say so."""

    name: Span
    effect: Effect
    age: int | None = None
    sex: Sex | None = None
    claimant: Span | None = None
    claimant_id: str | None = None


@dataclass(frozen=True, slots=True)
class AllegedPerpetrator:
    """Who is said to have done it, who says so, and whether that blames, admits or denies."""

    name: str
    actor_id: str | None
    by: str | None
    by_id: str | None
    stance: Stance
    statement_id: str


@dataclass(frozen=True, slots=True)
class Target:
    """What is said to have been hit: the words, and the kind of protected object that a table assigns to them."""

    name: str
    object: str | None
    by: str | None
    by_id: str | None
    statement_id: str


@dataclass(frozen=True, slots=True)
class Account:
    """One incident as one document tells it.

    The reader fills the words (`place_words` best first, ids of its claims and statements); `resolve` fills `time`,
    `place`, `perpetrators` and `targets`. `n` counts the incidents of a text from 1, the main one first.
    """

    document_id: str
    n: int
    main: bool
    claim_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = ()
    victims: tuple[Victim, ...] = ()
    place_words: tuple[Span, ...] = ()
    means: Means = "unknown"
    follow_up: bool = False
    time: TimeSpan | None = None
    place: Place | None = None
    perpetrators: tuple[AllegedPerpetrator, ...] = ()
    targets: tuple[Target, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def id(self) -> str:
        """The name of this account in every record: its document and its number."""
        return f"{self.document_id}/{self.n}"
