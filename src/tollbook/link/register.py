"""Names of incidents: minted once, kept by the incident that keeps most of the accounts it was minted for."""

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import RegisterEntry
from tollbook.model.ids import short_id


@dataclass(frozen=True, slots=True)
class Naming:
    """The id of each cluster, in the clusters' order; ids minted now; and ids that another incident took in."""

    names: tuple[str, ...]
    minted: tuple[RegisterEntry, ...]
    redirects: tuple[tuple[str, str], ...]


def name_incidents(clusters: Sequence[tuple[str, ...]], register: Sequence[RegisterEntry]) -> Naming:
    """Name each cluster: the id that most of its first accounts still share, else a new one made from its accounts.

    Where two registered incidents became one, the older id stays and the younger redirects to it. An id whose accounts
    are all gone names nothing.
    """
    home = {account: n for n, cluster in enumerate(clusters) for account in cluster}
    names: dict[int, str] = {}
    redirects: dict[str, int] = {}
    for entry in register:
        n = _home_of(entry, home, clusters)
        if n is None:
            continue
        if n in names and names[n] != entry.incident_id:
            redirects[entry.incident_id] = n
        else:
            names.setdefault(n, entry.incident_id)
    taken = {entry.incident_id for entry in register}
    minted: list[RegisterEntry] = []
    for n in sorted((n for n in range(len(clusters)) if n not in names), key=lambda k: sorted(clusters[k])):
        names[n] = _mint(sorted(clusters[n]), taken)
        minted.append(RegisterEntry(names[n], tuple(sorted(clusters[n]))))
    moved = ((old, names[n]) for old, n in redirects.items())
    return Naming(tuple(names[n] for n in range(len(clusters))), tuple(minted), tuple(sorted(moved)))


def _home_of(entry: RegisterEntry, home: dict[str, int], clusters: Sequence[tuple[str, ...]]) -> int | None:
    """The cluster with most of the accounts that an id was minted for; of equals the one with the smallest account."""
    if len(entry.account_ids) == 1:  # most entries, and there are as many as incidents
        return home.get(entry.account_ids[0])
    found = [home[account] for account in entry.account_ids if account in home]
    if not found:
        return None
    return min(set(found), key=lambda n: (-found.count(n), min(clusters[n])))


def _mint(accounts: Sequence[str], taken: set[str]) -> str:
    for salt in range(len(taken) + 1):
        new = short_id("i", *accounts[:1], *([salt] if salt else []))
        if new not in taken:
            taken.add(new)
            return new
    raise AssertionError("unreachable: more salts than ids taken")
