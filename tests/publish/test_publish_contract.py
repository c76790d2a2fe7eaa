"""The JSON that other programs rely on: exact keys of the contract, indices, offsets, nulls."""

import json
from typing import Any

import pytest

from tests.publish import cast
from tests.publish.schemas import FOLDER, faults, schema
from tollbook.lang.lexicon import OBJECT_TYPES
from tollbook.model import DECISION_KINDS, codes
from tollbook.publish.contract import reading_json
from tollbook.publish.fields import OBJECTS, object_name
from tollbook.publish.incident import document_json, incident_json

CLAIM_KEYS = (
    "quote start end effect low high wording status group claimant claimant_start cue cue_start claimant_kind "
    "claimant_id polarity certainty provisional scope period incident part_of means score more_quotes"
).split()
STATEMENT_KEYS = (
    "kind quote start end actor actor_id object claimant claimant_start cue claimant_kind claimant_id certainty "
    "incident more_quotes"
).split()
ACCOUNT_KEYS = ("n main date date_precision place means follow_up perpetrators targets victims tallies").split()
DOCUMENTS = {d.id: d for d in cast.documents}


@pytest.fixture
def out() -> dict[str, Any]:
    return reading_json("given-1", cast.readings[0], cast.tally_account)


def test_a_reading_has_the_keys_of_the_contract_in_its_order(out: dict[str, Any]) -> None:
    assert list(out) == ["id", "lang", "reader", "claims", "statements", "accounts", "issues"]
    assert out["id"] == "given-1"
    assert list(out["claims"][0]) == CLAIM_KEYS
    assert list(out["statements"][0]) == STATEMENT_KEYS
    assert list(out["accounts"][0]) == ACCOUNT_KEYS
    assert out["issues"] == [{"room": "read", "code": "quote_refused", "detail": "the words “9 huts” count no people"}]


def test_claims_are_named_by_index_and_quotes_stand_where_they_say(out: dict[str, Any]) -> None:
    assert [c["part_of"] for c in out["claims"]] == [None, 0, 0, None, None]
    for said in (*out["claims"], *out["statements"]):
        assert cast.WIRE[said["start"] : said["end"]] == said["quote"]
        if said["claimant"]:
            at = said["claimant_start"]
            assert cast.WIRE[at : at + len(said["claimant"])] == said["claimant"]


def test_what_is_not_known_is_null_never_zero(out: dict[str, Any]) -> None:
    wounded, total = out["claims"][3], out["claims"][4]
    assert (wounded["low"], wounded["high"], wounded["claimant"], wounded["claimant_start"]) == (24, None, None, None)
    assert (total["incident"], total["period"]) == (None, "since January")
    bare = reading_json("x", cast.readings[2], cast.tally_account)["accounts"][0]
    assert (bare["date"], bare["date_precision"], bare["place"]) == (None, "none", None)


def test_an_account_names_its_statements_and_claims_by_index(out: dict[str, Any]) -> None:
    account = out["accounts"][0]
    assert [(p["stance"], p["statement"]) for p in account["perpetrators"]] == [("blames", 1), ("admits", 3)]
    assert [(t["name"], t["object"], t["statement"]) for t in account["targets"]] == [
        ("a pharmacy", "hospital/medical", 0),
        ("terrorists", None, 2),
    ]
    assert account["tallies"][0]["claims"] == [0]
    assert account["date"] == ["2024-08-25", "2024-08-25"]
    assert account["place"]["rivals"][0] == {"name": "Arzoule", "country": "DZ", "lat": 20.0, "lon": 3.0, "score": 0.2}
    assert account["victims"][0]["name"] == "Idar ag Sidi"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the town's hospital", "hospital/medical"),
        ("a pharmacy", "hospital/medical"),
        ("an ambulance", "ambulance"),
        ("the primary school", "school"),
        ("the mosque", "place of worship/cultural property"),
        ("the market", "market"),
        ("a power plant", "energy"),
    ],
)
def test_what_was_hit_is_published_in_the_words_of_the_standards(words: str, name: str) -> None:
    from tollbook.lang import load

    assert object_name(load("en").object_type(words)) == name


