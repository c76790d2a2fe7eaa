"""`extract`: the same line gives the same reading, alone and among others, and offsets count in the text as given."""

import json

import pytest

from tollbook import flow
from tollbook.run.extract import extract_line, extract_lines
from tollbook.run.kit import Reader, build_reader, build_tools

TEXT = "Shelling killed 21 civilians in Kutum on Sunday, a doctor said. Another 30 people were wounded."
TEXTS = {
    "plain": TEXT,
    "decomposed accents": "Le\u0301a Diakite\u0301 reported from Kutum. " + TEXT,
    "emoji": "\U0001f6a8 BREAKING \U0001f1f8\U0001f1e9 " + TEXT,
    "line ends of another system": TEXT.replace(". ", ".\r\n\r\n"),
    "a mark at the start": "\ufeff" + TEXT,
    "right to left around": "\u202eabc\u202c " + TEXT,
    "nothing of harm": "The council met to discuss the price of bread.",
}


@pytest.fixture(scope="module")
def kit() -> tuple[Reader, flow.Tools]:
    return build_reader(), build_tools()


def line(name: str) -> str:
    return json.dumps({"id": name, "text": TEXTS[name], "published": "2024-06-13", "lang": "en"})


@pytest.mark.parametrize("name", list(TEXTS))
def test_offsets_count_in_the_text_as_given(name: str, kit: tuple[Reader, flow.Tools]) -> None:
    out = json.loads(extract_line(line(name), 1, *kit))
    text = TEXTS[name]
    assert out["id"] == name
    assert bool(out["claims"]) == (name != "nothing of harm")
    for said in (*out["claims"], *out["statements"]):
        assert text[said["start"] : said["end"]] == said["quote"]
        for word in ("claimant", "cue"):
            if said[word] is not None:
                at = said[f"{word}_start"]
                assert text[at : at + len(said[word])] == said[word]


def test_the_same_alone_and_among_others(kit: tuple[Reader, flow.Tools]) -> None:
    lines = [line(name) for name in TEXTS]
    together = list(extract_lines(lines, *kit))
    assert together == [extract_line(x, 1, *kit) for x in lines]
    assert list(reversed(list(extract_lines(lines[::-1], *kit)))) == together


def test_threads_do_not_change_a_reading(kit: tuple[Reader, flow.Tools]) -> None:
    one = (build_reader(threads=1), kit[1])
    assert [extract_line(line(n), 1, *one) for n in TEXTS] == [extract_line(line(n), 1, *kit) for n in TEXTS]


REFUSED = [
    ('{"id":"3","text":null}', "3"),
    ('{"id":"7","text":""}', "7"),
    ('{"id":8}', "8"),
    ('{"id":"9","text":"Ten died.","lang":5}', "9"),
    ('{"id":["x"],"text":"Ten died."}', None),
    ('{"id":"\\ud800","text":""}', "\ufffd"),
    ('{"id":"4","text"', None),
    ("[1]", None),
]


@pytest.mark.parametrize(("line", "given_id"), REFUSED)
def test_a_refused_line_keeps_its_id(line: str, given_id: str | None, kit: tuple[Reader, flow.Tools]) -> None:
    for sent in (line, line.encode()):
        out = json.loads(extract_line(sent, 1, *kit))
        assert (out["id"], [i["code"] for i in out["issues"]]) == (given_id, ["line_refused"])


def test_a_date_that_is_none_is_named(kit: tuple[Reader, flow.Tools]) -> None:
    out = json.loads(extract_line(json.dumps({"id": "1", "text": TEXT, "published": "26/08/2024"}), 1, *kit))
    assert out["claims"]
    assert [i["detail"] for i in out["issues"] if i["code"] == "published_unreadable"] == [
        "\"published\" is '26/08/2024', no date as YYYY-MM-DD; the date of publication stays unknown."
    ]


def test_a_broken_line_gives_a_line_that_says_why(kit: tuple[Reader, flow.Tools]) -> None:
    outs = [json.loads(x) for x in extract_lines(["{broken", line("plain"), "", "[]"], *kit)]
    assert [bool(o["claims"]) for o in outs] == [False, True, False]
    assert "line 1" in outs[0]["issues"][0]["detail"]
