"""What waits, filtered and counted; and what would be if a decision were kept."""

from tests.web.conftest import find_incident
from tollbook.review.decide import Signature
from tollbook.run import comparing
from tollbook.run.waiting import Asked, at, incidents_of, key_of, kinds_of, needs_nobody, waiting
from tollbook.run.wishes import Wish, decisions_of
from tollbook.web.office import Office


def test_every_claim_is_decided_or_sure_or_waits(office: Office) -> None:
    snapshot = office.live.now()
    nobody = needs_nobody(snapshot)
    assert nobody.claims == sum(len(i.claims) for i in snapshot.incidents.values())
    assert nobody.decided == 0
    named = {x for i in snapshot.queue for x in (i.subject, *i.about)}
    assert nobody.waiting == sum(s.claim.id in named for i in snapshot.incidents.values() for s in i.claims)


def test_filters_and_what_was_set_aside(office: Office) -> None:
    snapshot = office.live.now()
    all_items = waiting(snapshot, Asked())
    assert all_items == list(snapshot.queue)
    assert sum(kinds_of(all_items).values()) == len(all_items)
    assert len({key_of(i) for i in all_items}) == len(all_items)
    mine = find_incident(office, "Tinzaouatine")
    of_one = waiting(snapshot, Asked(incident=mine))
    assert of_one
    assert all(mine in incidents_of(i, snapshot) for i in of_one)
    assert waiting(snapshot, Asked(incidents={mine})) == of_one
    assert waiting(snapshot, Asked(incidents=frozenset())) == []
    later = frozenset(key_of(i) for i in all_items[:3])
    assert waiting(snapshot, Asked(later=later)) == all_items[3:]


def test_the_item_in_focus_is_found_by_key_then_by_place(office: Office) -> None:
    items = waiting(office.live.now(), Asked())
    assert at(items, key_of(items[5])) == (5, items[5])
    assert at(items, "gone", 5) == (5, items[5])
    assert at(items, "gone", 10_000) == (len(items) - 1, items[-1])
    assert at([], "gone") is None


def test_what_would_be_is_what_is_once_it_is_decided(office: Office) -> None:
    desk = office.desk()
    (link,) = desk.snapshot.record.unsure
    both = [desk.snapshot.incidents[desk.snapshot.incident_of[a]] for a in (link.left, link.right)]
    signature = Signature("amina", office.clock(), "same market")
    decisions = decisions_of(desk, Wish("same", (both[0].id, both[1].id)), signature)
    would_be = comparing.incident_with(comparing.supposed(desk, both, decisions), link.left)
    assert would_be is not None
    assert office.live.now().decisions == ()
    after = office.live.decide(decisions)
    now = after.incidents[after.incident_of[link.left]]
    assert (would_be.tallies, would_be.accounts, would_be.conflicts) == (now.tallies, now.accounts, now.conflicts)


def test_why_two_incidents_are_two(office: Office) -> None:
    snapshot = office.live.now()
    (link,) = snapshot.record.unsure
    left, right = (snapshot.incidents[snapshot.incident_of[a]] for a in (link.left, link.right))
    assert "98 km apart" in comparing.why_apart(left, right, link)
    assert comparing.best_link(snapshot, left.accounts, right.accounts) == link
    far = snapshot.incidents[find_incident(office, "Tinzaouatine")]
    weak = comparing.best_link(snapshot, left.accounts, far.accounts)
    assert weak is not None
    assert weak.score < 0
    assert comparing.why_apart(left, far, weak) == "less speaks for one incident than against it"


def test_a_tally_without_a_claim(office: Office) -> None:
    snapshot = office.live.now()
    for item in waiting(snapshot, Asked(kind="unsure_claim")):
        incident = snapshot.incidents[item.incident_ids[0]]
        said = "a tally moves by" in item.detail
        changes = comparing.effects_without(incident, item.subject)
        assert (not said) or changes, item.detail
