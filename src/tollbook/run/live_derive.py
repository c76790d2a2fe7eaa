"""What follows from what is kept, step by step as the corridor orders it, each step for what was touched alone.

The steps are those of `flow.record`, and so is the record: the order of the rooms is written there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

from tollbook import flow
from tollbook.judge.decided import DecisionsInForce
from tollbook.judge.judge import judge_incident
from tollbook.judge.telling import Cluster
from tollbook.link.decided import DecidedPairs, decided_accounts
from tollbook.link.register import name_incidents
from tollbook.link.traits import ToldAccount, traits_of
from tollbook.model import Decision, Incident, Issue, Reading, Record, RegisterEntry
from tollbook.review.accounts import follow
from tollbook.review.standing import standing
from tollbook.run.live_documents import DocumentLinks
from tollbook.run.live_kept import Changes, Kept, Readings
from tollbook.run.live_links import AccountLinks
from tollbook.run.live_memory import Judged, Memory, Texts, Told
from tollbook.run.live_order import InOrder

JOINING = ("same_incident", "different_incidents")
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What came out otherwise than before: reports as told and incidents, those too that are gone."""

    told: set[str]
    incidents: set[str]

    def and_then(self, later: "Moved") -> "Moved":
        """Give what moved in either of two steps."""
        return Moved(self.told | later.told, self.incidents | later.incidents)


