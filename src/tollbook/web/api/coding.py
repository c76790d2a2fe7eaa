"""Double-blind coding for programs: rounds, one's own coding of a report, agreement, and verdicts."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from tollbook.model import Claim, Coding, CodingRound, Document, Statement
from tollbook.publish.fields import Json, claim_fields, statement_fields
from tollbook.review.agreement import Pair, differing
from tollbook.run import coding, settling
from tollbook.run.changes import changes_of
from tollbook.run.coding import Plan
from tollbook.run.coding_choice import Choosing
from tollbook.run.fields import field_name
from tollbook.run.seen import seen_token
from tollbook.run.settling import Case, Ruling
from tollbook.web import guard, wire_coding
from tollbook.web.api.answers import encoded, paged
from tollbook.web.api.decisions import CLASH, CLASH_TITLE, shown_decision, standing_ids
from tollbook.web.coding_desk import (
    case_for,
    check_accounts,
    check_may_compare,
    own_coding,
    round_for,
    rounds_for,
    standing_of,
    start_round,
)
from tollbook.web.deciding import Clash
from tollbook.web.guard import Visitor
from tollbook.web.office import Office
from tollbook.web.pages.coding_agreement import fields_of, found_of
from tollbook.web.pages.coding_settle import settle, side_of
from tollbook.web.wire import Paging
from tollbook.web.wire_decisions import WishFields

router = APIRouter(tags=["Coding"], prefix="/coding")
Looker = Annotated[Visitor, Depends(guard.require("look"))]
Coder = Annotated[Visitor, Depends(guard.require("code"))]
Reviewer = Annotated[Visitor, Depends(guard.require("adjudicate"))]
RoundId = Annotated[str, Path(description="The id of a round.")]
ReportId = Annotated[str, Path(description="The whole id of a report of the round.")]
ThingId = Annotated[str, Path(description="The id of a claim or statement that you have marked.")]
REPORT = "/rounds/{round_id}/reports/{report_id}"
SETTLE = "/rounds/{round_id}/settle/{report_id}"


class At:
    """Where a mark is: the round, the report and its id."""

    def __init__(self, round_id: RoundId, report_id: ReportId, thing_id: ThingId) -> None:
        self.round_id, self.report_id, self.thing_id = round_id, report_id, thing_id


@router.get("/rounds", operation_id="listRounds", response_model=wire_coding.RoundPage, summary="List rounds")
def list_rounds(request: Request, visitor: Looker, asked: Annotated[Paging, Query()]) -> Response:
    """List the rounds that you code in, or, where you may settle, all of them."""
    check_accounts(visitor)
    office: Office = request.app.state.office
    return _json(paged(asked, rounds_for(office, visitor), lambda r: r.id, lambda r: _round(office, visitor, r)))


@router.post(
    "/rounds", operation_id="openRound", response_model=wire_coding.Round, status_code=201, summary="Set a round up"
)
def post_round(request: Request, visitor: Reviewer, new: wire_coding.NewRound) -> Response:
    """Set a round up: which reports, which two coders, from the bare text or from what the machine read."""
    office: Office = request.app.state.office
    plan = Plan(new.name, (), (new.coders[0], new.coders[1]), new.blind, "")
    choosing = Choosing(new.way, new.words, " ".join(new.reports), new.n, new.seed)
    made = start_round(office, visitor, guard.by(request), plan, choosing)
    guard.audit(request, "coding", made.id, f"set up for {made.coders[0]} and {made.coders[1]}")
    return _json(_round(office, visitor, made), 201)


@router.get("/rounds/{round_id}", operation_id="getRound", response_model=wire_coding.Round, summary="Get one round")
def get_round(request: Request, visitor: Looker, round_id: RoundId) -> Response:
    """Give a round and how far it is."""
    office: Office = request.app.state.office
    return _json(_round(office, visitor, round_for(office, visitor, round_id)))


@router.post(
    "/rounds/{round_id}/close", operation_id="closeRound", response_model=wire_coding.Round, summary="Close a round"
)
def post_close(request: Request, visitor: Reviewer, round_id: RoundId) -> Response:
    """Close a round: nothing more is coded in it, and its coders see its reports as everybody does."""
    office: Office = request.app.state.office
    made = coding.close_round(office.ws, round_for(office, visitor, round_id), guard.by(request))
    guard.audit(request, "coding", made.id, "closed")
    return _json(_round(office, visitor, made))


@router.get(REPORT, operation_id="getCoding", response_model=wire_coding.Coding, summary="Get your coding of a report")
def get_coding(request: Request, visitor: Coder, round_id: RoundId, report_id: ReportId) -> Response:
    """Give the text of a report and what you have marked in it; nothing that anybody else found is in it."""
    _, document, mine = own_coding(request.app.state.office, visitor, round_id, report_id)
    return _json(_coding(document, mine))


@router.post(
    REPORT + "/marks", operation_id="mark", response_model=wire_coding.Coding, status_code=201, summary="Mark words"
)
def post_mark(
    request: Request, visitor: Coder, round_id: RoundId, report_id: ReportId, mark: wire_coding.Mark
) -> Response:
    """Mark words of the report as a claim, or, with `kind`, as a statement; give `quote` letter by letter."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, round_id, report_id)
    changed = coding.with_added(mine, document, _given(mark.fields))
    return _json(_coding(document, coding.keep(office.ws, made, changed, office.clock())), 201)


