"""Who's On First tables: country, id, placetype, name, latitude, longitude, names joined by `|`, concordances."""

from collections.abc import Iterable, Iterator

from tollbook.model import GazetteerEntry, Issue

COLUMNS = 7
# Their place types, in GeoNames' feature codes.
_FEATURES = {
    "country": "PCLI",
    "macroregion": "RGN",
    "region": "ADM1",
    "macrocounty": "RGN",
    "county": "ADM2",
    "localadmin": "ADM3",
    "locality": "PPL",
    "borough": "PPLX",
    "macrohood": "PPLX",
    "neighbourhood": "PPLX",
    "microhood": "PPLX",
    "campus": "INSM",
}

Row = tuple[GazetteerEntry, tuple[str, ...]]


def read_rows(lines: Iterable[str], name: str) -> Iterator[Row | Issue]:
    """Read a table line by line; a line that does not hold what it must becomes an Issue with its number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _read_row(line.rstrip("\r\n").split("\t"))
        yield Issue("store", f"{name}:{number}", "gazetteer_line", row) if isinstance(row, str) else row


def _read_row(fields: list[str]) -> Row | str:
    if len(fields) < COLUMNS:
        return f"{len(fields)} columns where at least {COLUMNS} must stand: line left out"
    country, number, kind, written, lat, lon, others = fields[:COLUMNS]
    if kind not in _FEATURES:
        return f"place type {kind!r} is not known: line left out"
    try:
        point = float(lat), float(lon)
    except ValueError as error:
        return f"not a number where one must stand ({error}): line left out"
    if not (number.isdigit() and written and -90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        return "no id, no name, or a point that is nowhere on Earth: line left out"
    entry = GazetteerEntry(f"wof:{number}", written, country or None, None, None, *point, _FEATURES[kind], 0)
    return entry, tuple(dict.fromkeys(n for n in others.split("|") if n and n != written))
