"""What the address of the incidents page asks, the timeline, the lines, and how wide a place is drawn."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tollbook.run.listing import Filters, Row
from tollbook.web.finding import asked, chips
from tollbook.web.lines import days, toll_words
from tollbook.web.map_points import features, reach
from tollbook.web.timeline import timeline

ROW = Row(
    id="i-0000000000000001",
    earliest=date(2024, 8, 25),
    latest=date(2024, 8, 25),
    date_precision="day",
    place_name="Tinzaouatine",
    country="ML",
    admin1="Kidal",
    lat=19.95,
    lon=2.97,
    precision="exact",
    means="drone_strike",
    killed=(15, None, 84),
    injured=None,
    groups=frozenset(),
    objects=frozenset(),
    actors=frozenset(),
    grading="weak",
    grading_decided=False,
    conflicts=frozenset(),
    reviewed="none",
    reports=7,
    voices=9,
    unsure=0,
    changed_at=None,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"since": "2024-08-01"}, Filters(since=date(2024, 8, 1))),
        ({"country": "ML", "means": "drone_strike"}, Filters(country="ML", means="drone_strike")),
        ({"killed": "0"}, Filters(min_killed=0)),
        ({"killed": ""}, Filters()),
        ({"unreviewed": "1", "placed": "no"}, Filters(unreviewed=True, placed=False)),
        ({"changed": "2024-08-25T08:00+02:00"}, Filters(changed_since=datetime(2024, 8, 25, 6, tzinfo=UTC))),
        ({"conflict": "any", "grading": "contested"}, Filters(conflict="any", grading="contested")),
    ],
)
def test_an_address_asks(given: dict[str, str], expected: Filters) -> None:
    question = asked(given)
    assert question.filters == expected
    assert question.wrong == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"since": "yesterday"}, "not a day like 2024-08-25"),
        ({"country": "XX"}, "no such country"),
        ({"killed": "many"}, "not a number"),
        ({"killed": "٣"}, "not a number"),
        ({"means": "magic"}, "no such means"),
        ({"changed": "soon"}, "not a moment"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(given: dict[str, str], says: str) -> None:
    question = asked(given)
    assert question.filters == Filters()
    assert says in question.wrong[0]
    assert question.address() == "/incidents"


@pytest.mark.parametrize(
    "given",
    [
        {"since": "2024-08-01", "q": '"two words" pharmacy'},
        {"order": "killed", "view": "map"},
        {"q": "صيدلية & <b>"},
        {},
    ],
)
def test_an_address_leads_back_to_the_same_question(given: dict[str, str]) -> None:
    from urllib.parse import parse_qsl, urlsplit

    question = asked(given)
    again = asked(dict(parse_qsl(urlsplit(question.address()).query)))
    assert (again.filters, again.words, again.order, again.view) == (
        question.filters,
        question.words,
        question.order,
        question.view,
    )


def test_each_chip_takes_one_thing_off() -> None:
    question = asked({"country": "ML", "killed": "10", "actor": "ml-armed-forces", "page": "3"})
    told = {c.text: c.without for c in chips(question, {"ml-armed-forces": "the Malian army"})}
    assert told == {
        "Mali": "/incidents?actor=ml-armed-forces&killed=10",
        "said to be by the Malian army": "/incidents?country=ML&killed=10",
        "10 or more killed, by some account": "/incidents?country=ML&actor=ml-armed-forces",
    }


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2024, 8, 25), date(2024, 8, 25), "25 Aug 2024"),
        (date(2024, 8, 25), date(2024, 8, 27), "25–27 Aug 2024"),
        (date(2024, 8, 30), date(2024, 9, 2), "30 Aug – 2 Sep 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 Dec 2023 – 2 Jan 2024"),
        (None, None, "date not known"),
    ],
)
def test_days_in_short(first: date | None, last: date | None, said: str) -> None:
    assert days(replace(ROW, earliest=first, latest=last)) == said


@pytest.mark.parametrize(
    ("toll", "said"),
    [
        ((15, None, 84), "15–84"),
        ((21, 21, 21), "21"),
        ((24, None, None), "at least 24"),
        ((0, None, 0), "none"),
        (None, None),
    ],
)
def test_a_toll_in_short(toll: tuple[int | None, int | None, int | None] | None, said: str | None) -> None:
    assert toll_words(toll) == said


@pytest.mark.parametrize(
    ("precision", "country", "admin1", "least", "most"),
    [
        ("exact", "ML", "Kidal", 1, 5),  # a town
        ("near", "ML", "Kidal", 25, 25),  # UCDP: within about 25 km
        ("admin2", "ML", "Kidal", 20, 60),
        ("admin1", "ML", "Kidal", 100, 400),  # 150,000 km²
        ("admin1", "ML", "No such province", 60, 200),
        ("country", "LB", None, 50, 120),  # 220 km from end to end
        ("country", "ML", None, 600, 1200),
    ],
)
def test_a_place_is_drawn_as_wide_as_it_is_known(
    precision: str, country: str, admin1: str | None, least: int, most: int
) -> None:
    assert least <= reach(replace(ROW, precision=precision, country=country, admin1=admin1)) <= most


def test_points_hold_what_the_map_says_and_leave_out_what_has_no_point() -> None:
    rows = [ROW, replace(ROW, id="i-2", lat=None, lon=None)]
    data = json.loads(gzip.decompress(features(rows)))
    assert [f["properties"]["id"] for f in data["features"]] == ["i-0000000000000001"]
    assert data["features"][0]["geometry"]["coordinates"] == [2.97, 19.95]
    assert data["features"][0]["properties"]["killed"] == "15–84"
    assert data["features"][0]["properties"]["km"] == 3


def test_a_timeline_adds_up_the_lowest_and_the_highest_figures() -> None:
    rows = [
        ROW,
        replace(ROW, killed=(24, None, None), latest=date(2024, 8, 27)),
        replace(ROW, killed=None),
        replace(ROW, earliest=None, latest=None),
    ]
    drawn = timeline(rows)
    assert drawn.step == "day"
    assert (drawn.undated, drawn.vague) == (1, 1)
    (stretch,) = drawn.bins
    assert (stretch.incidents, stretch.low, stretch.high, stretch.unsaid) == (3, 15 + 24, 84 + 24, 1)
    assert stretch.killed == "39–108"


@pytest.mark.parametrize(
    ("last", "step", "first_stretch"),
    [
        (date(2024, 9, 30), "day", (date(2024, 8, 25), date(2024, 8, 25))),
        (date(2025, 9, 30), "week", (date(2024, 8, 19), date(2024, 8, 25))),
        (date(2030, 9, 30), "month", (date(2024, 8, 1), date(2024, 8, 31))),
        (date(2090, 9, 30), "year", (date(2024, 1, 1), date(2024, 12, 31))),
        (date(9999, 12, 31), "year", (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_longer_stretches_for_longer_times(last: date, step: str, first_stretch: tuple[date, date]) -> None:
    drawn = timeline([ROW, replace(ROW, earliest=last, latest=last)])
    assert drawn.step == step
    assert (drawn.bins[0].start, drawn.bins[0].end) == first_stretch
    assert drawn.bins[-1].end >= last
