"""Names that stand for one thing because some set holds them together."""

from collections.abc import Iterable


def first_names(sets: Iterable[Iterable[str]]) -> dict[str, str]:
    """Give each name the smallest name that it is joined with, through however many sets that overlap."""
    first: dict[str, str] = {}
    for names in sets:
        together = {first.get(name, name) for name in names}
        if together:
            smallest = min(together)
            first.update(dict.fromkeys((*names, *together), smallest))
            first.update({name: smallest for name, old in first.items() if old in together})
    return first
