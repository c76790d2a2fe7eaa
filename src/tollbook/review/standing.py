"""Which decisions are in force: not undone, not superseded, in one order on every machine."""

from collections.abc import Iterable, Sequence

from tollbook.model import Decision


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Give the decisions in force, by time and id, whatever order they come in; undoing an undo puts back what it took.

    A superseded decision stays so when its successor is superseded in turn, and comes back when that one is undone.
    """
    ordered = in_order(decisions)
    undone = _undone(ordered)
    superseded = {d.supersedes for d in ordered if d.supersedes and d.id not in undone}
    return tuple(d for d in ordered if d.kind != "undo" and d.id not in undone and d.id not in superseded)


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Give each decision once, by time and id."""
    return sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.decided_at, d.id))


def taken_back(decisions: Iterable[Decision]) -> frozenset[str]:
    """Give the ids of the decisions that are undone, undos too, by an undo that holds."""
    return frozenset(_undone(in_order(decisions)))


def _undone(ordered: Sequence[Decision]) -> set[str]:
    """Give the ids undone by an undo that is itself not undone; clocks differ, so the times do not decide this."""
    undos = {d.id: d for d in ordered if d.kind == "undo"}
    by_target: dict[str, list[str]] = {}
    for undo in undos.values():
        for target in undo.subjects:
            by_target.setdefault(target, []).append(undo.id)
    undone: set[str] = set()
    # An undo that nothing targets holds; from those inwards. An id is made of what it undoes, so there is no circle.
    settled: set[str] = set()
    waiting = list(undos)
    while waiting:
        ready = [u for u in waiting if all(v in settled for v in by_target.get(u, ()))] or waiting
        for u in ready:
            if u not in undone:
                undone.update(undos[u].subjects)
        settled.update(ready)
        waiting = [u for u in waiting if u not in settled]
    return undone
