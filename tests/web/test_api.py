"""The API as a program meets it: every list whole page by page, what is unchanged not sent again, clashes told."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from starlette.testclient import TestClient

from tests.publish.schemas import faults
from tests.run.staff import SECRET, cheap, hand
from tollbook.judge.tallies import RULES
from tollbook.run import people_acts as acts
from tollbook.run.people_passwords import Passwords
from tollbook.run.wishes import MAKERS
from tollbook.web import wire_decisions, wire_incidents, wire_methods, wire_reports, wire_said
from tollbook.web.api import names
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office

API = "/api/v1"
LISTS = ["incidents", "reports", "queue", "links", "decisions"]
OF_THE_RECORD = [
    "incidents",
    "facets",
    f"incidents/{names.INCIDENT}",
    f"incidents/{names.INCIDENT}?as_known=2024-09-01",
    f"incidents/{names.INCIDENT}/history",
    "reports",
    f"reports/{names.REPORT}",
    f"reports/{names.REPORT}/original",
    f"claims/{names.CLAIM}",
    f"statements/{names.STATEMENT}",
    "decisions",
    "queue",
    "links",
    f"links/{names.INCIDENT}/{names.OTHER_INCIDENT}",
    "search?q=pharmacy",
    "methods",
    "exports",
    "exports/csv",
    "exports/jsonl/loss",
]


@pytest.fixture
def api(office: Office) -> Iterator[TestClient]:
    """Ask as the one local user."""
    with TestClient(create_app(office, Settings(local_name="amina")), base_url=f"http://localhost{API}") as client:
        yield client


def decide(api: TestClient, kind: str, *subjects: str, seen: str | None = None, **fields: Any) -> Any:
    wish = {"kind": kind, "subjects": subjects, "fields": fields, "reason": "a test", "seen": seen}
    return api.post("decisions", json=wish)


def all_items(api: TestClient, path: str, limit: int) -> list[Any]:
    found, cursor = [], None
    while True:
        page = api.get(path, params={"limit": limit} | ({"cursor": cursor} if cursor else {})).json()
        assert len(page["items"]) <= limit
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            assert len(found) == page["total"]
            return found


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 7])
def test_the_pages_of_a_list_are_the_list(api: TestClient, path: str, limit: int) -> None:
    for made in (names.WISHES["accept"], names.WISHES["note"], names.WISHES["place"]):
        assert api.post("decisions", json=made["value"]).status_code == 201
    whole = api.get(path, params={"limit": 500}).json()
    assert whole["next"] is None
    assert whole["items"], f"{path} is empty"
    assert all_items(api, path, limit) == whole["items"]


def test_a_list_goes_on_where_it_was_while_others_decide(api: TestClient) -> None:
    """The queue of 2 at a time: what was decided meanwhile leaves it, and nothing else is left out."""
    before = [(i["kind"], i["subject"]) for i in all_items(api, "queue", 500)]
    page = api.get("queue", params={"limit": 2}).json()
    grades = {"kind": "grade", "subjects": [page["items"][0]["subject"]], "fields": {"grade": "contested"}}
    assert api.post("decisions", json={**grades, "reason": "a test"}).status_code == 201
    seen = [(i["kind"], i["subject"]) for i in page["items"]]
    while page["next"]:
        page = api.get("queue", params={"limit": 2, "cursor": page["next"]}).json()
        seen += [(i["kind"], i["subject"]) for i in page["items"]]
    assert set(before) <= set(seen)


@pytest.mark.parametrize("cursor", ["0", "!", "eyJ", "AAAA" * 50, "%00", "null", "9" * 400])
def test_a_cursor_that_was_made_up_is_refused(api: TestClient, cursor: str) -> None:
    got = api.get("incidents", params={"cursor": cursor})
    assert got.status_code == 422
    assert "cursor" in got.json()["detail"]


def test_a_cursor_of_another_question_is_refused(api: TestClient) -> None:
    cursor = api.get("incidents", params={"limit": 1}).json()["next"]
    assert api.get("incidents", params={"limit": 2, "cursor": cursor}).status_code == 200
    assert api.get("incidents", params={"order": "killed", "cursor": cursor}).status_code == 422


@pytest.mark.parametrize("path", OF_THE_RECORD)
def test_what_has_not_changed_is_not_sent_again(api: TestClient, path: str) -> None:
    first = api.get(path)
    assert first.status_code == 200, first.text
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    again = api.get(path, headers={"If-None-Match": f'"another", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert api.get(path, headers={"If-None-Match": "*"}).status_code == 200
    assert decide(api, "accept", names.CLAIM).status_code == 201
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_answers_are_as_the_published_schemas_say(api: TestClient) -> None:
    for line in api.get("incidents").json()["items"]:
        told = api.get(f"incidents/{line['id']}").json()
        wire_incidents.Incident.model_validate(told)
        bare = {k: v for k, v in told.items() if k in wire_incidents.IncidentFields.model_fields}
        assert faults("incident", bare) == []
    for line in api.get("reports").json()["items"]:
        told = api.get(f"reports/{line['id']}").json()
        wire_reports.Report.model_validate(told)
        bare = {k: v for k, v in told.items() if k in wire_reports.ReportContents.model_fields}
        assert faults("document", bare) == []
    decide(api, "accept", names.CLAIM)
    decide(api, "place", names.INCIDENT, name="Tinzaouatine", lat=19.95, lon=2.97)
    made = api.get("decisions").json()["items"]
    assert faults("decisions", {"decisions": made}) == []
    assert faults("loss", api.get("exports/csv/loss").json()) == []


@pytest.mark.parametrize(
    ("model", "schema", "part"),
    [
        (wire_said.ClaimFields, "common", "claim"),
        (wire_said.StatementFields, "common", "statement"),
        (wire_said.Place, "common", "place"),
        (wire_said.Victim, "common", "victim"),
        (wire_said.Account, "common", "account"),
        (wire_said.Tally, "common", "tally"),
        (wire_reports.ReportFields, "common", "report"),
        (wire_incidents.IncidentFields, "incident", ""),
    ],
)
def test_the_fields_are_those_of_the_published_schemas(model: Any, schema: str, part: str) -> None:
    from tests.publish.schemas import schema as load

    told = load(schema)["$defs"][part] if part else load(schema)
    own = {"claims"} if part == "tally" else {"part_of"} if part == "claim" else set()
    assert set(model.model_fields) - own == set(told["properties"]) - own


def test_what_is_not_known_is_null_never_zero(api: TestClient) -> None:
    lines = {i["id"]: i for i in api.get("incidents").json()["items"]}
    placeless = [i for i in lines.values() if i["place"] is None]
    assert placeless, "the samples hold an incident without a place"
    assert {(i["lat"], i["lon"], i["precision"]) for i in placeless} == {(None, None, None)}
    open_ended = [c for c in api.get(f"incidents/{names.INCIDENT}").json()["claims"] if c["wording"] == "at_least"]
    assert open_ended
    assert {c["high"] for c in open_ended} == {None}


def test_a_figure_is_corrected_and_the_new_tally_comes_back(api: TestClient) -> None:
    claim = api.get(f"claims/{names.CLAIM}").json()
    assert (claim["quote"], claim["low"], claim["decided"]) == ("21 civilians", 21, None)
    got = decide(api, "correct", names.CLAIM, seen=claim["seen"], low=22, high=22)
    assert got.status_code == 201
    kept = got.json()
    assert [(d["kind"], d["by"], d["reason"]) for d in kept["decisions"]] == [("correct", "amina", "a test")]
    assert [i["id"] for i in kept["incidents"]] == [names.INCIDENT]
    assert max(t["high"] or 0 for t in kept["incidents"][0]["tallies"] if t["status"] == "civilian") == 22
    history = api.get(f"incidents/{names.INCIDENT}/history").json()["items"]
    assert [(d["id"], d["in_force"]) for d in history] == [(kept["decisions"][0]["id"], True)]
    undone = api.post(f"decisions/{history[0]['id']}/undo", json={}).json()
    assert undone["decisions"][0]["reason"] == "taken back"
    assert api.get(f"claims/{names.CLAIM}").json()["low"] == 21
    history = api.get(f"incidents/{names.INCIDENT}/history").json()["items"]
    assert [(d["kind"], d["in_force"]) for d in history] == [("correct", False), ("undo", True)]


def test_two_who_decide_at_once_learn_of_each_other(api: TestClient) -> None:
    """Amina and Rui look at one claim; Rui decides first; Amina is told what he decided, and decides knowing it."""
    seen = api.get(f"claims/{names.CLAIM}").json()["seen"]
    assert decide(api, "correct", names.CLAIM, seen=seen, low=23, high=23).status_code == 201
    clash = decide(api, "reject", names.CLAIM, seen=seen)
    assert clash.status_code == 409
    told = clash.json()
    wire_decisions.ClashProblem.model_validate(told)
    assert clash.headers["content-type"] == "application/problem+json"
    assert told["title"] == "Somebody decided meanwhile"
    assert [(d["kind"], d["claim"]["low"]) for d in told["since"]] == [("correct", 23)]
    assert api.get("decisions").json()["total"] == 1, "nothing was kept"
    assert decide(api, "reject", names.CLAIM, seen=told["seen"]).status_code == 201


def test_the_examples_of_the_document_hold(api: TestClient) -> None:
    """Every example in the API's document can be sent as it stands to the sample reports."""
    for name, example in names.WISHES.items():
        got = api.post("decisions", json=example["value"])
        assert got.status_code == 201, f"{name}: {got.text}"
        assert api.post(f"decisions/{got.json()['decisions'][0]['id']}/undo", json={}).status_code == 201


