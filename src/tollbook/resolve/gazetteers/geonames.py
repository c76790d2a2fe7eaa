"""GeoNames tables (country files, allCountries): the 19 columns of their readme, into entries and names."""

from collections.abc import Iterable, Iterator

from tollbook.model import GazetteerEntry, Issue

COLUMNS = 19
# Populated places, units and countries, camps and other places that reports name; no wells, ridges or farms.
_CLASSES = frozenset("AP")
_FEATURES = frozenset(
    ["AIRF", "AIRP", "AIRB", "CMP", "CMPRF", "HSP", "INSM", "MILB", "OAS", "PRN", "REG", "RGN", "VAL"]
)

Row = tuple[GazetteerEntry, tuple[str, ...]]


def read_rows(lines: Iterable[str], name: str) -> Iterator[Row | Issue]:
    """Read a table line by line; a line that does not hold what it must becomes an Issue with its number.

    Unit names are taken from the table's own ADM1 and ADM2 rows, so that a place says "Kidal", not "10".
    """
    rows: list[tuple[GazetteerEntry, tuple[str, ...], str, str]] = []
    units: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _read_row(line.rstrip("\r\n").split("\t"))
        if isinstance(row, str):
            yield Issue("store", f"{name}:{number}", "gazetteer_line", row)
        elif row is not None:
            entry, names, first, second = row
            rows.append(row)
            if entry.feature in ("ADM1", "ADM2"):
                units[(first, second if entry.feature == "ADM2" else "")] = entry.name
    for entry, names, first, second in rows:
        yield _with_units(entry, units.get((first, "")), units.get((first, second)) if second else None), names


def _read_row(fields: list[str]) -> tuple[GazetteerEntry, tuple[str, ...], str, str] | str | None:
    if len(fields) != COLUMNS:
        return f"{len(fields)} columns where GeoNames has {COLUMNS}: line left out"
    if fields[6] not in _CLASSES and fields[7] not in _FEATURES:
        return None
    try:
        number, lat, lon, population = int(fields[0]), float(fields[4]), float(fields[5]), int(fields[14] or 0)
    except ValueError as error:
        return f"not a number where one must stand ({error}): line left out"
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return f"latitude {lat}, longitude {lon} is nowhere on Earth: line left out"
    country = fields[8] or None
    entry = GazetteerEntry(f"gn:{number}", fields[1], country, None, None, lat, lon, fields[7] or "PPL", population)
    others = tuple(n for n in (fields[2], *fields[3].split(",")) if n and n != fields[1])
    return entry, tuple(dict.fromkeys(others)), f"{country}.{fields[10]}", fields[11]


def _with_units(entry: GazetteerEntry, admin1: str | None, admin2: str | None) -> GazetteerEntry:
    return GazetteerEntry(
        entry.id, entry.name, entry.country, admin1, admin2, entry.lat, entry.lon, entry.feature, entry.population
    )
