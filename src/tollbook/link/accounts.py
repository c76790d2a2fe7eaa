"""Links between accounts of one incident: candidates by shared keys, a score with reasons for each."""

from collections.abc import Iterable, Sequence

from tollbook.link.decided import DecidedPairs, decided_accounts
from tollbook.link.keys import Blocks
from tollbook.link.score import VERSION, score
from tollbook.link.traits import Traits
from tollbook.model import Decision, Issue, Link, Reason

# Lowest score that is kept as a question for a person; below it a pair is forgotten. One bit below even odds: at -2 a
# reviewer of MAVERICK would get twice as many questions (976 for 1,608 reports), at -1 the same incidents come out.
MAYBE = -1.0


def link_accounts(accounts: Sequence[Traits], decisions: Sequence[Decision]) -> tuple[Link, ...]:
    """Link accounts that may tell of one incident, scored, and those that a person put together or apart."""
    links = {(k.left, k.right): k for k in scored_links(accounts)}
    links.update(decided_links(decided_accounts(decisions, {a.id for a in accounts})))
    return tuple(links[pair] for pair in sorted(links))


def lost_decisions(accounts: Iterable[str], decisions: Sequence[Decision]) -> tuple[Issue, ...]:
    """Name the decisions about accounts, given by id, that could not be followed, and why."""
    return decided_accounts(decisions, frozenset(accounts)).issues


def decided_links(decided: DecidedPairs) -> dict[tuple[str, str], Link]:
    """Give the links that people decided on, by their two accounts."""
    same = {(left, right): _decided(left, right, "same_incident", by) for left, right, by in decided.same}
    apart = {(left, right): _decided(left, right, "different_incidents", by) for left, right, by in decided.different}
    return same | apart


def scored_links(accounts: Iterable[Traits]) -> list[Link]:
    """Score every pair that shares a key and keep those that are at least a question."""
    kept: list[Link] = []
    before: dict[str, Traits] = {}
    blocks = Blocks()
    for account in accounts:
        found = (scored_link(account, before[other]) for other in sorted(blocks.partners(account)))
        kept.extend(link for link in found if link is not None)
        before[account.id] = account
        blocks.add(account)
    return kept


def scored_link(one: Traits, two: Traits) -> Link | None:
    """Score a pair; None where it is not even a question.

    Two accounts of one document are different incidents by the document's own word and are not compared.
    """
    if one.document_id == two.document_id:
        return None
    left, right = (one, two) if one.id < two.id else (two, one)
    bits, reasons = score(left, right)
    return Link(left.id, right.id, "same_incident", bits, reasons) if bits >= MAYBE else None


def _decided(left: str, right: str, kind: str, decision_id: str) -> Link:
    reason = Reason(f"decision@{VERSION}", 0.0, decision_id, decision_id)
    if kind == "same_incident":
        return Link(left, right, "same_incident", 0.0, (reason,), decided=True)
    return Link(left, right, "different_incidents", 0.0, (reason,), decided=True)
