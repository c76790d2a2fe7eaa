"""What an exporter is: named, in one or more files, and honest about what its format cannot carry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from tollbook.publish.fields import Json
from tollbook.publish.gate import Published


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a format: `suffix` goes before the file's ending, "" is the file as it was named."""

    suffix: str
    write: Callable[[Published, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Lost:
    """A field that the format cannot carry: how many values of it are lost, and why."""

    field: str
    values: int
    why: str


@dataclass(frozen=True, slots=True)
class Exporter:
    """One published format."""

    name: str
    says: str
    parts: tuple[Part, ...]
    losses: Callable[[Published], tuple[Lost, ...]]


def lost_by_summaries(published: Published, place: str) -> tuple[Lost, ...]:
    """Name what every format that gives a row or a feature an incident loses; `place` says why rivals are lost."""
    incidents = published.incidents
    return (
        Lost(
            "claims.start",
            sum(len(i.claims) for i in incidents),
            "a quote is given as words, without its place in the text",
        ),
        Lost("place.rivals", sum(len(i.place.rivals) for i in incidents if i.place), place),
        Lost("victims", sum(len(i.victims) for i in incidents), "named people are left to the record itself"),
        Lost(
            "conflicts",
            sum(len(i.conflicts) for i in incidents),
            "given as words, without the claims that they are between",
        ),
        Lost("issues", sum(len(i.issues) for i in incidents), "what was left out is told in the record itself"),
    )


def loss_report(exporter: Exporter, published: Published, files: tuple[str, ...]) -> Json:
    """Say what was written, what the format lost and what was withheld (docs/json/loss.schema.json)."""
    lost = [*exporter.losses(published), *_never_published(published)]
    return {
        "format": exporter.name,
        "files": list(files),
        "as_known": published.as_known.isoformat() if published.as_known else None,
        "incidents": len(published.incidents),
        "claims": sum(len(i.claims) for i in published.incidents),
        "statements": sum(len(i.statements) for i in published.incidents),
        "lost": [{"field": x.field, "values": x.values, "why": x.why} for x in lost if x.values],
        "withheld": [{"subject": w.subject, "kind": w.kind, "reason": w.reason} for w in published.withheld],
    }


def _never_published(published: Published) -> tuple[Lost, ...]:
    texts = len(published.documents)
    return (
        Lost("document.text", texts, "reports belong to their publishers; their hashes and addresses are published"),
        Lost("notes", published.notes_withheld, "reviewers' notes stay in the workspace"),
    )
