"""Which accounts tell of one incident, kept up to date: an account touches its own links and their component alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from tollbook.link.accounts import decided_links, scored_link
from tollbook.link.cluster import Clustering, by_pair, cluster_component, surest_first
from tollbook.link.decided import DecidedPairs
from tollbook.link.groups import groups
from tollbook.link.keys import Blocks
from tollbook.link.traits import Traits
from tollbook.model import Link
from tollbook.run.live_order import InOrder

Pair = tuple[str, str]
Accounts = tuple[str, ...]


class AccountLinks:
    """The links between accounts, and the sets of accounts that they make incidents."""

    def __init__(self) -> None:
        self.traits: dict[str, Traits] = {}
        self.scored: dict[Pair, Link] = {}
        self.clusters: InOrder[Accounts] = InOrder(lambda c: c)
        self.links: InOrder[Link] = InOrder(by_pair)
        self.unsure: InOrder[Link] = InOrder(surest_first)
        self._blocks = Blocks()
        self._near: dict[str, set[str]] = defaultdict(set)
        self._decided: dict[Pair, Link] = {}
        self._decided_of: dict[str, set[str]] = {}
        self._component: dict[str, Accounts] = {}
        self._clustering: dict[Accounts, Clustering] = {}

    def update(
        self,
        changed: Mapping[str, Traits | None],
        decided: DecidedPairs,
        known: Iterable[Link] = (),
        unmoved: Set[str] = frozenset(),
    ) -> bool:
        """Take changed accounts in (None is one that is gone) and what is decided of all; tell if sets changed.

        `known` are the links between those of the changed accounts that are `unmoved` since these were scored.
        """
        touched = self._forget([i for i in changed if i in self.traits])
        for link in known:
            self._hold(link)
        for account_id, traits in changed.items():
            if traits is not None:
                touched.add(account_id)
                touched |= self._compare(traits, unmoved)
        touched |= self._decide(decided_links(decided))
        return self._regroup(touched)

    def around(self, accounts: Iterable[str]) -> set[str]:
        """Give the accounts that links hold together with these, if by others."""
        return {i for account in accounts for i in self._component.get(account, ())}

    def _forget(self, gone: Collection[str]) -> set[str]:
        touched = set(gone)
        for account_id in gone:
            self._blocks.remove(self.traits.pop(account_id))
            for other in self._near.pop(account_id, ()):
                self.scored.pop(_pair(account_id, other), None)
                self._near[other].discard(account_id)
                touched.add(other)
        return touched

    def _compare(self, account: Traits, unmoved: Set[str]) -> set[str]:
        found: set[str] = set()
        partners = self._blocks.partners(account)
        for other in partners - unmoved if account.id in unmoved else partners:
            link = scored_link(account, self.traits[other])
            if link is not None:
                self._hold(link)
                found.add(other)
        self.traits[account.id] = account
        self._blocks.add(account)
        return found

    def _hold(self, link: Link) -> None:
        self.scored[link.left, link.right] = link
        self._near[link.left].add(link.right)
        self._near[link.right].add(link.left)

    def _decide(self, decided: dict[Pair, Link]) -> set[str]:
        if decided == self._decided:
            return set()
        differing = {p for p in decided.keys() | self._decided.keys() if decided.get(p) != self._decided.get(p)}
        self._decided, self._decided_of = decided, defaultdict(set)
        for left, right in decided:
            self._decided_of[left].add(right)
        return {account for pair in differing for account in pair}

    def _regroup(self, touched: Set[str]) -> bool:
        """Cluster the components anew that hold touched accounts; tell whether they fell into other sets."""
        old = {self._component[i] for i in touched if i in self._component}
        members = {i for component in old for i in component} | touched
        for i in members:
            self._component.pop(i, None)
        gone = [self._clustering.pop(component) for component in old]
        here = sorted(members & self.traits.keys())
        new: list[Clustering] = []
        joined = ((k.left, k.right) for k in self._between(here) if k.kind == "same_incident")
        for group in groups(here, joined):
            component = tuple(sorted(group))
            clustering = cluster_component([self.traits[i] for i in component], list(self._between(component)))
            self._component.update(dict.fromkeys(component, component))
            self._clustering[component] = clustering
            new.append(clustering)
        for held, name in ((self.clusters, "clusters"), (self.links, "links"), (self.unsure, "unsure")):
            held.change([x for g in gone for x in getattr(g, name)], [x for n in new for x in getattr(n, name)])
        return {c for g in gone for c in g.clusters} != {c for n in new for c in n.clusters}

    def _between(self, accounts: Iterable[str]) -> Iterator[Link]:
        """Every link among these accounts, as people decided it where they did."""
        among = set(accounts)
        for left in accounts:
            for right in self._near.get(left, set()) | self._decided_of.get(left, set()):
                if left < right and right in among:
                    yield self._decided.get((left, right)) or self.scored[left, right]


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
