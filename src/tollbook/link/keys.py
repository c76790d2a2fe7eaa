"""Which pairs of accounts are worth comparing: keys that two accounts of one incident share.

A key depends on its own account alone, so a new report adds pairs and never takes any away.
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from tollbook.link.traits import Traits

# Two stretches of days meet in a key when at most this many days lie between them (one on either side).
REACH = 1
# A stretch longer than this (a season, a year) says too little about a day to look for others by it.
LONGEST_SPAN = 45
# Half a degree is about 55 km: points nearer than that always share a cell, see `_cells`.
CELL = 0.5

Key = tuple[str | int, ...]


class Blocks:
    """The accounts that share each key: whom an account is worth comparing with."""

    def __init__(self) -> None:
        self._sharing: dict[Key, list[str]] = defaultdict(list)
        self._in_country: dict[Key, list[str]] = defaultdict(list)
        self._imprecise: set[str] = set()

    def add(self, account: Traits) -> None:
        """Put an account under its keys."""
        for key in keys_of(account):
            self._sharing[key].append(account.id)
        for key in country_keys(account):
            self._in_country[key].append(account.id)
        if not account.precise:
            self._imprecise.add(account.id)

    def remove(self, account: Traits) -> None:
        """Take an account away, given as it was put."""
        for blocks, keys in ((self._sharing, keys_of(account)), (self._in_country, country_keys(account))):
            for key in keys:
                blocks[key].remove(account.id)
        self._imprecise.discard(account.id)

    def partners(self, account: Traits) -> set[str]:
        """Give the accounts that share a key with this one; a country's key counts where one of two is imprecise."""
        found = {i for key in keys_of(account) for i in self._sharing.get(key, ())}
        for key in country_keys(account):
            there = self._in_country.get(key, ())
            found.update(there if not account.precise else self._imprecise.intersection(there))
        found.discard(account.id)
        return found


def keys_of(account: Traits) -> Iterator[Key]:
    """The keys of one account: day × cell, day × place name, victims' names, and copies of one origin."""
    yield "copies", account.origin
    for victim in account.victims:
        yield "victim", victim
    for day in _day_range(account):
        for cell in _cells(account):
            yield day, *cell
        if account.place_name is not None:
            yield day, account.place_name


def country_keys(account: Traits) -> Iterator[Key]:
    """Day × country, asked only when one of the two accounts has no precise place."""
    if account.country is not None:
        for day in _day_range(account):
            yield day, account.country


def _day_range(account: Traits) -> range:
    days = account.days
    if days is None and account.main and account.published_day is not None:
        days = (account.published_day - 1, account.published_day)
    if days is None or days[1] - days[0] > LONGEST_SPAN:
        return range(0)
    return range(days[0] - REACH, days[1] + REACH + 1)


def _cells(account: Traits) -> Iterator[tuple[int, int]]:
    """All cells that a square of one cell's width around the point touches: two such squares that meet share one."""
    if not account.precise or account.lat is None or account.lon is None:
        return
    rows = {math.floor(account.lat / CELL + shift) for shift in (-0.5, 0.5)}
    columns = {math.floor(account.lon / CELL + shift) for shift in (-0.5, 0.5)}
    yield from ((row, column) for row in sorted(rows) for column in sorted(columns))
