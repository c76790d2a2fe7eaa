"""Incidents for the map: each as wide as what is known of its place, never narrower."""

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tollbook.publish.wording import one_line
from tollbook.run.listing import Row
from tollbook.web.lines import days, toll_words

# Kilometres around the point. A town is some km across; "near" is UCDP's 25 km; of districts, half reach 19 km and
# three in four 31 km from their middle (embedded gazetteer, 6,975 districts of five towns and more); an area with a
# name of its own ("Donbas") may be as wide as several provinces. Provinces and countries have their own
# (tools/map_reach.py); those without, the upper quartile of all.
REACH: Mapping[str, int] = {"exact": 3, "near": 25, "admin2": 31, "admin1": 120, "region": 150, "country": 540}


def features(rows: Iterable[Row]) -> bytes:
    """Give the incidents that have a point as GeoJSON, gzipped; short names, as ten thousand of them are sent."""
    found = [_feature(r, r.lon, r.lat) for r in rows if r.lon is not None and r.lat is not None]
    text = json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False, separators=(",", ":"))
    # Level 4 takes half the time of 9 and gives 8 % more bytes (10,000 incidents: 60 ms).
    return gzip.compress(text.encode("utf-8", "surrogatepass"), 4, mtime=0)


def reach(row: Row) -> int:
    """Give how many kilometres around its point an incident may have happened."""
    known = _reaches()
    if row.precision == "admin1":
        return known.get(f"{row.country}/{row.admin1}", REACH["admin1"])
    if row.precision == "country":
        return known.get(row.country or "", REACH["country"])
    return REACH.get(row.precision or "", REACH["country"])


def _feature(row: Row, lon: float, lat: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]},
        "properties": {
            "id": row.id,
            "place": one_line(row.place_name or ""),
            "when": days(row),
            "killed": toll_words(row.killed),
            "km": reach(row),
            "precision": row.precision,
            "disputed": bool(row.conflicts),
        },
    }


@cache
def _reaches() -> Mapping[str, int]:
    text = (files("tollbook.web") / "map_reach.json").read_text(encoding="utf-8")
    found: dict[str, int] = json.loads(text)
    return found
