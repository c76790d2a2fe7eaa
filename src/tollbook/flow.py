"""The corridor: the order of the rooms, written once, pure. The record is what follows from readings and decisions.

tell       reading + decisions → reading with when, where, who
record     documents + readings + decisions + register → incidents, each with who says what
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tollbook.judge.decided import DecisionsInForce
from tollbook.judge.judge import judge_incident
from tollbook.judge.telling import Cluster, Outlet, Telling
from tollbook.link.accounts import link_accounts, lost_decisions
from tollbook.link.cluster import cluster_accounts
from tollbook.link.copies import find_copies, origins, standing_editions
from tollbook.link.credits import root_outlet
from tollbook.link.register import name_incidents
from tollbook.link.traits import ToldAccount, traits_of
from tollbook.model import (
    ActorTable,
    Decision,
    Document,
    Gazetteer,
    Incident,
    Issue,
    Reading,
    Record,
    RegisterEntry,
)
from tollbook.model.ids import source_id
from tollbook.resolve import resolve_reading
from tollbook.review.apply import apply_to_accounts, apply_to_reading, follow_accounts
from tollbook.review.standing import standing

# Changes whenever the same readings and decisions would give another record; cached records are kept under it.
VERSION = "flow/2"


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools with weight that the corridor is handed."""

    gazetteer: Gazetteer
    actors: ActorTable


def tell(document: Document, reading: Reading, decisions: Sequence[Decision], tools: Tools) -> Reading:
    """Tell when, where and who of a reading, with the claims that people added, corrected or rejected."""
    decided = apply_to_reading(document, reading, decisions)
    resolved = resolve_reading(document, decided, tools.gazetteer, tools.actors)
    return apply_to_accounts(resolved, decisions)


def record(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    decisions: Sequence[Decision],
    register: Sequence[RegisterEntry],
    tools: Tools,
    as_known: date | None = None,
) -> tuple[Record, tuple[RegisterEntry, ...]]:
    """Derive the whole record, and the names of incidents to append to the register.

    The order of what is handed in does not matter. `as_known` leaves out what was published after that day, and, with
    an issue, what has no known day of publication; a record of the past mints no names that are kept.
    """
    known, unknown = published_by(sorted(documents, key=lambda d: d.id), as_known)
    copies = find_copies(known, standing(decisions))
    stands, origin = standing_editions(known, copies), origins(known, copies)
    carried = [carry(d, stands) for d in standing(decisions)]
    by_id, about = {d.id: d for d in known}, by_document(carried)
    told = {
        r.document_id: tell(by_id[r.document_id], r, about.get(r.document_id, ()), tools)
        for r in sorted(readings, key=lambda r: r.document_id)
        if stands.get(r.document_id) == r.document_id
    }
    in_force, lost = follow_accounts(carried, told.values())
    accounts = {a.account.id: a for i in told for a in told_accounts(by_id[i], told[i], origin[i])}
    traits = [traits_of(a) for a in accounts.values()]
    clustering = cluster_accounts(traits, link_accounts(traits, in_force))
    naming = name_incidents(clustering.clusters, [follow_entry(e, stands) for e in register])
    deciding = DecisionsInForce(in_force)
    tellings = {i: telling(a, by_id, told[a.account.document_id], tools) for i, a in accounts.items()}
    clusters = [
        Cluster(name, tuple(tellings[i] for i in ids))
        for name, ids in zip(naming.names, clustering.clusters, strict=True)
    ]
    issues = (
        *unknown,
        *lost,
        *(i for r in told.values() for i in r.issues),
        *lost_decisions(accounts, in_force),
    )
    whole = Record(
        incidents=tuple(sorted((judge_incident(c, deciding.about(c)) for c in clusters), key=in_time)),
        issues=tuple(dict.fromkeys(issues)),
        redirects=naming.redirects,
        links=(*copies, *clustering.links),
        unsure=clustering.unsure,
    )
    return whole, naming.minted if as_known is None else ()


def published_by(documents: Iterable[Document], as_known: date | None) -> tuple[list[Document], list[Issue]]:
    """Part the documents that were published by a day from those of which it is not known; without a day, give all."""
    if as_known is None:
        return list(documents), []
    known: list[Document] = []
    issues: list[Issue] = []
    for document in documents:
        if document.published_day is None:
            detail = f"left out of what was known on {as_known}: its day of publication is not known"
            issues.append(Issue("ingest", document.id, "published_unknown", detail))
        elif document.published_day <= as_known.isoformat():
            known.append(document)
    return known, issues


def carry(decision: Decision, stands: Mapping[str, str]) -> Decision:
    """Carry a decision about an earlier edition, or an account of it, to the standing one; review finds its words.

    The places of words that told accounts apart (`anchors`) are of the earlier text; its numbers hold instead.
    """
    subjects = tuple(_standing(s, stands) for s in decision.subjects)
    return decision if subjects == decision.subjects else replace(decision, subjects=subjects, anchors=())


def follow_entry(entry: RegisterEntry, stands: Mapping[str, str]) -> RegisterEntry:
    """Put the accounts of earlier editions in a register entry under the standing one: an incident keeps its id."""
    accounts = tuple(_standing(a, stands) for a in entry.account_ids)
    return entry if accounts == entry.account_ids else replace(entry, account_ids=accounts)


def by_document(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Gather decisions by the documents that they name; what a document tells depends on no others."""
    about: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        for document_id in dict.fromkeys(s.partition("/")[0] for s in decision.subjects):
            about[document_id].append(decision)
    return about


def told_accounts(document: Document, reading: Reading, origin: str) -> list[ToldAccount]:
    """Put each account of a reading with what stands beside it; `origin` is the document that this one copies."""
    return [
        ToldAccount(
            account=account,
            claims=tuple(c for c in reading.claims if c.account == account.n),
            statements=tuple(s for s in reading.statements if s.account == account.n),
            published=document.published_at,
            title=document.title,
            origin=origin,
        )
        for account in reading.accounts
    ]


def telling(account: ToldAccount, documents: Mapping[str, Document], told: Reading, tools: Tools) -> Telling:
    """Give what judging is handed of an account of a reading: whose voice it is, and where it was published."""
    document = documents[account.account.document_id]
    first = documents[account.origin or document.id]
    return Telling(
        account=account.account,
        claims=account.claims,
        statements=account.statements,
        publisher=document.source_name or document.source_id,
        origin=first.id,
        root=_outlet(first, tools.actors),
        published=document.published_at,
        decided=told.decided,
    )


def in_time(incident: Incident) -> tuple[str, str]:
    """The order of incidents: by their first day, those without one last."""
    return incident.time.earliest.isoformat() if incident.time else "9999", incident.id


def _standing(subject: str, stands: Mapping[str, str]) -> str:
    """Rename a document, or an account of it, to its standing edition."""
    document_id, slash, n = subject.partition("/")
    return stands.get(document_id, document_id) + slash + n


def _outlet(document: Document, actors: ActorTable) -> Outlet:
    """Whose voice a document's own voice is: an outlet known as an actor has that id, so that "Reuters said" is it."""
    name = root_outlet(document)
    if name is None:
        return Outlet(f"outlet:{document.source_id}", document.source_id)
    actor = actors.find(name, None)
    if actor is not None:
        return Outlet(actor.id, name)
    return Outlet(f"outlet:{document.source_id if name == document.source_name else source_id(name)}", name)
