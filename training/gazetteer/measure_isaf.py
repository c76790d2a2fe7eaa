"""Measure day and province of press releases: python training/gazetteer/measure_isaf.py FILE [--half a|b] [--errors]

The reading has one account and no words for it: what the first sentences say. Most releases have their date in their
head; where it is missing, "yesterday" cannot be told.
"""

import sys
from dataclasses import replace
from pathlib import Path

from gold import document_of, rows

from tollbook.lang.actors import load_actors
from tollbook.model import Account, ReaderVersion, Reading
from tollbook.resolve import resolve_reading
from tollbook.resolve.gazetteers.spelling import loose_key
from tollbook.store.gazetteer import SqliteGazetteer


def measure(path: Path, half: str | None, show: bool) -> None:
    """Print how often day and province are given, and right."""
    gazetteer, actors = SqliteGazetteer(), load_actors()
    n = dated = right = close = placed = province = 0
    for row in rows(path, half):
        document = replace(document_of({**row, "published": row.get("published")}))
        reading = Reading(
            document.id,
            document.text_sha256,
            ReaderVersion("none", "0"),
            "en",
            accounts=(Account(document.id, 1, True),),
        )
        account = resolve_reading(document, reading, gazetteer, actors).accounts[0]
        gold = row["gold"]
        n += 1
        said = str(account.time.earliest) if account.time else None
        dated += said is not None
        same = account.time is not None and str(account.time.earliest) <= gold["start_date"] <= str(account.time.latest)
        right += same and account.time is not None and account.time.earliest == account.time.latest
        close += same
        units = {loose_key(u) for u in (account.place.admin1, account.place.name) if u} if account.place else set()
        placed += bool(account.place and account.place.precision)
        good = any(loose_key(p)[:5] in {u[:5] for u in units} for p in gold["province"])
        province += good
        if show and not (same and good):
            print(f"  {row['id']} gold {gold['start_date']} {gold['province']} said {said} {account.place}")
    print(
        f"{path.name}: {n}; day given {dated}, right {right}, within {close}; place given {placed}, province {province}"
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    chosen = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    measure(Path(arguments[0]), chosen, "--errors" in arguments)
