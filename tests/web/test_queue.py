"""The queue, worked through by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Served, axe_faults, overflows
from tollbook.model import Decision
from tollbook.review.queue import QueueItem
from tollbook.run.people_roles import local_visitor
from tollbook.run.waiting import Asked, key_of, waiting
from tollbook.run.wishes import Wish
from tollbook.web.deciding import Kept, decide

LEFT = ".left-now .figure"


def first_of(served: Served, kind: str) -> QueueItem:
    return waiting(served.office.live.now(), Asked(kind=kind))[0]


def go_to(page: Page, served: Served, kind: str) -> QueueItem:
    """Open the queue at the first item of a kind."""
    item = first_of(served, kind)
    page.goto(f"/queue?at={key_of(item)}")
    expect(page.locator("#card")).to_be_focused()
    return item


def left(page: Page) -> int:
    return int(page.locator(LEFT).inner_text())


def kept(served: Served) -> tuple[Decision, ...]:
    return served.office.live.now().decisions


def test_a_accepts_and_undo_brings_it_back(page: Page, served: Served) -> None:
    item = go_to(page, served, "unsure_claim")
    before = left(page)
    page.keyboard.press("a")
    expect(page.locator("#messages")).to_contain_text("Accepted")
    expect(page.locator(LEFT)).to_have_text(str(before - 1))
    expect(page.locator("#card")).to_be_focused()
    assert [(d.kind, d.subjects[1], d.decided_by) for d in kept(served)] == [("accept", item.subject, "amina")]
    page.keyboard.press("u")
    expect(page.locator(LEFT)).to_have_text(str(before))
    expect(page.locator(".queue-state")).to_have_attribute("data-key-now", key_of(item))
    assert [d.kind for d in kept(served)] == ["accept", "undo"]


def test_a_on_a_conflict_holds_that_both_were_said(page: Page, served: Served) -> None:
    item = go_to(page, served, "conflict")
    before = left(page)
    page.keyboard.press("a")
    expect(page.locator(LEFT)).not_to_have_text(str(before))
    assert {(d.kind, d.subjects[1]) for d in kept(served)} == {("accept", side) for side in item.about}
    assert key_of(item) not in {key_of(i) for i in served.office.live.now().queue}


def test_r_and_a_digit_reject_with_that_reason(page: Page, served: Served) -> None:
    item = go_to(page, served, "unsure_claim")
    page.keyboard.press("r")
    page.keyboard.press("4")
    expect(page.locator("#messages")).to_contain_text("Rejected")
    assert key_of(item) not in {key_of(i) for i in served.office.live.now().queue}
    assert [(d.kind, d.reason) for d in kept(served)] == [("reject", "the number counts something else")]


def test_a_reason_can_be_written(page: Page, served: Served) -> None:
    go_to(page, served, "unsure_claim")
    page.keyboard.press("r")
    page.keyboard.press("0")
    page.keyboard.type("a sum of two lists")  # letters that are keys are only letters here
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Rejected")
    assert [d.reason for d in kept(served)] == ["a sum of two lists"]


def test_the_arrows_choose_the_side_that_is_rejected(page: Page, served: Served) -> None:
    item = go_to(page, served, "conflict")
    for key, side in (("ArrowLeft", 0), ("ArrowRight", 1), ("ArrowLeft", 0)):
        page.keyboard.press(key)
        expect(page.locator(f"[data-side='{side}']")).to_have_class(re.compile("in-hand"))
    page.keyboard.press("r")
    page.keyboard.press("6")
    expect(page.locator("#messages")).to_contain_text("Rejected")
    assert [d.subjects[1] for d in kept(served)] == [item.about[0]]


def test_c_corrects_without_leaving_the_queue(page: Page, served: Served) -> None:
    item = go_to(page, served, "unsure_claim")
    page.keyboard.press("c")
    form = page.locator("#correct form")
    expect(form).to_be_visible()
    form.locator("[name='f.low']").fill("250")
    form.locator("[name='reason']").fill("the reporter counted them")
    form.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#messages [data-kept]")).to_be_visible()
    expect(form).to_have_count(0)
    (made,) = kept(served)
    assert made.kind == "correct"
    assert made.claim is not None
    assert (made.subjects[1], made.claim.count.low, made.reason) == (item.subject, 250, "the reporter counted them")
    page.locator("#messages [data-kept] button").click()
    expect(page.locator(".queue-state")).to_have_attribute("data-key-now", key_of(item))


def test_escape_closes_the_correction(page: Page, served: Served) -> None:
    go_to(page, served, "unsure_claim")
    page.keyboard.press("c")
    expect(page.locator("#correct form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#correct form")).to_have_count(0)
    expect(page.locator("#card")).to_be_focused()


@pytest.mark.parametrize(("key", "kind", "incidents"), [("s", "same_incident", -1), ("d", "different_incidents", 0)])
def test_s_and_d_decide_whether_two_are_one(page: Page, served: Served, key: str, kind: str, incidents: int) -> None:
    before = len(served.office.live.now().incidents)
    go_to(page, served, "possible_same")
    page.keyboard.press(key)
    expect(page.locator("#messages [data-kept]")).to_be_visible()
    assert {d.kind for d in kept(served)} == {kind}
    assert all(d.reason for d in kept(served))
    assert len(served.office.live.now().incidents) == before + incidents
    page.keyboard.press("u")
    expect(page.locator("#messages")).to_contain_text("Taken back")
    assert len(served.office.live.now().incidents) == before


def test_l_sets_aside_for_this_sitting_and_it_can_be_brought_back(page: Page, served: Served) -> None:
    go_to(page, served, "conflict")
    before = left(page)
    page.keyboard.press("l")
    expect(page.locator(LEFT)).to_have_text(str(before - 1))
    page.reload()
    expect(page.locator(LEFT)).to_have_text(str(before - 1))
    page.get_by_role("button", name="Bring back").click()
    expect(page.locator(LEFT)).to_have_text(str(before))
    assert kept(served) == ()


def test_j_and_k_go_on_and_back_without_deciding(page: Page, served: Served) -> None:
    keys = [key_of(i) for i in served.office.live.now().queue]
    page.goto("/queue")
    state = page.locator(".queue-state")
    for press, place in (("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0)):
        page.keyboard.press(press)
        expect(state).to_have_attribute("data-key-now", keys[place])
        expect(page.locator("#card")).to_be_focused()
    assert kept(served) == ()


def test_who_decided_meanwhile_is_shown_and_nothing_is_lost(page: Page, served: Served) -> None:
    item = go_to(page, served, "unsure_claim")
    other = decide(served.office, local_visitor("boris"), Wish("accept", (item.subject,), reason="heard it too"))
    assert isinstance(other, Kept)
    page.keyboard.press("r")
    page.keyboard.press("1")
    clash = page.locator("#messages .clash")
    expect(clash).to_contain_text("boris")
    expect(clash).to_contain_text("heard it too")
    assert [d.decided_by for d in kept(served)] == ["boris"]
    clash.get_by_role("button", name="Decide all the same").click()
    page.wait_for_url("**/queue?*")
    assert [(d.decided_by, d.kind) for d in kept(served)] == [("boris", "accept"), ("amina", "reject")]


def test_the_keys_are_told(page: Page) -> None:
    page.goto("/queue")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert axe_faults(page) == []
    page.keyboard.press("a")  # no key decides while the list is open
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#messages")).not_to_contain_text("Accepted")


def test_every_key_has_a_button(page: Page, served: Served) -> None:
    go_to(page, served, "unsure_claim")
    for name in ("Accept: said as recorded", "Correct", "Later", "Next", "Before", "Keys"):
        button = page.locator("button, a.button").filter(has_text=name).first
        expect(button).to_be_visible()
        expect(button.locator("kbd")).to_have_count(1)
    expect(page.locator("summary", has_text="Reject")).to_be_visible()


def test_what_has_been_decided_in_this_sitting_is_said_at_the_end(page: Page, served: Served) -> None:
    page.goto("/queue?kind=possible_same")
    page.keyboard.press("d")
    empty = page.locator("#card.empty")
    expect(empty).to_contain_text("Nothing of this kind waits")
    expect(empty).to_contain_text("you made 1 decision in less than a minute")
    assert axe_faults(page) == []


def test_filters_stand_in_the_address(page: Page, served: Served) -> None:
    snapshot = served.office.live.now()
    page.goto("/queue")
    page.locator("select[name='country']").select_option("ML")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/queue?country=ML*")
    assert left(page) == len(waiting(snapshot, Asked(country="ML"))) > 0
    page.get_by_role("link", name=re.compile("Conflicts")).click()
    page.wait_for_url("**kind=conflict*")
    assert left(page) == len(waiting(snapshot, Asked(country="ML", kind="conflict"))) > 0


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1440, "light")])
@pytest.mark.parametrize("kind", ["conflict", "unsure_claim", "possible_same", "refused"])
def test_in_both_lights_and_sizes(page: Page, served: Served, kind: str, width: int, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    go_to(page, served, kind)
    if kind == "unsure_claim":
        page.locator("summary", has_text="Reject").click()
    assert overflows(page) == 0
    assert axe_faults(page) == []


def test_refused_words_are_shown_in_their_paragraph_and_can_be_added(page: Page, served: Served) -> None:
    item = go_to(page, served, "refused")
    words = page.locator("#card blockquote mark").inner_text()
    assert f"'{words}'" in item.detail
    page.keyboard.press("c")
    expect(page.locator("#correct form [name='f.quote']")).to_have_value(words)


def test_what_cannot_be_decided_is_said_and_the_item_stays(page: Page, served: Served) -> None:
    item = go_to(page, served, "unsure_claim")
    for name, value in (("subject", "c-0000000000000000"), ("seen", "")):
        page.locator(f"#card .actions [name='{name}']").first.evaluate("(e, v) => { e.value = v }", value)
    page.keyboard.press("a")
    expect(page.locator("#messages .message.wrong")).to_be_visible()
    expect(page.locator(".queue-state")).to_have_attribute("data-key-now", key_of(item))
    assert kept(served) == ()
