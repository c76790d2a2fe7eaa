"""Link review: incidents that may be one, held side by side; merging any two, and splitting one."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.errors import DecisionError
from tollbook.model import Incident, Link
from tollbook.publish import told
from tollbook.publish.reasons import PlainReason, plain_reasons, strength
from tollbook.review.decide import Signature
from tollbook.run.comparing import supposed
from tollbook.run.live import Snapshot
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.run.titles import title_of
from tollbook.run.wishes import Wish, decisions_of
from tollbook.web import guard, render
from tollbook.web.confidential import check_subjects
from tollbook.web.deciding import Clash, decide
from tollbook.web.link_sheets import sheet_of, tolls
from tollbook.web.pages.decisions import Form, clashed, first, form_of, wish_of

router = APIRouter()
MOST_LISTED = 100
MOST_NEAR = 20
# Days within which another incident of the same country is offered for comparison.
NEAR_DAYS = 7

Visitor = Annotated[guard.Visitor, Depends(guard.require("look"))]
FilledIn = Annotated[Form, Depends(form_of)]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two incidents that may be one, with what speaks most for it and against it."""

    link: Link
    left: Incident
    right: Incident
    strength: str
    most_for: PlainReason | None
    most_against: PlainReason | None

    @classmethod
    def of(cls, link: Link, left: Incident, right: Incident) -> "_Pair":
        reasons = plain_reasons(link, name_victims=False)
        most_for = next((r for r in reasons if r.is_for), None)
        against = next((r for r in reasons if not r.is_for and r.kind != "prior"), None)
        return cls(link, left, right, strength(link), most_for, against)


@router.get("/links")
def show_links(request: Request, visitor: Visitor, incident: str = "", other: str = "", start: int = 0) -> Response:
    """List the pairs of incidents that may be one, the likeliest first; or what one incident can be compared with."""
    office = request.app.state.office
    snapshot: Snapshot = office.now(visitor)
    if incident:
        desk = office.desk(snapshot)
        one = desk.incident(incident)
        if other.strip():
            return RedirectResponse(f"/links/{one.id}/{desk.incident(other.strip()).id}", status_code=303)
        return render.page(request, "link_with.html", {"one": one, "near": _near(snapshot, one), "told": told})
    unsure = [(k, sides) for k in snapshot.record.unsure if (sides := _sides(snapshot, k))]
    shown = [_Pair.of(link, *sides) for link, sides in unsure[max(0, start) : max(0, start) + MOST_LISTED]]
    context = {"pairs": shown, "start": max(0, start), "total": len(unsure), "most": MOST_LISTED}
    return render.page(request, "links.html", {**context, "told": told, "tolls": tolls})


@router.post("/links/decisions")
def decide_on_pair(request: Request, visitor: Visitor, form: FilledIn) -> Response:
    """Hold two incidents to be one or two, and go to the next pair."""
    office = request.app.state.office
    subjects = form.get("subject", ())
    check_subjects(office.desk(office.now(visitor)), subjects)
    after = _next(office.now(visitor), subjects)
    outcome = decide(office, visitor, wish_of(form))
    here = "/".join(s.replace("/", "~") for s in subjects)
    if isinstance(outcome, Clash):
        return clashed(request, outcome, {**form, "next": (f"/links/{here}",)})
    kept = {"kept": [d.id for d in outcome.decisions], "back": f"/links/{here}"}
    return RedirectResponse(f"{after}?{urlencode(kept, doseq=True)}", status_code=303)


@router.get("/links/{incident}/split")
def show_split(request: Request, visitor: Visitor, incident: str) -> Response:
    """List the accounts of an incident, to say which of them tell of another one."""
    office = request.app.state.office
    desk = office.desk(office.now(visitor))
    return _split_page(request, desk, desk.incident(incident))


@router.post("/links/{incident}/split")
def split(request: Request, visitor: Visitor, incident: str, form: FilledIn) -> Response:
    """Show what an incident would split into, or, where that was seen, keep it."""
    office = request.app.state.office
    desk = office.desk(office.now(visitor))
    one, chosen = desk.incident(incident), form.get("account", ())
    check_subjects(desk, (one.id, *chosen))
    wish = Wish("split", (one.id, *chosen), reason=first(form, "reason"), seen=first(form, "seen") or None)
    if first(form, "sure") != "yes":
        signature = Signature(visitor.name, office.clock(), "supposed")
        try:
            parts = _parts(desk, one, wish, signature)
        except DecisionError as error:
            return _split_page(request, desk, one, chosen=chosen, refused=str(error), status=422)
        return _split_page(request, desk, one, chosen=chosen, parts=parts, reason=wish.reason)
    outcome = decide(office, visitor, replace(wish, reason=wish.reason or "these reports tell of another attack"))
    if isinstance(outcome, Clash):
        return clashed(
            request, outcome, {**form, "kind": ("split",), "subject": wish.subjects, "next": (f"/incidents/{one.id}",)}
        )
    kept = urlencode({"kept": [d.id for d in outcome.decisions]}, doseq=True)
    return RedirectResponse(f"/incidents/{one.id}?{kept}", status_code=303)


