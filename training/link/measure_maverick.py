"""Measure linking on MAVERICK's event reports (CC BY 4.0): does each report find the other reports of its event?

    python training/link/measure_maverick.py …/maverick_event_report.csv [--weights]

`event_id` is the answer and is hidden, as is every `*_id` column. Thresholds and weights are tuned on the events whose
hash is even; the figures to report are of the others. `--weights` prints what each trait is worth on the tuning half.
"""

import argparse
import csv
import hashlib
import math
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from tollbook.link.accounts import link_accounts, scored_links
from tollbook.link.cluster import cluster_accounts
from tollbook.link.traits import ToldAccount, traits_of
from tollbook.model import Account, AllegedPerpetrator, Claim, Count, Place, Span, TimeSpan
from tollbook.model.codes import Effect, Means

Row = dict[str, str]

COUNTRIES = {"Kenya": "KE", "Ivory Coast": "CI"}
MEANS: dict[str, Means] = {
    "Shooting": "shooting",
    "Stabbing": "stabbing",
    "Arson": "arson",
    "Bombing": "ied",
    "Shelling": "shelling",
}


def main() -> None:
    """Print B-cubed and pairwise figures of both halves and of the two floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", type=Path)
    parser.add_argument("--weights", action="store_true")
    arguments = parser.parse_args()
    rows = list(csv.DictReader(arguments.csv.open(encoding="utf-8")))
    halves = {name: [r for r in rows if half(r) == name] for name in ("tune", "report")}
    if arguments.weights:
        print_weights(halves["tune"])
        return
    for name, chosen in (*halves.items(), ("all", rows)):
        ordered = by_document(chosen)
        told = [told_account(r) for r in ordered]
        gold = {t.account.id: r["event_id"] for t, r in zip(told, ordered, strict=True)}
        floors = {t.account.id: floor(r) for t, r in zip(told, ordered, strict=True)}
        show(f"{name}: same date and coordinates", gold, floors)
        started = time.perf_counter()
        traits = [traits_of(t) for t in told]
        clustering = cluster_accounts(traits, link_accounts(traits, ()))
        ours = {account: n for n, cluster in enumerate(clustering.clusters) for account in cluster}
        show(f"{name}: link", gold, ours)
        print(f"    {len(clustering.unsure)} questions, {time.perf_counter() - started:.1f} s")


def half(row: Row) -> str:
    """Put an event into one half by the hash of its hidden id."""
    return "report" if int(hashlib.sha256(row["event_id"].encode()).hexdigest(), 16) % 2 else "tune"


def by_document(rows: Iterable[Row]) -> list[Row]:
    """Sort by source, then by row id: reports of one source are the accounts of one document."""
    return sorted(rows, key=lambda r: (r["source"], r["id"]))


_numbers: dict[str, Counter[str]] = defaultdict(Counter)


def told_account(row: Row) -> ToldAccount:
    """Turn a row into an account, as resolve would have it; what the table does not say stays unknown."""
    source = row["source"]
    document_id = "d-" + hashlib.sha256(source.encode()).hexdigest()[:16]
    counter = _numbers[source]
    n = counter.setdefault(row["id"], len(counter) + 1)
    claims = [c for c in (claim(row, "deaths", "killed"), claim(row, "injuries", "injured")) if c is not None]
    account = Account(
        document_id,
        n,
        n == 1,
        means=means(row),
        time=days(row),
        place=place(row),
        perpetrators=tuple(perpetrators(row)),
    )
    title = source.partition(")")[2]
    return ToldAccount(account, tuple(claims), published=published(source), title=title)


def published(source: str) -> str | None:
    """The date in brackets after the source's name."""
    day = source.partition("(")[2].partition(")")[0]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def days(row: Row) -> TimeSpan:
    """The days of a row."""
    first, last = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    return TimeSpan(first, max(first, last), "day" if first == last else "days", "stated")


def place(row: Row) -> Place | None:
    """The place of a row: precise from a town upwards, a region below."""
    name = row["location"] or row["city"]
    level = float(row["geo_precision"] or 0)
    country = COUNTRIES[row["country"]]
    if level < 3 or not row["latitude"]:
        return Place(name or row["country"], None, country, None, None, None, None, "region", None, 1.0)
    lat, lon = float(row["latitude"]), float(row["longitude"])
    return Place(name, None, country, None, None, lat, lon, "exact", None, 1.0)


