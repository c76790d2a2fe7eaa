"""A claim or statement in its paragraph, as a person decides on it: what it says, and what hangs on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Claim, Decision, Document, Incident, Statement
from tollbook.publish import told, words
from tollbook.publish.adding_up import lines_of
from tollbook.publish.gate import said_in
from tollbook.publish.grid import row_key, statement_words
from tollbook.publish.marked import Piece
from tollbook.publish.reasons import sureness
from tollbook.publish.wording import one_line
from tollbook.run import comparing
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.run.titles import title_of
from tollbook.web.quotes import mark_class, pieces_of

# What a claim that was read wrongly is most often; each has a digit on the keyboard.
REJECT_REASONS = (
    "these words do not say that people were harmed",
    "said of another incident",
    "said over a longer time, not of this incident",
    "the number counts something else",
    "said twice: it is counted elsewhere in this report",
    "feared, planned or threatened, not said to have happened",
    "the speaker is wrong",
)
REJECT_STATEMENT_REASONS = (
    "these words do not say who did it or what was hit",
    "said of another incident",
    "another party, or another target, is meant",
    "said twice: it stands elsewhere in this report",
    "feared or asked, not said",
    "the speaker is wrong",
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A tally that would change without a claim: as it is, and as it would be."""

    name: str
    now: str
    without: str


@dataclass(frozen=True, slots=True)
class Rival:
    """What another voice says of the same people."""

    words: str
    voice: str
    source: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A claim or statement to decide on: what it says in plain words, where, and what hangs on it."""

    thing: Claim | Statement
    document: Document
    says: str
    marks: tuple[str, ...]
    voice: str
    source: str
    title: str
    colour: str
    pieces: Sequence[Piece]
    goes_back: bool
    goes_on: bool
    sure: str
    decided: Decision | None
    moved: tuple[Moved, ...]
    seen: str

    @property
    def reject_reasons(self) -> tuple[str, ...]:
        """What it is most often that was read wrongly."""
        return REJECT_REASONS if self.is_claim else REJECT_STATEMENT_REASONS

    @property
    def is_claim(self) -> bool:
        """Tell whether it is a claim, which has a number, or a statement."""
        return isinstance(self.thing, Claim)


def said_of(incident: Incident, thing_id: str) -> told.Said | None:
    """Find what an incident holds by the id of a claim or statement."""
    return next((s for s in said_in(incident) if told.id_of(s) == thing_id), None)


def side_of(desk: LiveDesk, incident: Incident, said: told.Said) -> Side:
    """Draw up a claim or statement of an incident."""
    thing, document = told.thing_of(said), desk.snapshot.documents[said.document_id]
    says, marks = told.in_short(said)
    pieces, goes_back, goes_on = pieces_of(document, thing)
    decided = next((d for d in desk.snapshot.decisions if d.id == said.decided), None) if said.decided else None
    return Side(
        thing=thing,
        document=document,
        says=says,
        marks=marks,
        voice=told.voice_name(said.voice_id, incident),
        source=told.outlet_and_day(said, desk.snapshot.documents),
        title=one_line(title_of(document)),
        colour=mark_class(thing),
        pieces=pieces,
        goes_back=goes_back,
        goes_on=goes_on,
        sure=sureness(thing.score),
        decided=decided,
        moved=_moved(incident, thing.id),
        seen=seen_token(desk, (thing.id,)),
    )


def bare_side(desk: LiveDesk, thing: Claim | Statement, document: Document) -> Side:
    """Draw up a claim of no incident that stands now, such as a figure of several."""
    pieces, goes_back, goes_on = pieces_of(document, thing)
    says = words.said_in_short(thing) if isinstance(thing, Claim) else statement_words(thing)
    source = f"{told.outlet_of(document)}, {words.short_day(document.published_at)}"
    voice = words.named(one_line(thing.claimant.quote)) if thing.claimant else told.outlet_of(document)
    shown = (pieces, goes_back, goes_on, sureness(thing.score), None, (), seen_token(desk, (thing.id,)))
    return Side(thing, document, says, (), voice, source, one_line(title_of(document)), mark_class(thing), *shown)


def _moved(incident: Incident, claim_id: str) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            lines_of([now])[0].name, words.tally_bounds(now), words.tally_bounds(without) if without else "nobody says"
        )
        for now, without in comparing.effects_without(incident, claim_id)
    )


def rivals_of(incident: Incident, claim: Claim, documents: Mapping[str, Document]) -> list[Rival]:
    """Give what the others say of the same people: those that contradict first, then by day."""
    disputed = {c.right if c.left == claim.id else c.left for c in incident.conflicts if claim.id in (c.left, c.right)}
    mine = said_of(incident, claim.id)
    alike = [
        s
        for s in incident.claims
        if s.claim.effect == claim.effect
        and row_key(s.claim) == row_key(claim)
        and s.claim.scope == "incident"
        and (mine is None or s.voice_id != mine.voice_id)
    ]
    alike.sort(key=lambda s: (s.claim.id not in disputed, told.day_of(s, documents), s.claim.id))
    return [
        Rival(
            words.said_in_short(s.claim),
            told.voice_name(s.voice_id, incident),
            told.outlet_and_day(s, documents),
            s.claim.id in disputed,
        )
        for s in alike
    ]