def test_every_kind_of_decision_of_the_pages_can_be_taken_here() -> None:
    assert set(get_args(wire_decisions.WishKind)) == set(MAKERS)


def test_the_rules_in_force_are_told(api: TestClient) -> None:
    told = api.get("methods").json()
    wire_methods.Methods.model_validate(told)
    assert set(RULES) <= {r["name"] for r in told["rules"]}
    assert [r["reports"] for r in told["readers"]] == [told["reports"]]


def test_a_report_is_taken_in_by_its_text(api: TestClient) -> None:
    new = {"text": "Shelling killed 4 people in Loikaw on 3 June 2024, a medic said.", "published": "2024-06-04"}
    got = api.post("reports", json=new)
    assert got.status_code == 201, got.text
    taken = got.json()["taken"]
    report = api.get(f"reports/{taken[0]}").json()
    assert [c["quote"] for c in report["claims"]] == ["4 people"]
    assert (report["source"], report["title"], report["url"]) == (None, None, None)
    again = api.post("reports", json=new)
    assert (again.status_code, again.json()["taken"], again.json()["known"]) == (200, [], taken)


def test_a_file_is_taken_in_as_it_is(api: TestClient) -> None:
    page = b"<html><title>Raid</title><p>Gunmen shot dead 3 farmers near Kutum on Friday, elders said.</p></html>"
    got = api.put("reports/files/raid.html?source=Wire&published=2024-06-14", content=page)
    assert got.status_code == 201, got.text
    taken = got.json()["taken"][0]
    original = api.get(f"reports/{taken}/original")
    assert original.content == page
    assert original.headers["content-disposition"].startswith("attachment")
    assert original.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ({}, "Send the text"),
        ({"text": "   "}, "blank"),
        ({"url": "/etc/passwd"}, "only http and https"),
        ({"url": "file:///etc/passwd"}, "only http and https"),
        ({"url": "http://127.0.0.1:1/"}, "127.0.0.1"),
        ({"text": "x", "published": "yesterday", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_words(api: TestClient, new: dict[str, str], says: str) -> None:
    got = api.post("reports", json=new)
    assert got.status_code == 422
    assert says in got.json()["detail"]


def test_a_report_is_withdrawn_for_good(api: TestClient) -> None:
    gone = api.post(f"reports/{names.REPORT}/withdrawal", json={"reason": "the witness asked for it", "shared": True})
    assert gone.status_code == 200, gone.text
    got = api.get(f"reports/{names.REPORT}")
    assert got.status_code == 404
    assert "withdrawn" in got.json()["detail"]


def test_exports_are_files_and_packed_where_there_are_several(api: TestClient) -> None:
    lines = api.get("exports/jsonl")
    told = [json.loads(x) for x in lines.text.splitlines()]
    assert len(told) == api.get("incidents").json()["total"]
    with zipfile.ZipFile(io.BytesIO(api.get("exports/csv").content)) as packed:
        assert set(packed.namelist()) == {
            "record.incidents.csv",
            "record.claims.csv",
            "record.statements.csv",
            "record.csv.loss.json",
        }
        claims = packed.read("record.claims.csv")
    assert api.get("exports/csv?part=claims").content == claims
    assert api.get("exports/csv").content == api.get("exports/csv").content
    assert api.get("exports/csv?part=colours").status_code == 422
    assert api.get("exports/xls").status_code == 404
    assert len(api.get("exports/jsonl?as_known=2024-06-01").text.splitlines()) < len(told)


def test_large_lists_are_sent_packed_and_pages_are_not(api: TestClient) -> None:
    packed = api.get("reports", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.compress(packed.content) != packed.content
    page = api.get("http://localhost/reports", headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200
    assert "content-encoding" not in page.headers


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE document; --",
        '" OR 1=1 NEAR(',
        "\u202egnp.exe",
        "a\x00b",
        "../../etc/passwd",
        "%2e%2e%2f",
        "{{7*7}}",
        "😀" * 50,
        "i-" + "0" * 150,
    ],
)
def test_hostile_words_are_words(api: TestClient, hostile: str) -> None:
    """Whatever is written into a name or a question is looked for, and answered as JSON: never an error of ours."""
    from urllib.parse import quote

    for path in ("incidents", "reports", "claims", "statements", "decisions"):
        got = api.get(f"{path}/{quote(hostile, safe='')}")
        assert got.status_code == 404, f"{path}: {got.text}"
        assert got.headers["content-type"] == "application/problem+json"
    for path in ("search", "incidents"):
        got = api.get(path, params={"q": hostile})
        assert got.status_code == 200, got.text
        assert got.headers["content-type"] == "application/json"
    noted = decide(api, "note", names.INCIDENT, note=hostile)
    assert noted.status_code == 201
    assert api.get(f"incidents/{names.INCIDENT}").json()["notes"] == [hostile]


def test_words_that_are_no_text_are_refused(api: TestClient) -> None:
    lone = b'{"kind": "note", "subjects": ["i-0"], "reason": "\\ud800", "fields": {"note": "x"}}'
    got = api.post("decisions", content=lone, headers={"Content-Type": "application/json"})
    assert got.status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "nothing", 404, "Not here"),
        ("GET", "incidents/i-zz", 404, "Not here"),
        ("PATCH", "incidents", 405, "Not done here"),
        ("GET", "incidents?limit=0", 422, "This request is not understood"),
        ("GET", "incidents?since=1", 422, "This request is not understood"),
        ("GET", "incidents?colour=red", 422, "This request is not understood"),
        ("POST", "decisions", 422, "This request is not understood"),
    ],
)
def test_problems_have_a_title_that_stays(api: TestClient, method: str, path: str, status: int, title: str) -> None:
    got = api.request(method, path, json=None if method == "GET" else {})
    told = got.json()
    assert (got.status_code, told["status"], told["title"], told["type"]) == (status, status, title, "about:blank")
    assert told["detail"]
    if status == 405:
        assert got.headers["allow"] == "GET"


