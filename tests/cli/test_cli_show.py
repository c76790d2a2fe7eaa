"""What a person sees: quotes whole at any width, nothing of a report that steers the terminal, JSON that holds."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tests.cli.conftest import FRENCH, HOSTILE, Cli
from tests.publish import cast
from tests.publish.schemas import faults
from tollbook.cli.grid import blocks, rows_of, voices_in_order
from tollbook.cli.quoting import marked, quote_mark
from tollbook.cli.report import _marks as report_marks
from tollbook.cli.tallies import in_short
from tollbook.cli.told import print_incident
from tollbook.model import Count, Incident, SaidClaim, SaidStatement, Span
from tollbook.publish.wording import safe
from tollbook.publish.words import named, said_in_short
from tollbook.run.titles import title_of

DOCUMENTS = {d.id: d for d in cast.documents}
# What a terminal obeys, and what reorders text: none of it may come out.
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(incident: Incident, width: int = 100, full: bool = False) -> str:
    console = Console(width=width, record=True, file=io.StringIO(), highlight=False)
    print_incident(console, incident, DOCUMENTS, full)
    return console.export_text()


def flat(text: str) -> str:
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """Take the marks of quotes out, so that words are found whatever was read in them."""
    return re.sub(r">>|<<(?:\[\d+\])*", "", flat(text))


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_no_quote_loses_its_figure_at_any_width(width: int) -> None:
    out = shown(cast.strike, width)
    assert max(len(line.rstrip()) for line in out.splitlines()) <= width
    words = flat(out)
    for quote in ("21 civilians", "11 children", "the pharmacy manager", "Dozens were wounded", "at least 15 people"):
        assert f">>{quote}<<" in words
    assert "…" not in flat(shown(cast.placeless, width)).replace("… ", "").replace(" …", "")


def test_the_table_has_a_row_a_kind_of_harm_and_a_column_a_voice() -> None:
    rows = {r.name: {v: [e.text for e in c] for v, c in r.cells.items()} for r in rows_of(cast.strike, DOCUMENTS)}
    assert rows == {
        "KILLED": {},
        "civilians": {"csp-dpa": ["21"], "ml-army": ["denied"]},
        "children": {"csp-dpa": ["11"]},
        "singled out": {"csp-dpa": ["“the pharmacy manager”"]},
        "people, status unsaid": {"outlet:sahel wire": ["“dozens”"]},
        "INJURED": {},
        "WHO DID IT": {"csp-dpa": ["blames the army"], "ml-army": ["says it carried out the attack"]},
        "WHAT WAS HIT": {"csp-dpa": ["“a pharmacy”"], "ml-army": ["“terrorists”"]},
    }
    people = [r for r in rows_of(cast.strike, DOCUMENTS) if r.name == "people, status unsaid"]
    assert [e.text for e in people[0].cells["politician"]] == ["at least 15"]


def test_a_toll_that_rises_is_told_with_its_days_and_the_earlier_figure_steps_back() -> None:
    later = replace(cast.civilians, id="c-later", count=Count(24, 24, "exact"), provisional=False)
    said = (*cast.strike.claims, SaidClaim(cast.ledger.id, later, "csp-dpa"))
    rows = rows_of(replace(cast.strike, claims=said), DOCUMENTS)
    told = [(e.text, e.qualified, e.day, e.superseded) for e in rows[1].cells["csp-dpa"]]
    assert told == [("21", "so far", "2024-08-26", True), ("24", "", "2024-08-27", False)]


def test_like_targets_are_said_once_in_the_longest_wording() -> None:
    again = replace(cast.pharmacy, id="s-again", object=cast.span(cast.WIRE, "The first strike hit a pharmacy"))
    said = (*cast.strike.statements, SaidStatement(cast.wire.id, again, "csp-dpa"))
    row = rows_of(replace(cast.strike, statements=said), DOCUMENTS)[-1]
    assert [(e.text, e.disputed) for e in row.cells["csp-dpa"]] == [("“The first strike hit a pharmacy”", True)]


@pytest.mark.parametrize(
    ("count", "quote", "polarity", "certainty", "said"),
    [
        ((21, 21, "exact"), "21 civilians", "affirmed", "stated", "21 civilians killed"),
        ((1, 1, "exact"), "a civilian", "affirmed", "stated", "1 civilian killed"),
        ((22, None, "at_least"), "more than 21 civilians", "affirmed", "stated", "at least 22 civilians killed"),
        ((None, 20, "at_most"), "fewer than 21 civilians", "affirmed", "stated", "up to 20 civilians killed"),
        ((20, 20, "about"), "some 20 civilians", "affirmed", "stated", "about 20 civilians killed"),
        ((12, 15, "range"), "12 to 15 civilians", "affirmed", "stated", "12–15 civilians killed"),
        ((24, None, "vague"), "dozens of civilians", "affirmed", "stated", "civilians killed: “dozens”"),
        ((2, None, "vague"), "civilians", "affirmed", "stated", "at least 2 civilians killed"),
        ((0, 0, "exact"), "no civilians", "affirmed", "stated", "no civilians killed"),
        ((2, None, "vague"), "civilians", "denied", "stated", "denied: civilians killed"),
        ((38, 38, "exact"), "38 civilians", "denied", "stated", "not 38 civilians killed"),
        ((1200, 1200, "exact"), "1,200 civilians", "affirmed", "stated", "1,200 civilians killed"),
    ],
)
def test_figures_are_said_as_they_were_said(
    count: tuple[int | None, int | None, str], quote: str, polarity: str, certainty: str, said: str
) -> None:
    claim = cast.claim(quote, quote, "killed", count, status="civilian", polarity=polarity, certainty=certainty)
    assert said_in_short(claim) == said


@given(st.text(min_size=1, max_size=60), st.data())
def test_marks_change_no_word_whatever_the_text(text: str, data: st.DataObject) -> None:
    cuts = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(cuts, cuts).map(sorted).filter(lambda p: p[0] < p[1]), max_size=4))
    marks = [quote_mark(Span.of(text, a, b), colour=False, label="") for a, b in pairs]
    assert marked(text, 0, len(text), []).plain == safe(text)
    out = marked(text, 0, len(text), marks).plain
    # A mark may part a carriage return from its line feed, which is then shown.
    assert _bare(out) == _bare(safe(text))
    assert out.count(">>") >= len(marks)


def _bare(text: str) -> str:
    return re.sub("[␍<>]", "", text)


def test_quotes_within_quotes_are_marked_inside_out() -> None:
    text = "killed 21 civilians and 11 children"
    marks = [quote_mark(cast.span(text, w), False, f"[{n}]") for n, w in enumerate((text, "21 civilians"), 1)]
    assert marked(text, 0, len(text), marks).plain == ">>killed >>21 civilians<<[2] and 11 children<<[1]"


def test_those_who_contradict_one_another_stand_side_by_side_before_the_reports_own_voice() -> None:
    assert [v.id for v in voices_in_order(cast.strike)] == ["csp-dpa", "ml-army", "politician", "outlet:sahel wire"]


def test_words_within_words_of_one_claim_are_one_mark() -> None:
    text = cast.WIRE
    thing = replace(cast.terrorists, more_quotes=(cast.span(text, "targeted terrorists"),))
    marks = report_marks([thing], colour=False)
    assert [(m.before, m.after) for m in marks] == [(">>", "<<[1]")]


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("Strike on a market", "Follow us on X\nShells fell.", "Strike on a market"),
        (None, "\nFollow us on X\nShells fell on Kutum.\nMore.", "Shells fell on Kutum."),
        (None, "Shells " + "fell " * 30, "Shells " + "fell " * 9 + "fell …"),
        (None, "Follow us on X", "untitled"),
    ],
)
def test_a_title_is_never_page_furniture(title: str | None, text: str, said: str) -> None:
    assert title_of(replace(cast.wire, title=title, text=text)) == said


def test_bare_ids_are_not_shown_for_names() -> None:
    assert named("o-0123456789abcdef, o-ne, local:d-0123456789abcdef/x") == (
        "an outlet not named, o-ne, a voice not named"
    )


def test_one_civilian_is_no_plural() -> None:
    tally = replace(cast.strike.tallies[0], low=1, high=1)
    assert in_short(replace(cast.strike, tallies=(tally,)), "killed") == ["1 civilian"]


@pytest.mark.parametrize("width", [100, 120])
def test_five_rules_stand_side_by_side_where_there_is_room(width: int) -> None:
    rules = ("stated-range", "presumed-civilian", "lowest", "majority", "most-recent")
    tallies = tuple(replace(cast.strike.tallies[0], rule=f"{r}/1") for r in rules)
    out = shown(replace(cast.strike, tallies=tallies), width).partition("ADD UP TO")[2].partition("stated-range:")[0]
    assert out.count("civilians killed") == 1


def test_a_cumulative_figure_is_in_no_count() -> None:
    out = shown(cast.strike)
    table, rest = out.split("WHAT THE CLAIMS ADD UP TO")
    assert "301" not in table
    assert "FIGURES OVER MORE THAN THIS INCIDENT" in rest
    assert "at least 301 people killed" in rest


def test_conflicts_copies_doubts_and_decisions_are_said() -> None:
    words = flat(shown(cast.strike))
    assert "figure: CSP-DPA (spokesman) “21 civilians” against Malian army “civilians”" in words
    assert "Sahel Wire, 26 Aug 2024 (copied by Desert Courier)" in words
    assert "21 civilians killed, so far" in words
    assert "decided by a person" in words
    assert "Fair (decided by Aisha): two independent voices" in words
    suggested = replace(cast.strike, grading=replace(cast.strike.grading, decided_by=None))  # type: ignore[type-var]
    assert "Fair (suggested, rule airwars/1): two" in flat(shown(suggested))
    assert "then a further strike on those who gathered" in words
    assert "19.95° N, 2.97° E (the named place itself)" in words


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    words = flat(shown(cast.placeless))
    assert "the reports name no place that could be found" in words
    assert "the reports give no usable date" in words
    assert "means not said" in words


def test_blocks_hold_every_voice_once_and_fit() -> None:
    voices = tuple(cast.strike.voices) * 3
    for width in (40, 60, 80, 120, 200):
        parted = blocks(voices, width)
        assert [v for b in parted for v in b] == list(voices)
        assert max(map(len, parted)) - min(map(len, parted)) <= max(map(len, parted)) - 1


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_word_of_a_name_is_broken_where_there_is_room(width: int) -> None:
    voices = tuple(replace(v, name=f"{v.name} non-governmental") for v in cast.strike.voices)
    out = shown(replace(cast.strike, voices=voices), width)
    assert out.partition("WHAT THE CLAIMS")[0].count("non-governmental") >= len(voices)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("bell\x07", "bell␇"),
        ("\x9b2J", "<U+009B>2J"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
        ("tab\tline\nnext", "tab\tline\nnext"),
        ("win\r\nline", "win\nline"),
        ("over\rwrite", "over␍write"),
        ("می\u200cخواهم غارة", "می\u200cخواهم غارة"),
        ("[bold]no markup[/bold]", "[bold]no markup[/bold]"),
    ],
)
def test_text_of_others_is_shown_as_data(text: str, seen: str) -> None:
    assert safe(text) == seen


@pytest.mark.parametrize("arguments", [("incidents",), ("show", "{}"), ("search", "Tinzaouatine"), ("queue",)])
@pytest.mark.parametrize("json", [False, True])
def test_a_hostile_report_cannot_steer_the_terminal(cli: Cli, arguments: tuple[str, ...], json: bool) -> None:
    hostile = next(r["id"] for r in cli("search", "civilians", "--json").json["reports"])
    answer = cli(*(a.format(hostile) for a in arguments), *(["--json"] if json else []))
    assert answer.code == 0
    assert not STEERS.search(answer.out)
    assert not STEERS.search(answer.err)


def test_show_of_a_report_gives_its_text_its_quotes_and_what_was_refused(cli: Cli, market: str) -> None:
    answer = cli("show", market)
    assert answer.code == 0
    assert "Shelling hit the market of Kutum" in unmarked(answer.out)
    value = cli("show", market, "--json").json
    assert faults("document", value) == []
    for said in (*value["claims"], *value["statements"]):
        assert value["text"][said["start"] : said["end"]] == said["quote"]


def test_a_report_keeps_its_control_signs_in_json(cli: Cli) -> None:
    hostile = next(r["id"] for r in cli("search", "civilians", "--json").json["reports"])
    assert cli("show", hostile, "--json").json["text"] == HOSTILE


def test_incidents_and_show_give_json_as_the_schemas_say(cli: Cli) -> None:
    listed = cli("incidents", "--json").json
    assert faults("incidents", listed) == []
    for incident in listed["incidents"]:
        one = cli("show", incident["id"], "--json")
        assert (one.code, one.json) == (0, incident)


def test_a_list_in_a_pipe_has_a_line_an_incident(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    number = len(cli("incidents", "--json").json["incidents"])
    assert len(cli("incidents").out.strip().splitlines()) == number + 2


def test_incidents_are_narrowed(cli: Cli) -> None:
    def ids(*options: str) -> set[str]:
        return {i["id"] for i in cli("incidents", "--json", *options).json["incidents"]}

    everything = ids()
    assert ids("--since", "1900-01-01", "--until", "2100-01-01") <= everything
    assert ids("--since", "2100-01-01") == set()
    assert ids("--min-killed", "100000") == set()
    assert ids("--country", "SD") == ids("--country", "Sudan")
    assert ids("--unreviewed") == everything
    assert ids("--as-known", "2024-01-01") == set()


def test_before_the_first_report_nothing_was_published(cli: Cli) -> None:
    name = cli("incidents", "--json").json["incidents"][0]["id"]
    said = "Nothing was published by 2024-01-01: the earliest report here is of 2024-06-14."
    for words in (("incidents",), ("show",), ("show", name)):
        assert said in cli(*words, "--as-known", "2024-01-01").err


def test_colour_and_its_absence(cli: Cli, market: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in cli("show", market).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", cli("show", market).out)


def test_a_language_that_is_not_read_is_archived_and_said(cli: Cli) -> None:
    report = cli("search", "frappe", "--json").json["reports"][0]["id"]
    answer = cli("show", report)
    assert "language_not_read" in answer.out
    assert FRENCH[:40] in unmarked(answer.out)


def test_the_demo_can_be_run_twice(cli: Cli, tmp_path: Path) -> None:
    first = cli("demo", "-w", str(tmp_path / "demo"))
    assert first.code == 0
    assert "Tinzaouatine, Mali" in first.out
    assert "WHO SAYS WHAT" in first.out
    assert "What to type next:" in first.err
    again = cli("demo", "-w", str(tmp_path / "demo"))
    assert (again.code, again.out) == (0, first.out)
    listed = cli("demo", "-w", str(tmp_path / "demo"), "--json").json
    assert faults("incidents", listed) == []


def test_a_claim_leads_to_its_report(cli: Cli, market: str) -> None:
    for claim in cli("show", market, "--json").json["claims"]:
        assert cli("show", claim["id"][:12], "--json").json["id"] == market
