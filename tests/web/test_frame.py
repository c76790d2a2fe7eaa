"""The frame that every page stands in."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import axe_faults, overflows


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_page_in_both_lights_and_sizes(page: Page, theme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/reports")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    assert overflows(page) == 0
    assert axe_faults(page) == []


def test_what_is_not_here_is_said(page: Page) -> None:
    page.goto("/nothing")
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()


def test_the_theme_is_kept(page: Page) -> None:
    page.goto("/reports")
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
