"""What the page of an incident is made of: the past, who told whom, figures over time, hostile words, who may see."""

import re
import time
from datetime import date

import pytest
from starlette.testclient import TestClient

from tests.publish import cast
from tests.web.conftest import find_incident
from tests.web.reports import take_text
from tollbook.ingest.documents import Given
from tollbook.model import Tally
from tollbook.publish.lineage import Teller, lineage_of
from tollbook.publish.over_time import courses_of
from tollbook.publish.quoting import around
from tollbook.run.people import By, now, sign_in
from tollbook.run.people_acts import add_person
from tollbook.run.people_roles import local_visitor
from tollbook.run.wishes import Wish
from tollbook.store.people_audit import Sought, entries
from tollbook.web.app import create_app
from tollbook.web.deciding import decide
from tollbook.web.guard import Settings
from tollbook.web.office import Office
from tollbook.web.pages.incident_drawing import range_of
from tollbook.web.pages.incident_sight import look
from tollbook.web.pages.incident_texts import shown

HOSTILE = '<script>alert(1)</script>\u202edecalp "onclick=x'


@pytest.fixture
def client(office: Office) -> TestClient:
    return TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")


def in_lines(tellers: tuple[Teller, ...] | list[Teller], depth: int = 0) -> list[str]:
    """Write a tree of tellers as indented lines."""
    lines = []
    for teller in tellers:
        lines.append("  " * depth + teller.name + (" (copy)" if teller.via == "copy" else ""))
        lines += in_lines(teller.below, depth + 1)
    return lines


def test_who_told_whom_goes_from_the_voice_through_the_agency_to_the_copy(office: Office) -> None:
    snapshot = office.live.now()
    incident = snapshot.incidents[find_incident(office, "Tinzaouatine")]
    lines = in_lines(lineage_of(incident, snapshot.documents))
    start = lines.index("The CSP-DPA coalition of northern armed groups")
    assert lines[start : start + 6] == [
        "The CSP-DPA coalition of northern armed groups",
        "  Sahel Wire",
        "    Desert Courier (copy)",
        "  Bamako Ledger",
        "  Meridian News: Africa",
        "  Atlas Dispatch",
    ]


def test_figures_over_time_are_each_voices_totals_by_day(office: Office) -> None:
    snapshot = office.live.now()
    incident = snapshot.incidents[find_incident(office, "Tinzaouatine")]
    courses = {
        (c.voice, c.status): [(p.day, *p.figures) for p in c.points] for c in courses_of(incident, snapshot.documents)
    }
    assert courses["The CSP-DPA coalition of northern armed groups", "civilian"] == [
        ("2024-08-26", "21"),
        ("2024-08-30", "21"),
    ]
    assert courses["A local politician", "unknown"] == [("2024-08-25", "at least 15"), ("2024-08-26", "at least 15")]


@pytest.mark.parametrize(
    ("low", "best", "high", "drawn"),
    [
        (21, 21, 21, (25.0, 25.0, 25.0, False, False)),
        (12, None, 15, (14.3, 17.9, None, False, False)),
        (15, None, None, (17.9, 100.0, None, False, True)),
        (None, None, 84, (0.0, 100.0, None, True, False)),
        (None, None, None, None),
    ],
)
def test_a_range_is_drawn_with_its_open_ends(
    low: int | None, best: int | None, high: int | None, drawn: tuple[object, ...] | None
) -> None:
    found = range_of(Tally("killed", "civilian", "none", low, best, high, "stated-range/1", ()), 84)
    assert (found and (found.start, found.end, found.best, found.open_below, found.open_above)) == drawn


def test_the_past_holds_only_what_was_published_by_then(office: Office) -> None:
    snapshot = office.live.now()
    present = snapshot.incidents[find_incident(office, "Tinzaouatine")]
    then = look(office, snapshot, present, date(2024, 8, 25))
    assert {d.source_name for d in then.reports} == {"Border Sand Notes"}
    assert look(office, snapshot, present, date(2024, 8, 1)).incident is None


def test_a_day_that_is_none_is_refused(client: TestClient, office: Office) -> None:
    answer = client.get(f"/incidents/{find_incident(office, 'Tinzaouatine')}?as_known=yesterday")
    assert answer.status_code == 422
    assert "write it as 2024-08-26" in answer.text


def test_before_anything_was_published_the_page_says_so(client: TestClient, office: Office) -> None:
    answer = client.get(f"/incidents/{find_incident(office, 'Tinzaouatine')}?as_known=2024-08-01")
    assert "Nothing of this was published yet" in answer.text
    assert "Tinzaouatine" not in answer.text
    assert "Accept" not in answer.text


def test_the_text_of_a_report_is_whole_under_its_marks(office: Office) -> None:
    snapshot = office.live.now()
    present = snapshot.incidents[find_incident(office, "Tinzaouatine")]
    sight = look(office, snapshot, present, None)
    for document in sight.reports:
        assert "".join(s.text for s in shown(sight, document).stretches) == document.text