ROLES = ("reader", "coder", "reviewer", "admin")
NOTE = {"kind": "note", "subjects": [names.INCIDENT], "fields": {"note": "x"}, "reason": "x"}
ACCEPT = {"kind": "accept", "subjects": [names.CLAIM], "reason": "x"}
# What each role may do: method, path, what is sent, and who may.
MAY: list[tuple[str, str, Any, tuple[str, ...]]] = [
    ("GET", "incidents", None, ROLES),
    ("GET", f"reports/{names.REPORT}/original", None, ROLES[1:]),
    ("GET", "exports/jsonl", None, ROLES),
    ("POST", "reports", {"text": "Two people were killed."}, ROLES[1:]),
    ("POST", "decisions", NOTE, ROLES[1:]),
    ("POST", "decisions", ACCEPT, ROLES[2:]),
    ("PUT", f"assignments/{names.INCIDENT}", {"person": "coder"}, ROLES[2:]),
    ("GET", "people", None, ROLES[3:]),
    ("GET", "audit", None, ROLES[3:]),
    ("POST", f"reports/{names.REPORT}/withdrawal", {"reason": "x", "shared": True}, ROLES[3:]),
    ("POST", "me/tokens", {"label": "another"}, ()),
]


@pytest.fixture
def team(office: Office) -> tuple[Office, dict[str, str]]:
    """Four people, each named as their role, each with a token."""
    office.people.passwords = Passwords(cheap())
    for role in ("admin", "reviewer", "coder", "reader"):
        acts.add_person(office.people, hand("admin"), role, role, SECRET)
    office.clock = lambda: hand("admin", hours=1).at
    tokens = {r: acts.make_token(office.people, hand(r), r, "a test", r, 90) for r in ROLES}
    return office, tokens


