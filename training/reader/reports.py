"""The training reports as spans over words: what the tag layers, fields and links should say."""

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tollbook.read.labels import FAMILIES, FIELDS, ITEMS, SEVERAL, Family
from tollbook.read.words import Words, make_words

Report = dict[str, Any]
Place = tuple[int, int]
HERE = Path(__file__).parent
REPORTS = HERE.parent / "reports"


@dataclass(slots=True)
class Gold:
    """One span that the annotation names, and everything that it says of it."""

    several: set[str] = field(default_factory=set)
    fields: dict[str, str] = field(default_factory=dict)
    links: dict[str, set[Place]] = field(default_factory=dict)
    incident: int | None = None
    things: set[int] = field(default_factory=set)  # the claims or statements that it says


@dataclass(slots=True)
class Example:
    """One text, its words, and its spans by family."""

    id: str
    words: Words
    spans: dict[Family, dict[Place, Gold]]
    joined: bool = False


def load_reports(paths: Iterable[Path]) -> list[Report]:
    """Read annotated reports, one a line."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line.strip()]


def join_reports(first: Report, second: Report) -> Report:
    """Put two reports into one text, their incidents apart: what a page that carries two stories looks like."""
    shift = len(first["incidents"])
    claims = len(first["claims"])
    head = first["text"].rstrip() + "\n\n"
    joined: Report = {"id": f"{first['id']}+{second['id']}", "text": head + second["text"]}
    joined["incidents"] = first["incidents"] + [{**i, "n": i["n"] + shift, "main": False} for i in second["incidents"]]
    for key in ("claims", "statements", "victims"):
        later = [dict(x) for x in second.get(key, [])]
        for x in later:
            if x["incident"] is not None:
                x["incident"] += shift
            if x.get("part_of") is not None:
                x["part_of"] += claims
        joined[key] = [{**x, "_from": (0, len(head))} for x in first.get(key, [])]
        joined[key] += [{**x, "_from": (len(head), len(joined["text"]))} for x in later]
    return joined


def join_some(reports: list[Report], share: float, chance: random.Random) -> list[Report]:
    """Join a share of the reports in pairs, anew each epoch, the short ones with one another."""
    order = reports[:]
    chance.shuffle(order)
    count = int(len(order) * share) // 2 * 2
    pairs, rest = order[:count], order[count:]
    return [join_reports(a, b) for a, b in zip(pairs[::2], pairs[1::2], strict=True)] + rest


def encode_text(text: str, tokenizer: Any) -> Words:
    """Cut a text into words and pieces, as the reader does."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return make_words(text, encoding.ids, encoding.offsets, encoding.word_ids)


def encode_report(report: Report, tokenizer: Any) -> Example:
    """Turn one annotated report into spans over its words."""
    words = encode_text(report["text"], tokenizer)
    example = Example(report["id"], words, {family: {} for family in FAMILIES}, "+" in report["id"])
    main = next((i["n"] for i in report["incidents"] if i.get("main")), None)
    places = _place_spans(report, words)
    for family, key in (("quote", "claims"), ("statement", "statements"), ("victim", "victims")):
        for n, thing in enumerate(report.get(key, [])):
            for at in _quotes(family, thing, report["text"]):
                _add(example, family, n, thing, at, places)
    for family in ITEMS:
        for gold in example.spans[family].values():
            if not example.joined and gold.incident is not None:
                gold.fields["main"] = "yes" if gold.incident == main else "no"
    _link_parts(example, report["claims"])
    for spots in places.values():
        for spot in spots:
            example.spans["place"].setdefault(spot, Gold())
    return example


def to_words(words: Words, start: int, end: int) -> Place | None:
    """Give the words that the characters `start`–`end` touch."""
    touched = ((words.starts < end) & (words.ends > start)).nonzero()[0]
    return (int(touched[0]), int(touched[-1])) if len(touched) else None


