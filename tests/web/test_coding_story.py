"""A report is coded twice and settled: from setting the round up to what the record holds and who decided it."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.coders import TEXT, Coders, window, with_team
from tests.web.conftest import Served, axe_faults, overflows, serve
from tests.web.reports import select, take_text
from tollbook.model import Document
from tollbook.store.verify import verify
from tollbook.store.withdraw import withdraw_document
from tollbook.web.office import Office


@pytest.fixture
def report(office: Office) -> Document:
    """A report in which the machine found nothing."""
    return take_text(office, TEXT)


@pytest.fixture
def team(office: Office, report: Document) -> Iterator[Served]:
    """The server, with people who sign in."""
    with serve(with_team(office)) as running:
        yield running


@pytest.fixture
def coders(browser: Browser, team: Served) -> Iterator[Coders]:
    """Ada, Ben and Cleo, each at a window of their own."""
    url = team.url
    with window(browser, url, "Ada") as ada, window(browser, url, "Ben") as ben, window(browser, url, "Cleo") as cleo:
        yield Coders(ada, ben, cleo)


def set_up(cleo: Page, report: Document, blind: bool = True) -> str:
    """Cleo asks Ada and Ben to code the report; gives the address of the round."""
    cleo.goto("/coding")
    cleo.get_by_role("link", name="Set a round up").click()
    cleo.get_by_label("Name of the round").fill("September trial")
    cleo.get_by_label("First coder").select_option("Ada")
    cleo.get_by_label("Second coder").select_option("Ben")
    if not blind:
        cleo.get_by_label("what the machine read").check()
    cleo.get_by_label("these, by their ids").check()
    cleo.get_by_label("Ids of reports").fill(report.id)
    cleo.get_by_role("button", name="Set the round up").click()
    expect(cleo.get_by_role("heading", name="September trial")).to_be_visible()
    return cleo.url


def mark(coder: Page, words: str, **fields: str) -> None:
    """A coder selects words, says what they are, and marks them."""
    select(coder, words)
    coder.get_by_role("toolbar").get_by_role("button", name="Add a claim").click()
    form = coder.locator("[data-claim-form]")
    for name, value in fields.items():
        field = form.locator(f"[name='f.{name}']")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name="Mark it").click()
    expect(coder.locator(".said-item .said-quote", has_text=words)).to_have_count(1)


def hand_in(coder: Page) -> None:
    """A coder hands the report in."""
    coder.get_by_text("Hand it in …").click()
    coder.get_by_role("button", name="Hand it in").click()


def test_from_setting_up_to_the_record(coders: Coders, office: Office, report: Document) -> None:
    address = set_up(coders.cleo, report)
    for coder in (coders.ada, coders.ben):
        coder.goto("/coding")
        coder.get_by_role("link", name="Code the next report").click()
        expect(coder.get_by_text("Nothing yet.")).to_be_visible()

    mark(coders.ada, "at least nine people", effect="killed", low="9", claimant="a doctor", claimant_kind="medical")
    mark(coders.ada, "four children", effect="killed", low="4", high="4", group="children", status="civilian")
    mark(coders.ben, "nine people", effect="killed", low="9", high="9", claimant="a doctor", claimant_kind="medical")
    mark(coders.ben, "Dozens", effect="injured", low="24")
    hand_in(coders.ada)
    expect(coders.ada.get_by_text("You have handed in every report of this round.")).to_be_visible()
    coders.ada.goto(address)
    expect(coders.ada.get_by_role("link", name="How far they agree")).to_have_count(0)
    hand_in(coders.ben)

    coders.cleo.goto(address)
    coders.cleo.get_by_role("link", name="How far they agree").click()
    found = coders.cleo.get_by_role("row", name="Claims").first
    expect(found).to_contain_text("1")
    expect(coders.cleo.get_by_role("row", name="At most high")).to_contain_text("0 %")
    coders.cleo.get_by_role("link", name="Settle").click()
    expect(coders.cleo.locator("article.pair")).to_have_count(3)

    # One keystroke a pair: Ada's form of the first; nobody's word for the next goes by keys alone.
    first = coders.cleo.locator("article.pair").first
    first.focus()
    coders.cleo.keyboard.press("1")
    expect(coders.cleo.get_by_text("1 of 3 settled")).to_be_visible()
    expect(coders.cleo.locator("#now")).to_be_focused()
    coders.cleo.keyboard.press("n")
    expect(coders.cleo.get_by_text("2 of 3 settled")).to_be_visible()
    last = coders.cleo.locator("#now")
    last.get_by_role("link", name="Correct Ben’s").click()
    form = coders.cleo.locator("[data-claim-form]")
    form.locator("[name='f.status']").select_option("civilian")
    form.get_by_role("button", name="Let this stand").click()
    expect(coders.cleo.get_by_text("3 of 3 settled")).to_be_visible()

    claims = {c.span.quote: c for c in office.live.now().told[report.id].claims}
    assert set(claims) == {"at least nine people", "Dozens"}
    nine, dozens = claims["at least nine people"], claims["Dozens"]
    assert (nine.count.low, nine.count.high, nine.claimant_kind) == (9, None, "medical")
    assert (dozens.effect, dozens.count.low, dozens.status) == ("injured", 24, "civilian")
    made = [d for d in office.live.now().decisions if d.subjects[0] == report.id]
    assert {(d.kind, d.decided_by) for d in made} == {("add", "Cleo")}
    assert all("coded apart by Ada and Ben" in d.reason for d in made)
    assert verify(office.ws).holds

    coders.cleo.goto(f"/reports/{report.id}")
    expect(coders.cleo.locator("main")).to_contain_text("coded apart by Ada and Ben")
    withdraw_document(office.ws, report.id, "Cleo", "the doctor is in danger", office.clock())
    assert verify(office.ws).holds
    coders.cleo.goto(address)
    expect(coders.cleo.get_by_text("withdrawn")).to_be_visible()
    expect(coders.cleo.get_by_text("doctor")).to_have_count(0)


def test_a_verdict_is_taken_back_with_a_key(coders: Coders, office: Office, report: Document) -> None:
    address = set_up(coders.cleo, report)
    for coder in (coders.ada, coders.ben):
        coder.goto(f"{address}/reports/{report.id}")
        mark(coder, "nine people", effect="killed", low="9", high="9")
        hand_in(coder)
    coders.cleo.goto(f"{address}/settle/{report.id}")
    coders.cleo.get_by_role("button", name="Let 1 claim or statement stand").click()
    expect(coders.cleo.get_by_text("1 of 1 settled")).to_be_visible()
    assert len(office.live.now().told[report.id].claims) == 1
    coders.cleo.wait_for_load_state("load")  # keys are heard once the scripts are there
    with coders.cleo.expect_navigation():
        coders.cleo.keyboard.press("u")
    coders.cleo.goto(f"{address}/settle/{report.id}")
    expect(coders.cleo.get_by_text("0 of 1 settled")).to_be_visible()
    assert office.live.now().told[report.id].claims == ()


def test_marks_are_changed_and_removed_by_keyboard(coders: Coders, report: Document) -> None:
    address = set_up(coders.cleo, report)
    ada = coders.ada
    ada.goto(f"{address}/reports/{report.id}")
    ada.get_by_label("Select words in the text").fill("four children")
    ada.keyboard.press("Enter")
    form = ada.locator("[data-claim-form]")
    form.locator("[name='f.effect']").select_option("injured")
    form.locator("[name='f.low']").fill("4")
    form.get_by_role("button", name="Mark it").click()
    item = ada.locator(".said-item > summary")
    expect(item).to_contain_text("injured")
    item.focus()
    ada.keyboard.press("c")
    form.locator("[name='f.effect']").select_option("killed")
    form.get_by_role("button", name="Keep the change").click()
    expect(item).to_contain_text("killed")
    item.focus()
    ada.keyboard.press("r")
    expect(ada.get_by_text("Nothing yet.")).to_be_visible()


def test_every_page_in_both_lights_and_sizes(coders: Coders, report: Document) -> None:
    address = set_up(coders.cleo, report)
    for coder in (coders.ada, coders.ben):
        coder.goto(f"{address}/reports/{report.id}")
        mark(coder, "nine people", effect="killed", low="9", status="civilian" if coder is coders.ada else "unknown")
    look(coders.ada, "/coding")
    look(coders.ada, f"{address}/reports/{report.id}")
    hand_in(coders.ada)
    hand_in(coders.ben)
    for page in ("/coding", "/coding/new", address, f"{address}/agreement", f"{address}/settle/{report.id}"):
        look(coders.cleo, page)
    look(coders.ada, f"{address}/reports/{report.id}")


def look(person: Page, address: str) -> None:
    """A page as it is shown, light and dark, narrow and wide: nothing to scroll sideways, nothing that axe finds."""
    person.goto(address)
    for theme, width in itertools.product(("light", "dark"), (360, 1440)):
        person.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        person.set_viewport_size({"width": width, "height": 900})
        assert (overflows(person), axe_faults(person)) == (0, []), f"{address}, {theme}, {width} px"


def test_without_accounts_the_page_says_how_to_have_them(page: Page) -> None:
    page.goto("/coding")
    expect(page.get_by_text("tollbook people add NAME --role admin")).to_be_visible()
    assert axe_faults(page) == []
