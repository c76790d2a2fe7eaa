"""Choosing incidents out of a list: what each filter keeps, what each order puts first."""

import dataclasses
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tollbook.review.queue import QueueItem
from tollbook.run.listing import Filters, Order, Row, facets, select

NOTHING_SAID = Row(
    id="i-unknown",
    earliest=None,
    latest=None,
    date_precision=None,
    place_name=None,
    country=None,
    admin1=None,
    lat=None,
    lon=None,
    precision=None,
    means="unknown",
    killed=None,
    injured=None,
    groups=frozenset(),
    objects=frozenset(),
    actors=frozenset(),
    grading=None,
    grading_decided=False,
    conflicts=frozenset(),
    reviewed="none",
    reports=1,
    voices=1,
    unsure=0,
    changed_at=None,
)
MALI = dataclasses.replace(
    NOTHING_SAID,
    id="i-mali",
    earliest=date(2024, 8, 25),
    latest=date(2024, 8, 25),
    country="ML",
    lat=19.95,
    lon=2.97,
    means="drone_strike",
    killed=(15, None, 21),
    groups=frozenset({"children"}),
    objects=frozenset({"hospital_medical"}),
    actors=frozenset({"ml-armed-forces"}),
    grading="contested",
    conflicts=frozenset({"figure", "target"}),
    reviewed="all",
    changed_at=datetime(2026, 1, 2, tzinfo=UTC),
)
SUDAN = dataclasses.replace(
    NOTHING_SAID,
    id="i-sudan",
    earliest=date(2024, 6, 1),
    latest=date(2024, 6, 30),
    country="SD",
    means="shelling",
    killed=(40, None, None),
    grading="weak",
    reviewed="some",
    changed_at=datetime(2026, 1, 1, tzinfo=UTC),
)
WAITING = (
    QueueItem("conflict", "i-mali", "figure", 6.0, ("i-mali",)),
    QueueItem("refused", "d-1", "no number", 1.0),
    QueueItem("possible_same", "d-1/1 d-2/1", "may be the same", 9.0),
)
NOW: Any = SimpleNamespace(
    rows={r.id: r for r in (NOTHING_SAID, SUDAN, MALI)},
    queue=WAITING,
    incident_of={"d-1/1": "i-sudan", "d-2/1": "i-unknown"},
    incidents_of_document={"d-1": ("i-sudan",)},
)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, "i-mali i-sudan i-unknown"),
        ({"since": date(2024, 7, 1)}, "i-mali"),
        ({"since": date(2024, 6, 30)}, "i-mali i-sudan"),  # some day of June counts
        ({"until": date(2024, 6, 1)}, "i-sudan"),
        ({"country": "SD"}, "i-sudan"),
        ({"actor": "ml-armed-forces"}, "i-mali"),
        ({"means": "unknown"}, "i-unknown"),
        ({"target": "hospital_medical"}, "i-mali"),
        ({"group": "children"}, "i-mali"),
        ({"grading": "weak"}, "i-sudan"),
        ({"conflict": "target"}, "i-mali"),
        ({"conflict": "any"}, "i-mali"),
        ({"unreviewed": True}, "i-sudan i-unknown"),
        ({"unreviewed": False}, "i-mali"),
        ({"changed_since": datetime(2026, 1, 1, tzinfo=UTC)}, "i-mali"),
        ({"min_killed": 22}, "i-sudan"),  # at least 40
        ({"min_killed": 21}, "i-mali i-sudan"),
        ({"placed": True}, "i-mali"),
        ({"placed": False}, "i-sudan i-unknown"),
        ({"ids": frozenset({"i-unknown", "i-other"})}, "i-unknown"),
        ({"country": "ML", "means": "shelling"}, ""),
    ],
)
def test_a_filter_keeps(asked: dict[str, Any], kept: str) -> None:
    assert {r.id for r in select(NOW, Filters(**asked))} == set(kept.split())


@pytest.mark.parametrize(
    ("order", "first_to_last"),
    [
        ("date", "i-sudan i-mali i-unknown"),
        ("-date", "i-mali i-sudan i-unknown"),
        ("killed", "i-sudan i-mali i-unknown"),
        ("changed", "i-mali i-sudan i-unknown"),
        ("queue", "i-sudan i-unknown i-mali"),  # 9 + 1, 9, and 6 wait
    ],
)
def test_what_is_not_said_comes_last(order: Order, first_to_last: str) -> None:
    assert [r.id for r in select(NOW, Filters(), order)] == first_to_last.split()


def test_what_can_still_be_asked_is_counted() -> None:
    counted = facets([MALI, SUDAN, dataclasses.replace(SUDAN, id="i-other"), NOTHING_SAID])
    assert list(counted["countries"].items()) == [("SD", 2), ("ML", 1)]
    assert counted["means"] == {"shelling": 2, "drone_strike": 1, "unknown": 1}
    assert counted["gradings"] == {"weak": 2, "contested": 1}
    assert (counted["groups"], counted["targets"]) == ({"children": 1}, {"hospital_medical": 1})
