"""Measures how far a country or province reaches from its middle, so that the map draws no more than is known.

Nine in ten of its towns lie within the reach. Run `python tools/map_reach.py` after the embedded gazetteer has changed;
a test holds that the file follows from it.
"""

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tollbook.store.gazetteer import SCALE, embedded_path

REACH = Path(__file__).parents[1] / "src/tollbook/web/map_reach.json"
FEWEST = 5  # towns; fewer do not show a shape
KM = 111.2  # of a degree

Point = tuple[float, float]


def reaches() -> dict[str, int]:
    """Give kilometres by country ("ML") and by country and province ("ML/Kidal")."""
    connection = sqlite3.connect(f"file:{embedded_path()}?mode=ro&immutable=1", uri=True)
    rows = connection.execute(
        "select p.country, u.name, p.lat, p.lon from place p left join unit u on u.id = p.admin1 "
        "where p.feature like 'PPL%' and p.lat is not null and p.country is not null"
    ).fetchall()
    connection.close()
    towns: dict[str, list[Point]] = defaultdict(list)
    for country, province, lat, lon in rows:
        for key in (country, f"{country}/{province}" if province else country):
            towns[key].append((lat / SCALE, lon / SCALE))
    return {key: _reach(points) for key, points in sorted(towns.items()) if len(points) >= FEWEST}


def _reach(points: Sequence[Point]) -> int:
    middle = (median(p[0] for p in points), median(p[1] for p in points))
    shrink = math.cos(math.radians(middle[0]))
    distances = sorted(math.hypot(p[0] - middle[0], (p[1] - middle[1]) * shrink) * KM for p in points)
    return max(1, round(distances[int(0.9 * (len(distances) - 1))]))


def text() -> str:
    """Give the file as it is written, a line a unit."""
    return json.dumps(reaches(), ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    REACH.write_text(text(), encoding="utf-8")
