"""A third person settles what two coders said: each verdict, what the record holds after it, and why."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.run.coded import CHILDREN, TOTAL, WOUNDED, Place, place
from tests.run.staff import at
from tollbook.errors import DecisionError
from tollbook.model import Claim, CodingRound, Decision
from tollbook.review.agreement import Pair, compare
from tollbook.review.decide import Signature
from tollbook.run import coding, settling
from tollbook.run.settling import Case, Ruling
from tollbook.store import coding as store

BY_MOVEMENT = {"claimant": "the movement", "cue": "said"}


def case_of(here: Place, made: CodingRound) -> Case:
    ((first, second),) = coding.pairs_of_codings(here.ws, made)
    return Case(made, compare(first, second), store.verdicts(here.ws, made.id))


def pair_on(case: Case, quote: str) -> Pair:
    return next(p for p in case.comparison.pairs if quote in p.anyone.span.quote)


def rule(here: Place, made: CodingRound, ruling: Ruling, by: str = "Cleo", hours: float = 5) -> list[Decision]:
    """Settle one pair and keep what follows."""
    case, signature = case_of(here, made), Signature(by, at(hours), "settled")
    ((ruled, decisions),) = settling.decisions_for(here.desk(), case, [ruling], signature)
    here.live.decide(decisions)
    store.add_verdict(here.ws, settling.verdict_of(case, ruled, decisions, signature))
    return decisions


def claims(here: Place) -> dict[str, Claim]:
    """The claims of the report as the record holds them, by their words."""
    return {c.span.quote: c for c in here.live.now().told[here.document.id].claims}


def coded(here: Place, ada: list[dict[str, Any]], ben: list[dict[str, Any]]) -> CodingRound:
    made = here.open()
    here.code(made, "Ada", *ada)
    here.code(made, "Ben", *ben)
    return made


def on(here: Place, made: CodingRound, quote: str, choice: str, **more: Any) -> Ruling:
    return Ruling(*settling.ids_of(pair_on(case_of(here, made), quote)), choice, **more)


def test_the_first_coders_form_corrects_the_machine(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [{**TOTAL, **BY_MOVEMENT}], [{**TOTAL, "status": "unknown"}])
        (decision,) = rule(here, made, on(here, made, "21 civilians", "first", reason="the movement says so"))
        held = claims(here)["21 civilians"]
        assert (decision.kind, held.status) == ("correct", "civilian")
        assert held.claimant is not None
        assert held.claimant.quote == "the movement"
        assert decision.reason == (
            f"the movement says so: as Ada coded it (round {made.id}, coded apart by Ada and Ben)"
        )
        assert decision.decided_by == "Cleo"


def test_a_form_that_the_machine_has_already_is_accepted(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [{**TOTAL, "status": "unknown"}], [TOTAL])
        (decision,) = rule(here, made, on(here, made, "21 civilians", "first"))
        assert decision.kind == "accept"
        assert claims(here)["21 civilians"].score == 1.0


def test_what_the_machine_missed_is_added(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [TOTAL, WOUNDED], [TOTAL])
        (decision,) = rule(here, made, on(here, made, "Seven people", "first"))
        held = claims(here)["Seven people"]
        assert (decision.kind, held.effect, held.count.low, held.account) == ("add", "injured", 7, 1)


def test_neither_rejects_what_the_machine_found_and_else_decides_nothing(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [TOTAL, WOUNDED], [TOTAL])
        (decision,) = rule(here, made, on(here, made, "21 civilians", "neither"))
        assert decision.kind == "reject"
        assert "21 civilians" not in claims(here)
        assert rule(here, made, on(here, made, "Seven people", "neither")) == []
        assert len(settling.standing_verdicts(store.verdicts(here.ws, made.id), here.live.now().decisions)) == 2


def test_a_form_is_corrected_before_it_is_held(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [TOTAL], [{**TOTAL, "status": "unknown"}])
        ruling = on(here, made, "21 civilians", "corrected", of="second", fields={"group": "family", "high": None})
        (decision,) = rule(here, made, ruling)
        held = claims(here)["21 civilians"]
        assert (held.status, held.group, held.count.high, held.count.wording) == ("unknown", "family", None, "at_least")
        assert "corrected from Ben's coding" in decision.reason


def test_a_part_points_at_what_the_record_has_of_its_whole(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = here.open()
        shown = coding.coding_to_show(here.ws, made, here.document, "Ada", None)
        shown = coding.keep(here.ws, made, coding.with_added(shown, here.document, TOTAL), at(1))
        part = {**CHILDREN, "part_of": shown.claims[0].id}
        here.code(made, "Ada", part)
        here.code(made, "Ben", TOTAL)
        rule(here, made, on(here, made, "11 children", "first"))
        assert claims(here)["11 children"].part_of == claims(here)["21 civilians"].id


def test_another_verdict_takes_the_first_back(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [TOTAL], [{**TOTAL, "status": "combatant"}])
        (first,) = rule(here, made, on(here, made, "21 civilians", "first"))
        undo, second = rule(here, made, on(here, made, "21 civilians", "second"), hours=6)
        assert (undo.kind, undo.subjects) == ("undo", (first.id,))
        assert second.kind == "correct"
        assert claims(here)["21 civilians"].status == "combatant"


def test_a_verdict_whose_decisions_were_taken_back_is_open_again(tmp_path: Path) -> None:
    from tollbook.review.decide import decide_undo

    with place(tmp_path) as here:
        made = coded(here, [TOTAL], [TOTAL])
        (decision,) = rule(here, made, on(here, made, "21 civilians", "first"))
        here.live.decide([decide_undo(decision, Signature("Cleo", at(7), "too soon"))])
        assert settling.standing_verdicts(store.verdicts(here.ws, made.id), here.live.now().decisions) == {}


def test_a_coder_does_not_settle(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [TOTAL], [TOTAL])
        with pytest.raises(DecisionError, match="a third person settles"):
            rule(here, made, on(here, made, "21 civilians", "first"), by="Ada")


WRONG = {
    "no verdict": ({"choice": "both"}, "no verdict"),
    "what that coder did not mark": ({"choice": "second"}, "did not mark it"),
    "nothing corrected": ({"choice": "corrected"}, "nothing was corrected"),
    "another pair": ({"first": "c-0", "choice": "first"}, "no such pair"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG)
def test_a_ruling_that_cannot_be_is_refused(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with place(tmp_path) as here:
        made = coded(here, [WOUNDED], [])
        with pytest.raises(DecisionError, match=said):
            rule(here, made, replace(on(here, made, "Seven people", "first"), **changes))


def test_all_that_both_say_alike_is_held_at_once_and_what_only_the_machine_says_is_shown(tmp_path: Path) -> None:
    with place(tmp_path) as here:
        made = coded(here, [TOTAL, CHILDREN, WOUNDED], [TOTAL, CHILDREN, {**WOUNDED, "status": "civilian"}])
        case = case_of(here, made)
        rulings = settling.agreed_rulings(case, here.live.now().decisions)
        assert len(rulings) == 2
        signature = Signature("Cleo", at(5), "settled")
        ruled = settling.decisions_for(here.desk(), case, rulings, signature)
        here.live.decide([d for _, made_ in ruled for d in made_])
        for ruling, decisions in ruled:
            store.add_verdict(here.ws, settling.verdict_of(case, ruling, decisions, signature))
        assert [d.kind for _, made_ in ruled for d in made_] == ["correct", "add"]
        assert claims(here)["11 children"].status == "civilian"
        again = case_of(here, made)
        assert settling.agreed_rulings(again, here.live.now().decisions) == []
        told = here.live.now().told[here.document.id]
        assert [x.span.quote for x in settling.machine_alone(again, told)] == ["terrorists"]
