"""What people decided about documents and accounts, as pairs; where two decisions contradict, the newer one wins."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import combinations

from tollbook.model import Decision, Issue


@dataclass(frozen=True, slots=True)
class DecidedPairs:
    """Pairs that a person put together or apart, each named by the decision that did it, and what came to nothing."""

    same: tuple[tuple[str, str, str], ...] = ()
    different: tuple[tuple[str, str, str], ...] = ()
    issues: tuple[Issue, ...] = ()


def decided_documents(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Give the newest decision for each pair of documents: a copy of one another, or not."""
    newest: dict[tuple[str, str], Decision] = {}
    for decision in _oldest_first(decisions):
        if decision.kind in ("copy_of", "different_incidents") and len(decision.subjects) >= 2:
            for left, right in combinations(decision.subjects, 2):
                newest[_ordered(left, right)] = decision
    return newest


def decided_accounts(decisions: Iterable[Decision], known: Container[str]) -> DecidedPairs:
    """Turn decisions about known accounts into pairs that agree; a document stands for its main account.

    A decision that a newer one contradicts, also by a chain of others, is left out and named.
    """
    groups: dict[str, set[str]] = {}
    apart: set[tuple[str, str]] = set()
    same: list[tuple[str, str, str]] = []
    different: list[tuple[str, str, str]] = []
    issues: list[Issue] = []
    for decision in reversed(_oldest_first(decisions)):
        if decision.kind not in ("same_incident", "different_incidents"):
            continue
        subjects, lost = _subjects(decision, known)
        issues.extend(lost)
        for left, right in combinations(subjects, 2):
            ours, theirs = groups.setdefault(left, {left}), groups.setdefault(right, {right})
            together = ours is theirs
            crossing = {_ordered(a, b) for a in ours for b in theirs} if not together else set()
            if decision.kind == "same_incident" and not crossing & apart:
                same.append((*_ordered(left, right), decision.id))
                _join(groups, ours, theirs)
            elif decision.kind == "different_incidents" and not together:
                different.append((*_ordered(left, right), decision.id))
                apart.add(_ordered(left, right))
            else:
                issues.append(_contradicted(decision, left, right))
    return DecidedPairs(tuple(sorted(same)), tuple(sorted(different)), tuple(issues))


def _oldest_first(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda d: (d.decided_at, d.id))


def _ordered(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _join(groups: dict[str, set[str]], ours: set[str], theirs: set[str]) -> None:
    if ours is not theirs:
        ours |= theirs
        for member in theirs:
            groups[member] = ours


def _subjects(decision: Decision, known: Container[str]) -> tuple[list[str], list[Issue]]:
    found: list[str] = []
    lost: list[Issue] = []
    for subject in decision.subjects:
        account_id = subject if "/" in subject else f"{subject}/1"
        if account_id in known:
            found.append(account_id)
        elif decision.kind == "same_incident" or "/" in subject:
            detail = (
                f"{decision.kind} of {decision.decided_by} names {subject}, which no reading of this record tells of"
            )
            lost.append(Issue("link", decision.id, "decision_lost", detail))
    return list(dict.fromkeys(found)), lost


def _contradicted(decision: Decision, left: str, right: str) -> Issue:
    detail = f"{decision.kind} of {left} and {right} by {decision.decided_by} is contradicted by newer decisions"
    return Issue("link", decision.id, "decision_contradicted", detail)
