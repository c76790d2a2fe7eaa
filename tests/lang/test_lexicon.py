"""The tables of a language: read once, checked word by word, never half right."""

import pytest

from tollbook.errors import CodeError, ToolError
from tollbook.lang import load, tables
from tollbook.lang.lexicon import OBJECT_TYPES, build_lexicon
from tollbook.model.codes import CLAIMANT_KINDS, GROUPS, MEANS, STATUSES

ENGLISH = load("en")


def test_a_language_is_read_once() -> None:
    assert load("en") is ENGLISH


def test_a_language_without_tables_stops_and_says_where_to_put_them() -> None:
    with pytest.raises(ToolError, match=r"no table xx/numbers\.yml"):
        load("xx")


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("harm", {"hurted": ["hurt"]}, r"en/harm\.yml: 'hurted' is not a known code"),
        ("claimants", {"army": ["army"]}, r"en/claimants\.yml: 'army' is not a known code"),
        ("means", {"airstrike": "airstrike"}, r"en/means\.yml: 'airstrike' must be a list of words"),
        ("status", {"civilian": [False]}, r"en/status\.yml: 'civilian' lists False, which is not a word"),
        ("groups", {"women": {"status": "civil", "words": ["woman"]}}, r"en/groups\.yml women: 'civil'"),
        ("numbers", {"units": {"one": "1"}}, r"en/numbers\.yml: 'units' gives 'one': '1'"),
        ("calendar", {"months": {13: ["undecember"]}}, r"en/calendar\.yml: months has no 13"),
    ],
)
def test_a_wrong_table_stops_and_names_file_and_key(
    name: str, change: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tables.read_table

    def changed(language: str, table: str) -> object:
        return {**real(language, table), **change} if table == name else real(language, table)

    monkeypatch.setattr("tollbook.lang.lexicon.read_table", changed)
    with pytest.raises(CodeError, match=message):
        build_lexicon("en")


def test_every_code_of_the_codebook_has_its_words() -> None:
    assert {g.group for g in ENGLISH.groups.meanings.values()} == set(GROUPS) - {"none"}
    assert set(ENGLISH.statuses.meanings.values()) == set(STATUSES)
    # `outlet` is the text's own voice: no word names it.
    assert set(ENGLISH.claimants.meanings.values()) == set(CLAIMANT_KINDS) - {"outlet"}
    assert set(ENGLISH.means_words.meanings.values()) == set(MEANS) - {"unknown"}
    assert set(ENGLISH.objects.meanings.values()) == set(OBJECT_TYPES)


def test_the_calendar_is_whole() -> None:
    assert sorted(set(ENGLISH.months.values())) == list(range(1, 13))
    assert sorted(set(ENGLISH.weekdays.values())) == list(range(7))
    assert ENGLISH.months["sept"] == 9
    assert ENGLISH.weekdays["thursday"] == 3
    assert ENGLISH.day_parts["dawn"] == "morning"
