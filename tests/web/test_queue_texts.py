"""The queue with words of any direction, hostile words, other roles, an empty workspace, and without scripts."""

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.run.staff import hand
from tests.web.conftest import Served, axe_faults, find_incident, overflows
from tests.web.reports import take_text
from tollbook.ingest.documents import Given
from tollbook.model import Document
from tollbook.review.queue import QueueItem
from tollbook.run.people_acts import add_person, assign
from tollbook.run.people_roles import local_visitor
from tollbook.run.waiting import Asked, key_of, waiting
from tollbook.run.wishes import Wish
from tollbook.web.app import create_app
from tollbook.web.deciding import Kept, decide
from tollbook.web.guard import Settings
from tollbook.web.office import Office
from tollbook.web.serving import open_office

ARABIC = "قال مدير المستشفى إن الغارة على تين زاوتين أسفرت عن مقتل 40 شخصا يوم الأحد."
HOSTILE = "<script>document.title = 'taken'</script>\u202e detrever <img src=x onerror=alert(1)>"


def with_conflict(office: Office, text: str, quote: str, given: Given) -> tuple[Document, QueueItem]:
    """Take in a report whose figure contradicts those of a sample incident; give the conflict that waits."""
    document = take_text(office, text, given)
    amina = local_visitor("amina")
    fields = {"quote": quote, "effect": "killed", "low": 40, "high": 40, "wording": "exact"}
    assert isinstance(decide(office, amina, Wish("add", (document.id,), fields, "missed")), Kept)
    incident = find_incident(office, "Tinzaouatine")
    assert isinstance(decide(office, amina, Wish("same", (incident, document.id), {}, "same strike")), Kept)
    snapshot = office.live.now()
    added = snapshot.told[document.id].claims[0].id
    return document, next(i for i in snapshot.queue if added in i.about)


def test_a_quote_that_runs_from_right_to_left(page: Page, served: Served) -> None:
    _, item = with_conflict(served.office, ARABIC, "40 شخصا", Given(published="2024-08-26", language="ar"))
    page.goto(f"/queue?at={key_of(item)}")
    side = page.locator(".side", has_text="مدير المستشفى")
    quote = side.locator("blockquote")
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"
    expect(quote.locator("mark")).to_have_text("40 شخصا")
    expect(side.locator(".chip.good")).to_contain_text("add by amina")
    page.set_viewport_size({"width": 360, "height": 800})
    assert overflows(page) == 0
    assert axe_faults(page) == []


def test_hostile_words_are_shown_and_do_nothing(page: Page, served: Served) -> None:
    text = f"{HOSTILE} killed 40 people in Tinzaouatine. {'x' * 200_000}"
    _, item = with_conflict(served.office, text, "40 people", Given(title=HOSTILE, published="2024-08-26"))
    page.goto(f"/queue?at={key_of(item)}")
    side = page.locator(".side", has_text="detrever")
    expect(side.locator("blockquote")).to_contain_text("<script>document.title = 'taken'</script><U+202E> detrever")
    assert page.title() == "Queue · Tollbook"
    assert len(side.locator("blockquote").inner_text()) < 2_000
    assert overflows(page) == 0


def test_where_nothing_waits_that_is_said(tmp_path: Path) -> None:
    with open_office(tmp_path / "ws", create=True) as office:
        client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
        shown = client.get("/queue")
        assert shown.status_code == 200
        assert "Nothing waits for a person" in shown.text
        assert "No two incidents may be one" in client.get("/links").text


def test_who_may_only_look_is_shown_no_way_to_decide(office: Office) -> None:
    add_person(office.people, hand("Ada"), "Ada", "admin", "seven grey herons")
    add_person(office.people, hand("Ada"), "Rea", "reader", "nine grey herons")
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    token = client.get("/sign-in").text.partition('name="csrf" value="')[2].partition('"')[0]
    signed = client.post("/sign-in", data={"csrf": token, "name": "Rea", "password": "nine grey herons"})
    assert signed.status_code == 200
    shown = client.get("/queue").text
    assert "Your role is reader: you may look, others decide." in shown
    assert "Both were said so" not in shown
    assert "Reject" not in shown.partition('id="keys"')[0]


def test_the_queue_works_without_scripts(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    item = next(i for i in office.live.now().queue if i.kind == "unsure_claim")
    before = len(office.live.now().queue)
    page = client.get("/queue", params={"at": key_of(item)}).text
    token = page.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": token, "kind": "accept", "subject": item.subject, "reason": "read", "key": key_of(item)}
    answer = client.post("/queue/decisions?kind=unsure_claim", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/queue?kind=unsure_claim&kept=v-")
    assert len(office.live.now().queue) == before - 1
    later = {"csrf": token, "key": key_of(office.live.now().queue[0])}
    shown = client.post("/queue/later", data=later)
    assert "1 thing set aside" in shown.text


def test_what_is_assigned_to_oneself(office: Office) -> None:
    mine = find_incident(office, "Tinzaouatine")
    assign(office.people, hand("boris"), mine, "amina")
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    waits = len(waiting(office.live.now(), Asked(incident=mine)))
    assert f'<strong class="figure">{waits}</strong>' in client.get("/queue?mine=1").text
    other = TestClient(create_app(office, Settings(local_name="boris")), base_url="http://localhost")
    assert "Nothing of this kind waits" in other.get("/queue?mine=1").text


def test_a_report_that_no_reader_reads_and_a_decision_that_lost_its_words(office: Office) -> None:
    given = Given(url="https://outlet.example/1", source="Outlet", published="2024-08-26", language="ar")
    first = take_text(office, ARABIC, given)
    fields = {"quote": "40 شخصا", "effect": "killed", "low": 40, "high": 40, "wording": "exact"}
    added = decide(office, local_visitor("amina"), Wish("add", (first.id,), fields, "missed"))
    assert isinstance(added, Kept)
    take_text(office, ARABIC.replace("40 شخصا", "عشرات"), replace(given, published="2024-08-27"))
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    lost = client.get("/queue?kind=decision_lost").text
    assert "A decision no longer finds its words" in lost
    assert "add by amina" in lost
    assert "Take the old decision back" in lost
    token = lost.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": token, "kind": "undo", "subject": added.decisions[0].id, "reason": "its words are gone"}
    assert client.post("/queue/decisions", data=form).status_code == 200
    assert not waiting(office.live.now(), Asked(kind="decision_lost"))
    assert waiting(office.live.now(), Asked(kind="not_read"))
    assert "No reader here reads this report" in client.get("/queue?kind=not_read").text
