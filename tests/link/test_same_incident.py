"""Which accounts tell of one incident, and why."""

from collections.abc import Sequence

import pytest

from tests.link.reports import claim, decision, told
from tollbook.link.accounts import MAYBE, link_accounts, lost_decisions
from tollbook.link.cluster import SURE, Clustering, cluster_accounts
from tollbook.link.score import VERSION, score
from tollbook.link.traits import ToldAccount, traits_of
from tollbook.model import Decision, Link


def clustered(accounts: Sequence[ToldAccount], decisions: Sequence[Decision] = ()) -> Clustering:
    traits = [traits_of(a) for a in accounts]
    return cluster_accounts(traits, link_accounts(traits, decisions))


def incidents(*accounts: ToldAccount, decisions: tuple[Decision, ...] = ()) -> set[frozenset[str]]:
    clustering = clustered(accounts, decisions)
    return {frozenset(c) for c in clustering.clusters}


ONE = {frozenset({"d-a/1", "d-b/1"})}
TWO = {frozenset({"d-a/1"}), frozenset({"d-b/1"})}

PAIRS = [
    ("same day, same town", told("d-a/1"), told("d-b/1"), ONE),
    ("same day, a hundred km apart", told("d-a/1", "Kidal"), told("d-b/1", "Tinzaouatine"), TWO),
    ("same town, a week apart", told("d-a/1"), told("d-b/1", day=7), TWO),
    ("same town, a month apart, one figure", told("d-a/1", killed=21), told("d-b/1", day=30, killed=21), TWO),
    ("a day apart, one figure", told("d-a/1", killed=21), told("d-b/1", day=1, killed=21), ONE),
    ("a toll that rises", told("d-a/1", killed=15), told("d-b/1", killed=21), ONE),
    ("same town and day, other means and far figures",
     told("d-a/1", killed=2, means="abduction"), told("d-b/1", killed=40, means="airstrike"), TWO),
    ("an airstrike that was a drone's", told("d-a/1", means="airstrike"), told("d-b/1", means="drone_strike"), ONE),
    ("neighbouring towns, nothing else", told("d-a/1", "Loikaw"), told("d-b/1", "Demoso"), TWO),
    ("neighbouring towns, one large figure: a question",
     told("d-a/1", "Loikaw", killed=34), told("d-b/1", "Demoso", killed=34), TWO),
    ("neighbouring towns, one large figure, one means",
     told("d-a/1", "Loikaw", killed=34, means="ied"), told("d-b/1", "Demoso", killed=34, means="ied"), ONE),
    ("a victim's name, no place",
     told("d-a/1", None, victim="Aung Htoo"), told("d-b/1", None, victim="Aung Htoo"), ONE),
    ("no time and no place", told("d-a/1", None, None), told("d-b/1", None, None), TWO),
    ("only the country", told("d-a/1", precision="country"), told("d-b/1", "Kidal", precision="country"), TWO),
    ("the country, the day and the figure",
     told("d-a/1", precision="country", killed=21), told("d-b/1", killed=21), ONE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "expected"), PAIRS, ids=[p[0] for p in PAIRS])
def test_two_accounts(name: str, left: ToldAccount, right: ToldAccount, expected: set[frozenset[str]]) -> None:
    assert incidents(left, right) == expected


def test_the_unknown_never_counts_against() -> None:
    full = told("d-a/1", killed=21, means="drone_strike", actor="faMa", victim="Aung Htoo")
    bare = told("d-b/1", None, None, published=None)
    reasons = score(traits_of(full), traits_of(bare))[1]
    assert [r.kind for r in reasons] == [f"prior@{VERSION}"]


def test_every_score_is_the_sum_of_its_reasons_and_is_symmetric() -> None:
    left, right = traits_of(told("d-a/1", killed=15, actor="x")), traits_of(told("d-b/1", day=1, killed=21, actor="x"))
    total, reasons = score(left, right)
    assert total == pytest.approx(sum(r.score for r in reasons))
    assert all(r.kind.endswith(f"@{VERSION}") for r in reasons)
    assert score(right, left)[0] == total


def test_accounts_of_one_document_are_kept_apart() -> None:
    assert incidents(told("d-a/1"), told("d-a/2")) == {frozenset({"d-a/1"}), frozenset({"d-a/2"})}


def test_two_accounts_of_one_document_are_not_joined_through_a_third() -> None:
    clusters = incidents(told("d-a/1", killed=21), told("d-a/2"), told("d-b/1", killed=21))
    assert clusters == {frozenset({"d-a/1", "d-b/1"}), frozenset({"d-a/2"})}


