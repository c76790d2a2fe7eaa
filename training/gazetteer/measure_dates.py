"""Measure the time chosen for each incident: python training/gazetteer/measure_dates.py FILE… [--half a|b] [--errors]

Of the gold incidents with a date: how often a time was given, and how often it is the same stretch, or overlaps it. Of
those without: how often none was given. With --all the background incidents too.
"""

import sys
from datetime import date
from pathlib import Path

from gold import document_of, reading_of, rows

from tollbook.resolve.account_time import choose_time
from tollbook.resolve.evidence import evidence_of
from tollbook.resolve.when import find_times, publication_day
from tollbook.text import sentences


def measure(paths: list[Path], half: str | None, errors: bool, main_only: bool = True) -> None:
    """Print the figures of each file."""
    for path in paths:
        n = same = given = near = none = none_right = 0
        for row in rows(path, half):
            document, reading = document_of(row), reading_of(row)
            text = document.text
            published = date.fromisoformat(row["published"]) if row.get("published") else publication_day(text)
            times = find_times(text, published)
            cut = tuple(sentences(text))
            for account, incident in zip(reading.accounts, row["incidents"], strict=True):
                if main_only and not account.main:
                    continue
                time, issues = choose_time(text, account, times, evidence_of(account, reading, cut), published)
                said = [str(time.earliest), str(time.latest)] if time else None
                if incident["date"] is None:
                    none += 1
                    none_right += said is None
                else:
                    n += 1
                    given += said is not None
                    same += said == incident["date"]
                    near += bool(said and said[0] <= incident["date"][1] and incident["date"][0] <= said[1])
                if errors and said != incident["date"]:
                    print(f"  {row['id']} gold {incident['date']} said {said} {time and time.words} {issues}")
        print(f"{path.name}: {n} dated: given {given}, same {same}, overlapping {near}; ", end="")
        print(f"{none} undated: none given {none_right}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    half = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    files = [Path(a) for a in arguments if a.endswith(".jsonl")]
    measure(files, half, "--errors" in arguments, "--all" not in arguments)