@router.patch(
    REPORT + "/marks/{thing_id}", operation_id="changeMark", response_model=wire_coding.Coding, summary="Change a mark"
)
def patch_mark(request: Request, visitor: Coder, at: Annotated[At, Depends()], mark: wire_coding.Mark) -> Response:
    """Change fields of a claim or statement that you have marked; what is not named stays."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, at.round_id, at.report_id)
    changed = coding.with_changed(mine, document, at.thing_id, _given(mark.fields))
    return _json(_coding(document, coding.keep(office.ws, made, changed, office.clock())))


@router.delete(
    REPORT + "/marks/{thing_id}", operation_id="unmark", response_model=wire_coding.Coding, summary="Take a mark back"
)
def delete_mark(request: Request, visitor: Coder, at: Annotated[At, Depends()]) -> Response:
    """Take a claim or statement back that you have marked."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, at.round_id, at.report_id)
    return _json(_coding(document, coding.keep(office.ws, made, coding.without(mine, at.thing_id), office.clock())))


@router.post(
    REPORT + "/submit", operation_id="submitCoding", response_model=wire_coding.Coding, summary="Hand a coding in"
)
def post_submit(request: Request, visitor: Coder, round_id: RoundId, report_id: ReportId) -> Response:
    """Hand your coding of a report in: it is final."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, round_id, report_id)
    kept = coding.keep(office.ws, made, mine, office.clock(), submitted=True)
    guard.audit(request, "coding", document.id, f"handed in, round {made.id}")
    return _json(_coding(document, kept))


@router.get(
    "/rounds/{round_id}/agreement",
    operation_id="getAgreement",
    response_model=wire_coding.Agreement,
    summary="How far the two coders agree",
)
def get_agreement(request: Request, visitor: Looker, round_id: RoundId) -> Response:
    """Give what both found, and field by field how far they agree; to a coder once both have handed all in."""
    office: Office = request.app.state.office
    made = round_for(office, visitor, round_id)
    check_may_compare(office, made, visitor)
    found = coding.agreement_of(office.ws, made)
    told = {"round": made.id, "reports": len(found.comparisons)}
    return _json({**told, "found": list(found_of(found)), "fields": list(fields_of(found))})


@router.get(SETTLE, operation_id="getCase", response_model=wire_coding.Case, summary="Get a report to settle")
def get_case(request: Request, visitor: Reviewer, round_id: RoundId, report_id: ReportId) -> Response:
    """Give every pair of a report that both have handed in, for a third person."""
    office: Office = request.app.state.office
    return _json(_case(office, visitor, case_for(office, visitor, round_id, report_id)))


@router.post(SETTLE, operation_id="settle", response_model=wire_coding.Case, responses=CLASH, summary="Settle one pair")
def post_verdict(
    request: Request, visitor: Reviewer, round_id: RoundId, report_id: ReportId, new: wire_coding.NewVerdict
) -> Response:
    """Keep a verdict and the ordinary decisions that follow from it; an earlier verdict on the pair is taken back."""
    office: Office = request.app.state.office
    case = case_for(office, visitor, round_id, report_id)
    outcome = settle(office, visitor, case, [_ruling(case, new)], new.seen or "")
    if isinstance(outcome, Clash):
        return _clashed(office, visitor, outcome)
    guard.audit(request, "coding", report_id, f"settled 1, round {case.made.id}")
    return _json(_case(office, visitor, case_for(office, visitor, round_id, report_id)))


def _round(office: Office, visitor: Visitor, made: CodingRound) -> Json:
    names = ("id", "name", "blind", "chosen", "opened_by", "opened_at", "closed_by", "closed_at")
    of_all = visitor.may("adjudicate") and visitor.name not in made.coders
    tasks = [
        {"report": t.document_id, "coder": t.coder, "marked": t.marked, "submitted": t.submitted}
        for t in standing_of(office, made).tasks.values()
        if of_all or t.coder == visitor.name
    ]
    told = {name: getattr(made, name) for name in names}
    return {**told, "reports": list(made.document_ids), "coders": list(made.coders), "tasks": tasks}


def _coding(document: Document, mine: Coding) -> Json:
    return {
        "round": mine.round_id,
        "report": document.id,
        "coder": mine.coder,
        "version": mine.n,
        "submitted": mine.submitted,
        "text": document.text,
        "claims": [_thing(c) for c in mine.claims],
        "statements": [_thing(s) for s in mine.statements],
    }


def _thing(thing: Claim | Statement | None) -> Json | None:
    if thing is None:
        return None
    if isinstance(thing, Statement):
        return {"id": thing.id, **statement_fields(thing)}
    names: dict[str, int | str] = {thing.part_of: thing.part_of} if thing.part_of else {}
    return {"id": thing.id, **claim_fields(thing, names)}


def _case(office: Office, visitor: Visitor, case: Case) -> Json:
    snapshot = office.now(visitor)
    verdicts = settling.standing_verdicts(case.verdicts, snapshot.decisions)
    document_id = case.comparison.document_id

    def pair(of: Pair) -> Json:
        held = verdicts.get(settling.ids_of(of))
        verdict = held and {
            "choice": held.choice,
            "reason": held.reason,
            "by": held.decided_by,
            "at": held.decided_at,
            "decisions": list(held.decision_ids),
        }
        sides = {"first": _thing(of.first), "second": _thing(of.second)}
        return {**sides, "differs": list(differing(of)), "verdict": verdict}

    seen = seen_token(office.desk(snapshot), (document_id,))
    pairs = [pair(p) for p in case.comparison.pairs]
    return {"round": case.made.id, "report": document_id, "pairs": pairs, "seen": seen}


def _ruling(case: Case, new: wire_coding.NewVerdict) -> Ruling:
    fields = _given(new.fields)
    if new.choice == "corrected":
        fields = changes_of(side_of(case, new.first, new.second, new.of), fields)
    return Ruling(new.first, new.second, new.choice, fields, new.of, new.reason)


def _given(fields: WishFields) -> dict[str, Any]:
    return {field_name(name): getattr(fields, name) for name in sorted(fields.model_fields_set)}


def _clashed(office: Office, visitor: Visitor, clash: Clash) -> Response:
    in_force = standing_ids(office.now(visitor).decisions)
    problem = {
        "type": "about:blank",
        "title": CLASH_TITLE,
        "status": 409,
        "detail": "Somebody decided on this report since you looked, and nothing was kept; look again",
        "since": [shown_decision(d, in_force) for d in clash.since],
        "seen": clash.seen,
    }
    return Response(encoded(problem), 409, media_type="application/problem+json")


def _json(told: Json | Sequence[Json], status: int = 200) -> Response:
    return Response(encoded(told), status, media_type="application/json")
