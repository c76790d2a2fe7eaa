"""A round of double-blind coding: who may be asked, what each coder begins from, and when a coding is final."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.run.coded import CHILDREN, TOTAL, WOUNDED, Place, place
from tests.run.staff import at, hand
from tests.store.things import keep, report
from tollbook.errors import DecisionError, PeopleError
from tollbook.model import CodingRound
from tollbook.run import coding
from tollbook.run.coding import Plan, draw, open_round
from tollbook.run.coding_sight import hidden_while_coding, to_code
from tollbook.run.desk import UnknownId
from tollbook.store import read
from tollbook.store.verify import verify


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    ids = [f"d-{i}" for i in range(100)]
    once = draw(ids, 10, "7")
    assert len(once) == 10
    assert draw(reversed(ids), 10, "7") == once
    assert draw(ids, 10, "8") != once
    assert draw(ids[:3], 10, "7") == ("d-0", "d-1", "d-2")


WRONG = {
    "the same coder twice": ({"coders": ("Ada", "ada")}, "named twice"),
    "a reader": ({"coders": ("Ada", "Finn")}, "Finn is reader"),
    "no name": ({"name": "  "}, "needs a name"),
    "no report": ({"document_ids": ()}, "0 were chosen"),
    "an unknown report": ({"document_ids": ("d-0",)}, "d-0 is no report"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG)
def test_a_plan_that_cannot_be_is_refused(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with place(tmp_path) as here:
        plan = Plan("August", (here.document.id,), ("Ada", "Ben"), True, "by id")
        with pytest.raises(DecisionError, match=said):
            open_round(here.ws, here.staff, hand("Cleo"), replace(plan, **changes), {here.document.id: here.document})


def test_who_is_not_here_cannot_code(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        plan = Plan("August", (here.document.id,), ("Ada", "Zoe"), True, "by id")
        with pytest.raises(PeopleError, match="nobody here is called 'Zoe'"):
            open_round(here.ws, here.staff, hand("Cleo"), plan, {here.document.id: here.document})


def shown(here: Place, made: CodingRound, coder: str = "Ada") -> coding.Coding:
    machine = here.live.now().readings[here.document.id]
    return coding.coding_to_show(here.ws, made, here.document, coder, machine)


def test_a_blind_coder_begins_from_nothing_and_a_checker_from_what_was_read(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        assert shown(here, here.open(blind=True)).things == ()
        assert [c.span.quote for c in shown(here, here.open(blind=False)).claims] == ["21 civilians", "terrorists"]


def test_what_one_marks_the_other_does_not_begin_from(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = here.open()
        here.code(made, "Ada", TOTAL, CHILDREN)
        assert shown(here, made, "Ben").things == ()
        assert len(shown(here, made).claims) == 2
        with pytest.raises(UnknownId, match="not yours to code"):
            shown(here, made, "Cleo")


def test_marks_are_changed_and_taken_back_and_every_version_is_kept(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made, document = here.open(), here.document
        first = coding.keep(here.ws, made, coding.with_added(shown(here, made), document, TOTAL), at(1))
        whole = first.claims[0].id
        second = coding.keep(here.ws, made, coding.with_added(first, document, {**CHILDREN, "part_of": whole}), at(2))
        wider = {"quote": "killed 21 civilians", "status": "unknown"}
        third = coding.keep(here.ws, made, coding.with_changed(second, document, whole, wider), at(3))
        assert [(c.span.quote, c.status) for c in third.claims] == [
            ("killed 21 civilians", "unknown"),
            ("11 children", "civilian"),
        ]
        assert third.claims[1].part_of == third.claims[0].id
        fourth = coding.keep(here.ws, made, coding.without(third, third.claims[0].id), at(4))
        assert [(c.span.quote, c.part_of) for c in fourth.claims] == [("11 children", None)]
        with pytest.raises(DecisionError, match="not marked in this coding"):
            coding.without(fourth, whole)
        assert verify(here.ws).counts["codings"] == 4


def test_what_is_handed_in_is_final(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = here.open()
        final = here.code(made, "Ada", TOTAL)
        with pytest.raises(DecisionError, match="submitted and is final"):
            coding.keep(here.ws, made, coding.with_added(final, here.document, WOUNDED), at(5))
        task = coding.tasks(here.ws, made)
        assert (task[here.document.id, "Ada"].submitted, task[here.document.id, "Ada"].marked) == (True, 1)
        assert task[here.document.id, "Ben"].marked is None


def test_a_closed_round_takes_nothing_more(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coding.close_round(here.ws, here.open(), hand("Cleo", 3))
        with pytest.raises(DecisionError, match="closed by Cleo"):
            coding.keep(here.ws, made, shown(here, made), at(4))
        assert to_code(here.ws, "Ada") == frozenset()


def test_codings_change_nothing_in_the_record(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        before = here.live.now().record
        made = here.open()
        here.code(made, "Ada", TOTAL, WOUNDED)
        here.code(made, "Ben", CHILDREN)
        assert here.live.now().record == before
        assert read.decisions(here.ws) == []


def test_a_coder_sees_the_other_only_when_both_have_done_all(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = here.open()
        here.code(made, "Ada", TOTAL)
        assert not coding.may_compare(here.ws, made, "Ada")
        assert coding.may_compare(here.ws, made, "Cleo")
        assert coding.pairs_of_codings(here.ws, made) == []
        here.code(made, "Ben", TOTAL)
        assert coding.may_compare(here.ws, made, "Ada")
        assert coding.agreement_of(here.ws, made).found[0].f1 == 1.0


def test_the_report_its_twin_and_nothing_else_are_kept_from_who_codes_it(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        twin = keep(here.ws, report(here.document.text, item="again"))
        other = keep(here.ws, report("Shells killed nine people in Kutum."))
        made = here.open()
        assert to_code(here.ws, "Ada") == to_code(here.ws, "Ben") == {here.document.id}
        assert to_code(here.ws, "Cleo") == frozenset()
        hidden = hidden_while_coding(here.live.now(), to_code(here.ws, "Ada"))
        assert hidden == {here.document.id, twin.id}
        assert other.id not in hidden
        here.code(made, "Ada")
        assert to_code(here.ws, "Ada") == frozenset()
        assert to_code(here.ws, "Ben") == {here.document.id}
