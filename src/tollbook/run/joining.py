"""Which accounts `decide same` and `decide different` put together or apart, so that no incident is torn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tollbook.errors import DecisionError
from tollbook.run.deciding import accounts

if TYPE_CHECKING:
    from tollbook.review.decide import Anchor
    from tollbook.run.desk import Desk

Pair = tuple["Anchor", "Anchor"]


def pairs_to_join(desk: "Desk", left: str, right: str) -> list[Pair]:
    """Give the pairs that hold all accounts of both together, each with the first; refuse what one report tells apart.

    A decision on one pair alone would take that pair out of its incidents and leave the others behind.
    """
    ours, theirs = _both(desk, left, right)
    if not ("/" in left and "/" in right):
        _check_not_told_apart(desk, ours, theirs)
    first = ours[0]
    rest = {a.account_id: a for a in (*theirs, *ours[1:]) if a.account_id != first.account_id}
    return [(first, other) for other in rest.values()]


def pairs_to_part(desk: "Desk", left: str, right: str) -> list[Pair]:
    """Give every pair across, so that no account of the one can drift into the other."""
    ours, theirs = _both(desk, left, right)
    return [(a, b) for a in ours for b in theirs if a.account_id != b.account_id]


def pairs_to_split(desk: "Desk", incident: str, chosen: Sequence[str]) -> list[Pair]:
    """Give every pair across between the chosen accounts of an incident and its others, which stay with it."""
    told = {a.account_id: a for a in accounts(desk, incident)}
    strangers = [c for c in chosen if c not in told]
    if strangers:
        raise DecisionError(f"{incident} has no account {', '.join(strangers)}; it has {', '.join(told)}")
    if not chosen or len(set(chosen)) == len(told):
        raise DecisionError(f"{incident}: choose some of its {len(told)} accounts, not {'all' if chosen else 'none'}")
    staying = [a for i, a in told.items() if i not in chosen]
    return [(told[one], other) for one in dict.fromkeys(chosen) for other in staying]


def _both(desk: "Desk", left: str, right: str) -> tuple[list["Anchor"], list["Anchor"]]:
    ours, theirs = accounts(desk, left), accounts(desk, right)
    if {a.account_id for a in ours} == {a.account_id for a in theirs}:
        told = ", ".join(a.account_id for a in ours)
        raise DecisionError(f"{left} and {right} are the same thing ({told}); name two incidents, reports or accounts")
    return ours, theirs


def _check_not_told_apart(desk: "Desk", ours: list["Anchor"], theirs: list["Anchor"]) -> None:
    """Refuse to join what one report tells as two incidents, unless a person names these very accounts."""
    by_report = {a.account_id.partition("/")[0]: a.account_id for a in ours}
    for account in theirs:
        report = account.account_id.partition("/")[0]
        mine = by_report.get(report)
        if mine is not None and mine != account.account_id:
            name = desk.documents[report].source_name or "an outlet not named"
            raise DecisionError(
                f"one report tells of these as two incidents: {report} ({name}), as {mine} and {account.account_id}. "
                f"Where it is wrong, name these: tollbook decide same {mine} {account.account_id}"
            )
