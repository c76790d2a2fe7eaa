"""The page of an incident in a browser: who says what, the words behind it, the past, and deciding."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Served, axe_faults, find_incident, overflows

PARTY = "The CSP-DPA coalition of northern armed groups"
ARMY = "Mali's general staff"
NGO = "An official of a non-governmental organisation"


@pytest.fixture
def tinzaouatine(page: Page, served: Served) -> str:
    incident_id = find_incident(served.office, "Tinzaouatine")
    page.goto(f"/incidents/{incident_id}")
    return incident_id


def cell(page: Page, row: str, voice: str) -> Locator:
    """Give the cell of a row and a voice of the grid."""
    grid = page.locator("#who-says-what table")
    names = grid.locator("thead th .voice").all_inner_texts()
    return (
        grid.get_by_role("row")
        .filter(has=page.get_by_role("rowheader", name=re.compile(f"^{row}")))
        .first.locator("td")
        .nth(names.index(voice))
    )


def top_of(there: Locator) -> float:
    """Give how far below the window's top something stands."""
    box = there.bounding_box()
    assert box is not None
    return box["y"]


def choose_claim(page: Page, words: str) -> Locator:
    """Choose the first claim whose phrase holds these words and give it."""
    claim = page.locator("#claims .alike > .claim").filter(has=page.locator(".phrase", has_text=words)).first
    claim.locator(".choose").click()
    return claim


def correct(page: Page, words: str, figure: str, why: str) -> None:
    """Correct the figure of a claim as a person does."""
    claim = choose_claim(page, words)
    claim.get_by_role("link", name="Correct …").click()
    claim.get_by_label("At least").fill(figure)
    claim.get_by_label("At most").fill(figure)
    claim.get_by_label("Why", exact=False).last.fill(why)
    claim.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#history")).to_contain_text(why)  # the parts of the page have come anew