@dataclass
class Derivation:
    """All that follows, piece by piece; `advance` brings it up to what is kept."""

    kept: Kept
    tools: flow.Tools
    step: Step
    memory: Memory = field(default_factory=Memory)
    documents: DocumentLinks = field(default_factory=DocumentLinks)
    links: AccountLinks = field(default_factory=AccountLinks)
    force: DecisionsInForce = field(default_factory=DecisionsInForce)
    carried: dict[str, Decision] = field(default_factory=dict)
    about: dict[str, dict[str, Decision]] = field(default_factory=lambda: defaultdict(dict))
    told: dict[str, Reading] = field(default_factory=dict)
    told_issues: dict[str, tuple[Issue, ...]] = field(default_factory=dict)
    accounts: dict[str, ToldAccount] = field(default_factory=dict)
    accounts_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    followed: dict[str, tuple[Decision | None, tuple[Issue, ...]]] = field(default_factory=dict)
    joining: dict[str, Decision] = field(default_factory=dict)
    decided: DecidedPairs = field(default_factory=DecidedPairs)
    names: dict[tuple[str, ...], str] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    registered: int = 0
    minted: tuple[RegisterEntry, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    incident_of: dict[str, str] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    in_time: InOrder[Incident] = field(default_factory=lambda: InOrder(flow.in_time))
    issues: tuple[Issue, ...] = ()
    other_issues: tuple[Issue, ...] = ()  # those that no reading has

    def advance(self, changes: Changes) -> Moved:
        """Derive what changes touch, and give what came out otherwise."""
        in_force = standing(self.kept.decisions.values())
        taken = self.memory.texts.taken
        unmade = {i for i in changes.documents if i not in taken or taken[i] != self.kept.taken.get(i)}
        moved = self.documents.update(self.kept.documents, unmade, in_force) | changes.documents
        decisions = self._carry(in_force)
        named = {s.partition("/")[0] for d in decisions for s in d.subjects}
        told = self._tell(moved | changes.readings | named)
        if changes.documents:
            moved |= {i for i, first in self.documents.origin.items() if first in changes.documents}
        retold = self._retell(told | moved)
        touched = self._follow({d.id for d in decisions} | {d for i in told for d in self.about.get(i, ())})
        renamed = self._name() if self._link(retold) or moved or self._is_registered() else set()
        judged = renamed | self._names_of(retold | touched)
        self._judge(judged)
        self._list_issues()
        self.memory = Memory()
        return Moved(told, judged)

    @property
    def readings(self) -> Readings:
        """The newest readings as they are kept."""
        return Readings(self.kept.ws, self.kept.readings)

    def record(self) -> Record:
        """Give the record."""
        return Record(
            incidents=tuple(self.in_time),
            issues=self.issues,
            redirects=self.redirects,
            links=(*self.documents.links, *self.links.links),
            unsure=tuple(self.links.unsure),
        )

    def _carry(self, in_force: Iterable[Decision]) -> list[Decision]:
        """Carry decisions to the standing editions; give those that changed, as they were and as they are."""
        before = self.carried
        stands = self.documents.stands
        self.carried = {d.id: flow.carry(d, stands) if stands else d for d in in_force}
        gone = [d for i, d in before.items() if self.carried.get(i) is not d and self.carried.get(i) != d]
        new = [d for i, d in self.carried.items() if before.get(i) is not d and before.get(i) != d]
        for decision in gone:
            for subject in decision.subjects:
                self.about[subject.partition("/")[0]].pop(decision.id, None)
        for decision in new:
            for subject in decision.subjects:
                self.about[subject.partition("/")[0]][decision.id] = decision
        return gone + new

    def _tell(self, documents: Set[str]) -> set[str]:
        """Tell documents again; give those that came out otherwise."""
        readings = self.readings
        asked = sorted(documents & self.kept.readings.keys() | documents & self.told.keys())
        moved: set[str] = set()
        for n, document_id in enumerate(asked):
            self.step("tell", n, len(asked))
            new = self._told(document_id, readings)
            if new == self.told.get(document_id):
                continue
            moved.add(document_id)
            self.told.pop(document_id, None)
            self.told_issues.pop(document_id, None)
            if new is not None:
                self.told[document_id] = new
            if new is not None and new.issues:
                self.told_issues[document_id] = new.issues
        return moved

    def _told(self, document_id: str, readings: Readings) -> Reading | None:
        document = self.kept.documents.get(document_id)
        stands = self.documents.stands.get(document_id, document_id) == document_id
        if document is None or document_id not in readings or not stands:
            return None
        known = self.memory.told(document_id, self.made_of(document_id))
        if known is not None:
            return known
        about = tuple(self.about.get(document_id, {}).values())
        return flow.tell(document, readings[document_id], about, self.tools)

    def made_of(self, document_id: str) -> str:
        """Say all that a told reading was made of: the document, its reading, the decisions about it."""
        decided = ((d.id, *d.subjects) for d in self.about.get(document_id, {}).values())
        numbers = self.kept.taken.get(document_id), self.kept.readings.get(document_id)
        return repr((numbers, sorted(decided)))

    def _retell(self, documents: Iterable[str]) -> set[str]:
        """Make the accounts of documents anew; give all of them, old and new."""
        retold: set[str] = set()
        for document_id in documents:
            retold.update(self.accounts_of.pop(document_id, ()))
            reading = self.told.get(document_id)
            if reading is None:
                continue
            origin = self.documents.origin.get(document_id, document_id)
            made = flow.told_accounts(self.kept.documents[document_id], reading, origin)
            self.accounts_of[document_id] = tuple(a.account.id for a in made)
            for account in made:
                self.accounts[account.account.id] = account
            retold.update(self.accounts_of[document_id])
        for gone in retold - {i for d in documents for i in self.accounts_of.get(d, ())}:
            self.accounts.pop(gone, None)
        return retold

    def _follow(self, decisions: Iterable[str]) -> set[str]:
        """Follow decisions to the accounts that are told now; give what those are about that came out otherwise."""
        touched: set[str] = set()
        for decision_id in decisions:
            old, _ = self.followed.pop(decision_id, (None, ()))
            new: Decision | None = None
            if decision_id in self.carried:
                self.followed[decision_id] = follow(self.carried[decision_id], self.told)
                new = self.followed[decision_id][0]
            if new == old:
                continue
            touched |= {s for d in (old, new) if d is not None for s in d.subjects}
            self.force.drop(decision_id)
            self.joining.pop(decision_id, None)
            if new is not None:
                self.force.put(new)
            if new is not None and new.kind in JOINING:
                self.joining[decision_id] = new
        return touched

    def _link(self, retold: Set[str]) -> bool:
        """Link what was told again; tell whether the sets of accounts came out otherwise."""
        traits = {i: traits_of(self.accounts[i]) if i in self.accounts else None for i in sorted(retold)}
        changed = {i: t for i, t in traits.items() if t != self.links.traits.get(i)}
        self.decided = decided_accounts(self.joining.values(), self.accounts)
        unmoved = self.memory.unmoved(changed, self.documents.origin)
        return self.links.update(changed, self.decided, self.memory.links_of(unmoved), unmoved)

    def register(self) -> bool:
        """Tell whether what was registered since incidents were last named is just what was minted for them then."""
        if tuple(self.kept.register[self.registered :]) != self.minted:
            return False
        self.minted, self.registered = (), len(self.kept.register)
        return True

    def _is_registered(self) -> bool:
        """Tell whether names were registered since incidents were last named."""
        return len(self.kept.register) != self.registered

    def _name(self) -> set[str]:
        """Name the sets of accounts; give the names, old and new, of those that are another set now."""
        stands, register = self.documents.stands, self.kept.register
        clusters = tuple(self.links.clusters)
        naming = name_incidents(clusters, [flow.follow_entry(e, stands) for e in register] if stands else register)
        before, self.names = self.names, dict(zip(clusters, naming.names, strict=True))
        self.minted, self.redirects, self.registered = naming.minted, naming.redirects, len(register)
        self.named = {name: cluster for cluster, name in self.names.items()}
        differing = before.items() ^ self.names.items()
        for account in {a for cluster, _ in differing for a in cluster}:
            self.incident_of.pop(account, None)
        for cluster, name in differing & self.names.items():
            self.incident_of.update(dict.fromkeys(cluster, name))
        return {name for _, name in differing}

    def _names_of(self, touched: Iterable[str]) -> set[str]:
        """The incidents of accounts, of documents, or by their own ids."""
        asked = set(touched)
        accounts = asked.union(*(self.accounts_of.get(i, ()) for i in asked))
        return {self.incident_of[i] for i in accounts if i in self.incident_of} | (asked & self.incidents.keys())

    def _judge(self, names: Set[str]) -> None:
        clusters = {name: self.named[name] for name in names if name in self.named}
        gone = [self.incidents.pop(name) for name in names if name in self.incidents]
        new: list[Incident] = []
        for n, (name, ids) in enumerate(clusters.items()):
            self.step("judge", n, len(clusters))
            new.append(self._judged(self._cluster(name, ids)))
        self.incidents |= {incident.id: incident for incident in new}
        self.in_time.change(gone, new)

    def _judged(self, cluster: Cluster) -> Incident:
        known = self.memory.incident(cluster.id, self.judged_of(cluster)) if self.memory.judged else None
        return known or judge_incident(cluster, self.force.about(cluster))

    def _cluster(self, name: str, accounts: Iterable[str]) -> Cluster:
        told = (self.accounts[i] for i in accounts)
        documents = self.kept.documents
        tellings = (flow.telling(a, documents, self.told[a.account.document_id], self.tools) for a in told)
        return Cluster(name, tuple(tellings))

    def judged_of(self, cluster: Cluster) -> str:
        """Say all that an incident is made of: its accounts, what they copy, the decisions that touch it."""
        taken = self.kept.taken
        accounts = [
            (t.account.id, self.made_of(t.document_id), t.origin, taken.get(t.origin)) for t in cluster.tellings
        ]
        return repr((accounts, [(d.id, *d.subjects) for d in self.force.about(cluster)]))

    def _list_issues(self) -> None:
        losing = {d for d, (_, issues) in self.followed.items() if issues}
        lost = tuple(i for d in (self.carried if losing else ()) if d in losing for i in self.followed[d][1])
        told = (i for d in sorted(self.told_issues) for i in self.told_issues[d])
        self.other_issues = (*lost, *self.decided.issues)
        self.issues = tuple(dict.fromkeys((*lost, *told, *self.decided.issues)))

    def to_remember(self) -> Memory:
        """Give all pieces with what they were made of, for the next opening."""
        origin = self.documents.origin
        keys = {i: k.astype("<u8").tobytes() for i, k in self.documents.keys.items()}
        return Memory(
            Texts(dict(self.kept.taken), keys, tuple(self.documents.texts.values())),
            {i: Told(self.made_of(i), reading, origin.get(i, i)) for i, reading in self.told.items()},
            tuple(self.links.scored.values()),
            {n: Judged(self.judged_of(self._cluster(n, ids)), self.incidents[n]) for ids, n in self.names.items()},
        )
