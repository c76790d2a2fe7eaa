"""The finding page in a browser: filters in the address, the table first, the map and the timeline beside it."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Served, axe_faults, find_incident, overflows, serve, watch_over
from tests.web.many import many_incidents, with_incidents
from tollbook.publish.wording import count_of
from tollbook.run.listing import Row
from tollbook.web.office import Office

TABLE = "#lines tbody tr"
# The module that the page loaded, asked for again by its own address, is the same one: its map can be looked at.
ON_MAP = (
    """import(document.querySelector('script[src*="incidents.js"]').src).then((m) => m.drawn()).then(({ map }) => """
)


def rows_with(served: Served, test: Callable[[Row], bool] = lambda row: True) -> int:
    """Count the sample incidents of which something is true; the record itself is tested elsewhere."""
    return sum(test(row) for row in served.office.live.now().rows.values())


def tally(served: Served, test: Callable[[Row], bool]) -> str:
    """Say how many of all incidents these are, as the page does."""
    return f"{rows_with(served, test)} of {rows_with(served)}"


def of_country(code: str) -> Callable[[Row], bool]:
    """Give the question whether an incident was in a country."""
    return lambda row: row.country == code


def is_placed(row: Row) -> bool:
    """Tell whether an incident has a point."""
    return row.lat is not None


def is_drawn(page: Page, incidents: int) -> None:
    """Wait until the map shows so many incidents and has nothing more to do."""
    expect(page.locator(f'#map[data-shown="{incidents}"][data-clusters]')).to_be_visible(timeout=40_000)
    page.evaluate(ON_MAP + "map.loaded() || new Promise((done) => map.once('idle', () => done())))")


def test_the_samples_are_found_on_the_map_over_time_and_in_the_table(page: Page, served: Served) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/incidents$"))
    expect(page.locator("#tally")).to_have_text(f"{rows_with(served)} in all")
    expect(page.locator(TABLE)).to_have_count(rows_with(served))
    line = page.locator(TABLE).filter(has_text="Tinzaouatine")
    expect(line).to_contain_text("25 Aug 2024")
    expect(line).to_contain_text("15–21 killed")
    expect(line).to_contain_text("the army")
    expect(line).to_contain_text("drone strike")
    expect(line).to_contain_text("not reviewed")
    expect(page.locator("#timeline svg.chart")).to_have_count(2)
    is_drawn(page, rows_with(served, is_placed))
    assert page.locator("#map").get_attribute("data-clusters") != "0"
    expect(page.locator(".map-note")).to_contain_text("as they are held, not as anyone claims them")


def test_what_has_no_place_is_listed_beside_the_map(page: Page, served: Served) -> None:
    page.goto("/incidents")
    beside = page.locator(".placeless")
    placeless = rows_with(served) - rows_with(served, is_placed)
    assert placeless > 0
    expect(beside).to_contain_text(f"{count_of(placeless, 'incident')} without a place on the map")
    expect(beside.get_by_role("listitem")).to_have_count(placeless)
    beside.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/incidents/i-"))


def test_filters_stand_in_the_address_and_the_way_back_works(page: Page, served: Served) -> None:
    in_ukraine = tally(served, of_country("UA"))
    deadly = tally(served, lambda r: r.country == "UA" and r.killed is not None and max(filter(None, r.killed)) >= 4)
    assert deadly != in_ukraine
    page.goto("/incidents")
    is_drawn(page, rows_with(served, is_placed))
    page.select_option("#f-country", "UA")
    expect(page.locator("#tally")).to_have_text(in_ukraine)
    expect(page).to_have_url(re.compile(r"/incidents\?country=UA$"))
    is_drawn(page, rows_with(served, lambda r: r.country == "UA" and is_placed(r)))
    page.fill("#f-killed", "4")
    page.press("#f-killed", "Enter")
    expect(page.locator("#tally")).to_have_text(deadly)
    expect(page).to_have_url(re.compile(r"\?country=UA&killed=4$"))
    expect(page.locator(".chip")).to_have_text(
        [re.compile("^Ukraine ×"), re.compile("^4 or more killed, by some account ×")]
    )
    page.go_back()
    expect(page.locator("#tally")).to_have_text(in_ukraine)
    expect(page.locator("#f-killed")).to_have_value("")
    page.go_forward()
    expect(page.locator("#tally")).to_have_text(deadly)
    expect(page.locator("#map canvas")).to_have_count(1)
    shared = page.context.new_page()
    shared.goto(page.url)
    expect(shared.locator("#tally")).to_have_text(deadly)
    expect(shared.locator("#f-country")).to_have_value("UA")
    page.get_by_role("link", name="Ukraine").click()
    expect(page).to_have_url(re.compile(r"/incidents\?killed=4$"))


def test_where_accounts_differ_on_who_did_it_the_line_says_so(page: Page, served: Served) -> None:
    differ = [r for r in served.office.live.now().rows.values() if "responsibility" in r.conflicts]
    page.goto("/incidents?conflict=responsibility")
    expect(page.locator("#tally")).to_have_text(f"{len(differ)} of {rows_with(served)}")
    expect(page.locator(TABLE).filter(has=page.get_by_text("disputed", exact=True))).to_have_count(len(differ))


@pytest.mark.parametrize(
    ("address", "asks"),
    [
        ("/incidents?unreviewed=1", lambda r: r.reviewed != "all"),
        ("/incidents?placed=no", lambda r: r.lat is None),
        ("/incidents?means=airstrike&country=SD", lambda r: r.means == "airstrike" and r.country == "SD"),
        (
            "/incidents?since=2024-08-01&until=2024-08-31",
            lambda r: (
                r.earliest is not None
                and r.latest is not None
                and r.earliest <= date(2024, 8, 31)
                and r.latest >= date(2024, 8, 1)
            ),
        ),
        ("/incidents?group=children", lambda r: "children" in r.groups),
        ("/incidents?target=market", lambda r: "market" in r.objects),
        ("/incidents?grading=weak", lambda r: r.grading == "weak"),
    ],
)
def test_an_address_asks_for_what_it_says(
    page: Page, served: Served, address: str, asks: Callable[[Row], bool]
) -> None:
    page.goto(address)
    expect(page.locator("#tally")).to_have_text(tally(served, asks))


def test_words_find_the_incidents_whose_reports_hold_them(page: Page) -> None:
    page.goto("/incidents?q=pharmacy")
    expect(page.locator(TABLE).filter(has_text="Tinzaouatine")).to_have_count(1)
    expect(page.locator(TABLE).filter(has_text="Ukraine")).to_have_count(0)


def test_what_changed_since_one_looked(page: Page, served: Served) -> None:
    page.goto("/incidents")
    page.get_by_role("button", name="I have looked at all of it").click()
    page.get_by_label("changed since you looked").check()
    expect(page.locator("#tally")).to_have_text(f"0 of {rows_with(served)}")
    expect(page.get_by_role("heading", name="No incident holds all of this")).to_be_visible()
    page.get_by_role("link", name="show all").click()
    expect(page.locator("#tally")).to_have_text(f"{rows_with(served)} in all")


def test_days_are_chosen_by_dragging_over_the_timeline(page: Page) -> None:
    page.goto("/incidents")
    expect(page.locator("#timeline svg.chart")).to_have_count(2)
    box = page.locator("#timeline").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(page.locator("#tally")).to_contain_text(" of ")
    expect(page.locator(TABLE).filter(has_text="Tinzaouatine")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"since=2024-0\d-\d\d&until=2024-1\d-\d\d"))
    expect(page.locator("#timeline .band")).to_have_count(1)
    page.get_by_text("These numbers as a table").click()
    expect(page.locator(".numbers tbody tr").filter(has_text="19 August 2024")).to_contain_text("21")


def test_a_click_on_the_map_leads_to_the_incident(page: Page) -> None:
    page.goto("/incidents?country=ML&since=2024-08-25&until=2024-08-25&view=map")
    is_drawn(page, 1)
    at = page.evaluate(ON_MAP + "map.project(map.querySourceFeatures('incidents')[0].geometry.coordinates))")
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("in this place")
    popup.get_by_role("link", name="25 Aug 2024, Tinzaouatine").click()
    expect(page).to_have_url(re.compile("/incidents/i-"))


def test_a_cluster_opens_when_it_is_clicked(page: Page, served: Served) -> None:
    page.goto("/incidents?country=SD&view=map")
    in_sudan = rows_with(served, lambda r: r.country == "SD" and is_placed(r))
    assert in_sudan > 1
    is_drawn(page, in_sudan)
    page.evaluate(ON_MAP + "{ map.jumpTo({ center: [25, 14.5], zoom: 2 }); return map.once('idle').then(() => 0); })")
    assert (
        page.evaluate(ON_MAP + "map.queryRenderedFeatures({ layers: ['clusters'] })[0].properties.point_count)")
        == in_sudan
    )
    at = page.evaluate(
        ON_MAP + "map.project(map.queryRenderedFeatures({ layers: ['clusters'] })[0].geometry.coordinates))"
    )
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    expect(page.locator('#map[data-clusters="0"]')).to_be_visible()


def test_borders_can_be_switched_off(page: Page, served: Served) -> None:
    page.goto("/incidents?view=map")
    is_drawn(page, rows_with(served, is_placed))
    borders = ON_MAP + "map.queryRenderedFeatures({ layers: ['borders', 'country-names'] }).length)"
    assert page.evaluate(borders) > 10
    page.get_by_label("borders").uncheck()
    page.evaluate(ON_MAP + "map.once('idle').then(() => 0))")
    assert page.evaluate(borders) == 0


@contextmanager
def opened(browser: Browser, office: Office, **how: Any) -> Iterator[Page]:
    """Open a page on an office of the test's own making, watched as others are."""
    with serve(office) as running:
        context = browser.new_context(base_url=running.url, reduced_motion="reduce", **how)
        watch = watch_over(context, running.url)
        yield context.new_page()
        context.close()
        assert not watch.wrong, "\n".join(watch.wrong)


@pytest.mark.parametrize(
    ("precision", "hit_at", "missed_at"),
    [("exact", 0, 60), ("near", 20, 90), ("admin1", 130, 230), ("country", 800, 1200)],
)
def test_a_place_is_a_disc_as_wide_as_it_is_known(
    browser: Browser, office: Office, precision: Any, hit_at: int, missed_at: int
) -> None:
    moment = office.live.now()
    incident = moment.incidents[find_incident(office, "Tinzaouatine")]
    assert incident.place is not None
    vague = replace(incident, place=replace(incident.place, precision=precision, admin1="Kidal"))
    office.live = with_incidents(moment, [vague])  # type: ignore[assignment]
    with opened(browser, office, viewport={"width": 1200, "height": 900}) as page:
        page.goto("/incidents?view=map")
        is_drawn(page, 1)
        # Kilometres to the south of the point, on a map that shows some 1,500 of them.
        discs = (
            ON_MAP + "{ const [lon, lat] = map.querySourceFeatures('incidents')[0].geometry.coordinates;"
            "return map.queryRenderedFeatures(map.project([lon, lat - %d / 111.2]), { layers: ['discs'] }).length; })"
        )
        assert page.evaluate(discs % hit_at) == 1
        assert page.evaluate(discs % missed_at) == 0


def test_ten_thousand_incidents_can_be_used_in_one_and_a_half_seconds(browser: Browser, office: Office) -> None:
    office.live = many_incidents(office.live.now(), 10_000)  # type: ignore[assignment]
    with opened(browser, office, viewport={"width": 1440, "height": 900}) as page:
        took, busy = min((seconds_until_usable(page), how_busy()) for _ in range(3))
        assert took < 1.5 * busy, f"the table could be used after {took:.2f} s on a machine {busy:.1f} times as slow"
        page.get_by_label("Country").select_option("ML")
        expect(page.locator("#tally")).to_contain_text("of 10,000")
        page.get_by_role("link", name="further").click()
        expect(page.locator(".pages")).to_contain_text("Page 2 of")
        page.goto("/incidents")
        expect(page.locator("#map[data-clusters]")).to_be_visible(timeout=40_000)
        assert int(page.locator("#map").get_attribute("data-clusters") or 0) >= 3


def how_busy() -> float:
    """Tell by how much other work slows this machine down; 1 where nothing does."""
    wall, own = time.perf_counter(), time.thread_time()
    while time.thread_time() - own < 0.1:
        sum(range(1_000))
    return max(1.0, (time.perf_counter() - wall) / 0.1)


def seconds_until_usable(page: Page) -> float:
    """Give how long it takes until a page of the table is there and the filters answer."""
    page.goto("/methods")
    started = time.monotonic()
    page.goto("/incidents", wait_until="commit")
    expect(page.locator(TABLE).nth(49)).to_be_visible()
    page.locator("#f-q").press_sequentially("x")
    took = time.monotonic() - started
    page.locator("#f-q").fill("")
    return took


def test_without_an_incident_the_page_says_what_to_do(browser: Browser, office: Office) -> None:
    office.live = with_incidents(office.live.now(), [])  # type: ignore[assignment]
    with opened(browser, office) as page:
        page.goto("/incidents")
        expect(page.get_by_role("heading", name="No incident yet")).to_be_visible()
        expect(page.get_by_role("link", name="Add a report")).to_have_attribute("href", "/add")


def test_without_scripts_the_filters_and_the_table_work(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/incidents")
    page.select_option("#f-country", "ML")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"/incidents\?country=ML$"))
    expect(page.locator(TABLE)).to_have_count(rows_with(served, of_country("ML")))
    page.get_by_role("link", name="oldest").click()
    expect(page).to_have_url(re.compile(r"\?country=ML&order=date$"))
    context.close()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/incidents")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content
    page.keyboard.press("Tab")
    expect(page.locator("#f-q")).to_be_focused()
    page.keyboard.type("pharmacy")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=pharmacy"))
    expect(page.locator("#tally")).to_contain_text(" of ")
    expect(page.locator("#f-q")).to_be_focused()
    row = page.locator(TABLE).get_by_role("link").first
    row.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/incidents/i-"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("address", ["/incidents", "/incidents?country=ML&view=map", "/incidents?q=nothingholdsthis"])
def test_the_page_is_open_to_everyone(browser: Browser, served: Served, address: str, width: int, scheme: Any) -> None:
    context = browser.new_context(
        base_url=served.url, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    watch = watch_over(context, served.url)
    page = context.new_page()
    page.goto(address)
    if "view=map" in address:
        is_drawn(page, rows_with(served, lambda r: r.country == "ML" and is_placed(r)))
    assert overflows(page) == 0
    assert axe_faults(page) == []
    context.close()
    assert watch.wrong == []
