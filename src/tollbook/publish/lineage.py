"""Who told whom: from each independent voice to the reports that carry its words, through agencies and copies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tollbook.model import Document, Incident, Voice
from tollbook.publish import told, words
from tollbook.publish.incident import copies_of
from tollbook.publish.wording import one_line
from tollbook.text import fold

Via = Literal["voice", "report", "copy", "agency"]


@dataclass(slots=True)
class Teller:
    """One who tells: a voice, an agency that a report credits, or a report; below it who has it from there."""

    name: str
    via: Via
    detail: str = ""
    document_id: str | None = None
    below: list["Teller"] = field(default_factory=list)


def lineage_of(incident: Incident, documents: Mapping[str, Document]) -> tuple[Teller, ...]:
    """Give one tree a voice, those quoted before the reports' own voices, those carried farthest first."""
    copies = copies_of(incident)
    ordered = sorted(incident.voices, key=lambda v: (v.kind == "outlet", -len(v.document_ids), v.name))
    return tuple(_tree(v, documents, copies) for v in ordered)


def reach_of(teller: Teller) -> int:
    """Count the reports in a tree."""
    return (teller.document_id is not None) + sum(reach_of(t) for t in teller.below)


def _tree(voice: Voice, documents: Mapping[str, Document], copies: Mapping[str, str]) -> Teller:
    root = Teller(words.named(one_line(voice.name)), "voice", words.KINDS[voice.kind])
    carried = [documents[i] for i in voice.document_ids if i in documents]
    carried.sort(key=lambda d: (d.published_at or "9999", d.id))
    nodes = {d.id: _report(d, "copy" if copies.get(d.id) in voice.document_ids else "report") for d in carried}
    agencies: dict[str, Teller] = {}
    by_outlet = {fold(d.source_name): nodes[d.id] for d in reversed(carried) if d.source_name}
    for document in carried:
        origin = copies.get(document.id)
        above = nodes.get(origin) if origin else None
        if above is None:
            above = _credited(document, by_outlet, agencies, root) or root
        above.below.append(nodes[document.id])
    return root


def _credited(
    document: Document, by_outlet: Mapping[str, Teller], agencies: dict[str, Teller], root: Teller
) -> Teller | None:
    """The agency that a report credits: its own report where that is among these, else by its name alone."""
    credit = document.credits[0] if document.credits else None
    if credit is None or fold(credit) in (fold(document.source_name or ""), fold(root.name)):
        return None
    known = by_outlet.get(fold(credit))
    if known is not None and known.document_id != document.id:
        return known
    if fold(credit) not in agencies:
        agencies[fold(credit)] = Teller(words.named(one_line(credit)), "agency", "credited; its own report is not here")
        root.below.append(agencies[fold(credit)])
    return agencies[fold(credit)]


def _report(document: Document, via: Via) -> Teller:
    return Teller(told.outlet_of(document), via, words.short_day(document.published_at), document.id)
