"""Writes the names that orient a person on the map: towns of the embedded gazetteer, countries of the shipped borders.

Run `python tools/map_names.py` after either has changed; a test holds that the file follows from them.
"""

import json
import math
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tollbook.store.gazetteer import SCALE, embedded_path

STATIC = Path(__file__).parents[1] / "src/tollbook/web/static"
NAMES = STATIC / "map-names.json"
BORDERS = STATIC / "vendor/countries-50m.json"
LARGE = 100_000  # towns of at least so many people: 6,200 names, 80 KB compressed
OF_EACH_COUNTRY = 15  # and the largest of each country, so that thinly settled ones are not blank
CELLS = 24  # a country's name stands in the one of 24 x 24 cells that is farthest from its borders

Ring = list[tuple[float, float]]


def names() -> dict[str, list[Any]]:
    """Give towns as [name, lon, lat, thousands of people, capital] and countries as [name, lon, lat, size]."""
    return {"towns": list(_towns()), "countries": sorted(_countries(json.loads(BORDERS.read_text(encoding="utf-8"))))}


def text() -> str:
    """Give the file as it is written: a line a name, so that changes can be read."""
    parts = (
        f'"{kind}":[\n' + ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows) + "\n]"
        for kind, rows in names().items()
    )
    return "{" + ",\n".join(parts) + "}\n"


def _towns() -> Iterator[list[Any]]:
    connection = sqlite3.connect(f"file:{embedded_path()}?mode=ro&immutable=1", uri=True)
    rows = connection.execute(
        "select name, lon, lat, population, feature = 'PPLC', "
        "row_number() over (partition by country order by population desc, id) from place "
        "where feature like 'PPL%' and lat is not null and population > 0 order by population desc, id"
    ).fetchall()
    connection.close()
    for name, lon, lat, people, capital, place in rows:
        if people >= LARGE or capital or place <= OF_EACH_COUNTRY:
            yield [name, round(lon / SCALE, 3), round(lat / SCALE, 3), round(people / 1000), int(capital)]


def _countries(world: dict[str, Any]) -> Iterator[list[Any]]:
    arcs = [list(_unfold(a, world["transform"])) for a in world["arcs"]]
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [[p for arc in polygon[0] for p in _arc(arcs, arc)[:-1]] for polygon in polygons]
        outline = max(rings, key=lambda r: abs(_area(r)))
        lon, lat = _inmost(outline)
        yield [shape["properties"]["name"], round(lon, 2), round(lat, 2), round(abs(_area(outline)), 1)]


def _unfold(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    x = y = 0
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield (x * kx + dx, y * ky + dy)


def _arc(arcs: Sequence[Ring], index: int) -> Ring:
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _inmost(ring: Ring) -> tuple[float, float]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    cells = [
        (min(xs) + width * (i + 0.5) / CELLS, min(ys) + height * (j + 0.5) / CELLS)
        for i in range(CELLS)
        for j in range(CELLS)
    ]
    return max((c for c in cells if _inside(c, ring)), key=lambda c: _distance(c, ring), default=ring[0])


def _inside(point: tuple[float, float], ring: Ring) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


def _distance(point: tuple[float, float], ring: Ring) -> float:
    shrink = math.cos(math.radians(point[1]))
    return min(math.hypot((x - point[0]) * shrink, y - point[1]) for x, y in ring)


if __name__ == "__main__":
    NAMES.write_text(text(), encoding="utf-8")
