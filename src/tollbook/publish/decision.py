"""The JSON of a decision, as `decide --json` gives it; it stays in the workspace, since it names who decided."""

from tollbook.model import Decision
from tollbook.publish.fields import Json, claim_fields, statement_fields


def decision_json(decision: Decision) -> Json:
    """Give a decision whole: what, about what, why, who and when."""
    claim, statement, place = decision.claim, decision.statement, decision.place
    names: dict[str, int | str] = {claim.part_of: claim.part_of} if claim and claim.part_of else {}
    return {
        "id": decision.id,
        "kind": decision.kind,
        "subjects": list(decision.subjects),
        "reason": decision.reason,
        "by": decision.decided_by,
        "at": decision.decided_at.isoformat(),
        "claim": {"id": claim.id, **claim_fields(claim, names)} if claim else None,
        "statement": {"id": statement.id, **statement_fields(statement)} if statement else None,
        "place": {
            "name": place.name,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
            "gazetteer_id": place.gazetteer_id,
        }
        if place
        else None,
        "date": list(decision.time) if decision.time else None,
        "grade": decision.grade,
        "note": decision.note,
        "supersedes": decision.supersedes,
    }
