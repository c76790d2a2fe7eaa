"""A list that stays in order while single things come and go."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class InOrder(Generic[T]):
    """Things in the order of their keys; no two have one key. One of ten thousand comes or goes in microseconds."""

    def __init__(self, key: Callable[[T], Any], things: Iterable[T] = ()) -> None:
        self._key = key
        self._things = sorted(things, key=key)
        self._keys = [key(thing) for thing in self._things]

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def put(self, thing: T) -> None:
        """Put a thing in its place, for what was there under its key."""
        at, there = self._find(thing)
        self._keys[at : at + there] = [self._key(thing)]
        self._things[at : at + there] = [thing]

    def drop(self, thing: T) -> None:
        """Take a thing away; one that is not there is no loss."""
        at, there = self._find(thing)
        del self._keys[at : at + there], self._things[at : at + there]

    def change(self, gone: Iterable[T], new: Iterable[T]) -> None:
        """Take some things away and put others in; where these are many, sorting once is quicker."""
        left, come = list(gone), list(new)
        if len(left) + len(come) < len(self._keys) // 50:
            for thing in left:
                self.drop(thing)
            for thing in come:
                self.put(thing)
            return
        held = dict(zip(self._keys, self._things, strict=True))
        for thing in left:
            held.pop(self._key(thing), None)
        held |= {self._key(thing): thing for thing in come}
        self._keys = sorted(held)
        self._things = [held[key] for key in self._keys]

    def _find(self, thing: T) -> tuple[int, int]:
        key = self._key(thing)
        at = bisect_left(self._keys, key)
        return at, int(at < len(self._keys) and self._keys[at] == key)