def client_of(team: tuple[Office, dict[str, str]], role: str | None) -> TestClient:
    office, tokens = team
    headers = {"Authorization": f"Bearer {tokens[role]}"} if role else {}
    return TestClient(create_app(office, Settings()), base_url=f"http://localhost{API}", headers=headers)


@pytest.mark.parametrize(("method", "path", "sent", "who"), MAY, ids=lambda v: str(v)[:40])
def test_each_role_may_do_what_it_may_on_the_pages(
    team: tuple[Office, dict[str, str]], method: str, path: str, sent: Any, who: tuple[str, ...]
) -> None:
    for role in ROLES:
        got = client_of(team, role).request(method, path, json=sent)
        assert (got.status_code < 300) == (role in who), f"{role}: {got.status_code} {got.text[:300]}"
        if role not in who:
            assert (got.status_code, got.json()["title"]) == (403, "Not allowed")
    nobody = client_of(team, None).request(method, path, json=sent)
    assert nobody.status_code == 401


def test_victims_are_withheld_and_said_to_be(team: tuple[Office, dict[str, str]]) -> None:
    office, _ = team
    told = client_of(team, "admin").get(f"incidents/{names.INCIDENT}").json()
    assert told["victims"] is None
    assert [w["field"] for w in told["withheld"]] == ["victims"]
    acts.allow_victims(office.people, hand("admin"), "admin", True)
    told = client_of(team, "admin").get(f"incidents/{names.INCIDENT}").json()
    assert (told["victims"], told["withheld"]) == ([], [])


