"""The Python client: a story against a served workspace, and what it does when the server says no."""

import ast
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

import tollbook.client
from tests.run.staff import SECRET, cheap, hand
from tests.web.conftest import Served, office, read_samples, serve, served, workspace  # noqa: F401
from tollbook.client import AccessError, AnswerError, ClashError, FetchError, MissingError, Tollbook
from tollbook.client.line import Line, written
from tollbook.run import people_acts as acts
from tollbook.run.people_passwords import Passwords
from tollbook.web.api.names import CLAIM, INCIDENT, OTHER_INCIDENT, REPORT


@pytest.fixture
def t(served: Served) -> Iterator[Tollbook]:  # noqa: F811
    with Tollbook(served.url) as opened:
        yield opened


def test_a_recorder_works_from_python(t: Tollbook, tmp_path: Path) -> None:
    """Find, look, correct, take back, add, search and export, as on the pages."""
    found = list(t.incidents(country="ML"))
    assert [i["id"] for i in found] == [INCIDENT]
    assert t.facets(country="ML")["total"] == 1
    incident = t.incident(INCIDENT)
    assert {d["id"] for d in incident["documents"]} >= {REPORT}
    claim = t.claim(CLAIM)
    assert t.report(REPORT)["text"][claim["start"] : claim["end"]] == claim["quote"] == "21 civilians"

    kept = t.decide("correct", [CLAIM], {"low": 22, "high": 22}, reason="a test", seen=claim["seen"])
    assert t.claim(CLAIM)["low"] == 22
    with pytest.raises(ClashError) as clash:
        t.decide("reject", [CLAIM], reason="a test", seen=claim["seen"])
    assert [d["kind"] for d in clash.value.problem["since"]] == ["correct"]
    t.undo(kept["decisions"][0]["id"])
    assert t.claim(CLAIM)["low"] == 21
    assert [d["kind"] for d in t.history(INCIDENT)] == ["correct", "undo"]
    assert [d["kind"] for d in t.decisions(order="oldest")] == ["correct", "undo"]

    taken = t.add_text("Mortar fire killed 6 people in Loikaw on 1 July 2024, nurses said.", published="2024-07-02")
    assert [r["id"] for r in t.search('"mortar fire" nurses')] == taken["taken"]
    page = tmp_path / "raid.txt"
    page.write_text("Gunmen killed 2 herders near Kutum on 3 July 2024.", encoding="utf-8")
    assert len(t.add_file(page, source="Wire", confidential=False)["taken"]) == 1
    assert t.original(taken["taken"][0]).startswith(b"Mortar fire")
    assert {r["source"] for r in t.reports(source="Wire")} == {"Wire"}

    assert sum(t.waiting().values()) == len(list(t.queue()))
    assert {p["kind"] for p in t.links()} <= {"same_incident"}
    assert t.pair(INCIDENT, OTHER_INCIDENT)["left"]["id"] == INCIDENT
    assert t.assign(INCIDENT, "amina")["person"] == "amina"
    assert [a["subject"] for a in t.assignments("amina")] == [INCIDENT]
    t.free(INCIDENT)
    t.note_look()
    assert t.me()["looked_at"] is not None
    assert [f["name"] for f in t.formats()] == ["jsonl", "csv", "geojson"]
    rows = list(csv.DictReader(io.StringIO(t.export("csv", part="incidents").decode())))
    assert len(rows) == len(list(t.incidents()))
    t.save_export(tmp_path / "record.jsonl", "jsonl")
    assert (tmp_path / "record.jsonl").read_bytes() == t.export("jsonl")
    assert t.loss("csv")["lost"]
    assert t.methods()["head"]
    assert t.health()["status"] == "ok"


def test_an_incident_as_it_was_known(t: Tollbook) -> None:
    early, now = t.incident(INCIDENT, as_known="2024-08-26"), t.incident(INCIDENT)
    assert len(early["accounts"]) < len(now["accounts"])
    assert early["seen"] is None
    with pytest.raises(MissingError, match="was not known by 2024-01-01"):
        t.incident(INCIDENT, as_known="2024-01-01")


@pytest.mark.parametrize("name", ["i-zz", "../me", "a b", "?x=1", "<script>", "../../incidents", "é/ü", "%2e%2e"])
def test_a_name_never_leads_elsewhere(t: Tollbook, name: str) -> None:
    with pytest.raises(MissingError):
        t.incident(name)
    with pytest.raises(MissingError):
        t.report(name)


def test_what_is_refused_says_why(t: Tollbook) -> None:
    with pytest.raises(AnswerError, match="changes nothing") as refused:
        t.decide("correct", [CLAIM], {"low": 21}, reason="a test")
    assert refused.value.status == 422
    with pytest.raises(AnswerError, match="low"):
        t.decide("correct", [CLAIM], {"low": "21"}, reason="a test")
    with pytest.raises(TypeError, match="list of ids"):
        t.decide("accept", CLAIM, reason="a test")
    with pytest.raises(AnswerError, match="only http and https"):
        t.add_url("file:///etc/passwd")


