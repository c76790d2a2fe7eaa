"""Settling what two coders said of a report: pair by pair, a choice a keystroke; the record follows."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import DecisionError
from tollbook.model import Coding, Decision, Document
from tollbook.review.agreement import Pair
from tollbook.review.decide import Signature
from tollbook.review.words import Thing
from tollbook.run import settling
from tollbook.run.changes import changes_of
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.run.settling import Case, Ruling
from tollbook.run.wishes import Wish
from tollbook.store import coding as store
from tollbook.web import guard, render
from tollbook.web.claim_form import form_to_correct
from tollbook.web.coding_desk import case_for, settled_of
from tollbook.web.coding_view import Side, reading_of_coding, shown_pair
from tollbook.web.deciding import Clash, decide
from tollbook.web.office import Office
from tollbook.web.pages.coding_report import fields_sent
from tollbook.web.pages.decisions import Form, first, form_of

router = APIRouter()
Reviewer = Annotated[guard.Visitor, Depends(guard.require("adjudicate"))]
Sent = Annotated[Form, Depends(form_of)]
HERE = "/coding/{round_id}/settle/{report_id}"


@router.get(HERE)
def show_case(request: Request, round_id: str, report_id: str, visitor: Reviewer) -> HTMLResponse:
    """Show every pair of a report, both sides beside each other, with the choices a third person has."""
    office: Office = request.app.state.office
    case = case_for(office, visitor, round_id, report_id)
    desk = office.desk(office.now(visitor))
    document = desk.document(report_id)
    told = desk.snapshot.told.get(document.id)
    settled = settled_of(office, case.made)
    context = {
        "made": case.made,
        "document": document,
        "pairs": [shown_pair(p, document.text) for p in case.comparison.pairs],
        "verdicts": settling.standing_verdicts(case.verdicts, desk.snapshot.decisions),
        "agreed": len(settling.agreed_rulings(case, desk.snapshot.decisions)),
        "machine": [shown_pair_of(x, document.text) for x in settling.machine_alone(case, told)] if told else [],
        "seen": seen_token(desk, (document.id,)),
        "ids_of": settling.ids_of,
        "here": HERE.format(round_id=round_id, report_id=document.id),
        "changed": "changed" in request.query_params,
        "next": next((d for d, (done, n) in settled.items() if d != document.id and done < n), None),
    }
    return render.page(request, "coding_settle.html", context)


@router.get(HERE + "/form")
def show_form_to_correct(request: Request, round_id: str, report_id: str, visitor: Reviewer) -> HTMLResponse:
    """Give the form filled with one side of a pair, to correct it before it stands."""
    office: Office = request.app.state.office
    case = case_for(office, visitor, round_id, report_id)
    document = office.desk(office.now(visitor)).document(report_id)
    asked = request.query_params
    thing = side_of(case, asked.get("first"), asked.get("second"), asked.get("of", "first"))
    theirs = _coding(office, case, asked.get("of", "first"))
    form = form_to_correct(document, reading_of_coding(theirs, document.language), thing)
    here = HERE.format(round_id=round_id, report_id=document.id)
    hidden = [(name, asked.get(name, "")) for name in ("first", "second", "of")]
    sent = {
        "address": here,
        "hidden": [*hidden, ("choice", "corrected")],
        "why": False,
        "button": "Let this stand",
        "after": "Both codings stay as they were handed in.",
    }
    context = {"form": form, "seen": asked.get("seen", ""), "sent": sent, "back": here, "document": document}
    part = "parts/claim_form.html"
    if render.is_fragment(request):
        return render.page(request, part, context)
    return render.page(request, "coding_form.html", {**context, "part": part})


@router.post(HERE)
def post_verdict(request: Request, round_id: str, report_id: str, visitor: Reviewer, form: Sent) -> Response:
    """Keep a verdict on a pair, or on all on which both agree, and the decisions that follow from it."""
    office: Office = request.app.state.office
    case = case_for(office, visitor, round_id, report_id)
    here = HERE.format(round_id=round_id, report_id=report_id)
    document = office.desk(office.now(visitor)).document(report_id)
    rulings = _rulings(office, case, document, form)
    kept = settle(office, visitor, case, rulings, first(form, "seen"))
    if isinstance(kept, Clash):
        return _go(request, f"{here}?changed=1")
    guard.audit(request, "coding", document.id, f"settled {len(rulings)}, round {case.made.id}")
    query = f"?{urlencode({'kept': kept}, doseq=True)}" if kept else ""
    return _go(request, f"{here}{query}#now")


def settle(
    office: Office, visitor: guard.Visitor, case: Case, rulings: Sequence[Ruling], seen: str
) -> list[str] | Clash:
    """Keep the decisions and verdicts that rulings come to, and give their ids; or say who decided meanwhile."""
    ruled: list[tuple[Ruling, list[Decision]]] = []
    signatures: list[Signature] = []

    def make(desk: LiveDesk, signature: Signature) -> list[Decision]:
        ruled.extend(settling.decisions_for(desk, case, rulings, signature))
        signatures.append(signature)
        return [d for _, made in ruled for d in made]

    wish = Wish("settle", (case.comparison.document_id,), reason="settled", seen=seen or None)
    outcome = decide(office, visitor, wish, make)
    if isinstance(outcome, Clash):
        return outcome
    for ruling, made in ruled:
        store.add_verdict(office.ws, settling.verdict_of(case, ruling, made, signatures[0]))
    return [d.id for d in outcome.decisions]


def shown_pair_of(thing: Thing, text: str) -> Side | None:
    """Show a claim that only the machine found, as one side of a pair."""
    return shown_pair(Pair(thing, None), text).first


def _rulings(office: Office, case: Case, document: Document, form: Form) -> list[Ruling]:
    if first(form, "choice") == "agreed":
        return settling.agreed_rulings(case, office.live.now().decisions)
    sides = (first(form, "first") or None, first(form, "second") or None)
    of = first(form, "of") or "first"
    choice, reason = first(form, "choice"), first(form, "reason")
    if choice != "corrected":
        return [Ruling(*sides, choice, of=of, reason=reason)]
    changes = changes_of(side_of(case, *sides, of), fields_sent(document, form))
    return [Ruling(*sides, choice, changes, of, reason)]


def _coding(office: Office, case: Case, of: str) -> Coding:
    coder = case.made.coders[1 if of == "second" else 0]
    found = store.coding_of(office.ws, case.made.id, case.comparison.document_id, coder)
    assert found is not None, "a report that is settled was handed in by both"
    return found


def side_of(case: Case, one: str | None, other: str | None, of: str) -> Thing:
    """Give one coder's form of a pair."""
    pair = case.pair(one or None, other or None)
    thing = pair.second if of == "second" else pair.first
    if thing is None:
        raise DecisionError("that coder did not mark it; correct the other's form")
    return thing


def _go(request: Request, address: str) -> Response:
    if render.is_fragment(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)