def test_an_export_names_victims_only_to_who_may_see_them(team: tuple[Office, dict[str, str]]) -> None:
    office, _ = team

    def named() -> list[Any]:
        lines = client_of(team, "admin").get("exports/jsonl").text.split("\n")
        return [v for line in lines if line for v in json.loads(line).get("victims") or ()]

    assert named() == []
    acts.allow_victims(office.people, hand("admin"), "admin", True)
    assert [v["name"] for v in named()] != []


def test_a_reader_finds_no_trace_of_what_is_confidential(team: tuple[Office, dict[str, str]]) -> None:
    new = {"text": "A source told us that 9 people were killed at Zarzaitine on 2 May 2024.", "confidential": True}
    taken = client_of(team, "reviewer").post("reports", json=new).json()
    report, incident = taken["taken"][0], taken["incidents"][0]
    reader, reviewer = client_of(team, "reader"), client_of(team, "reviewer")
    for path in (f"reports/{report}", f"incidents/{incident}"):
        assert reviewer.get(path).status_code == 200
        assert reader.get(path).status_code == 404
    for path in ("incidents?limit=500", "reports?limit=500", "search?q=Zarzaitine", "queue?limit=500"):
        assert report not in reader.get(path).text
        assert incident not in reader.get(path).text
    assert report in reviewer.get("search?q=Zarzaitine").text
    assert "Zarzaitine" not in client_of(team, "admin").get("exports/jsonl").text


def test_a_token_is_made_by_who_signed_in_alone_and_can_be_ended(team: tuple[Office, dict[str, str]]) -> None:
    coder = client_of(team, "coder")
    keys = coder.get("me/keys").json()["items"]
    assert [(k["kind"], k["label"], k["alive"]) for k in keys] == [("token", "a test", True)]
    assert team[1]["coder"] not in json.dumps(keys)
    assert coder.delete(f"me/keys/{keys[0]['id']}").status_code == 204
    assert coder.get("me").status_code == 401


def test_an_admin_lets_people_in_and_go(team: tuple[Office, dict[str, str]]) -> None:
    admin = client_of(team, "admin")
    new = {"name": "Sofia", "role": "coder", "password": "eleven tall poplars"}
    assert admin.post("people", json=new).status_code == 201
    changed = admin.patch("people/Sofia", json={"role": "reviewer", "active": False}).json()
    assert (changed["role"], changed["active"]) == ("reviewer", False)
    refused = admin.patch("people/admin", json={"active": False})
    assert (refused.status_code, "only admin" in refused.json()["detail"]) == (422, True)
    acts_told = [e["what"] for e in admin.get("audit?limit=3").json()["items"]]
    assert acts_told == ["person_let_go", "role_changed", "person_added"]


def test_the_audit_comes_page_by_page(team: tuple[Office, dict[str, str]]) -> None:
    admin = client_of(team, "admin")
    whole = [e["seq"] for e in admin.get("audit?limit=500").json()["items"]]
    assert [e["seq"] for e in all_items(admin, "audit", 3)] == whole
    assert whole == sorted(whole, reverse=True)
