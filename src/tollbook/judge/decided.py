"""Which decisions touch an incident: those about it, its accounts or reports, and those behind what it says."""

from collections import defaultdict
from collections.abc import Iterable

from tollbook.judge.telling import Cluster
from tollbook.model import Decision

# Decisions that are about accounts, reports or incidents; those about claims are found behind what is told.
ABOUT_ACCOUNTS = (
    "same_incident",
    "different_incidents",
    "copy_of",
    "place",
    "date",
    "grade",
    "propose_grade",
    "note",
    "restrict",
)


class DecisionsInForce:
    """Decisions by what they are about, so that an incident is asked about its own and not about ten thousand."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._by_id: dict[str, Decision] = {}
        self._by_subject: dict[str, set[str]] = defaultdict(set)
        for decision in decisions:
            self.put(decision)

    def put(self, decision: Decision) -> None:
        """Take a decision in, in the place of one of its id."""
        self.drop(decision.id)
        self._by_id[decision.id] = decision
        for subject in decision.subjects if decision.kind in ABOUT_ACCOUNTS else ():
            self._by_subject[subject].add(decision.id)

    def drop(self, decision_id: str) -> None:
        """Leave a decision out."""
        gone = self._by_id.pop(decision_id, None)
        for subject in gone.subjects if gone is not None else ():
            self._by_subject[subject].discard(decision_id)

    def get(self, decision_id: str) -> Decision | None:
        """Give a decision in force by its id."""
        return self._by_id.get(decision_id)

    def about(self, cluster: Cluster) -> list[Decision]:
        """Give the decisions that touch an incident, oldest first."""
        found = _behind(cluster).union(*(self._by_subject.get(i, ()) for i in _names(cluster)))
        return in_order(self._by_id[i] for i in found if i in self._by_id)


def decisions_about(cluster: Cluster, decisions: Iterable[Decision]) -> list[Decision]:
    """Give those of some decisions that touch an incident, oldest first."""
    names, behind = _names(cluster), _behind(cluster)
    touching = (d for d in decisions if d.id in behind or (d.kind in ABOUT_ACCOUNTS and names & set(d.subjects)))
    return in_order(touching)


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Give decisions by time and id."""
    return sorted(decisions, key=lambda d: (d.decided_at, d.id))


def _names(cluster: Cluster) -> set[str]:
    return {cluster.id, *(i for t in cluster.tellings for i in (t.account.id, t.document_id))}


def _behind(cluster: Cluster) -> set[str]:
    """The decisions behind claims and statements that an incident holds."""
    held = {c.id for t in cluster.tellings for c in t.claims} | {s.id for t in cluster.tellings for s in t.statements}
    return {by for t in cluster.tellings for said, by in t.decided if said in held}
