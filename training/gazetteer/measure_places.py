"""Measure the place of each incident: python training/gazetteer/measure_places.py FILE… [--half a|b] [--errors]

The reading says no place, and the name is looked for in the sentences of its claims; a name is right that shares a word
of more than three letters with the gold's. With --words the gold's words are given: how often a point, a unit or a
country comes out.
"""

import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from gold import document_of, reading_of, rows

from tollbook.lang import load_actors
from tollbook.resolve import resolve_reading
from tollbook.store.gazetteer import SqliteGazetteer
from tollbook.text import fold


def measure(path: Path, half: str | None, words: bool, show: bool) -> None:
    """Print how often the main incident's place is named, and how finely it is resolved."""
    gazetteer, actors = SqliteGazetteer(), load_actors()
    named = right = 0
    precision: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for row in rows(path, half):
        reading = reading_of(row, places=words)
        main = [a for a in reading.accounts if a.main][:1]
        gold = next((i["place"] for i in row["incidents"] if i["main"]), None)
        resolved = resolve_reading(document_of(row), replace(reading, accounts=tuple(main)), gazetteer, actors)
        for account in resolved.accounts:
            place = account.place
            precision[str(place and place.precision)] += gold is not None
            countries[str(place and place.country)] += gold is not None
            same = bool(place and gold and _words(place.name) & _words(gold))
            named += gold is not None
            right += same
            if show and gold and not (same and place and place.precision):
                print(f"  {row['id']} gold {gold!r} said {place and (place.name, place.country, place.precision)}")
    print(f"{path.name}: {named} with a place, {right} named; {dict(precision)} {dict(countries)}")


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", fold(name)) if len(w) > 3}


if __name__ == "__main__":
    arguments = sys.argv[1:]
    chosen = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    for file in (a for a in arguments if a.endswith(".jsonl")):
        measure(Path(file), chosen, "--words" in arguments, "--errors" in arguments)