def test_a_background_incident_finds_its_own_report() -> None:
    clusters = incidents(told("d-a/1"), told("d-a/2", day=-30, killed=84), told("d-b/1", day=-30, killed=84))
    assert clusters == {frozenset({"d-a/1"}), frozenset({"d-a/2", "d-b/1"})}


def test_accounts_of_a_copy_go_with_the_same_words_of_the_origin() -> None:
    words = (claim("84 fighters", 84),)
    origin = ToldAccount(told("d-a/2", None, None).account, words, published="2024-08-26", origin="d-a")
    copy = ToldAccount(told("d-b/2", None, None).account, words, published="2024-08-29", origin="d-a")
    assert incidents(told("d-a/1"), origin, told("d-b/1", origin="d-a"), copy) == {
        frozenset({"d-a/1", "d-b/1"}),
        frozenset({"d-a/2", "d-b/2"}),
    }


def test_a_link_that_is_not_sure_is_a_question() -> None:
    accounts = [told("d-a/1", means="airstrike"), told("d-b/1", day=1, means="airstrike")]
    clustering = clustered(accounts)
    assert len(clustering.clusters) == 2
    assert [(k.left, k.right) for k in clustering.unsure] == [("d-a/1", "d-b/1")]
    assert MAYBE <= clustering.unsure[0].score < SURE


def test_links_do_not_chain_over_days() -> None:
    accounts = [told(f"d-{n}/1", day=n, killed=20 + n, means="airstrike") for n in range(10)]
    clustering = clustered(accounts)
    assert all(len(cluster) <= 4 for cluster in clustering.clusters)


def test_decisions_win() -> None:
    same = decision("same_incident", "d-a/1", "d-b/1")
    apart = decision("different_incidents", "d-a/1", "d-b/1")
    assert incidents(told("d-a/1"), told("d-b/1", "Kidal", day=40), decisions=(same,)) == ONE
    assert incidents(told("d-a/1", killed=21), told("d-b/1", killed=21), decisions=(apart,)) == TWO
    assert incidents(told("d-a/1"), told("d-a/2"), decisions=(decision("same_incident", "d-a/1", "d-a/2"),)) == {
        frozenset({"d-a/1", "d-a/2"})
    }


def test_what_is_decided_apart_is_not_joined_through_a_third() -> None:
    apart = decision("different_incidents", "d-a/1", "d-b/1")
    clusters = incidents(
        told("d-a/1", killed=21), told("d-b/1", killed=21), told("d-c/1", killed=21), decisions=(apart,)
    )
    assert not any({"d-a/1", "d-b/1"} <= cluster for cluster in clusters)


def test_a_document_stands_for_its_main_account() -> None:
    assert incidents(told("d-a/1"), told("d-b/1", day=40), decisions=(decision("same_incident", "d-a", "d-b"),)) == ONE


def test_of_two_decisions_that_contradict_the_newer_wins_and_the_older_is_named() -> None:
    accounts = (told("d-a/1"), told("d-b/1"))
    decisions = (
        decision("different_incidents", "d-a/1", "d-b/1"),
        decision("same_incident", "d-a/1", "d-b/1", minute=9),
    )
    assert incidents(*accounts, decisions=decisions) == ONE
    assert incidents(*accounts, decisions=tuple(reversed(decisions))) == ONE
    assert [i.code for i in lost_decisions([a.account.id for a in accounts], decisions)] == ["decision_contradicted"]


def test_a_chain_of_decisions_does_not_join_what_a_newer_one_parts() -> None:
    accounts = tuple(told(f"d-{n}/1", day=40 * i) for i, n in enumerate("abc"))
    decisions = (
        decision("same_incident", "d-a/1", "d-b/1", minute=1),
        decision("same_incident", "d-b/1", "d-c/1", minute=2),
        decision("different_incidents", "d-a/1", "d-c/1", minute=3),
    )
    clusters = incidents(*accounts, decisions=decisions)
    assert not any({"d-a/1", "d-c/1"} <= cluster for cluster in clusters)
    assert [i.subject for i in lost_decisions([a.account.id for a in accounts], decisions)] == [decisions[0].id]


def test_a_decision_about_an_account_that_is_gone_is_named() -> None:
    issues = lost_decisions(("d-a/1",), (decision("same_incident", "d-a/1", "d-b/2"),))
    assert [(i.code, "d-b/2" in i.detail) for i in issues] == [("decision_lost", True)]


def test_links_are_in_order_and_left_is_before_right() -> None:
    accounts = [told(f"d-{n}/1", killed=21) for n in "dbca"]
    links = link_accounts([traits_of(a) for a in accounts], ())
    assert all(isinstance(k, Link) and k.left < k.right for k in links)
    assert [(k.left, k.right) for k in links] == sorted((k.left, k.right) for k in links)
