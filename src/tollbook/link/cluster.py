"""Incidents out of links: average linkage under constraints, so that links do not chain.

Connected components chain (a largest cluster of 158 where the truth was 25, on synthetic reports). Here two groups join
only while the *average* score over all pairs of their accounts is sure, never across a cannot-link, a cap on the days
or on the distance. Only accounts that links hold together, if by others, see each other, and ties are broken by id: any
order of the reports gives the same incidents.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count

from tollbook.link.distance import distance_km
from tollbook.link.groups import groups
from tollbook.link.score import score
from tollbook.link.traits import Traits
from tollbook.model import Link

# Lowest average score at which two groups of accounts are one incident: even odds by the weights. On MAVERICK's tuning
# half any value from -0.5 to 0.5 gives the same B-cubed F1 (.910–.913); at 1.0 pairwise F1 falls from .74 to .70.
SURE = 0.0
# Guards, not weights: on MAVERICK caps of 1 to 5 days give the same figures, since the score sees days and distance.
# No incident holds accounts that lie further apart than this: days between two, km between two precise places.
MOST_DAYS_BETWEEN = 3
MOST_KM = 60.0
# The most that a single pair weighs against a group: one wrong place in one report must not split an incident.
WORST = -6.0


@dataclass(frozen=True, slots=True)
class Clustering:
    """Sets of account ids, one an incident; the links within them; the links that were not sure enough."""

    clusters: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]
    unsure: tuple[Link, ...]


def cluster_accounts(accounts: Sequence[Traits], links: Sequence[Link]) -> Clustering:
    """Group accounts into incidents: decisions first, then the surest groups, as long as the constraints allow.

    Accounts that no chain of links holds together never weigh on each other, so each such component is for itself.
    """
    traits = {a.id: a for a in accounts}
    known = [k for k in links if k.left in traits and k.right in traits]
    members = groups(sorted(traits), ((k.left, k.right) for k in known if k.kind == "same_incident"))
    home = {account: n for n, group in enumerate(members) for account in group}
    held: list[list[Link]] = [[] for _ in members]
    for link in known:
        if home[link.left] == home[link.right]:
            held[home[link.left]].append(link)
    parts = [cluster_component([traits[i] for i in g], k) for g, k in zip(members, held, strict=True)]
    return Clustering(
        tuple(sorted(c for p in parts for c in p.clusters)),
        tuple(sorted((k for p in parts for k in p.links), key=by_pair)),
        tuple(sorted((k for p in parts for k in p.unsure), key=surest_first)),
    )


def cluster_component(accounts: Sequence[Traits], links: Sequence[Link]) -> Clustering:
    """Group the accounts of one component, given all links between them."""
    if len(accounts) == 1:
        return Clustering(((accounts[0].id,),), (), ())
    traits = {a.id: a for a in accounts}
    near = sorted((k for k in links if k.kind == "same_incident"), key=by_pair)
    apart: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == "different_incidents":
            apart[link.left].add(link.right)
            apart[link.right].add(link.left)
    known = {(k.left, k.right): k.score for k in near if not k.decided}
    decided = groups(sorted(traits), ((k.left, k.right) for k in near if k.decided))
    units = [_unit([traits[i] for i in sorted(ids)], apart) for ids in decided]
    joined = _agglomerate(units, ((k.left, k.right) for k in near), partial(_bits_between, traits, known))
    clusters = sorted(tuple(sorted(unit.ids)) for unit in joined)
    home = {account: n for n, cluster in enumerate(clusters) for account in cluster}
    within = tuple(k for k in near if home[k.left] == home[k.right])
    return Clustering(tuple(clusters), within, _questions(near, home))


def by_pair(link: Link) -> tuple[str, str]:
    """The order of links by what they link."""
    return link.left, link.right


def surest_first(link: Link) -> tuple[float, str, str]:
    """The order of links by how much speaks for them."""
    return -link.score, link.left, link.right


def _questions(near: Iterable[Link], home: Mapping[str, int]) -> tuple[Link, ...]:
    """The best link between each two incidents that were kept apart, for a person to look at."""
    best: dict[tuple[int, ...], Link] = {}
    for link in sorted(near, key=surest_first):
        pair = tuple(sorted((home[link.left], home[link.right])))
        if pair[0] != pair[1]:
            best.setdefault(pair, link)
    return tuple(sorted(best.values(), key=surest_first))


# Minus the average score, the smallest id of either unit, the units' numbers: a heap gives the surest first.
_Offer = tuple[float, str, str, int, int]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A group of accounts while it grows, with what decides whether it may join another."""

    ids: frozenset[str]
    documents: frozenset[str]
    apart: frozenset[str]
    points: frozenset[tuple[float, float]]
    latest_start: int | None
    earliest_end: int | None


