"""The types that travel between rooms; standard library only."""

from tollbook.model.account import Account, AllegedPerpetrator, Target, Victim
from tollbook.model.actor import Actor, ActorKind
from tollbook.model.claim import Claim, Count
from tollbook.model.coding import CHOICES, Choice, Coding, CodingRound, Verdict
from tollbook.model.decision import DECISION_KINDS, DecidedPlace, Decision, DecisionKind
from tollbook.model.document import Document, Extractor, Source, SourceKind
from tollbook.model.incident import (
    Conflict,
    Grading,
    Incident,
    Record,
    SaidClaim,
    SaidStatement,
    Tally,
    Voice,
)
from tollbook.model.issue import Issue, Room
from tollbook.model.link import Link, Reason, RegisterEntry
from tollbook.model.place import GazetteerEntry, Place, PlacePrecision, Rival
from tollbook.model.reading import ReaderVersion, Reading
from tollbook.model.span import Span
from tollbook.model.statement import Statement
from tollbook.model.tags import TaggedSpan, Tags
from tollbook.model.time_span import DatePrecision, TimeSpan
from tollbook.model.tools import ActorTable, Gazetteer, Tagger

__all__ = [
    "CHOICES",
    "DECISION_KINDS",
    "Account",
    "Actor",
    "ActorKind",
    "ActorTable",
    "AllegedPerpetrator",
    "Choice",
    "Claim",
    "Coding",
    "CodingRound",
    "Conflict",
    "Count",
    "DatePrecision",
    "DecidedPlace",
    "Decision",
    "DecisionKind",
    "Document",
    "Extractor",
    "Gazetteer",
    "GazetteerEntry",
    "Grading",
    "Incident",
    "Issue",
    "Link",
    "Place",
    "PlacePrecision",
    "ReaderVersion",
    "Reading",
    "Reason",
    "Record",
    "RegisterEntry",
    "Rival",
    "Room",
    "SaidClaim",
    "SaidStatement",
    "Source",
    "SourceKind",
    "Span",
    "Statement",
    "TaggedSpan",
    "Tagger",
    "Tags",
    "Tally",
    "Target",
    "TimeSpan",
    "Verdict",
    "Victim",
    "Voice",
]
