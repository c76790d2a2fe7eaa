"""Two incidents side by side: joined, held apart, split, and all of it taken back."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Served, axe_faults, find_incident, overflows
from tollbook.model import Decision, Incident
from tollbook.review.decide import Signature
from tollbook.run.people_roles import local_visitor
from tollbook.run.wishes import Wish
from tollbook.web.deciding import Kept, decide
from tollbook.web.link_sheets import sheet_of
from tollbook.web.office import Office

REASON = "the market of Kutum, counted by the same committee"


def pair_of(office: Office) -> tuple[Incident, Incident]:
    """The one pair of sample incidents that may be one: a report that is dated from El Fasher tells of Kutum."""
    snapshot = office.live.now()
    (link,) = snapshot.record.unsure
    left, right = (snapshot.incidents[snapshot.incident_of[a]] for a in (link.left, link.right))
    return left, right


def kept(served: Served) -> tuple[Decision, ...]:
    return served.office.live.now().decisions


def incidents(served: Served) -> int:
    return len(served.office.live.now().incidents)


def test_two_incidents_are_merged_undone_and_both_stand_in_the_history(page: Page, served: Served) -> None:
    before = incidents(served)
    page.goto("/links")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="One incident or two?")).to_be_visible()
    expect(page.get_by_text("98 km apart").first).to_be_visible()
    expect(page.get_by_role("heading", name="As one incident")).to_be_visible()
    page.get_by_label("Reason to hold them one").fill(REASON)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="No two incidents may be one")).to_be_visible()
    assert incidents(served) == before - 1
    page.keyboard.press("u")
    expect(page.get_by_role("heading", name="One incident or two?")).to_be_visible()
    assert incidents(served) == before
    made = kept(served)
    half = len(made) // 2
    assert {(d.kind, d.reason) for d in made[:half]} == {("same_incident", REASON)}
    assert [d.subjects[0] for d in made[half:]] == [d.id for d in made[:half]]
    assert {d.kind for d in made[half:]} == {"undo"}
    page.goto(f"/incidents/{pair_of(served.office)[0].id}")
    expect(page.get_by_text(REASON).first).to_be_attached()


def test_a_key_holds_two_apart_with_the_reason_that_is_proposed(page: Page, served: Served) -> None:
    left, right = pair_of(served.office)
    page.goto(f"/links/{left.id}/{right.id}")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="No two incidents may be one")).to_be_visible()
    assert {d.kind for d in kept(served)} == {"different_incidents"}
    assert {d.reason for d in kept(served)} == {"different places: Kutum and El Fasher, 98 km apart"}
    assert len(kept(served)) == len(left.accounts) * len(right.accounts)


def test_unsure_goes_on_and_keeps_nothing(page: Page, served: Served) -> None:
    left, right = pair_of(served.office)
    page.goto(f"/links/{left.id}/{right.id}")
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Incidents that may be one")).to_be_visible()
    assert kept(served) == ()


def test_who_decided_on_the_pair_meanwhile_is_shown(page: Page, served: Served) -> None:
    left, right = pair_of(served.office)
    page.goto(f"/links/{left.id}/{right.id}")
    boris = Wish("different", (left.id, right.id), reason="another market")
    assert isinstance(decide(served.office, local_visitor("boris"), boris), Kept)
    page.keyboard.press("s")
    expect(page.locator(".clash")).to_contain_text("boris")
    expect(page.locator(".clash")).to_contain_text("another market")
    assert {d.decided_by for d in kept(served)} == {"boris"}


def test_an_incident_is_split(page: Page, served: Served) -> None:
    left, _ = pair_of(served.office)
    before = incidents(served)
    page.goto(f"/links/{left.id}/split")
    page.get_by_role("button", name="See what would follow").click()
    expect(page.get_by_role("alert")).to_contain_text("choose some")
    page.get_by_label("Shells hit livestock market").check()
    page.get_by_role("button", name="See what would follow").click()
    expect(page.get_by_role("heading", name="Then there would be 2 incidents")).to_be_visible()
    assert (incidents(served), kept(served)) == (before, ())
    assert axe_faults(page) == []
    page.get_by_role("button", name="Split it so").click()
    page.wait_for_url("**/incidents/**")
    assert incidents(served) == before + 1
    assert {d.kind for d in kept(served)} == {"different_incidents"}
    assert len(kept(served)) == len(left.accounts) - 1


def test_what_one_report_tells_apart_is_not_joined_unless_its_accounts_are(page: Page, served: Served) -> None:
    one, two = told_apart(served.office)
    page.goto(f"/links/{one.id}/{two.id}")
    expect(page.get_by_role("heading", name="One report tells of these as two incidents")).to_be_visible()
    expect(page.get_by_role("button", name="One and the same")).to_have_count(0)
    assert axe_faults(page) == []
    page.get_by_role("link", name="compare its two accounts").click()
    expect(page.get_by_text("You compare two accounts of one report")).to_be_visible()
    page.keyboard.press("s")
    page.wait_for_url("**kept=*")
    (made,) = kept(served)
    assert made.kind == "same_incident"
    assert len({s.partition("/")[0] for s in made.subjects}) == 1


def told_apart(office: Office) -> tuple[Incident, Incident]:
    """Two sample incidents that one report tells of."""
    snapshot = office.live.now()
    ids = next(ids for ids in snapshot.incidents_of_document.values() if len(ids) > 1)
    return snapshot.incidents[ids[0]], snapshot.incidents[ids[1]]


def test_any_two_incidents_can_be_compared(page: Page, served: Served) -> None:
    one = find_incident(served.office, "Tinzaouatine")
    other = pair_of(served.office)[0].id
    page.goto(f"/links?incident={one}")
    page.get_by_label("Another incident").fill(other)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(f"**/links/{one}/{other}")
    expect(page.get_by_text("less speaks for one incident than against it")).to_be_visible()
    page.goto(f"/links/{one}/{one}")
    expect(page.get_by_role("heading", name="These are one incident")).to_be_visible()


def test_names_of_victims_are_shown_to_who_may_see_them(office: Office) -> None:
    left, right = pair_of(office)
    assert any(i.victims for i in (left, right))
    signature = Signature("amina", office.clock(), "supposed")
    for may, shown in ((True, "Khadija Abakar"), (False, "1 name, not shown to you")):
        sheet = sheet_of(office.desk(), left, right, signature, name_victims=may)
        row = next(r for r in sheet.rows if r.name == "Victims named")
        assert shown in {v.text for v in (*row.left, *row.right)}
        assert ("Khadija" in repr([replace(r) for r in sheet.rows])) == may


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1440, "light")])
def test_pages_in_both_lights_and_sizes(page: Page, served: Served, width: int, theme: str) -> None:
    left, right = pair_of(served.office)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/links", f"/links/{left.id}/{right.id}", f"/links/{left.id}/split", f"/links?incident={left.id}"):
        page.goto(address)
        assert (address, overflows(page), axe_faults(page)) == (address, 0, [])
