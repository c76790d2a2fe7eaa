"""Deciding from the page of a report: add, correct, reject, accept, undo, and two people at once."""

import html
import re
from dataclasses import dataclass

import pytest
from httpx2 import Response
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from tests.web.conftest import Served, axe_faults, watch_over
from tests.web.reports import report_of_outlet, select, take_text
from tollbook.ingest.documents import Given
from tollbook.model import Claim
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.office import Office

LATIN = "KIDAL - Nothing is said of it here.\r\nA teacher said that 3 shepherds were shot on Monday near Kidal."
ARABIC = "قالت مصادر طبية في كبكابية إن ١٢ مدنيا قتلوا في غارة على السوق يوم الاثنين، بينهم أطفال."
ASTRAL = "🔴🇸🇩 Breaking 👩🏽‍🚒 𝗞𝗨𝗧𝗨𝗠: medics say at least 14 people were killed, e\u0301tat d'urgence."


@dataclass(frozen=True)
class Added:
    """What a person adds to a text: the words, what they say, and who says it."""

    text: str
    words: str
    low: int
    high: int | None
    claimant: str
    language: str = "en"


ADDED = {
    "latin": Added(LATIN, "3 shepherds", 3, 3, "A teacher"),
    "arabic": Added(ARABIC, "١٢ مدنيا قتلوا", 12, 12, "مصادر طبية", "ar"),
    "astral": Added(ASTRAL, "at least 14 people", 14, None, "medics"),
}


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED.keys())
def test_a_claim_is_added_by_selecting_its_words(page: Page, served: Served, added: Added) -> None:
    report = take_text(served.office, added.text, Given(published="2024-05-01", language=added.language))
    page.goto(f"/reports/{report.id}")
    select(page, added.words)
    page.get_by_role("button", name="Add a claim", exact=True).click()
    expect(page.get_by_label("The words of the report that say it")).to_have_value(added.words)
    page.get_by_label("What happened to them").select_option("killed")
    page.get_by_label("At least").fill(str(added.low))
    page.get_by_label("At most").fill("" if added.high is None else str(added.high))
    select(page, added.claimant)
    page.get_by_role("button", name="as claimant").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("mark.killed.decided")).to_have_text(added.words)
    (claim,) = claims(served.office, report.id)
    assert (claim.span.start, claim.span.quote) == (added.text.index(added.words), added.words)
    assert (claim.count.low, claim.count.high) == (added.low, added.high)
    assert claim.claimant is not None
    assert claim.claimant.start == added.text.index(added.claimant)


def test_words_that_stand_twice_are_added_where_they_were_selected(page: Page, served: Served) -> None:
    text = "😀 Two people died. Later two people died. Then two people died again."
    report = take_text(served.office, text)
    page.goto(f"/reports/{report.id}")
    select(page, "two people died", nth=1)
    page.get_by_role("button", name="Add a claim", exact=True).click()
    page.get_by_label("What happened to them").select_option("killed")
    page.get_by_label("At least").fill("2")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("mark.killed.decided")).to_have_count(1)
    assert claims(served.office, report.id)[0].span.start == text.index("Then") + len("Then ")


def test_a_claim_is_added_with_the_keyboard_alone(page: Page, served: Served) -> None:
    report = take_text(served.office, "Two people died. Two  people\ndied again near Kutum.")
    page.goto(f"/reports/{report.id}")
    page.get_by_label("Add what the reader missed").focus()
    page.keyboard.type("Two people died")
    page.keyboard.press("Enter")
    expect(page.get_by_text("These words stand in 2 places")).to_be_focused()
    page.get_by_role("link", name="Two people died").nth(1).press("Enter")
    expect(page.get_by_role("heading", name="Add a claim")).to_be_focused()
    page.get_by_label("What happened to them").focus()
    page.keyboard.type("killed")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.get_by_label("Why").focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark.killed.decided")).to_have_count(1)
    assert claims(served.office, report.id)[0].span.quote == "Two  people\ndied"


def test_a_statement_is_added(page: Page, served: Served) -> None:
    report = take_text(served.office, "L'armée a tiré sur le marché de Kidal, a dit un marchand.", Given(language="fr"))
    page.goto(f"/reports/{report.id}")
    select(page, "a tiré sur le marché")
    page.get_by_role("button", name="Add a statement", exact=True).click()
    page.get_by_label("The speaker …").select_option("target")
    select(page, "le marché")
    page.get_by_role("button", name="as what was hit").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".said-item > summary")).to_contain_text("hit or aimed at: “le marché”")


def test_a_correction_keeps_only_what_was_changed(page: Page, served: Served) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    page.goto(f"/reports/{report.id}")
    open_line(page, "21 civilians killed")
    page.keyboard.press("c")
    page.get_by_label("At most").fill("")
    page.get_by_label("Why (others").fill("the spokesman called it provisional")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator(".said-item[open] .said-what")).to_have_text("at least 21 civilians killed")
    decision = served.office.live.now().decisions[-1]
    assert decision.kind == "correct"
    assert decision.claim is not None
    assert decision.claim_before is not None
    assert (decision.claim.count.low, decision.claim.count.high, decision.claim.count.wording) == (21, None, "at_least")
    assert decision.claim.claimant_id == decision.claim_before.claimant_id
    expect(page.locator(".history").last).to_contain_text("21 civilians killed → at least 21 civilians killed")