def perpetrators(row: Row) -> Iterable[AllegedPerpetrator]:
    """All named actors of a row."""
    for k in range(1, 7):
        name = row[f"actor{k}"]
        if name and "nknown" not in name:
            yield AllegedPerpetrator(name, None, None, None, "blames", "s")


def means(row: Row) -> Means:
    """The one means that the row gives, unknown where it gives several."""
    said = {v for k in range(1, 7) for v in row[f"actor{k}_violence"].split("; ")} & MEANS.keys()
    return MEANS[said.pop()] if len(said) == 1 else "unknown"


def claim(row: Row, column: str, effect: Effect) -> Claim | None:
    """The figure of a row; the table writes 0 also where the report says nothing, so that 0 is unknown."""
    low, high = int(row[f"{column}_low"] or 0), int(row[f"{column}_high"] or 0)
    if not low and not high:
        return None
    count = Count(min(low, high), max(low, high), "exact" if low == high else "range")
    return Claim(f"c-{row['id']}-{effect}", Span(0, 1, "x"), effect, count)


def floor(row: Row) -> tuple[str, ...]:
    """The simplest answer: reports of the same first day and coordinates are one event."""
    return (row["date_start"], row["latitude"], row["longitude"]) if row["latitude"] else (row["id"],)


def show(name: str, gold: dict[str, str], answer: Mapping[str, Hashable]) -> None:
    """Print B-cubed precision, recall, F1 and pairwise F1."""
    b_precision, b_recall = b_cubed(gold, answer)
    p_precision, p_recall = pairwise(gold, answer)
    print(
        f"{name:38s} B³ P {b_precision:.3f} R {b_recall:.3f} F1 {f1(b_precision, b_recall):.3f}"
        f"   pairs P {p_precision:.3f} R {p_recall:.3f} F1 {f1(p_precision, p_recall):.3f}"
    )


def b_cubed(gold: dict[str, str], answer: Mapping[str, Hashable]) -> tuple[float, float]:
    """For each report, how much of its answer cluster is of its event, and how much of its event is in it."""
    both = Counter((gold[i], answer[i]) for i in gold)
    events, clusters = Counter(gold.values()), Counter(answer[i] for i in gold)
    precision = sum(n * n / clusters[c] for (_, c), n in both.items()) / len(gold)
    recall = sum(n * n / events[e] for (e, _), n in both.items()) / len(gold)
    return precision, recall


def pairwise(gold: dict[str, str], answer: Mapping[str, Hashable]) -> tuple[float, float]:
    """Precision and recall over pairs of reports."""
    both = Counter((gold[i], answer[i]) for i in gold)
    hit = sum(math.comb(n, 2) for n in both.values())
    said = sum(math.comb(n, 2) for n in Counter(answer[i] for i in gold).values())
    true = sum(math.comb(n, 2) for n in Counter(gold.values()).values())
    return (hit / said if said else 0.0), (hit / true if true else 0.0)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def print_weights(rows: Sequence[Row]) -> None:
    """Print how often each reason is right, and the bits that its counts say, over candidate pairs."""
    ordered = by_document(rows)
    told = [told_account(r) for r in ordered]
    event = {t.account.id: r["event_id"] for t, r in zip(told, ordered, strict=True)}
    counts: dict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0])
    totals = [0, 0]
    for link in scored_links([traits_of(t) for t in told]):
        same = event[link.left] == event[link.right]
        totals[not same] += 1
        for reason in link.reasons:
            counts[reason.kind, reason.score][not same] += 1
    print(f"pairs kept: {totals[0]} of one event, {totals[1]} of two")
    for (kind, bits), (same_n, other_n) in sorted(counts.items()):
        said = math.log2(((same_n + 0.5) / totals[0]) / ((other_n + 0.5) / totals[1]))
        print(f"{kind:26s} {bits:6.2f}   one {same_n:5d}  two {other_n:6d}   among those kept {said:6.2f}")


if __name__ == "__main__":
    main()
