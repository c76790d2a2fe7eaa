"""The sample reports, read end to end, against what a careful person wrote down before any program had read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pytest
import yaml

from tollbook.ingest.documents import Given
from tollbook.model import Document, Incident, Reading, Record
from tollbook.run.inputs import InputOptions, gather
from tollbook.run.kit import build_reader, build_tools
from tollbook.run.local import current_record, take_inputs
from tollbook.store import read
from tollbook.store.db import open_workspace
from tollbook.store.verify import verify

SAMPLES = Path(str(files("tollbook") / "samples"))
EXPECTED: dict[str, Any] = yaml.safe_load((SAMPLES / "expected.yml").read_text(encoding="utf-8"))
# What the shipped reader reaches on the samples; none may fall. Measured by this very test.
FIGURES_FOUND = 0.90
FIGURES_RIGHT = 0.80


@dataclass(frozen=True)
class Read:
    """The samples, read."""

    documents: dict[str, Document]
    readings: dict[str, Reading]
    record: Record
    faults: tuple[Any, ...]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folders = [str(SAMPLES / name) for name in EXPECTED]
    with open_workspace(tmp_path_factory.mktemp("samples"), create=True) as ws:
        report = take_inputs(ws, gather(folders, Given(), InputOptions()), build_reader())
        assert not report.refused
        record = current_record(ws, build_tools(ws.directory))
        documents = {d.id: d for d in read.documents(ws)}
        return Read(documents, {r.document_id: r for r in read.latest_readings(ws)}, record, verify(ws).faults)


def published(samples: Read, day: str, words: list[str]) -> list[Document]:
    """Give the documents of a day whose text holds all of these words."""
    return [d for d in samples.documents.values() if d.published_day == day and all(w in d.text for w in words)]


def expected_reports() -> Iterator[dict[str, Any]]:
    """Give every report of which claims are written down."""
    for incident in EXPECTED.values():
        yield from (r for r in incident["reports"] if r.get("claims"))


def main_incident(samples: Read, name: str) -> Incident:
    """Give the incident at the expected place and day that most accounts tell."""
    expected = EXPECTED[name]["incident"]
    here = [
        i
        for i in samples.record.incidents
        if i.time
        and i.time.earliest <= date.fromisoformat(str(expected["date"][1])) <= i.time.latest
        and _near(i, expected["place"])
    ]
    assert here, f"no incident of {expected['date']} near {expected['place']['name']}"
    return max(here, key=lambda i: len(i.accounts))


def _near(incident: Incident, place: dict[str, Any]) -> bool:
    if not incident.place or incident.place.lat is None or incident.place.lon is None:
        return False
    north, east = incident.place.lat - place["lat"], (incident.place.lon - place["lon"]) * cos(radians(place["lat"]))
    return incident.place.country == place["country"] and hypot(north, east) * 111.2 <= place["within_km"]


def test_every_quote_stands_in_its_text(samples: Read) -> None:
    assert samples.faults == ()


def test_figures_of_the_reports(samples: Read) -> None:
    expected = found = given = 0
    for report in expected_reports():
        quotes = [c["quote"] for c in report["claims"]]
        day = str(report["published"])
        documents = published(samples, day, quotes)
        assert documents, f"{report['file']}: no document of {day} holds {quotes}"
        claims = samples.readings[documents[0].id].claims
        want = [(c["effect"], c["low"], c.get("high")) for c in report["claims"]]
        have = [(c.effect, c.count.low, c.count.high) for c in claims]
        expected, given = expected + len(want), given + len(have)
        found += sum(min(want.count(f), have.count(f)) for f in set(want))
    print(f"figures: {found} of {expected} found, {given} given")
    assert found / expected >= FIGURES_FOUND
    assert found / given >= FIGURES_RIGHT


@pytest.mark.parametrize("name", list(EXPECTED))
def test_the_incident_is_there(samples: Read, name: str) -> None:
    incident = main_incident(samples, name)
    assert len(incident.accounts) >= 3
    assert len(incident.voices) >= 3
    assert any(t.effect == "killed" for t in incident.tallies)


def test_copies_have_one_origin(samples: Read) -> None:
    copies = {frozenset((x.left, x.right)) for x in samples.record.links if x.kind == "copy"}
    outlets = {frozenset(samples.documents[i].source_name or "" for i in pair) for pair in copies}
    assert outlets >= {
        frozenset(("Sahel Wire", "Desert Courier")),
        frozenset(("Nile Dispatch", "Red Sea Gazette")),
        frozenset(("Lowland Times", "Baltic Mirror")),
    }
    assert len(copies) == 4


def test_page_furniture_is_no_claim(samples: Read) -> None:
    wrong = []
    for incident in EXPECTED.values():
        for report in incident["reports"]:
            for words in report.get("not_claims", ()):
                for document in published(samples, str(report["published"]), [words]):
                    at = document.text.index(words)
                    claims = samples.readings[document.id].claims
                    wrong += [c.span.quote for c in claims if c.span.start < at + len(words) and at < c.span.end]
    assert wrong == []


def test_tinzaouatine_who_says_what(samples: Read) -> None:
    incident = main_incident(samples, "tinzaouatine")
    claims = [c.claim for c in incident.claims if c.claim.polarity == "affirmed"]
    said = {(c.effect, c.count.low, c.group) for c in claims}
    assert {("killed", 21, "none"), ("killed", 11, "children"), ("killed", 15, "none"), ("killed", 20, "none")} <= said
    assert ("injured", 24, "none") in said
    assert {t.object for t in incident.targets} >= {"hospital_medical"}
    assert any("terrorists" in t.name for t in incident.targets)
    assert any(c.kind in ("status", "target") for c in incident.conflicts)
    assert incident.grading
    assert incident.grading.grade != "confirmed"