def test_the_grid_shows_each_party_in_its_own_column(page: Page, tinzaouatine: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Drone strike, Tinzaouatine, Mali")
    expect(cell(page, "civilians", PARTY)).to_contain_text("21")
    expect(cell(page, "children", PARTY)).to_contain_text("11")
    expect(cell(page, "What was hit", ARMY)).to_contain_text("terrorists")
    # That accounts differ is said in words and a sign, not by a colour alone.
    expect(cell(page, "What was hit", ARMY)).to_contain_text("disputed")
    expect(page.get_by_role("rowheader", name=re.compile("What was hit"))).to_contain_text("accounts differ")


def test_a_cell_opens_its_words_and_leads_to_the_report(page: Page, tinzaouatine: str) -> None:
    cell(page, "civilians", PARTY).get_by_role("button").click()
    quotes = page.locator(".quotes:popover-open")
    expect(quotes.locator("mark").first).to_have_text("21 civilians")
    expect(quotes).to_contain_text(
        "Drone strikes on the northern Malian settlement of Tinzaouatine killed 21 civilians"
    )
    expect(quotes).to_contain_text("Sahel Wire, 26 Aug 2024")
    expect(quotes.get_by_role("link", name="whole report").first).to_have_attribute(
        "href", re.compile("^/reports/d-.*#at-c-")
    )
    quotes.get_by_role("link", name="Bamako Ledger, 26 Aug 2024").click()
    expect(page.locator(".quotes:popover-open")).to_have_count(0)
    expect(page.locator("#which-report option:checked")).to_contain_text("Bamako Ledger")
    expect(page.locator("#text mark.now").first).to_be_in_viewport()


def test_a_claim_finds_its_words_and_words_find_their_claim(page: Page, tinzaouatine: str) -> None:
    choose_claim(page, "84 fighters")
    expect(page.locator("#which-report option:checked")).to_contain_text("Atlas Dispatch")
    expect(page.locator("#text mark.now", has_text="84 Wagner fighters")).to_be_in_viewport()
    page.locator("#text mark a", has_text="47 soldiers").click()
    expect(page.locator("#claims .claim.now .phrase")).to_contain_text("47 fighters or soldiers killed")


def test_a_copy_stands_under_its_origin(page: Page, tinzaouatine: str) -> None:
    claim = choose_claim(page, "21 civilians")
    expect(claim).to_contain_text("1 more outlet carries this text: Desert Courier")
    page.locator("#which-report").select_option(label=next(o for o in options(page) if "Desert Courier" in o))
    page.locator("#text mark a", has_text="21 civilians").first.click()
    expect(page.locator("#claims .claim.now .phrase").first).to_contain_text("21 civilians killed")


def options(page: Page) -> list[str]:
    return page.locator("#which-report option").all_inner_texts()


def test_the_past_shows_what_was_published_by_then(page: Page, tinzaouatine: str) -> None:
    page.get_by_role("slider").focus()
    page.get_by_role("slider").press("Home")
    expect(page.get_by_text("You look at the past.")).to_be_visible()
    expect(page).to_have_url(re.compile("as_known=2024-08-25"))
    expect(page.locator("#who-says-what")).to_contain_text("at least 15")
    expect(page.locator("#who-says-what")).not_to_contain_text("21")
    expect(page.locator(".acts")).to_have_count(0)
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("You look at the past.")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    expect(cell(page, "civilians", PARTY)).to_contain_text("21")


def test_a_correction_changes_every_part_and_stands_in_the_history(page: Page, tinzaouatine: str) -> None:
    correct(page, "at least 20 people killed", "22", "the caption says 22")
    expect(cell(page, "people, status unsaid", NGO)).to_contain_text("22")
    expect(page.locator("#adds-up")).to_contain_text("22")
    entry = page.locator("#history li").first
    expect(entry).to_contain_text("amina corrected")
    expect(entry).to_contain_text("figure: at least 20 → 22")
    expect(entry).to_contain_text("the caption says 22")
    entry.get_by_role("button", name="Take it back").click()
    expect(page.locator("#history li", has_text="amina corrected")).to_contain_text("taken back by amina")
    expect(cell(page, "people, status unsaid", NGO)).not_to_contain_text("22")
    page.locator("#history li").first.get_by_role("button", name="Put it back").click()
    expect(page.locator("#history > ol > li")).to_have_count(3)
    expect(cell(page, "people, status unsaid", NGO)).to_contain_text("22")


def test_deciding_keeps_the_place_where_one_reads(page: Page, tinzaouatine: str) -> None:
    claim = choose_claim(page, "84 fighters")
    claim.get_by_role("button", name="Accept").scroll_into_view_if_needed()
    before = top_of(claim)
    report = page.locator("#which-report option:checked").inner_text()
    claim.get_by_role("button", name="Accept").click()
    expect(claim).to_contain_text("accepted by amina")
    assert abs(before - top_of(claim)) < 30
    assert page.locator("#which-report option:checked").inner_text().split(":")[0] == report.split(":")[0]
    expect(page.locator("#claims .claim.now .phrase")).to_contain_text("84 fighters")


def test_with_the_keyboard_alone(page: Page, tinzaouatine: str) -> None:
    page.locator("#claims").focus()
    page.keyboard.press("j")
    first = page.locator("#claims .claim.now")
    expect(first.locator(".phrase").first).to_contain_text("21 civilians")
    page.keyboard.press("a")
    expect(first).to_contain_text("accepted by amina")
    page.keyboard.press("j")
    expect(page.locator("#claims .claim.now")).to_have_count(1)
    page.keyboard.press("r")
    page.keyboard.type("told of another day")
    page.keyboard.press("Enter")
    expect(page.locator("#history")).to_contain_text("rejected")
    expect(page.locator("#history")).to_contain_text("told of another day")
    page.locator("#claims").focus()
    page.keyboard.press("u")
    expect(page.locator("#history")).to_contain_text("taken back by amina")
    button = cell(page, "children", PARTY).get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".quotes:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".quotes:popover-open")).to_have_count(0)
    expect(button).to_be_focused()


def act(page: Page, name: str) -> Locator:
    """Open one of the forms about the whole incident."""
    page.locator(".acts summary", has_text=name).click()
    return page.locator(".acts details[open] .act")


def keep(form: Locator, why: str, button: str) -> None:
    form.get_by_label("Why", exact=False).last.fill(why)
    form.get_by_role("button", name=button).click()


def test_grade_date_note_and_restriction(page: Page, tinzaouatine: str) -> None:
    form = act(page, "Grade")
    form.get_by_label("Fair").check()
    keep(form, "two credible voices", "Keep the grade")
    expect(page.locator(".incident-head .chips")).to_contain_text("Fair")
    expect(page.locator(".incident-head")).to_contain_text("decided by amina")
    form = act(page, "Date")
    form.get_by_label("To").fill("2024-08-26")
    keep(form, "the strikes went on after midnight", "Keep the date")
    expect(page.locator(".incident-head .day")).to_have_text("25 August 2024 to 26 August 2024")
    form = act(page, "Note")
    form.get_by_label("What others should know").fill("Ask the hospital in Kidal.")
    keep(form, "a source offered help", "Keep the note")
    expect(page.locator(".incident-head")).to_contain_text("Ask the hospital in Kidal.")
    form = act(page, "Restrict")
    keep(form, "a witness could be known by it", "Restrict it")
    expect(page.locator(".incident-head .chips")).to_contain_text("Restricted: never published")
    expect(page.locator("#history > ol > li")).to_have_count(4)
    page.locator("#history li", has_text="restricted").get_by_role("button", name="Take it back").click()
    expect(page.locator(".incident-head .chips")).not_to_contain_text("Restricted")


def test_a_place_is_looked_up_in_the_gazetteer(page: Page, tinzaouatine: str) -> None:
    form = act(page, "Place")
    form.get_by_label("Look a place up").fill("Gao")
    found = form.locator(".found li", has_text="town or village").filter(has_text="Mali").first
    found.get_by_role("button", name="Use").click()
    expect(form.get_by_label("Country")).to_have_value("ML")
    keep(form, "the dateline", "Keep the place")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gao, Mali")
    expect(page.locator("#history")).to_contain_text("placed Gao, Mali (16.27, -0.04)")


def test_accounts_are_split_off_and_come_back(page: Page, served: Served, tinzaouatine: str) -> None:
    form = act(page, "Split")
    form.get_by_label("Atlas Dispatch").check()
    keep(form, "it tells of the battle in July", "Hold them to be another incident")
    expect(page.locator(".incident-head")).to_contain_text("in 6 reports")
    assert len(served.office.live.now().incidents) == 10
    expect(page.locator("#history")).to_contain_text("held to be different incidents 7 accounts")
    page.locator("#history li").first.get_by_role("button", name="Take it back").click()
    expect(page.locator(".incident-head")).to_contain_text("in 7 reports")
    assert len(served.office.live.now().incidents) == 9


def test_another_incident_is_found_to_be_compared(page: Page, served: Served, tinzaouatine: str) -> None:
    form = act(page, "Merge")
    expect(form.locator(".found li").first).to_be_visible()
    form.get_by_label("Find the other incident").fill("kutum")
    other = find_incident(served.office, "KUTUM")
    expect(form.locator(".found li")).to_have_count(1)
    expect(form.get_by_role("link", name="Compare")).to_have_attribute("href", f"/links/{tinzaouatine}/{other}")


def test_a_report_is_marked_as_a_copy(page: Page, tinzaouatine: str) -> None:
    form = act(page, "Mark copy")
    copy, origin = form.get_by_label("This report …"), form.get_by_label("… only repeats this one")
    copy.select_option(label=next(o for o in copy.locator("option").all_inner_texts() if "Meridian" in o))
    origin.select_option(label=next(o for o in origin.locator("option").all_inner_texts() if "Sahel Wire" in o))
    keep(form, "the editor said so", "Mark it as a copy")
    expect(page.locator("#history")).to_contain_text("marked as a copy")
    expect(page.locator(".incident-head")).to_contain_text("4 origins")


def test_somebody_looks_after_it(page: Page, tinzaouatine: str) -> None:
    form = act(page, "Assign")
    form.get_by_label("Who looks after it").select_option("amina")
    form.get_by_role("button", name="Assign").click()
    expect(page.locator(".incident-head .chips")).to_contain_text("in the care of amina")


def test_named_people_are_folded_until_asked_for(page: Page, served: Served) -> None:
    incident = next(i for i in served.office.live.now().incidents.values() if i.victims)
    name = incident.victims[0].name.quote
    page.goto(f"/incidents/{incident.id}")
    expect(page.locator("#victims-list")).to_be_empty()
    page.locator("#victims summary").click()
    expect(page.locator("#victims")).to_contain_text("may be endangered")
    page.get_by_role("link", name="Show the names").click()
    expect(page.locator("#victims-list")).to_contain_text(name)


def test_what_may_be_the_same_is_named(page: Page, served: Served) -> None:
    kutum, fasher = (find_incident(served.office, p) for p in ("KUTUM", "EL FASHER"))
    page.goto(f"/incidents/{kutum}")
    link = page.locator("#neighbours").get_by_role("link", name="Compare")
    expect(link).to_have_attribute("href", f"/links/{kutum}/{fasher}")


def test_one_goes_on_in_the_list_that_one_came_from(page: Page, served: Served) -> None:
    page.goto(f"/incidents/{find_incident(served.office, 'Loikaw')}?country=MM&order=date")
    expect(page.locator(".beside")).to_contain_text("2 of 3 of those asked for")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".beside")).to_contain_text("3 of 3")
    expect(page).to_have_url(re.compile(r"country=MM&order=date$"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_in_both_lights_and_sizes(page: Page, served: Served, theme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/incidents/{find_incident(served.office, 'KUTUM')}")
    expect(page.get_by_role("heading", name="Who says what")).to_be_visible()
    assert overflows(page) == 0
    assert axe_faults(page) == []
    page.locator("#who-says-what .entry").first.click()
    act(page, "Place")
    assert axe_faults(page) == []
    if width == 360:
        assert top_of(page.locator("#claims")) < top_of(page.locator("#text"))


def test_what_is_said_alike_is_accepted_at_once(page: Page, tinzaouatine: str) -> None:
    page.get_by_role("button", name="Accept all 4 passages of: 21 civilians killed").click()
    alike = page.locator("#claims .alike").first
    expect(alike.locator(".claim.settled")).to_have_count(4)
    expect(page.get_by_role("button", name="Accept all 4 passages of: 21 civilians killed")).to_have_count(0)
    page.keyboard.press("u")
    expect(alike.locator(".claim.settled")).to_have_count(0)


def test_the_list_of_incidents_leads_here_and_on(page: Page, served: Served) -> None:
    page.goto("/incidents?country=MM&order=date")
    page.locator("table.incidents").get_by_role("link", name=re.compile("Loikaw")).first.click()
    expect(page.locator(".beside")).to_contain_text("of 3 of those asked for")


def test_on_a_narrow_screen_the_rows_keep_their_names(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/incidents/{find_incident(served.office, 'KUTUM')}")
    box = page.locator("#who-says-what .grid-box")
    box.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    # The page's policy lets no string be run, so the way is looked at again and again from outside.
    until = time.monotonic() + 10
    while box.evaluate("e => e.scrollLeft") <= 200 and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert box.evaluate("e => e.scrollLeft") > 200
    expect(box.get_by_role("rowheader", name=re.compile("^civilians"))).to_be_in_viewport()
    assert overflows(page) == 0
