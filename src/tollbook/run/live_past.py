"""The record as it was known on a day, out of the pieces of today's: what nothing later touched is taken over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tollbook import flow
from tollbook.link.groups import groups
from tollbook.model import Issue, Record
from tollbook.run.live_derive import Derivation
from tollbook.run.live_kept import Changes, Kept
from tollbook.run.live_memory import Memory


def record_as_known(kept: Kept, tools: flow.Tools, memory: Memory, day: date) -> Record:
    """Derive the record of a day out of what is kept and a memory of today's; it is `flow.record` as known that day."""
    known, unknown = flow.published_by(sorted(kept.documents.values(), key=lambda d: d.id), day)
    documents = {d.id: d for d in known}
    past = Derivation(replace(kept, documents=documents), tools, lambda what, n, of: None, memory)
    past.documents.recall(
        {i: k for i, k in memory.keys.items() if i in documents},
        [k for k in memory.texts.links if k.left in documents and k.right in documents],
    )
    past.advance(Changes(frozenset(documents)))
    return _with_issues(past.record(), unknown)


def record_around(derivation: Derivation, incident_id: str, day: date) -> Record:
    """Derive the record of a day out of the reports around one incident: those linked to it, their copies and editions.

    It takes milliseconds, where the whole record of a day takes seconds with ten thousand incidents.
    """
    kept = derivation.kept
    incident = derivation.incidents.get(incident_id)
    if incident is None:
        return Record(())
    accounts = [a.id for a in incident.accounts]
    told = {i.partition("/")[0] for i in derivation.links.around(accounts)}
    documents = _with_copies(derivation, told)
    by_document = flow.by_document(kept.decisions.values())
    undone = [d for d in kept.decisions.values() if d.kind == "undo" or d.supersedes]
    decisions = {d.id: d for d in (*(d for i in documents for d in by_document.get(i, ())), *undone)}
    register = [e for e in kept.register if any(a.partition("/")[0] in documents for a in e.account_ids)]
    readings = derivation.readings
    record, _ = flow.record(
        [kept.documents[i] for i in sorted(documents)],
        [readings[i] for i in sorted(documents) if i in readings],
        list(decisions.values()),
        register,
        derivation.tools,
        day,
    )
    return record


def _with_copies(derivation: Derivation, documents: set[str]) -> set[str]:
    linked = {i for k in derivation.documents.links for i in (k.left, k.right)}
    pairs = ((k.left, k.right) for k in derivation.documents.links)
    return documents.union(*(g for g in groups(sorted(linked), pairs) if g & documents))


def _with_issues(record: Record, unknown: Iterable[Issue]) -> Record:
    return replace(record, issues=tuple(dict.fromkeys((*unknown, *record.issues))))
