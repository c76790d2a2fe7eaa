"""Decisions: what people decided, deciding, and taking back; nothing is overwritten."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response

from tollbook.model import Decision
from tollbook.publish.decision import decision_json
from tollbook.publish.fields import Json, tally_fields
from tollbook.review.standing import standing, taken_back
from tollbook.run.desk import UnknownId
from tollbook.run.fields import field_name
from tollbook.run.live import Snapshot
from tollbook.run.seen import seen_token
from tollbook.run.wishes import Wish
from tollbook.web import guard
from tollbook.web.api.answers import RECORD, Looks, encoded, give, paged
from tollbook.web.api.names import WISHES, DecisionId
from tollbook.web.deciding import Clash, Kept, decide
from tollbook.web.guard import Visitor
from tollbook.web.office import Office
from tollbook.web.wire_decisions import AskedDecisions, ClashProblem, DecisionPage, Undo
from tollbook.web.wire_decisions import Decision as WireDecision
from tollbook.web.wire_decisions import Kept as WireKept
from tollbook.web.wire_decisions import Wish as WireWish

router = APIRouter(tags=["Decisions"])
CLASH: dict[int | str, dict[str, Any]] = {409: {"model": ClashProblem}}
CLASH_TITLE = "Somebody decided meanwhile"


@router.get(
    "/decisions", operation_id="listDecisions", response_model=DecisionPage, responses=RECORD, summary="List decisions"
)
def list_decisions(look: Looks, asked: Annotated[AskedDecisions, Query()]) -> Response:
    """List all that was ever decided, and whether it is in force."""
    in_force = standing_ids(look.snapshot.decisions)
    made = [d for d in look.snapshot.decisions if _is_asked(d, asked, in_force)]
    if asked.order == "newest":
        made.reverse()
    return give(look, paged(asked, made, lambda d: d.id, lambda d: shown_decision(d, in_force)))


@router.get(
    "/decisions/{decision_id}",
    operation_id="getDecision",
    response_model=WireDecision,
    responses=RECORD,
    summary="Get one decision",
)
def get_decision(look: Looks, decision_id: DecisionId) -> Response:
    """Give one decision whole: what, about what, why, who and when."""
    made = next((d for d in look.snapshot.decisions if d.id == decision_id), None)
    if made is None:
        raise UnknownId(f"There is no decision {decision_id} in this workspace.")
    return give(look, shown_decision(made, standing_ids(look.snapshot.decisions)))


@router.post(
    "/decisions", operation_id="decide", response_model=WireKept, status_code=201, responses=CLASH, summary="Decide"
)
def post_decision(
    request: Request,
    visitor: Annotated[Visitor, Depends(guard.require("look"))],
    wished: Annotated[WireWish, Body(openapi_examples=WISHES)],
) -> Response:
    """Keep a decision with its reason, and give the new tallies of the incidents that it touches.

    With `seen`, the token that came with what you looked at, nothing is kept where somebody decided on the same thing
    meanwhile: the answer is then 409 with their decisions and the `seen` to decide with in the knowledge of them. What
    a role may decide is in `GET /me`. Where people have accounts, a grading needs two: the first proposes.
    """
    fields = {field_name(name): getattr(wished.fields, name) for name in sorted(wished.fields.model_fields_set)}
    wish = Wish(wished.kind, tuple(wished.subjects), fields, wished.reason, wished.seen)
    return _decided(request.app.state.office, visitor, wish)


@router.post(
    "/decisions/{decision_id}/undo",
    operation_id="undo",
    response_model=WireKept,
    status_code=201,
    summary="Take a decision back",
)
def post_undo(
    request: Request,
    decision_id: DecisionId,
    visitor: Annotated[Visitor, Depends(guard.require("look"))],
    asked: Undo,
) -> Response:
    """Take a decision back, and those that were kept together with it; what held before holds again.

    An undo is a decision and can be taken back too.
    """
    wish = Wish("undo", (decision_id, *asked.also), reason=asked.reason)
    return _decided(request.app.state.office, visitor, wish)


def shown_decision(decision: Decision, in_force: frozenset[str]) -> Json:
    """Give a decision whole, and whether it is in force."""
    return {**decision_json(decision), "in_force": decision.id in in_force}


def standing_ids(decisions: Iterable[Decision]) -> frozenset[str]:
    """Give the ids of the decisions in force, undos too."""
    made = tuple(decisions)
    undos = {d.id for d in made if d.kind == "undo"} - taken_back(made)
    return frozenset({d.id for d in standing(made)} | undos)


def _is_asked(decision: Decision, asked: AskedDecisions, in_force: frozenset[str]) -> bool:
    return (
        (asked.kind is None or decision.kind == asked.kind)
        and (asked.by is None or decision.decided_by == asked.by)
        and (asked.subject is None or asked.subject in decision.subjects)
        and (asked.in_force is None or (decision.id in in_force) == asked.in_force)
    )


def _decided(office: Office, visitor: Visitor, wish: Wish) -> Response:
    outcome = decide(office, visitor, wish)
    if isinstance(outcome, Clash):
        return _clashed(office, visitor, outcome)
    return Response(encoded(_kept(office, outcome, wish)), 201, media_type="application/json")


def _clashed(office: Office, visitor: Visitor, clash: Clash) -> Response:
    in_force = standing_ids(office.now(visitor).decisions)
    who = ", ".join(sorted({d.decided_by for d in clash.since}))
    detail = f"{who} decided on this" if who else "A new report or reading changed this"
    problem = {
        "type": "about:blank",
        "title": CLASH_TITLE,
        "status": 409,
        "detail": f"{detail} since you looked, and nothing was kept; look again, then send the new `seen`",
        "since": [shown_decision(d, in_force) for d in clash.since],
        "seen": clash.seen,
    }
    return Response(encoded(problem), 409, media_type="application/problem+json")


def _kept(office: Office, kept: Kept, wish: Wish) -> Json:
    desk = office.desk(kept.snapshot)
    in_force = standing_ids(kept.snapshot.decisions)
    touched = []
    for incident_id in touched_by(kept.decisions, kept.snapshot):
        incident = kept.snapshot.incidents[incident_id]
        names: dict[str, int | str] = {s.claim.id: s.claim.id for s in incident.claims}
        tallies = [tally_fields(t, names) for t in incident.tallies]
        touched.append({"id": incident_id, "tallies": tallies, "seen": seen_token(desk, (incident_id,))})
    return {
        "decisions": [shown_decision(d, in_force) for d in kept.decisions],
        "incidents": touched,
        "seen": seen_token(desk, wish.subjects),
    }


def touched_by(decisions: Iterable[Decision], snapshot: Snapshot) -> list[str]:
    """Give the ids of the incidents that decisions touch: by their accounts, reports, or what they undo."""
    by_id = {d.id: d for d in snapshot.decisions}
    found: dict[str, None] = {}
    about = [s for d in decisions for s in d.subjects]
    while about:
        subject = about.pop(0)
        if subject in by_id:
            about.extend(by_id[subject].subjects)
        elif subject in snapshot.incident_of:
            found[snapshot.incident_of[subject]] = None
        else:
            found.update(dict.fromkeys(snapshot.incidents_of_document.get(subject.partition("/")[0], ())))
    return list(found)
