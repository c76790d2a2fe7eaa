"""How far the two coders of a round agree: as a page and as a table to take away."""

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from tollbook.model import Claim, CodingRound, Statement
from tollbook.publish.fields import Json
from tollbook.review.agreement import Agreement, found_in
from tollbook.run import coding
from tollbook.store import read
from tollbook.web import guard, render
from tollbook.web.coding_desk import check_may_compare, round_for, settled_of
from tollbook.web.coding_view import LABELS, shown_pair
from tollbook.web.office import Office

router = APIRouter()
Looker = Annotated[guard.Visitor, Depends(guard.require("look"))]
COLUMNS = (
    "round of field pairs same share share_from share_to kappa alpha alpha_interval figures within_one "
    "first_only second_only f1"
).split()


@router.get("/coding/{round_id}/agreement")
def show_agreement(request: Request, round_id: str, visitor: Looker) -> HTMLResponse:
    """Show the agreement of a round: what both found, field by field, report by report, and where they differ."""
    office: Office = request.app.state.office
    made = round_for(office, visitor, round_id)
    check_may_compare(office, made, visitor)
    found = coding.agreement_of(office.ws, made)
    documents = {d.id: d for d in read.documents(office.ws) if d.id in made.document_ids}
    reports = [
        {
            "document": documents[c.document_id],
            "found": [found_in(c.pairs, kind) for kind in (Claim, Statement)],
            "pairs": [s for p in c.pairs if (s := shown_pair(p, documents[c.document_id].text)).differ or not s.both],
        }
        for c in found.comparisons
        if c.document_id in documents
    ]
    may_settle = visitor.may("adjudicate") and visitor.name not in made.coders
    context = {
        "made": made,
        "agreement": found,
        "reports": reports,
        "labels": LABELS,
        "may_settle": may_settle,
        "settled": settled_of(office, made) if may_settle else {},
    }
    return render.page(request, "coding_agreement.html", context)


@router.get("/coding/{round_id}/agreement.csv")
def download_agreement(request: Request, round_id: str, visitor: Looker) -> Response:
    """Give the agreement of a round as a table, one line a field; it holds no word of any report."""
    office: Office = request.app.state.office
    made = round_for(office, visitor, round_id)
    check_may_compare(office, made, visitor)
    guard.audit(request, "export", made.id, "agreement")
    return csv_of(made, coding.agreement_of(office.ws, made))


def csv_of(made: CodingRound, found: Agreement) -> Response:
    """Write an agreement as CSV: what both found first, then each field."""
    sink = io.StringIO()
    table = csv.DictWriter(sink, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for told in found_of(found):
        row = {"of": told["what"], "field": "found", "pairs": told["both"]}
        table.writerow({"round": made.id, **row, **{n: told[n] for n in ("first_only", "second_only", "f1")}})
    table.writerows({"round": made.id, **told} for told in fields_of(found))
    headers = {"Content-Disposition": f'attachment; filename="agreement-{made.id}.csv"'}
    return Response(sink.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def found_of(found: Agreement) -> Iterator[Json]:
    """Give what both coders found and each alone, of claims and of statements."""
    for one in found.found:
        alone = {"first_only": one.first_only, "second_only": one.second_only, "f1": _rounded(one.f1)}
        yield {"what": one.what, "both": one.both, **alone}


def fields_of(found: Agreement) -> Iterator[Json]:
    """Give how far both agree, field by field."""
    for one in found.fields:
        low, high = one.bounds or (None, None)
        yield {
            "of": one.of,
            "field": one.name,
            "pairs": one.n,
            "same": one.same,
            "share": _rounded(one.share),
            "share_from": _rounded(low),
            "share_to": _rounded(high),
            "kappa": _rounded(one.kappa),
            "alpha": _rounded(one.alpha),
            "alpha_interval": _rounded(one.interval_alpha),
            "figures": one.figures,
            "within_one": one.within_one,
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
