"""Groups of ids that links hold together."""

from collections.abc import Iterable, Sequence


def groups(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Give the groups that pairs make of ids, in order of their smallest id; an id without a pair is alone."""
    member: dict[str, set[str]] = {i: {i} for i in ids}
    for left, right in pairs:
        ours, theirs = member.get(left), member.get(right)
        if ours is None or theirs is None or ours is theirs:
            continue
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours |= theirs
        member.update(dict.fromkeys(theirs, ours))
    unique = {id(g): frozenset(g) for g in member.values()}
    return sorted(unique.values(), key=min)
