"""The shelf: every archived report that a person may see, found by what is known of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from tollbook.model import Document

if TYPE_CHECKING:
    from tollbook.run.live import Snapshot

Order = Literal["-published", "published", "-taken", "outlet"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked of reports; None is any. `ids` are those that hold words that were searched for, best first."""

    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    not_read: bool = False
    no_incident: bool = False
    confidential: bool = False
    ids: Sequence[str] | None = None


def find_reports(snapshot: "Snapshot", sought: Sought, order: Order | None = None) -> list[Document]:
    """Give the reports that hold all that is asked, in order; undated ones come last.

    Without an order what was searched for comes best first, all else newest first.
    """
    tests = list(_tests(snapshot, sought))
    if sought.ids is not None:
        within = (snapshot.documents[i] for i in dict.fromkeys(sought.ids) if i in snapshot.documents)
        found = [d for d in within if all(test(d) for test in tests)]
        return found if order is None else _ordered(snapshot, found, order)
    found = [d for d in snapshot.documents.values() if all(test(d) for test in tests)]
    return _ordered(snapshot, found, order or "-published")


def is_not_read(snapshot: "Snapshot", document: Document) -> bool:
    """Tell whether no reader can read a report yet: its claims are marked by hand."""
    reading = snapshot.readings.get(document.id)
    return reading is None or any(i.code == "language_not_read" for i in reading.issues)


def outlets_and_languages(documents: Mapping[str, Document]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Count the reports of each outlet and in each language, the most frequent first."""
    outlets = Counter(d.source_name or "" for d in documents.values())
    languages = Counter(d.language or "" for d in documents.values())
    return dict(outlets.most_common()), dict(languages.most_common())


def _tests(snapshot: "Snapshot", sought: Sought) -> Iterator[Callable[[Document], bool]]:
    outlet, language, since, until = sought.outlet, sought.language, sought.since, sought.until
    if outlet is not None:
        yield lambda d: (d.source_name or "") == outlet
    if language is not None:
        yield lambda d: (d.language or "") == language
    if since is not None:
        yield lambda d: d.published_day is not None and d.published_day >= since
    if until is not None:
        yield lambda d: d.published_day is not None and d.published_day <= until
    if sought.not_read:
        yield lambda d: is_not_read(snapshot, d)
    if sought.no_incident:
        yield lambda d: not snapshot.incidents_of_document.get(d.id)
    if sought.confidential:
        yield lambda d: d.confidential


def _ordered(snapshot: "Snapshot", found: list[Document], order: Order) -> list[Document]:
    if order == "outlet":
        named = sorted(found, key=lambda d: (d.published_at or "", d.id), reverse=True)
        return sorted(named, key=lambda d: (not d.source_name, (d.source_name or "").casefold()))
    if order == "-taken":
        taken = snapshot.taken_at
        return sorted(found, key=lambda d: (taken[d.id].timestamp() if d.id in taken else 0.0, d.id), reverse=True)
    if order == "published":
        return sorted(found, key=lambda d: (d.published_at or "9999", d.id))
    return sorted(found, key=lambda d: (d.published_at or "", d.id), reverse=True)