def test_every_kind_of_object_has_a_published_name_that_the_schema_knows() -> None:
    assert tuple(OBJECTS) == OBJECT_TYPES
    assert schema("common")["$defs"]["object"]["enum"] == [None, *OBJECTS.values()]
    value = incident_json(cast.strike, DOCUMENTS)
    assert [t["object"] for t in value["targets"]] == ["hospital/medical", None]
    value["targets"][0]["object"] = "hospital_medical"
    assert len(faults("incident", value)) == 1


def test_a_place_that_is_named_and_not_found_keeps_its_name() -> None:
    from dataclasses import replace

    bare = replace(cast.readings[0], accounts=(replace(cast.readings[0].accounts[0], place=None),))
    place = reading_json("x", bare, cast.tally_account)["accounts"][0]["place"]
    assert (place["name"], place["lat"], place["precision"]) == ("Arzoule", None, None)
    assert faults("reading", reading_json("x", bare, cast.tally_account)) == []


@pytest.mark.parametrize("reading", cast.readings, ids=["wire", "ledger", "quiet"])
def test_readings_are_as_the_schema_says(reading: Any) -> None:
    assert faults("reading", reading_json("x", reading, cast.tally_account)) == []


@pytest.mark.parametrize("incident", [cast.strike, cast.placeless], ids=["strike", "placeless"])
def test_incidents_are_as_the_schema_says(incident: Any) -> None:
    value = incident_json(incident, DOCUMENTS)
    assert faults("incident", value) == []
    assert faults("incidents", {"incidents": [value]}) == []


def test_reports_are_as_the_schema_says() -> None:
    assert faults("document", document_json(cast.wire, cast.readings[0])) == []
    assert faults("document", document_json(cast.quiet, None)) == []


def test_an_incident_names_copies_under_their_origin() -> None:
    value = incident_json(cast.strike, DOCUMENTS)
    assert {d["id"]: d["copy_of"] for d in value["documents"]} == {
        cast.wire.id: None,
        cast.copy.id: cast.wire.id,
        cast.ledger.id: None,
    }
    assert value["reviewed"] == "partly"


def test_the_schemas_refuse_what_is_not_in_the_codebook() -> None:
    value = reading_json("x", cast.readings[0], cast.tally_account)
    value["claims"][0]["effect"] = "shot"
    value["claims"][1]["low"] = -1
    value["more"] = 1
    assert len(faults("reading", value)) == 3


@pytest.mark.parametrize(
    ("thing", "field", "known"),
    [
        ("claim", "effect", codes.EFFECTS),
        ("claim", "wording", codes.WORDINGS),
        ("claim", "status", codes.STATUSES),
        ("claim", "group", codes.GROUPS),
        ("claim", "claimant_kind", codes.CLAIMANT_KINDS),
        ("claim", "polarity", codes.POLARITIES),
        ("claim", "certainty", codes.CERTAINTIES),
        ("claim", "scope", codes.SCOPES),
        ("claim", "means", codes.MEANS),
        ("statement", "kind", codes.STATEMENT_KINDS),
        ("statement", "certainty", codes.CERTAINTIES),
        ("tally", "effect", codes.EFFECTS),
        ("tally", "status", codes.STATUSES),
        ("tally", "group", codes.GROUPS),
    ],
)
def test_the_lists_of_the_schemas_are_the_codebooks(thing: str, field: str, known: tuple[str, ...]) -> None:
    assert tuple(schema("common")["$defs"][thing]["properties"][field]["enum"]) == known


def test_the_kinds_of_decisions_are_the_models() -> None:
    items = schema("decisions")["properties"]["decisions"]["items"]
    assert tuple(items["properties"]["kind"]["enum"]) == DECISION_KINDS


def test_every_schema_says_what_it_is_and_is_a_schema() -> None:
    from jsonschema import Draft202012Validator

    paths = sorted(FOLDER.glob("*.schema.json"))
    assert len(paths) >= 14
    for path in paths:
        content = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(content)
        assert content["$schema"].endswith("2020-12/schema")
        assert content["$id"].endswith(path.name)
        assert content["title"]
