"""The gazetteer on disk: the shipped one, added ones, and the readers of public tables."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tollbook.errors import InputError, ToolError
from tollbook.model import GazetteerEntry, Issue
from tollbook.resolve.gazetteers import geonames, whosonfirst
from tollbook.resolve.gazetteers.spelling import loose_key
from tollbook.store.gazetteer import SqliteGazetteer, add_gazetteer, gazetteer_paths, open_gazetteer, write_gazetteer

SHARED = Path(__file__).resolve().parents[3] / "shared/data/gazetteers"
GAO = (
    "2457163\tGao\tGao\tGawo,Gàwó\t16.27167\t-0.04472\tP\tPPLA\tML\t\t09\t\t\t\t87000\t\t226\tAfrica/Bamako\t2012-01-17"
)
REGION = (
    "2457161\tGao Region\tGao Region\t\t16.6\t1.6\tA\tADM1\tML\t\t09\t\t\t\t544120\t\t300\tAfrica/Bamako\t2012-01-17"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hodeidah", "Al Ḩudaydah"),
        ("Deir al-Balah", "Dayr al Balaḩ"),
        ("Khan Younis", "Khān Yūnis"),
        ("Jabalia", "Jabaliya"),
        ("Tinzaouatine", "Tin Zawatene"),
        ("Aita al-Shaab", "Ayta ash Sha'b"),
        ("Raqqa", "Ar Raqqah"),
        ("Kyiv", "Kiev"),
        ("Zurmat", "Zormat"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(("one", "other"), [("Gao", "Goa"), ("Mosul", "Masul"), ("Homs", "Hama"), ("Mali", "Malta")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert loose_key(one) != loose_key(other)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Tinzaouatine", "ML", 19.95, 2.97),
        ("Barsalogho", "BF", 13.41, -1.06),
        ("Moura", "ML", 14.33, -4.60),
        ("Solhan", "BF", 13.19, 0.47),
        ("Pazigyi", "MM", 23.00, 95.92),
        ("Paletwa", "MM", 21.30, 92.86),
        ("Zamzam camp", "SD", 13.49, 25.31),
        ("Mai Kadra", "ET", 14.07, 36.57),
        ("Hroza", "UA", 49.67, 37.21),
        ("Kishishe", "CD", -0.90, 29.13),
        ("Deir al-Balah", "PS", 31.42, 34.35),
        ("Hodeidah", "YE", 14.80, 42.95),
        ("Baghouz", "SY", 34.45, 40.95),
        ("Jabalia camp", "PS", 31.54, 34.50),
        ("Khan Younis", "PS", 31.34, 34.31),
        ("Maiduguri", "NG", 11.85, 13.16),
    ],
)
def test_the_shipped_gazetteer_knows_places_of_conflict(name: str, country: str, lat: float, lon: float) -> None:
    points = [(e.lat, e.lon) for e in SqliteGazetteer().find(name) if e.country == country]
    assert any(a is not None and b is not None and abs(a - lat) < 0.1 and abs(b - lon) < 0.1 for a, b in points), points


def test_a_country_has_no_point() -> None:
    mali = next(e for e in SqliteGazetteer().find("Mali") if e.feature == "PCLI")
    assert (mali.country, mali.lat, mali.lon) == ("ML", None, None)


def test_other_spellings_are_found_apart_from_the_same_letters() -> None:
    gazetteer = SqliteGazetteer()
    same, like = gazetteer.find("Raqqa"), gazetteer.find_like("Raqqa")
    assert not {e.id for e in same} & {e.id for e in like}
    assert gazetteer.find("no such place at all") == ()


def test_opening_is_quick_and_many_threads_may_ask() -> None:
    begin = time.perf_counter()
    gazetteer = SqliteGazetteer()
    assert time.perf_counter() - begin < 0.2
    names = ["Gao", "Kidal", "Rafah", "Homs", "Aleppo", "Goma"] * 20
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(gazetteer.find, names))
    assert answers == [gazetteer.find(n) for n in names]


def test_geonames_lines_become_entries_and_bad_lines_issues_with_their_number() -> None:
    lines = [
        REGION,
        "only\tthree\tcolumns",
        GAO,
        GAO.replace("16.27167", "north"),
        GAO.replace("16.27167", "116.2"),
        "",
    ]
    rows = list(geonames.read_rows(lines, "ML.txt"))
    issues = [r for r in rows if isinstance(r, Issue)]
    entries = [r for r in rows if not isinstance(r, Issue)]
    assert [i.subject for i in issues] == ["ML.txt:2", "ML.txt:4", "ML.txt:5"]
    assert entries[1] == (
        GazetteerEntry("gn:2457163", "Gao", "ML", "Gao Region", None, 16.27167, -0.04472, "PPLA", 87000),
        ("Gawo", "Gàwó"),
    )


def test_whosonfirst_lines_become_entries_and_bad_lines_issues_with_their_number() -> None:
    good = "MM\t1292989393\tlocality\tPazigyi\t23.00436\t95.92086\tPa Zi Gyi|Pazigyi\t{}"
    rows = list(whosonfirst.read_rows([good, "MM\t1\tplanet\tX\t1\t1\t\t{}", "short"], "wof.tsv"))
    assert rows[0] == (
        GazetteerEntry("wof:1292989393", "Pazigyi", "MM", None, None, 23.00436, 95.92086, "PPL", 0),
        ("Pa Zi Gyi",),
    )
    assert [r.subject for r in rows[1:] if isinstance(r, Issue)] == ["wof.tsv:2", "wof.tsv:3"]


def test_an_added_file_answers_beside_the_shipped_one(tmp_path: Path) -> None:
    table = tmp_path / "ML.txt"
    table.write_text("\n".join([REGION, GAO, "bad line"]), encoding="utf-8")
    taken, issues = add_gazetteer(tmp_path, "geonames", table)
    assert (taken, [i.subject for i in issues]) == (2, ["ML.txt:3"])
    assert len(gazetteer_paths(tmp_path)) == 2
    gazetteer = open_gazetteer(tmp_path)
    assert "gn:2457161" in [e.id for e in gazetteer.find("Gao Region")]
    assert "geonames-ML" in gazetteer.version
    assert [e.id for e in gazetteer.find("Gao")].count("gn:2457163") == 1


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    rows = [r for r in geonames.read_rows([REGION, GAO], "x") if not isinstance(r, Issue)]
    digests = [write_gazetteer(tmp_path / f"{n}.sqlite", "x", order) for n, order in enumerate([rows, rows[::-1]])]
    assert digests[0] == digests[1]
    assert (tmp_path / "0.sqlite").read_bytes() == (tmp_path / "1.sqlite").read_bytes()


def test_what_cannot_be_added_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="no reader"):
        add_gazetteer(tmp_path, "osm", empty)
    with pytest.raises(InputError, match="holds no place"):
        add_gazetteer(tmp_path, "geonames", empty)
    with pytest.raises(InputError, match="cannot be read"):
        add_gazetteer(tmp_path, "geonames", tmp_path / "missing.txt")
    with pytest.raises(ToolError, match="missing"):
        SqliteGazetteer(tmp_path / "missing.sqlite")


def test_a_full_country_file_is_taken(tmp_path: Path) -> None:
    table = SHARED / "geonames_ML.txt"
    if not table.exists():
        pytest.skip("the GeoNames file of Mali is not here")
    taken, issues = add_gazetteer(tmp_path, "geonames", table)
    assert taken > 10_000
    assert not issues
    found = open_gazetteer(tmp_path).find("Ti-n-Zaouâtene")
    assert any(e.country == "ML" and e.lat is not None and abs(e.lat - 19.96) < 0.05 for e in found)
