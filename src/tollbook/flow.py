"""The corridor: the order of the rooms, written once, pure. The record is what follows from readings and decisions.

tell       reading + decisions → reading with when, where, who
record     documents + readings + decisions + register → incidents, each with who says what
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tollbook.judge.judge import judge_incident
from tollbook.judge.telling import Cluster, Outlet, Telling
from tollbook.link.accounts import link_accounts, lost_decisions
from tollbook.link.cluster import cluster_accounts
from tollbook.link.copies import find_copies, origins, standing_editions
from tollbook.link.credits import root_outlet
from tollbook.link.register import name_incidents
from tollbook.link.traits import ToldAccount, traits_of
from tollbook.model import (
    Account,
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
VERSION = "flow/1"


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools with weight that the corridor is handed."""

    gazetteer: Gazetteer
    actors: ActorTable


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows: the record, the names of incidents minted for it, and the readings of standing editions as told."""

    record: Record
    minted: tuple[RegisterEntry, ...]
    told: Mapping[str, Reading]


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
    """Derive the whole record, and the names of incidents to append to the register."""
    derived = derive(documents, readings, decisions, register, tools, as_known)
    return derived.record, derived.minted


def derive(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    decisions: Sequence[Decision],
    register: Sequence[RegisterEntry],
    tools: Tools,
    as_known: date | None = None,
) -> Derived:
    """Derive all that follows from what is kept.

    The order of what is handed in does not matter. `as_known` leaves out what was published after that day, and, with
    an issue, what has no known day of publication; a record of the past mints no names that are kept.
    """
    known, unknown = _published_by(sorted(documents, key=lambda d: d.id), as_known)
    copies = find_copies(known, standing(decisions))
    stands = standing_editions(known, copies)
    carried = _carried(standing(decisions), stands)
    reading_of = {r.document_id: r for r in readings}
    told = {
        d.id: tell(d, reading_of[d.id], carried, tools) for d in known if d.id in reading_of and stands[d.id] == d.id
    }
    in_force, lost = follow_accounts(carried, told.values())
    origin = origins(known, copies)
    by_id = {d.id: d for d in known}
    accounts = [_told_account(by_id[i], told[i], a, origin) for i in sorted(told) for a in told[i].accounts]
    traits = [traits_of(a) for a in accounts]
    clustering = cluster_accounts(traits, link_accounts(traits, in_force))
    naming = name_incidents(clustering.clusters, _followed(register, stands))
    tellings = {a.account.id: _telling(by_id, told, a, tools) for a in accounts}
    incidents = (
        judge_incident(Cluster(name, tuple(tellings[i] for i in ids)), in_force)
        for name, ids in zip(naming.names, clustering.clusters, strict=True)
    )
    issues = (
        *unknown,
        *lost,
        *(i for r in told.values() for i in r.issues),
        *lost_decisions((t.id for t in traits), in_force),
    )
    whole = Record(
        incidents=tuple(sorted(incidents, key=_in_time)),
        issues=tuple(dict.fromkeys(issues)),
        redirects=naming.redirects,
        links=(*copies, *clustering.links),
        unsure=clustering.unsure,
    )
    return Derived(whole, naming.minted if as_known is None else (), told)


def _published_by(documents: Iterable[Document], as_known: date | None) -> tuple[list[Document], list[Issue]]:
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


def _carried(decisions: Sequence[Decision], stands: Mapping[str, str]) -> list[Decision]:
    """Carry decisions about an earlier edition, or an account of it, to the standing one; review finds their words.

    The places of words that told accounts apart (`anchors`) are of the earlier text; its numbers hold instead.
    """
    carried: list[Decision] = []
    for decision in decisions:
        subjects = tuple(_standing(s, stands) for s in decision.subjects)
        same = subjects == decision.subjects
        carried.append(decision if same else replace(decision, subjects=subjects, anchors=()))
    return carried


def _followed(register: Sequence[RegisterEntry], stands: Mapping[str, str]) -> list[RegisterEntry]:
    """The register with the accounts of earlier editions under the standing one, so that an incident keeps its id."""
    return [replace(e, account_ids=tuple(_standing(a, stands) for a in e.account_ids)) for e in register]


def _standing(subject: str, stands: Mapping[str, str]) -> str:
    """Rename a document, or an account of it, to its standing edition."""
    document_id, slash, n = subject.partition("/")
    return stands.get(document_id, document_id) + slash + n


def _told_account(document: Document, reading: Reading, account: Account, origin: Mapping[str, str]) -> ToldAccount:
    return ToldAccount(
        account=account,
        claims=tuple(c for c in reading.claims if c.account == account.n),
        statements=tuple(s for s in reading.statements if s.account == account.n),
        published=document.published_at,
        title=document.title,
        origin=origin[document.id],
    )


def _telling(
    documents: Mapping[str, Document], told: Mapping[str, Reading], account: ToldAccount, tools: Tools
) -> Telling:
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
        decided=told[document.id].decided,
    )


def _outlet(document: Document, actors: ActorTable) -> Outlet:
    """Whose voice a document's own voice is: an outlet known as an actor has that id, so that "Reuters said" is it."""
    name = root_outlet(document)
    if name is None:
        return Outlet(f"outlet:{document.source_id}", document.source_id)
    actor = actors.find(name, None)
    if actor is not None:
        return Outlet(actor.id, name)
    return Outlet(f"outlet:{document.source_id if name == document.source_name else source_id(name)}", name)


def _in_time(incident: Incident) -> tuple[str, str]:
    return incident.time.earliest.isoformat() if incident.time else "9999", incident.id
