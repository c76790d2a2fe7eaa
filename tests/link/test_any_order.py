"""The same reports in any order, one at a time or all at once, give the same incidents."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.link.reports import PLACES, told
from tollbook.link.accounts import link_accounts, scored_links
from tollbook.link.cluster import cluster_accounts
from tollbook.link.register import name_incidents
from tollbook.link.traits import ToldAccount, traits_of
from tollbook.model import RegisterEntry


@st.composite
def accounts(draw: st.DrawFn) -> list[ToldAccount]:
    """A handful of accounts that crowd together, so that every constraint is met."""
    drawn = []
    for n in range(draw(st.integers(1, 9))):
        drawn.append(
            told(
                f"d-{draw(st.integers(0, 5))}/{n + 1}",
                draw(st.sampled_from([None, *PLACES])),
                draw(st.sampled_from([None, 0, 0, 0, 1, 2, 3])),
                draw(st.sampled_from([None, 1, 2, 15, 20, 21])),
                means=draw(st.sampled_from(["unknown", "airstrike", "shooting"])),
                actor=draw(st.sampled_from([None, "x", "y"])),
                victim=draw(st.sampled_from([None, None, "Aung Htoo"])),
                precision=draw(st.sampled_from(["exact", "exact", "admin1", "country"])),
            )
        )
    return drawn


def incidents(told_accounts: list[ToldAccount]) -> tuple[tuple[str, ...], ...]:
    traits = [traits_of(t) for t in told_accounts]
    return cluster_accounts(traits, link_accounts(traits, ())).clusters


@settings(max_examples=150, deadline=None)
@given(accounts(), st.randoms())
def test_any_order_gives_the_same_incidents(reports: list[ToldAccount], chance: random.Random) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert incidents(shuffled) == incidents(reports)


@settings(max_examples=60, deadline=None)
@given(accounts(), st.randoms())
def test_one_at_a_time_gives_the_same_incidents(reports: list[ToldAccount], chance: random.Random) -> None:
    """Each step names its incidents and appends to the register; the last one has the same sets of accounts."""
    shuffled = list(reports)
    chance.shuffle(shuffled)
    register: list[RegisterEntry] = []
    named: dict[str, tuple[str, ...]] = {}
    for n in range(1, len(shuffled) + 1):
        clusters = incidents(shuffled[:n])
        naming = name_incidents(clusters, register)
        register.extend(naming.minted)
        named = dict(zip(naming.names, clusters, strict=True))
    assert set(named.values()) == set(incidents(reports))
    assert len({e.incident_id for e in register}) == len(register)


@settings(max_examples=60, deadline=None)
@given(accounts(), accounts())
def test_a_new_report_moves_no_other_score(reports: list[ToldAccount], others: list[ToldAccount]) -> None:
    few = {(k.left, k.right): k for k in scored_links([traits_of(r) for r in reports])}
    news = [o for o in others if o.account.id not in {r.account.id for r in reports}]
    many = {(k.left, k.right): k for k in scored_links([traits_of(r) for r in (*reports, *news)])}
    assert all(many[pair] == link for pair, link in few.items())


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_each_account_is_in_one_incident(reports: list[ToldAccount]) -> None:
    ids = [i for cluster in incidents(reports) for i in cluster]
    assert sorted(ids) == sorted(r.account.id for r in reports)
