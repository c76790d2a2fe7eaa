"""Measure the choice among places of one name: python training/gazetteer/measure_geoparsing.py CORPUS.xml… [--half a|b]

The corpora mark place names and their points (LGL, TR-News). From the marked words, as a reader would give them: how
often a point was given, and how often it lies within 161 km (100 miles) of the marked one.
"""

import math
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from gold import in_half

from tollbook.model import Span
from tollbook.resolve.surroundings import surroundings_of
from tollbook.resolve.where import resolve_words
from tollbook.store.gazetteer import SqliteGazetteer

REACH_KM = 161


def measure(path: Path, half: str | None, gazetteer: SqliteGazetteer, show: bool) -> None:
    """Print the figures of one corpus."""
    marked = given = right = countries = 0
    for n, article in enumerate(ElementTree.parse(path).getroot().iter("article")):
        if not in_half(f"{path.stem}:{n}", half):
            continue
        text = article.findtext("text") or ""
        around = surroundings_of(text, gazetteer)
        for toponym in article.iter("toponym"):
            lat, lon = (toponym.findtext(x) or toponym.findtext(f"gaztag/{x}") for x in ("lat", "lon"))
            start, end = toponym.findtext("start"), toponym.findtext("end")
            if not (lat and lon and start and end) or len(text) < int(end):
                continue
            marked += 1
            place = resolve_words(Span.of(text, int(start), int(end)), around, gazetteer)
            if place.precision == "country":
                countries += 1
            if place.lat is None or place.lon is None:
                continue
            given += 1
            far = _km(place.lat, place.lon, float(lat), float(lon))
            right += far <= REACH_KM
            if show and far > REACH_KM:
                print(f"  {place.name!r} said {place.country} {place.admin1} marked {lat} {lon} {far:.0f} km")
    shares = f"{right / max(given, 1):.3f} of given, {right / max(marked - countries, 1):.3f} of all but countries"
    print(
        f"{path.name}: {marked} marked, {countries} countries; given {given}, within {REACH_KM} km {right} = {shares}"
    )


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a = (
        math.sin(math.radians(other_lat - lat) / 2) ** 2
        + math.cos(math.radians(lat))
        * math.cos(math.radians(other_lat))
        * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(a))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    chosen = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    tool = SqliteGazetteer()
    for name in (a for a in arguments if a.endswith(".xml")):
        measure(Path(name), chosen, tool, "--errors" in arguments)
