"""`eval claims`: how much of what careful readers recorded is found, each row a stricter question.

figure: harm, low, high and place in the text · whom: also status and group · who_says: figure and claimant · full: all
of these, polarity and scope · strict: full, certainty, provisional, wording and the same total.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from tollbook.evaluate.benchmark import Difference, Json, Measured, Read, corpus_of, half_of, rows_of
from tollbook.evaluate.figures import Counts, Figure, f1_figure, figure_of, share
from tollbook.evaluate.pairing import Thing, pair_best, places_of, same_speaker, share_words, words_of

ROWS = ("figure", "whom", "who_says", "full", "strict")
FIELDS = ("status", "group", "polarity", "scope", "certainty", "provisional", "wording", "claimant_kind")
_DEFAULTS = {"group": "none", "polarity": "affirmed", "scope": "incident"}


def run(path: Path, read: Read, half: str | None = None) -> Measured:
    """Read the annotated documents of a file and score what was read."""
    gold = [g for g in rows_of(path) if g.get("annotated") is not False and half in (None, half_of(g["id"]))]
    asked = ("id", "text", "published", "title", "source")
    readings = read({name: g.get(name) for name in asked} for g in gold)
    return score_claims(gold, {r["id"]: r for r in readings})


def score_claims(gold: Sequence[Json], readings: Mapping[str, Json]) -> Measured:
    """Score readings, by document id, against annotated documents (the format of `extract`, and of the gold)."""
    counted: list[Counts] = []
    differences: list[Difference] = []
    for document in gold:
        counts: Counts = Counter(documents=1)
        reading = readings.get(document["id"])
        counts["missing"] = reading is None
        differences += _count_claims(document, reading or {}, counts)
        _count_statements(document, reading or {}, counts)
        _count_victims(document, reading or {}, counts)
        _count_main(document, reading or {}, counts)
        counted.append(counts)
    total: Counts = Counter()
    for counts in counted:
        total.update(counts)
    return Measured("claims", corpus_of(gold), tuple(_figures(counted, total)), dict(total), tuple(differences))


def checks(gold: Thing, predicted: Thing) -> dict[str, bool]:
    """Hold a paired claim against the annotated one: each row and each field, right or not (but for `part_of`)."""
    same = {f: gold.get(f) == predicted.get(f, _DEFAULTS.get(f)) for f in FIELDS}
    whom = same["status"] and same["group"]
    says = same_speaker(gold.get("claimant"), predicted.get("claimant"))
    full = whom and says and same["polarity"] and same["scope"]
    strict = full and same["certainty"] and same["provisional"] and same["wording"]
    return {"figure": True, "whom": whom, "who_says": says, "full": full, "strict": strict, **same}


def pair_claims(text: str, gold: Sequence[Thing], predicted: Sequence[Thing]) -> list[tuple[int, int]]:
    """Pair claims of the same harm, low and high whose quotes share letters, the likest first."""

    def fits(g: Thing, p: Thing) -> bool:
        said = (g["effect"], g["low"], g["high"])
        return said == (p.get("effect"), p.get("low"), p.get("high")) and share_words(text, g, p)

    def worth(g: Thing, p: Thing) -> tuple[int, int]:
        held = checks(g, p)
        return sum(held[row] for row in ROWS), -abs(len(g["quote"]) - len(p["quote"]))

    return pair_best(gold, predicted, fits, worth)


def _count_claims(document: Json, reading: Json, counts: Counts) -> list[Difference]:
    text, gold, predicted = document.get("text") or "", document["claims"], reading.get("claims") or []
    pairs = pair_claims(text, gold, predicted)
    to_predicted = dict(pairs)
    counts.update(gold=len(gold), predicted=len(predicted), paired=len(pairs))
    counts["false_quotes"] = sum(1 for p in predicted if text and not places_of(text, p))
    differing = []
    for i, j in pairs:
        held = checks(gold[i], predicted[j])
        held["part_of"] = _same_whole(gold[i].get("part_of"), predicted[j].get("part_of"), to_predicted)
        held["strict"] = held["strict"] and held["part_of"]
        counts.update({f"hit_{row}": held[row] for row in ROWS})
        counts.update({f"same_{name}": held[name] for name in (*FIELDS, "part_of")})
        if not held["full"]:
            differing.append(_differing(document["id"], gold[i], predicted[j]))
    for (i, j), (k, m) in combinations(pairs, 2):
        together = gold[i].get("incident") == gold[k].get("incident")
        counts["pairs"] += 1
        counts["same_incident"] += together == (predicted[j].get("incident") == predicted[m].get("incident"))
    return [*differing, *_unpaired(document["id"], (gold, predicted), pairs)]


def _same_whole(gold: int | None, predicted: int | None, to_predicted: Mapping[int, int]) -> bool:
    if gold is None:
        return predicted is None
    return to_predicted.get(gold) == predicted


def _differing(document_id: str, gold: Thing, predicted: Thing) -> Difference:
    names = ("status", "group", "claimant", "polarity", "scope")
    off = (f"{n}: {gold.get(n)!r}, read as {predicted.get(n)!r}" for n in names if gold.get(n) != predicted.get(n))
    return Difference(document_id, "differs", gold["quote"], "; ".join(off))


def _unpaired(
    document_id: str, both: tuple[Sequence[Thing], Sequence[Thing]], pairs: Sequence[tuple[int, int]]
) -> Iterable[Difference]:
    for kind, things, side in (("missed", both[0], 0), ("extra", both[1], 1)):
        paired = {pair[side] for pair in pairs}
        for n, thing in enumerate(things):
            if n not in paired:
                said = f"{thing.get('effect')} {thing.get('low')}–{thing.get('high')} by {thing.get('claimant')!r}"
                yield Difference(document_id, kind, thing["quote"], said)


def _count_statements(document: Json, reading: Json, counts: Counts) -> None:
    if "statements" not in document:
        return
    text, gold, predicted = document.get("text") or "", document["statements"], reading.get("statements") or []

    def fits(g: Thing, p: Thing) -> bool:
        parties = all(same_speaker(g.get(name), p.get(name)) for name in ("actor", "object"))
        return g["kind"] == p.get("kind") and parties and share_words(text, g, p)

    def says(g: Thing, p: Thing) -> bool:
        return same_speaker(g.get("claimant"), p.get("claimant"))

    pairs = pair_best(gold, predicted, fits, says)
    counts.update(statements_gold=len(gold), statements_predicted=len(predicted), statement=len(pairs))
    counts["statement_full"] += sum(says(gold[i], predicted[j]) for i, j in pairs)


def _count_victims(document: Json, reading: Json, counts: Counts) -> None:
    if "victims" not in document:
        return
    gold = document["victims"]
    predicted = reading.get("victims") or [v for a in _accounts(reading) for v in a.get("victims") or ()]

    def shared(g: Thing, p: Thing) -> int:
        return len(words_of(g["name"]) & words_of(p.get("name")))

    def fits(g: Thing, p: Thing) -> bool:
        longer = max(len(words_of(g["name"])), len(words_of(p.get("name"))))
        return g["effect"] == p.get("effect") and 3 * shared(g, p) >= 2 * longer

    pairs = pair_best(gold, predicted, fits, shared)
    counts.update(victims_gold=len(gold), victims_predicted=len(predicted), victim=len(pairs))
    counts["victim_full"] += sum(gold[i].get("age") == predicted[j].get("age") for i, j in pairs)


def _count_main(document: Json, reading: Json, counts: Counts) -> None:
    gold = next((i for i in document["incidents"] if i.get("main")), None)
    read = next((a for a in _accounts(reading) if a.get("main")), None)
    if gold is None or read is None:
        return
    place = read.get("place")
    name = place.get("name") if isinstance(place, Mapping) else place
    counts["main_date"] += gold.get("date") == read.get("date")
    counts["main_place"] += bool(words_of(gold.get("place")) & words_of(name)) or not (gold.get("place") or name)


def _accounts(reading: Json) -> Sequence[Json]:
    return reading.get("accounts") or reading.get("incidents") or ()


def _figures(documents: Sequence[Counts], total: Counts) -> Iterable[Figure]:
    for row in ROWS:
        yield f1_figure(row, f"hit_{row}", "predicted", "gold", documents)
    for name in (*FIELDS, "part_of"):
        yield figure_of(f"same {name}", share(f"same_{name}", "paired"), documents, "paired")
    yield figure_of("one incident", share("same_incident", "pairs"), documents, "pairs")
    for name in ("statement", "statement_full"):
        if total["statements_gold"] or total["statements_predicted"]:
            yield f1_figure(name, name, "statements_predicted", "statements_gold", documents)
    for name in ("victim", "victim_full"):
        if total["victims_gold"] or total["victims_predicted"]:
            yield f1_figure(name, name, "victims_predicted", "victims_gold", documents)
    yield figure_of("main date", share("main_date", "documents"), documents, "documents")
    yield figure_of("main place", share("main_place", "documents"), documents, "documents")