def test_a_team_is_asked_with_a_token(served: Served) -> None:  # noqa: F811
    people = served.office.people
    people.passwords = Passwords(cheap())
    acts.add_person(people, hand("Ada"), "Ada", "admin", SECRET)
    acts.add_person(people, hand("Ada"), "Rim", "reader", SECRET)
    served.office.clock = lambda: hand("Ada", hours=1).at
    with Tollbook(served.url) as nobody, pytest.raises(AccessError, match="Sign in first"):
        nobody.incident(INCIDENT)
    with Tollbook(served.url, acts.make_token(people, hand("Rim"), "Rim", "a test")) as reader:
        assert reader.me()["role"] == "reader"
        assert reader.incident(INCIDENT)["victims"] is None
        with pytest.raises(AccessError, match="you may not"):
            reader.decide("accept", [CLAIM], reason="a test")
    with Tollbook(served.url, acts.make_token(people, hand("Ada"), "Ada", "a test")) as admin:
        assert [p["name"] for p in admin.people()] == ["Ada", "Rim"]
        assert [e["what"] for e in admin.audit(what="token_made")] == ["token_made"] * 2


def told(answers: list[httpx2.Response], asked: list[httpx2.Request], slept: list[float]) -> Line:
    """A line to a server that gives these answers in turn."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return answers.pop(0)

    return Line("http://record.example/", "secret", httpx2.MockTransport(answer), slept.append)


def busy(seconds: str) -> httpx2.Response:
    return httpx2.Response(429, headers={"Retry-After": seconds}, json={"title": "Too many requests", "detail": "wait"})


def test_a_question_that_comes_too_early_is_asked_again() -> None:
    asked: list[httpx2.Request] = []
    slept: list[float] = []
    line = told([busy("3"), busy("soon"), httpx2.Response(200, json={"name": "amina"})], asked, slept)
    assert line.get("me") == {"name": "amina"}
    assert slept == [3.0, 1.0]
    assert {r.headers["authorization"] for r in asked} == {"Bearer secret"}
    assert {str(r.url) for r in asked} == {"http://record.example/api/v1/me"}


def test_waiting_has_an_end_and_what_changes_something_is_sent_once() -> None:
    slept: list[float] = []
    with pytest.raises(AnswerError, match="wait"):
        told([busy("999")] * 4, [], slept).get("me")
    assert slept == [60.0] * 3
    asked: list[httpx2.Request] = []
    with pytest.raises(AnswerError, match="wait"):
        told([busy("1")], asked, slept).send("POST", "decisions", {})
    assert len(asked) == 1


def test_pages_are_asked_for_one_by_one_as_they_are_needed() -> None:
    asked: list[httpx2.Request] = []
    pages: list[Any] = [{"items": [1, 2], "next": "two"}, {"items": [3], "next": None}]
    items = told([httpx2.Response(200, json=p) for p in pages], asked, []).pages("incidents", {"country": "ML"})
    assert next(items) == 1
    assert len(asked) == 1
    assert list(items) == [2, 3]
    assert [str(r.url.query, "ascii") for r in asked] == ["country=ML", "country=ML&cursor=two"]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx2.Response(500, text="<h1>oops</h1>"), "oops"),
        (httpx2.Response(502), "status 502"),
        (httpx2.Response(421, text="This server is not called so."), "not called so"),
        (httpx2.Response(400, json=["odd"]), "odd"),
    ],
)
def test_an_answer_that_is_no_problem_is_told_as_it_is(answer: httpx2.Response, says: str) -> None:
    with pytest.raises(AnswerError, match=says):
        told([answer], [], []).get("me")


def test_a_server_that_is_not_there_is_named() -> None:
    with Tollbook("http://127.0.0.1:9") as t, pytest.raises(FetchError, match=r"127\.0\.0\.1:9.*tollbook serve"):
        t.health()


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        (
            {"unreviewed": True, "placed": False, "min_killed": 10},
            {"unreviewed": "true", "placed": "false", "min_killed": "10"},
        ),
        ({"country": None, "q": "two words"}, {"q": "two words"}),
    ],
)
def test_what_is_asked_is_written_as_the_address_has_it(asked: dict[str, Any], query: dict[str, str]) -> None:
    assert written(asked) == query


def test_the_client_needs_neither_the_server_nor_the_rooms() -> None:
    for path in Path(str(tollbook.client.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tollbook"):
                assert node.module == "tollbook" or node.module.startswith(("tollbook.client", "tollbook.errors"))