def test_a_correction_without_a_change_is_refused(page: Page, served: Served) -> None:
    page.goto(f"/reports/{report_of_outlet(served.office, 'Sahel Wire').id}")
    open_line(page, "21 civilians killed")
    page.keyboard.press("c")
    page.get_by_label("Why (others").fill("no reason")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#messages")).to_contain_text("nothing to correct was given")


def test_a_claim_is_accepted_rejected_and_taken_back(page: Page, served: Served) -> None:
    page.goto(f"/reports/{report_of_outlet(served.office, 'Sahel Wire').id}")
    open_line(page, "11 children killed")
    page.keyboard.press("a")
    expect(page.locator(".said-item[open] .said-by")).to_contain_text("accepted")
    page.keyboard.press("r")
    page.keyboard.type("it is of another day")
    page.keyboard.press("Enter")
    expect(page.locator("mark.rejected").first).to_be_visible()
    expect(page.locator(".history").first).to_contain_text("it is of another day")
    assert axe_faults(page) == []
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("mark.rejected")).to_have_count(0)
    expect(page.locator(".history").last).to_contain_text("taken back")


def test_two_people_who_correct_at_once_learn_of_each_other(page: Page, served: Served, browser: Browser) -> None:
    report = report_of_outlet(served.office, "Sahel Wire")
    other_context = browser.new_context(base_url=served.url, reduced_motion="reduce")
    watch = watch_over(other_context, served.url)
    other = other_context.new_page()
    for one in (page, other):
        one.goto(f"/reports/{report.id}")
        open_line(one, "21 civilians killed")
        one.keyboard.press("c")
    page.get_by_label("At most").fill("")
    page.get_by_label("Why (others").fill("provisional")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator(".said-item[open] .said-what")).to_have_text("at least 21 civilians killed")
    other.get_by_label("They were").select_option("unknown")
    other.get_by_label("Why (others").fill("the quote does not say civilians")
    other.get_by_role("button", name="Keep the correction").click()
    expect(other.get_by_role("alert")).to_contain_text("Nothing of yours was kept yet")
    expect(other.get_by_role("alert")).to_contain_text("at least 21 civilians killed")
    other.get_by_role("button", name="Decide all the same").click()
    expect(other.locator(".said-what", has_text="at least 21 people killed")).to_be_visible()
    assert [d.kind for d in served.office.live.now().decisions] == ["correct", "correct"]
    other_context.close()
    assert not watch.wrong


def test_a_clash_follows_a_claim_that_changed_its_name(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    report = report_of_outlet(office, "Sahel Wire")
    claim = next(c for c in claims(office, report.id) if c.span.quote == "21 civilians")
    page = client.get(f"/reports/{report.id}/claims/{claim.id}/form").text
    first = sent(client, {**fields_in(page), "f.effect": "injured", "reason": "hurt, not killed"})
    assert first.status_code == 303
    clash = sent(client, {**fields_in(page), "f.status": "unknown", "reason": "status is not said"})
    assert clash.status_code == 409
    again = fields_in(clash.text)
    assert {n for n in again if n.startswith("f.")} == {"f.status"}
    assert sent(client, again).status_code == 303
    (now,) = [c for c in claims(office, report.id) if c.span.quote == "21 civilians"]
    assert (now.effect, now.status) == ("injured", "unknown")


def test_what_others_rejected_meanwhile_is_not_corrected_unseen(office: Office) -> None:
    client = TestClient(create_app(office, Settings(local_name="amina")), base_url="http://localhost")
    report = report_of_outlet(office, "Sahel Wire")
    claim = claims(office, report.id)[0]
    page = client.get(f"/reports/{report.id}/claims/{claim.id}/form").text
    rejection = {"kind": "reject", "subject": claim.id, "reason": "no", "csrf": fields_in(page)["csrf"]}
    assert sent(client, rejection).status_code == 303
    clash = sent(client, {**fields_in(page), "f.status": "unknown", "reason": "status is not said"})
    assert clash.status_code == 409
    assert "reject" in clash.text


def fields_in(page: str) -> dict[str, str]:
    """Give the fields of the form that decides on a page, as they stand in it."""
    form = page.partition('action="/decisions"')[2].partition("</form>")[0]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
    for name, choices in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', choices)[0]
    found |= re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)<', form)
    return {name: html.unescape(value) for name, value in found.items()}


def sent(client: TestClient, fields: dict[str, str]) -> Response:
    """Send a form as its page does."""
    here = {"sec-fetch-site": "same-origin"}
    return client.post("/decisions", data=fields, headers=here, follow_redirects=False)


def open_line(page: Page, words: str) -> None:
    """Open the line of a claim, with the keyboard on it."""
    summary = page.locator(".said-item > summary", has_text=words)
    summary.focus()
    page.keyboard.press("Enter")
    expect(summary).to_be_focused()


def claims(office: Office, report_id: str) -> tuple[Claim, ...]:
    """Give the claims of a report as people decided it."""
    return office.live.now().told[report_id].claims