@router.get("/links/{left}/{right}")
def show_pair(request: Request, visitor: Visitor, left: str, right: str) -> Response:
    """Show two incidents side by side; accounts of them are written with ~ in the place of /."""
    office = request.app.state.office
    snapshot: Snapshot = office.now(visitor)
    desk = office.desk(snapshot)
    named = [name.replace("~", "/") for name in (left, right)]
    one, two = (desk.incident(snapshot.incident_of.get(n, n)) for n in named)
    if one.id == two.id:
        return render.page(request, "link_one.html", {"one": one, "told": told, "kept_back": _back(request)})
    signature = Signature(visitor.name, office.clock(), "supposed")
    sheet = sheet_of(desk, one, two, signature, name_victims=visitor.may("see_victims"))
    accounts = [n for n in named if "/" in n]
    if len(accounts) == 2:
        sheet = replace(sheet, told_apart=(), merged=())
    subjects = accounts if len(accounts) == 2 else [one.id, two.id]
    after = _next(snapshot, (one.id, two.id))
    context = {"sheet": sheet, "subjects": subjects, "after": after, "told": told, "kept_back": _back(request)}
    return render.page(request, "link_pair.html", {**context, "seen": seen_token(desk, subjects)})


def _parts(desk: LiveDesk, one: Incident, wish: Wish, signature: Signature) -> list[Incident]:
    """What an incident would fall into; incidents of copies that come along are left out."""
    mine = {a.id for a in one.accounts}
    found = supposed(desk, [one], decisions_of(desk, wish, signature))
    return [i for i in found if mine & {a.id for a in i.accounts}]


def _split_page(request: Request, desk: LiveDesk, one: Incident, status: int = 200, **said: object) -> Response:
    rows = [(a, desk.snapshot.documents[a.document_id], _telling(one, a.id)) for a in one.accounts]
    found = {"chosen": (), "parts": None, "refused": "", "reason": "", **said}
    context = {"one": one, "rows": rows, "told": told, "tolls": tolls, "title_of": title_of, **found}
    context["seen"] = seen_token(desk, (one.id, *(a.id for a in one.accounts)))
    return render.page(request, "link_split.html", context, status=status)


def _telling(incident: Incident, account_id: str) -> list[str]:
    """The first things that one account says of an incident, in short."""
    document_id, _, number = account_id.partition("/")
    said = [s for s in incident.claims if s.document_id == document_id and str(s.claim.account) == number]
    return [told.in_short(s)[0] for s in said[:4]]


def _sides(snapshot: Snapshot, link: Link) -> tuple[Incident, Incident] | None:
    ids = [snapshot.incident_of.get(a) for a in (link.left, link.right)]
    left, right = (snapshot.incidents.get(i or "") for i in ids)
    return (left, right) if left and right and left.id != right.id else None


def _next(snapshot: Snapshot, subjects: tuple[str, ...]) -> str:
    """Give the page of the pair after this one in the list, else the list."""
    these = {snapshot.incident_of.get(s, s) for s in subjects}
    pairs = [sides for link in snapshot.record.unsure if (sides := _sides(snapshot, link))]
    ids = [(a.id, b.id) for a, b in pairs]
    at = next((n for n, pair in enumerate(ids) if set(pair) == these), -1)
    following = ids[at + 1] if at + 1 < len(ids) else None
    return f"/links/{following[0]}/{following[1]}" if following else "/links"


def _near(snapshot: Snapshot, one: Incident) -> list[Incident]:
    """Incidents that may be the same: those that links name first, then those of these days in the same country."""
    linked = [s for k in snapshot.record.unsure if (s := _sides(snapshot, k)) and one.id in (s[0].id, s[1].id)]
    first_ones = [b if a.id == one.id else a for a, b in linked]
    row = snapshot.rows[one.id]
    near = [r for r in snapshot.rows.values() if r.country == row.country and r.id != one.id]
    if row.earliest:
        day = row.earliest
        near = [r for r in near if r.earliest and abs((r.earliest - day).days) <= NEAR_DAYS]
    ids = dict.fromkeys([*(i.id for i in first_ones), *(r.id for r in near)])
    return [snapshot.incidents[i] for i in list(ids)[:MOST_NEAR]]


def _back(request: Request) -> str:
    """Where an undo leads back to: the pair that was decided."""
    back = request.query_params.get("back", "")
    return back if back.startswith("/links/") else ""
