"""One claim or statement: what was said, as people have decided it, and where it stands."""

from fastapi import APIRouter, Response

from tollbook.errors import DecisionError
from tollbook.model import Claim, Statement
from tollbook.publish.fields import Json, claim_fields, score_of, statement_fields
from tollbook.run.deciding import things
from tollbook.run.desk import UnknownId
from tollbook.web.api.answers import RECORD, Look, Looks, give
from tollbook.web.api.names import ClaimId, StatementId
from tollbook.web.wire_said import OneClaim, OneStatement

router = APIRouter(tags=["Claims and statements"], responses=RECORD)


@router.get("/claims/{claim_id}", operation_id="getClaim", response_model=OneClaim, summary="Get one claim")
def get_claim(look: Looks, claim_id: ClaimId) -> Response:
    """Give a claim: exact words, the number that they say, who says it, and where it stands.

    A claim that was rejected stands in no report any more: it is in the decision that rejected it.
    """
    claim, where = _found(look, claim_id)
    if not isinstance(claim, Claim):
        raise UnknownId(f"{claim_id} is a statement: ask for /statements/{claim.id}")
    names: dict[str, int | str] = {claim.part_of: claim.part_of} if claim.part_of else {}
    return give(look, {"id": claim.id, **claim_fields(claim, names), **where})


@router.get(
    "/statements/{statement_id}", operation_id="getStatement", response_model=OneStatement, summary="Get one statement"
)
def get_statement(look: Looks, statement_id: StatementId) -> Response:
    """Give a statement: exact words, who is blamed or what was hit, who says it, and where it stands."""
    statement, where = _found(look, statement_id)
    if not isinstance(statement, Statement):
        raise UnknownId(f"{statement_id} is a claim: ask for /claims/{statement.id}")
    told = {"id": statement.id, **statement_fields(statement), "score": score_of(statement.score), **where}
    return give(look, told)


def _found(look: Look, thing_id: str) -> tuple[Claim | Statement, Json]:
    try:
        found = things(look.desk(), thing_id)
    except DecisionError as error:  # known, and in no report any more, or in none that may be seen
        raise UnknownId(str(error)) from None
    thing = found[0][2]
    homes = [d.id for d, _, _ in found]
    of = look.snapshot.incident_of
    incidents = dict.fromkeys(i for d in homes if (i := of.get(f"{d}/{thing.account}")) is not None)
    decided = {said: by for _, reading, _ in found for said, by in reading.decided}
    where = {
        "documents": homes,
        "incidents": list(incidents),
        "decided": decided.get(thing.id),
        "seen": look.seen(thing.id),
    }
    return thing, where