def _add(example: Example, family: Family, n: int, thing: dict[str, Any], at: tuple[int, int], places: Any) -> None:
    words = example.words
    place = to_words(words, *at)
    if place is None:
        return
    spans = example.spans[family]
    known = place in spans
    gold = spans.setdefault(place, Gold())
    gold.things.add(n)
    if family in SEVERAL:
        gold.several.add(thing["effect"] if family == "quote" else thing["kind"])
    for name, values in FIELDS[family].items():
        value = _value(name, thing)
        if value is not None and not known:
            gold.fields[name] = value if value in values else values[0]
    if not known:
        gold.incident = thing["incident"]
    for link in ("claimant", "cue", "actor", "object"):
        if link not in thing:
            continue
        target = gold.links.setdefault(link, set())
        spot = thing[link] and _nearest(words.text, thing[link], at, thing, link)
        found = to_words(words, *spot) if spot else None
        if found:
            target.add(found)
            mention = example.spans[link].setdefault(found, Gold())
            if link == "claimant" and "claimant_kind" in thing:
                mention.fields.setdefault("kind", thing["claimant_kind"])
    if thing["incident"] is not None:
        gold.links.setdefault("place", set()).update(places.get(thing["incident"], ()))


def _value(name: str, thing: dict[str, Any]) -> str | None:
    if name == "provisional":
        return "yes" if thing["provisional"] else "no"
    if name == "placed":
        return "no" if thing["incident"] is None else "yes"
    if name == "claimant_kind":
        return thing["claimant_kind"] if thing["claimant"] is None else None
    if name == "means":
        return thing.get("_means")
    if name == "sex":
        return thing["sex"] or "unknown"
    value = thing.get(name)
    return value if isinstance(value, str) else None


def _link_parts(example: Example, claims: list[dict[str, Any]]) -> None:
    said: dict[int, list[Place]] = {}
    for place, gold in example.spans["quote"].items():
        for n in gold.things:
            said.setdefault(n, []).append(place)
    for place, gold in example.spans["quote"].items():
        target = gold.links.setdefault("part_of", set())
        for n in gold.things:
            whole = claims[n]["part_of"]
            target.update(p for p in said.get(whole, ()) if p != place)


def _quotes(family: Family, thing: dict[str, Any], text: str) -> Iterator[tuple[int, int]]:
    low, high = thing.get("_from", (0, len(text)))
    if family == "victim":
        yield from ((m.start() + low, m.end() + low) for m in re.finditer(re.escape(thing["name"]), text[low:high]))
        return
    found = [m.start() + low for m in re.finditer(re.escape(thing["quote"]), text[low:high])]
    first = found[min(thing.get("quote_n", 1), len(found)) - 1]
    taken = [(first, first + len(thing["quote"]))]
    for quote in thing.get("more_quotes", []):
        spots = [m.start() + low for m in re.finditer(re.escape(quote), text[low:high])]
        free = [s for s in spots if all(s >= b or s + len(quote) <= a for a, b in taken)]
        later = [s for s in free if s > first] or free
        if later:
            taken.append((later[0], later[0] + len(quote)))
    yield from taken


def _nearest(text: str, words: str, at: tuple[int, int], thing: dict[str, Any], name: str) -> tuple[int, int] | None:
    low, high = thing.get("_from", (0, len(text)))
    found = [m.start() + low for m in re.finditer(re.escape(words), text[low:high])]
    if not found:
        return None
    if name + "_n" in thing:
        start = found[min(thing[name + "_n"], len(found)) - 1]
        return (start, start + len(words))
    size = len(words)
    start = min(found, key=lambda s: (max(0, s - at[1], at[0] - s - size), abs(s - at[0])))
    return (start, start + size)


def _place_spans(report: Report, words: Words) -> dict[int, list[Place]]:
    spots: dict[int, list[Place]] = {}
    for incident in report["incidents"]:
        name = incident.get("place")
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", report["text"]) if name else ():
            place = to_words(words, *found.span())
            if place:
                spots.setdefault(incident["n"], []).append(place)
    means = {i["n"]: i["means"] for i in report["incidents"]}
    for claim in report["claims"]:
        claim["_means"] = means.get(claim["incident"])
    return spots