def _unit(accounts: Sequence[Traits], apart: Mapping[str, set[str]]) -> _Unit:
    days = [a.days for a in accounts if a.days is not None]
    return _Unit(
        ids=frozenset(a.id for a in accounts),
        documents=frozenset(a.document_id for a in accounts),
        apart=frozenset(other for a in accounts for other in apart.get(a.id, ())),
        points=frozenset((a.lat, a.lon) for a in accounts if a.precise and a.lat is not None and a.lon is not None),
        latest_start=max((d[0] for d in days), default=None),
        earliest_end=min((d[1] for d in days), default=None),
    )


def _joined(left: _Unit, right: _Unit) -> _Unit:
    return _Unit(
        left.ids | right.ids,
        left.documents | right.documents,
        left.apart | right.apart,
        left.points | right.points,
        max((d for d in (left.latest_start, right.latest_start) if d is not None), default=None),
        min((d for d in (left.earliest_end, right.earliest_end) if d is not None), default=None),
    )


def _may_join(left: _Unit, right: _Unit) -> bool:
    if left.documents & right.documents or left.apart & right.ids:
        return False
    # What a person put together may spread further than the cap; others may still join inside that spread.
    if _spread(_joined(left, right)) > max(MOST_DAYS_BETWEEN, _spread(left), _spread(right)):
        return False
    return all(distance_km(a, b) <= MOST_KM for a in left.points for b in right.points)


def _spread(unit: _Unit) -> int:
    """Days between the two accounts of a unit that lie furthest apart; 0 where all share a day."""
    if unit.latest_start is None or unit.earliest_end is None:
        return 0
    return max(0, unit.latest_start - unit.earliest_end)


def _agglomerate(
    units: Sequence[_Unit], linked: Iterable[tuple[str, str]], bits: Callable[[_Unit, _Unit], int]
) -> Iterable[_Unit]:
    """Join the two units whose accounts are surest on average, again and again, ties by their smallest ids.

    Only units with a link between them are ever weighed, so that a large component costs its links, not its square.
    """
    live = dict(enumerate(units))
    home = {account: n for n, unit in live.items() for account in unit.ids}
    sums: dict[int, dict[int, int]] = {n: {} for n in live}
    numbers, heap = count(len(units)), list[_Offer]()
    pairs = {(min(home[left], home[right]), max(home[left], home[right])) for left, right in linked}
    for i, j in sorted(pair for pair in pairs if pair[0] != pair[1]):
        sums[i][j] = sums[j][i] = bits(live[i], live[j])
        _offer(heap, (i, live[i]), (j, live[j]), sums[i][j])
    while heap:
        *_, i, j = heapq.heappop(heap)
        if i not in live or j not in live:
            continue
        new, pair = next(numbers), [(live.pop(n), sums.pop(n)) for n in (i, j)]
        joined = _joined(pair[0][0], pair[1][0])
        near = sorted((pair[0][1].keys() | pair[1][1].keys()) & live.keys())
        sums[new] = {o: sum(known[o] if o in known else bits(unit, live[o]) for unit, known in pair) for o in near}
        for other, total in sums[new].items():
            sums[other][new] = total
            _offer(heap, (other, live[other]), (new, joined), total)
        live[new] = joined
    return live.values()


def _offer(heap: list[_Offer], one: tuple[int, _Unit], two: tuple[int, _Unit], total: int) -> None:
    (i, left), (j, right) = one, two
    average = total / (len(left.ids) * len(right.ids)) / 1000
    if average >= SURE and _may_join(left, right):
        first, second = sorted((min(left.ids), min(right.ids)))
        heapq.heappush(heap, (-average, first, second, i, j))


def _bits_between(
    traits: Mapping[str, Traits], known: Mapping[tuple[str, str], float], left: _Unit, right: _Unit
) -> int:
    """The sum of the scores of all pairs across, in thousandths of a bit: whole numbers add up alike in any order."""
    total = 0
    for one in left.ids:
        for other in right.ids:
            pair = (one, other) if one < other else (other, one)
            bits = known.get(pair)
            if bits is None:
                bits = score(traits[pair[0]], traits[pair[1]])[0]
            total += round(1000 * max(WORST, bits))
    return total
