"""By which rules and versions the record was made, and how much was left out."""

from collections import Counter

from fastapi import APIRouter, Response

from tollbook import __version__
from tollbook.judge import grading
from tollbook.judge.tallies import RULES
from tollbook.link import score
from tollbook.run.kit import READ_LANGUAGES
from tollbook.store import read
from tollbook.web.api.answers import RECORD, Looks, give
from tollbook.web.wire_methods import Methods

router = APIRouter(tags=["Methods"], responses=RECORD)
RULE_WORDS = {
    "stated-range/1": "The lowest floor and the highest ceiling that any voice states, statuses kept apart as said.",
    "presumed-civilian/1": "The same, with people of unknown status who are not fighters counted as civilians.",
    "lowest/1": "The lowest figure that any voice states.",
    "majority/1": "The figure that most independent voices agree on, where there is one.",
    "most-recent/1": "The figure of the newest report that states one.",
    "cumulative-range/1": "Figures for a period or several incidents together; never added to those of one incident.",
}


@router.get("/methods", operation_id="getMethods", response_model=Methods, summary="Rules and versions in force")
def get_methods(look: Looks) -> Response:
    """Give the rules and versions that the record was made by, and how much was left out and why.

    The record is a function of the archived reports, the decisions and these versions: the same give the same.
    """
    snapshot, tools = look.snapshot, look.office.tools
    left_out = Counter(i.code for i in snapshot.record.issues)
    left_out.update(i.code for incident in snapshot.record.incidents for i in incident.issues)
    if look.visitor.may("see_confidential"):
        left_out.update(i.code for i in read.issues(look.office.ws))
    told = {
        "head": snapshot.head,
        "versions": {
            "tollbook": __version__,
            "reader": sorted({str(r.reader) for r in snapshot.readings.values()}),
            "linking": score.VERSION,
            "grading": grading.RULE,
            "gazetteer": tools.gazetteer.version,
            "actors": tools.actors.version,
        },
        "rules": [{"rule": rule, "says": RULE_WORDS[rule]} for rule in RULES],
        "languages_read": list(READ_LANGUAGES),
        "reports": len(snapshot.documents),
        "incidents": len(snapshot.incidents),
        "decisions": len(snapshot.decisions),
        "left_out": dict(left_out.most_common()),
    }
    return give(look, told)
