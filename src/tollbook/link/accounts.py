"""Links between accounts of one incident: candidates by shared keys, a score with reasons for each."""

from collections.abc import Sequence

from tollbook.link.decided import decided_accounts
from tollbook.link.keys import candidate_pairs
from tollbook.link.score import VERSION, score
from tollbook.link.traits import ToldAccount, Traits, traits_of
from tollbook.model import Decision, Issue, Link, Reason

# Lowest score that is kept as a question for a person; below it a pair is forgotten. One bit below even odds: at -2 a
# reviewer of MAVERICK would get twice as many questions (976 for 1,608 reports), at -1 the same incidents come out.
MAYBE = -1.0


def link_accounts(told: Sequence[ToldAccount], decisions: Sequence[Decision]) -> tuple[Link, ...]:
    """Link accounts that may tell of one incident, scored, and those that a person put together or apart.

    Two accounts of one document are different incidents by the document's own word and are not compared.
    """
    links = {(k.left, k.right): k for k in scored_links([traits_of(t) for t in told])}
    decided = decided_accounts(decisions, [t.account.id for t in told])
    for left, right, decision_id in decided.same:
        links[left, right] = _decided(left, right, "same_incident", decision_id)
    for left, right, decision_id in decided.different:
        links[left, right] = _decided(left, right, "different_incidents", decision_id)
    return tuple(links[pair] for pair in sorted(links))


def lost_decisions(told: Sequence[ToldAccount], decisions: Sequence[Decision]) -> tuple[Issue, ...]:
    """Name the decisions about accounts that could not be followed, and why."""
    return decided_accounts(decisions, [t.account.id for t in told]).issues


def scored_links(accounts: Sequence[Traits]) -> list[Link]:
    """Score every pair that shares a key and keep those that are at least a question."""
    kept: list[Link] = []
    for i, j in candidate_pairs(accounts):
        left, right = (accounts[i], accounts[j]) if accounts[i].id < accounts[j].id else (accounts[j], accounts[i])
        if left.document_id == right.document_id:
            continue
        bits, reasons = score(left, right)
        if bits >= MAYBE:
            kept.append(Link(left.id, right.id, "same_incident", bits, reasons))
    return kept


def _decided(left: str, right: str, kind: str, decision_id: str) -> Link:
    reason = Reason(f"decision@{VERSION}", 0.0, decision_id, decision_id)
    if kind == "same_incident":
        return Link(left, right, "same_incident", 0.0, (reason,), decided=True)
    return Link(left, right, "different_incidents", 0.0, (reason,), decided=True)
