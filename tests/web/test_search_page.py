"""Searching the archived reports, and the page of the methods."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Served, axe_faults, overflows
from tollbook.web.pages.search import parts


def test_reports_are_found_by_their_words_with_the_words_marked(page: Page) -> None:
    page.goto("/incidents")
    page.get_by_label("Search the words of all reports").fill("pharmacy manager")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=pharmacy(\+|%20)manager$"))
    first = page.locator(".hits li").first
    assert set(first.locator("mark").all_inner_texts()) <= {"pharmacy", "manager"}
    expect(first.locator("mark").first).to_be_visible()
    expect(first.get_by_role("link", name="25 Aug 2024, Tinzaouatine")).to_be_visible()
    page.get_by_role("link", name="told in").click()
    expect(page).to_have_url(re.compile(r"/incidents\?q="))
    expect(page.locator("#lines tbody tr").filter(has_text="Tinzaouatine")).to_have_count(1)


def test_a_phrase_is_searched_as_one(page: Page) -> None:
    page.goto('/search?q="border settlement"')
    expect(page.locator(".hits mark").first).to_have_text(re.compile("border", re.IGNORECASE))
    page.goto('/search?q="settlement border"')
    expect(page.get_by_role("heading", name="No report holds all of these words")).to_be_visible()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '" OR 1=1 --', "NEAR(", "*", "'", "a" * 5000, "‮killed"])
def test_whatever_is_typed_is_words(page: Page, typed: str) -> None:
    page.goto("/search")
    page.locator("#words").evaluate(
        "(input, typed) => { input.removeAttribute('maxlength'); input.value = typed; }", typed
    )
    page.get_by_role("button", name="Search").click()
    expect(page.locator("main")).to_contain_text(re.compile("No report holds|report"))


@pytest.mark.parametrize(
    ("snippet", "cut"),
    [
        ("the \x02pharmacy\x03 burned", [("the ", False), ("pharmacy", True), (" burned", False)]),
        ("\x02a\x03 \x02b\x03", [("", False), ("a", True), (" ", False), ("b", True), ("", False)]),
        ("stray\x03 \x02open", [("stray ", False), ("open", True), ("", False)]),
    ],
)
def test_a_snippet_is_cut_at_its_marks(snippet: str, cut: list[tuple[str, bool]]) -> None:
    assert list(parts(snippet)) == cut


def test_the_methods_name_every_rule_and_the_head(page: Page, served: Served) -> None:
    page.goto("/methods")
    snapshot = served.office.live.now()
    rules = page.locator(".rules")
    for name in ("stated-range/1", "airwars-suggested/1", served.office.tools.gazetteer.version):
        expect(rules).to_contain_text(name)
    reader = next(iter(snapshot.readings.values())).reader
    expect(rules).to_contain_text(str(reader))
    expect(page.locator("#citation")).to_contain_text(snapshot.head)
    expect(page.locator(".left-out")).to_contain_text("No place in the words")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/search?q=pharmacy", "/search", "/methods"])
def test_the_pages_are_open_to_everyone(
    browser: Browser, served: Served, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=served.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address)
    assert overflows(page) == 0
    assert axe_faults(page) == []
    context.close()
