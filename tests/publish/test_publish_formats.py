"""Exporters: the same bytes every time, nothing that must stay, and the losses said."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.publish import cast
from tests.publish.schemas import faults
from tollbook.model import Issue, Record, Source
from tollbook.publish import EXPORTERS
from tollbook.publish.csv import safe_cell
from tollbook.publish.exporter import Part, loss_report
from tollbook.publish.gate import Published, open_documents, publish_record, restricted_accounts, review_state

GOLDEN = Path(__file__).parent / "golden"
PARTS = [(e.name, part) for e in EXPORTERS.values() for part in e.parts]


@pytest.fixture
def published() -> Published:
    return publish_record(cast.record, cast.documents)


def written(part: Part, published: Published) -> bytes:
    sink = io.BytesIO()
    part.write(published, sink)
    return sink.getvalue()


def golden_name(name: str, suffix: str) -> str:
    return f"record.{suffix}.{name}" if suffix else f"record.{name}"


@pytest.mark.parametrize(("name", "part"), PARTS, ids=[golden_name(n, p.suffix) for n, p in PARTS])
def test_a_format_gives_its_golden_bytes_twice(name: str, part: Part, published: Published) -> None:
    got = written(part, published)
    assert got == (GOLDEN / golden_name(name, part.suffix)).read_bytes()
    again = publish_record(Record(tuple(reversed(cast.record.incidents))), tuple(reversed(cast.documents)))
    assert written(part, again) == got


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_loss_report_is_as_the_schema_says_and_counts_what_is_lost(name: str, published: Published) -> None:
    report = loss_report(EXPORTERS[name], published, ("record",))
    assert faults("loss", report) == []
    assert report["incidents"] == 2
    assert report["claims"] == 8
    lost = {x["field"]: x["values"] for x in report["lost"]}
    assert lost["document.text"] == 4
    assert lost["notes"] == 1
    if name != "jsonl":
        assert lost["place.rivals"] == 1
        assert lost["victims"] == 1
    if name == "geojson":
        assert lost["geometry"] == 1


def test_every_format_has_a_page() -> None:
    for name in EXPORTERS:
        page = Path(__file__).resolve().parents[2] / "docs" / "formats" / f"{name}.md"
        assert "cannot carry" in page.read_text(encoding="utf-8"), f"{page.name} does not say what is lost"


def test_an_incident_without_a_place_is_a_feature_without_geometry(published: Published) -> None:
    features = json.loads(written(EXPORTERS["geojson"].parts[0], published))["features"]
    assert [f["geometry"] and f["geometry"]["coordinates"] for f in features] == [[2.97, 19.95], None]
    assert features[0]["properties"]["place_precision"] == "exact"


def test_unknown_numbers_are_empty_cells_never_zero(published: Published) -> None:
    text = written(EXPORTERS["csv"].parts[0], published).decode()
    strike, placeless = csv.DictReader(io.StringIO(text, newline=""))
    assert (strike["killed_civilian_low"], strike["killed_civilian_high"]) == ("21", "21")
    assert (strike["killed_unknown_low"], strike["killed_unknown_high"]) == ("15", "")
    assert (strike["killed_women_low"], strike["injured_civilian_low"]) == ("", "")
    assert (placeless["date_from"], placeless["lat"], placeless["killed_combatant_low"]) == ("", "", "2")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-1 man", "'-1 man"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("21 civilians", "21 civilians"),
        (-2.5, -2.5),
        (None, None),
        (True, "yes"),
    ],
)
def test_no_cell_is_a_formula(cell: str | float | bool | None, safe: object) -> None:
    assert safe_cell(cell) == safe


def test_a_quote_that_begins_like_a_formula_is_written_as_words() -> None:
    words = cast.span(cast.LEDGER, "=SUM of all accounts")
    said = replace(cast.strike.claims[5], claim=replace(cast.politician, span=words))
    incident = replace(cast.strike, claims=(*cast.strike.claims[:5], said, cast.strike.claims[6]))
    published = publish_record(Record((incident,)), cast.documents)
    rows = list(csv.DictReader(io.StringIO(written(EXPORTERS["csv"].parts[1], published).decode(), newline="")))
    assert rows[5]["quote"] == "'=SUM of all accounts"
    report = loss_report(EXPORTERS["csv"], published, ("x",))
    assert {x["field"]: x["values"] for x in report["lost"]}["cells"] == 1


def test_nothing_of_the_reviewers_is_published() -> None:
    told = Issue("review", "c-1", "rejected", "“9 huts”: no people (Aisha)")
    published = publish_record(Record((replace(cast.strike, issues=(told,)),)), cast.documents)
    for exporter in EXPORTERS.values():
        for part in exporter.parts:
            text = written(part, published).decode()
            assert "Aisha" not in text
            assert "pharmacy's owner" not in text
    assert json.loads(written(EXPORTERS["jsonl"].parts[0], published).splitlines()[0])["grading"]["decided_by"]


def test_confidential_reports_and_sources_are_parted_before_judging() -> None:
    hidden = replace(cast.quiet, confidential=True)
    sources = {cast.ledger.source_id: Source(cast.ledger.source_id, "Bamako Ledger", confidential=True)}
    kept, held = open_documents((cast.wire, cast.ledger, hidden), sources)
    assert kept == (cast.wire,)
    assert [(w.subject, w.reason) for w in held] == [
        (cast.ledger.id, "its source is marked confidential"),
        (hidden.id, "the report is marked confidential"),
    ]


def test_an_incident_that_rests_on_a_closed_report_is_withheld_whole() -> None:
    published = publish_record(cast.record, (cast.wire, cast.copy, cast.quiet))
    assert [i.id for i in published.incidents] == [cast.placeless.id]
    assert [w.subject for w in published.withheld] == [cast.strike.id]
    assert cast.ledger.id in published.withheld[0].reason


def test_a_restricted_incident_is_withheld_and_its_reason_stays_inside() -> None:
    published = publish_record(Record((replace(cast.strike, restricted=True), cast.placeless)), cast.documents)
    assert [i.id for i in published.incidents] == [cast.placeless.id]
    assert [(w.subject, w.reason) for w in published.withheld] == [
        (cast.strike.id, "a person decided that it is not to be published")
    ]


def test_what_is_left_of_a_restricted_incident_is_withheld_too() -> None:
    closed = restricted_accounts(Record((replace(cast.strike, restricted=True),)))
    rest = replace(cast.strike, id="i-rest", accounts=cast.strike.accounts[:1])
    assert publish_record(Record((rest,)), cast.documents, restricted=closed).incidents == ()
    assert len(publish_record(Record((rest,)), cast.documents).incidents) == 1


@pytest.mark.parametrize(("decided", "state"), [((), "no"), ((0,), "partly"), (tuple(range(11)), "yes")])
def test_how_far_people_have_reviewed_an_incident(decided: tuple[int, ...], state: str) -> None:
    claims = tuple(replace(s, decided="v-1" if n in decided else None) for n, s in enumerate(cast.strike.claims))
    statements = tuple(
        replace(s, decided="v-1" if n + 7 in decided else None) for n, s in enumerate(cast.strike.statements)
    )
    incident = replace(cast.strike, claims=claims, statements=statements, decision_ids=())
    assert review_state(incident) == state
