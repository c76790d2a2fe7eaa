"""Which pairs of accounts are worth comparing: keys that two accounts of one incident share.

A key depends on its own account alone, so a new report adds pairs and never takes any away.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tollbook.link.traits import Traits

# Two stretches of days meet in a key when at most this many days lie between them (one on either side).
REACH = 1
# A stretch longer than this (a season, a year) says too little about a day to look for others by it.
LONGEST_SPAN = 45
# Half a degree is about 55 km: points nearer than that always share a cell, see `_cells`.
CELL = 0.5

Key = tuple[str | int, ...]


def candidate_pairs(accounts: Sequence[Traits]) -> list[tuple[int, int]]:
    """Give the index pairs of accounts that share a key, each pair once, in order."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    vague_blocks: dict[Key, list[int]] = defaultdict(list)
    for n, account in enumerate(accounts):
        for key in keys_of(account):
            blocks[key].append(n)
        for key in country_keys(account):
            vague_blocks[key].append(n)
    pairs = {pair for members in blocks.values() for pair in _pairs(members)}
    for members in vague_blocks.values():
        vague = [n for n in members if not accounts[n].precise]
        pairs.update((min(i, j), max(i, j)) for i in vague for j in members if i != j)
    return sorted(pairs)


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


def _pairs(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for position, left in enumerate(members):
        for right in members[position + 1 :]:
            yield left, right
