"""The queue, kept up to date source by source."""

from collections.abc import Iterable, Mapping

from tollbook.review.queue import QueueItem, said_once, weightiest_first
from tollbook.run.live_order import InOrder

Source = tuple[str, ...]


class LiveQueue:
    """What waits for a person, gathered from many sources; what two of them name stands once, as in `queue`."""

    def __init__(self) -> None:
        self._of: dict[Source, tuple[QueueItem, ...]] = {}
        self._same: dict[tuple[str, ...], list[QueueItem]] = {}
        self._items: InOrder[QueueItem] = InOrder(weightiest_first)

    def update(self, changed: Mapping[Source, tuple[QueueItem, ...]]) -> None:
        """Put what sources give now in the place of what they gave before."""
        moved = {s: items for s, items in changed.items() if items != self._of.get(s, ())}
        out = [i for s in moved for i in self._of.get(s, ())]
        into = [i for items in moved.values() for i in items]
        names = {said_once(i) for i in (*out, *into)}
        before = self._shown(names)
        for item in out:
            self._same[said_once(item)].remove(item)
        for item in into:
            self._same.setdefault(said_once(item), []).append(item)
        after = self._shown(names)
        for name in names:
            if not self._same[name]:
                del self._same[name]
        self._of |= {s: items for s, items in moved.items() if items}
        for source, items in moved.items():
            if not items:
                self._of.pop(source, None)
        self._items.change(before, after)

    def items(self) -> tuple[QueueItem, ...]:
        """Give what waits, the weightiest first."""
        return tuple(self._items)

    def _shown(self, names: Iterable[tuple[str, ...]]) -> list[QueueItem]:
        return [min(self._same[n], key=weightiest_first) for n in names if self._same.get(n)]
