"""The table of places: tests/cases/en/places.yml, written from the codebook."""

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from tollbook.model import Account, Place, ReaderVersion, Reading
from tollbook.resolve.evidence import evidence_of
from tollbook.resolve.surroundings import surroundings_of
from tollbook.resolve.where import places_near, resolve_where
from tollbook.store.gazetteer import SqliteGazetteer
from tollbook.text import sentences

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/en/places.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def gazetteer() -> SqliteGazetteer:
    return SqliteGazetteer()


def _marked(case: dict[str, Any]) -> Any:
    gap = pytest.mark.xfail(reason="known gap", strict=False)
    return pytest.param(case, id=case["text"][:60], marks=[gap] if case.get("known_gap") else [])


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_the_text_plays_here(case: dict[str, Any], gazetteer: SqliteGazetteer) -> None:
    place = _place_of(case["text"], gazetteer)
    expected = case["expect"]
    if expected is None:
        assert place is None or (place.lat is None and place.precision is None), place
        return
    assert place is not None, "no place was found"
    assert expected["name"] in place.name or place.name in expected["name"]
    assert place.country == expected["country"], place
    if "lat" in expected and expected["lat"] is None:
        assert place.lat is None, place
        assert place.lon is None, place
    elif "lat" in expected:
        assert place.lat is not None, place
        assert place.lon is not None, place
        assert _km(place.lat, place.lon, expected["lat"], expected["lon"]) <= expected["within_km"], place
    precisions = expected["precision"] if isinstance(expected["precision"], list) else [expected["precision"]]
    assert place.precision in precisions, place


def _place_of(text: str, gazetteer: SqliteGazetteer) -> Place | None:
    reading = Reading("d", "x", ReaderVersion("none", "0"), "en", accounts=(Account("d", 1, True),))
    around = surroundings_of(text, gazetteer)
    account = reading.accounts[0]
    words = places_near(account, evidence_of(account, reading, tuple(sentences(text))), around)
    return resolve_where(words, around, gazetteer, account.id)[0]


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(lat - other_lat, east)