def test_a_quote_at_the_end_of_a_5_mb_line_is_found_at_once() -> None:
    text = "x " * 2_500_000 + "21 civilians were killed."
    span = cast.span(text, "21 civilians")
    began = time.perf_counter()
    assert text[around(text, span).start : around(text, span).end].endswith("21 civilians were killed.")
    assert time.perf_counter() - began < 0.1


def test_hostile_words_are_shown_and_do_nothing(client: TestClient, office: Office) -> None:
    report = take_text(
        office,
        f"Nine people were killed in Kutum, said {HOSTILE}.",
        Given(source=f"The {HOSTILE} Post", title=HOSTILE, published="2024-06-13"),
    )
    fields = {"effect": "killed", "low": 9, "high": 9, "quote": "Nine people", "claimant": HOSTILE, "cue": "said"}
    decide(office, local_visitor("amina"), Wish("add", (report.id,), fields, f"because {HOSTILE}"))
    (incident_id,) = office.live.now().incidents_of_document[report.id]
    page = client.get(f"/incidents/{incident_id}").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "onclick=x" not in re.sub(r"&#34;onclick=x", "", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;decalp" in page


def test_a_reader_sees_no_victims_and_no_forms(office: Office) -> None:
    reader = signed_in(office, "reader")
    incident = next(i for i in office.live.now().incidents.values() if i.victims)
    page = reader.get(f"/incidents/{incident.id}")
    assert page.status_code == 200
    assert "An admin lets people see the list of names" in page.text
    assert 'action="/decisions"' not in page.text
    assert reader.get(f"/incidents/{incident.id}/victims").status_code == 403


def test_who_may_see_victims_is_in_the_audit_when_they_do(office: Office) -> None:
    person = signed_in(office, "coder", may_see_victims=True)
    incident = next(i for i in office.live.now().incidents.values() if i.victims)
    assert incident.victims[0].name.quote in person.get(f"/incidents/{incident.id}/victims").text
    opened = entries(office.people.people, Sought(what="victims_opened"), 9)
    assert [(e.who, e.subject) for e in opened] == [("cem", incident.id)]


def test_a_grade_of_one_person_waits_for_a_second(office: Office) -> None:
    reviewer = signed_in(office, "reviewer")
    incident_id = find_incident(office, "Tinzaouatine")
    token = re.search(r'name="csrf" value="([^"]+)"', reviewer.get(f"/incidents/{incident_id}").text)
    assert token is not None
    form = {"kind": "grade", "subject": incident_id, "f.grade": "fair", "reason": "two voices", "csrf": token[1]}
    headers = {"Origin": "http://localhost", "HX-Request": "true"}
    assert reviewer.post("/decisions", data=form, headers=headers).status_code == 200
    page = reviewer.get(f"/incidents/{incident_id}").text
    assert "Fair proposed by" in page
    assert "a second person is needed" in page


def test_a_merged_incident_leads_to_the_one_that_stands(client: TestClient, office: Office) -> None:
    left, right = find_incident(office, "KUTUM"), find_incident(office, "EL FASHER")
    decide(office, local_visitor("amina"), Wish("same", (left, right), reason="one attack"))
    snapshot = office.live.now()
    (gone,) = {left, right} - set(snapshot.incidents)
    (stands,) = {left, right} & set(snapshot.incidents)
    answer = client.get(f"/incidents/{gone}?order=date")
    assert answer.url.path == f"/incidents/{stands}"
    assert answer.url.query == b"order=date"
    assert "held to be one incident" in answer.text


def test_what_was_split_off_is_named_in_the_refusal(client: TestClient, office: Office) -> None:
    incident_id = find_incident(office, "Tinzaouatine")
    every = tuple(a.id for a in office.live.now().incidents[incident_id].accounts)
    token = re.search(r'name="csrf" value="([^"]+)"', client.get(f"/incidents/{incident_id}").text)
    assert token is not None
    form = {"kind": "split", "subject": [incident_id, *every], "reason": "all others", "csrf": token[1]}
    answer = client.post("/decisions", data=form, headers={"HX-Request": "true", "Origin": "http://localhost"})
    assert answer.status_code == 422
    assert "not all" in answer.text


def signed_in(office: Office, role: str, may_see_victims: bool = False) -> TestClient:
    """Let a person of a role in and give their browser."""
    by = By("root", now())
    add_person(office.people, by, "root", "admin", "seven quiet harbours")
    add_person(office.people, by, "cem", role, "nine copper lanterns", may_see_victims)
    made = TestClient(create_app(office, Settings()), base_url="http://localhost")
    session = sign_in(office.people, "cem", "nine copper lanterns", now())
    assert session is not None
    made.cookies.set("tollbook-80", session.secret)
    return made
