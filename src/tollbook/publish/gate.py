"""What may leave the workspace: nothing confidential, restricted or withdrawn, nothing of the reviewers themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tollbook.model import Document, Incident, Record, SaidClaim, SaidStatement, Source

ReviewState = Literal["no", "partly", "yes"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """One report or incident that is not published, and why."""

    subject: str
    kind: Literal["document", "incident"]
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """What an exporter is handed: incidents that passed the gate, their reports, and what was held back."""

    incidents: tuple[Incident, ...]
    documents: Mapping[str, Document]
    withheld: tuple[Withheld, ...] = ()
    as_known: date | None = None
    notes_withheld: int = 0


def open_documents(
    documents: Iterable[Document], sources: Mapping[str, Source]
) -> tuple[tuple[Document, ...], tuple[Withheld, ...]]:
    """Part the reports that may be published from those that may not; the record to publish is derived from the first.

    A figure derived from a confidential report would give it away, so such reports are left out before judging.
    """
    kept: list[Document] = []
    held: list[Withheld] = []
    for document in documents:
        source = sources.get(document.source_id)
        if document.confidential:
            held.append(Withheld(document.id, "document", "the report is marked confidential"))
        elif source is not None and source.confidential:
            held.append(Withheld(document.id, "document", "its source is marked confidential"))
        else:
            kept.append(document)
    return tuple(kept), tuple(held)


def restricted_accounts(record: Record) -> frozenset[str]:
    """Give the accounts of every restricted incident; asked of the whole record of today.

    A record of open reports alone, or of an earlier day, can lack the accounts that the decision names and keep the
    others of the same incident, which would then be published.
    """
    return frozenset(a.id for i in record.incidents if i.restricted for a in i.accounts)


def publish_record(
    record: Record,
    documents: Sequence[Document],
    withheld: Sequence[Withheld] = (),
    as_known: date | None = None,
    restricted: frozenset[str] = frozenset(),
) -> Published:
    """Let through the incidents that rest on open reports alone, in order of day and id, without reviewers' names.

    `restricted` are accounts that no published incident may have, beside those of incidents that are restricted here.
    """
    by_id = {d.id: d for d in documents}
    restricted |= restricted_accounts(record)
    kept: list[Incident] = []
    held = list(withheld)
    for incident in record.incidents:
        closed = _closed(incident, by_id, restricted)
        if closed is None:
            kept.append(_without_reviewers(incident))
        else:
            held.append(Withheld(incident.id, "incident", closed))
    kept.sort(key=lambda i: (i.time.earliest.isoformat() if i.time else "9999", i.id))
    notes = sum(len(i.notes) for i in record.incidents)
    return Published(tuple(kept), by_id, tuple(held), as_known, notes)


def said_in(incident: Incident) -> tuple[SaidClaim | SaidStatement, ...]:
    """Give the claims, then the statements of an incident."""
    return (*incident.claims, *incident.statements)


def review_state(incident: Incident) -> ReviewState:
    """Tell whether people have decided on all claims and statements of an incident, on some, or on none."""
    said = said_in(incident)
    decided = sum(s.decided is not None for s in said)
    if said and decided == len(said):
        return "yes"
    return "partly" if decided or incident.decision_ids else "no"


def _closed(incident: Incident, documents: Mapping[str, Document], restricted: frozenset[str]) -> str | None:
    if any(a.id in restricted for a in incident.accounts):
        return "a person decided that it is not to be published"
    if not incident.claims and not incident.statements:
        return "nothing that can be quoted is left of it"
    told = {a.document_id for a in incident.accounts} | {s.document_id for s in said_in(incident)}
    missing = sorted(told - documents.keys())
    if missing:
        return f"it rests on a report that is confidential or withdrawn ({', '.join(missing)})"
    return None


def _without_reviewers(incident: Incident) -> Incident:
    grading = incident.grading
    if grading is not None and grading.decided_by is not None:
        grading = replace(grading, decided_by="a reviewer")
    # What the review room says of a decision names who took it and why.
    issues = tuple(i for i in incident.issues if i.room != "review")
    return replace(incident, grading=grading, notes=(), issues=issues)
