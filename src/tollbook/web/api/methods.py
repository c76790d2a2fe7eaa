"""By which rules and versions the record was made, and how much was left out."""

from fastapi import APIRouter, Response

from tollbook import __version__
from tollbook.run.kit import READ_LANGUAGES
from tollbook.run.methods import methods_of
from tollbook.store import read
from tollbook.web.api.answers import RECORD, Looks, give
from tollbook.web.wire_methods import Methods

router = APIRouter(tags=["Methods"], responses=RECORD)


@router.get("/methods", operation_id="getMethods", response_model=Methods, summary="Rules and versions in force")
def get_methods(look: Looks) -> Response:
    """Give the rules and versions that the record was made by, and how much was left out and why.

    The record is a function of the archived reports, the decisions and these versions: the same give the same.
    """
    snapshot, sees_all = look.snapshot, look.visitor.may("see_confidential")
    methods = methods_of(snapshot, look.office.tools, read.issues(look.office.ws) if sees_all else ())
    told = {
        "head": snapshot.head,
        "version": __version__,
        "rules": [{"step": r.step, "name": r.name, "says": r.says} for r in methods.rules],
        "readers": [
            {"reader": str(r.version), "model_sha256": r.version.model_sha256, "reports": r.reports}
            for r in methods.readers
        ],
        "languages_read": list(READ_LANGUAGES),
        "left_out": [{"room": x.room, "code": x.code, "says": x.says, "count": x.count} for x in methods.left_out],
        "reports": len(snapshot.documents),
        "incidents": len(snapshot.incidents),
        "decisions": len(snapshot.decisions),
    }
    return give(look, told)
