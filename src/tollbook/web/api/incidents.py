"""Incidents: lists of them, one whole, what was known of it on a day, and its history."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from tollbook.model import Incident
from tollbook.publish.fields import OBJECTS, Json
from tollbook.publish.incident import incident_json
from tollbook.run.desk import UnknownId
from tollbook.run.history import history_of
from tollbook.run.listing import Filters, Row, Toll, facets, select
from tollbook.store import read
from tollbook.web.api.answers import RECORD, Look, Looks, give, paged
from tollbook.web.api.decisions import shown_decision, standing_ids
from tollbook.web.api.names import IncidentId
from tollbook.web.wire import Paging
from tollbook.web.wire_decisions import DecisionPage
from tollbook.web.wire_incidents import (
    AskedIncident,
    AskedIncidentPage,
    AskedIncidents,
    Facets,
    IncidentPage,
)
from tollbook.web.wire_incidents import Incident as WireIncident

router = APIRouter(tags=["Incidents"], responses=RECORD)

_REVIEWED = {"none": "no", "some": "partly", "all": "yes"}
_CODES = {name: code for code, name in OBJECTS.items()}
NO_VICTIMS = {"field": "victims", "why": "An admin lets people see the names of victims; you may not see them yet."}


@router.get("/incidents", operation_id="listIncidents", response_model=IncidentPage, summary="List incidents")
def list_incidents(look: Looks, asked: Annotated[AskedIncidentPage, Query()]) -> Response:
    """List the incidents that hold all that is asked, a line each.

    An incident is within days where some day of its stretch is; one without a place or day is listed too.
    """
    rows = select(look.snapshot, filters_of(look, asked), asked.order)
    return give(look, paged(asked, rows, lambda r: r.id, shown_line))


@router.get("/facets", operation_id="countIncidents", response_model=Facets, summary="Count incidents")
def count_incidents(look: Looks, asked: Annotated[AskedIncidents, Query()]) -> Response:
    """Count the incidents that hold all that is asked, by country, means, target, group, grading and actor."""
    rows = select(look.snapshot, filters_of(look, asked))
    counted = facets(rows)
    targets = {OBJECTS[code]: n for code, n in counted["targets"].items()}
    return give(look, {"total": len(rows), **counted, "targets": targets})


@router.get(
    "/incidents/{incident_id}", operation_id="getIncident", response_model=WireIncident, summary="Get one incident"
)
def get_incident(look: Looks, incident_id: IncidentId, asked: Annotated[AskedIncident, Query()]) -> Response:
    """Give one incident whole: who says what, what follows by which rule, and where accounts clash.

    The id of an incident that was merged leads to the one that stands: look at the `id` of the answer. With
    `as_known` it is what followed from the reports that were published by that day.
    """
    if asked.as_known is not None:
        return give(look, shown_incident(look, _as_known(look, incident_id, asked.as_known), seen=None))
    incident = look.incident(incident_id)
    return give(look, shown_incident(look, incident, look.seen(incident.id)))


@router.get(
    "/incidents/{incident_id}/history",
    operation_id="listHistory",
    response_model=DecisionPage,
    summary="List what was decided on an incident",
)
def list_history(look: Looks, incident_id: IncidentId, asked: Annotated[Paging, Query()]) -> Response:
    """List every decision that touched the incident, those taken back too, oldest first."""
    made = history_of(look.snapshot, look.incident(incident_id))
    standing = standing_ids(look.snapshot.decisions)
    return give(look, paged(asked, made, lambda d: d.id, lambda d: shown_decision(d, standing)))


def filters_of(look: Look, asked: AskedIncidents) -> Filters:
    """Make filters of what is asked; a search for words becomes the incidents whose reports hold them."""
    given = asked.model_dump(exclude_none=True, exclude={"q", "order", "limit", "cursor"})
    if asked.target is not None:
        given["target"] = _CODES[asked.target]
    if asked.q is not None:
        of = look.snapshot.incidents_of_document
        given["ids"] = frozenset(i for d in read.holding(look.office.ws, asked.q) for i in of.get(d, ()))
    return Filters(**given)


def shown_incident(look: Look, incident: Incident, seen: str | None) -> Json:
    """Give an incident whole, without the names of victims where they may not be seen."""
    told = incident_json(incident, look.snapshot.documents)
    withheld = []
    if not look.visitor.may("see_victims"):
        told["victims"] = None
        withheld.append(NO_VICTIMS)
    return {**told, "restricted": incident.restricted, "withheld": withheld, "seen": seen}


def shown_line(row: Row) -> Json:
    """Give an incident in a line."""
    days = [row.earliest, row.latest] if row.earliest and row.latest else None
    return {
        "id": row.id,
        "date": days,
        "date_precision": row.date_precision or "none",
        "place": row.place_name,
        "country": row.country,
        "admin1": row.admin1,
        "lat": row.lat,
        "lon": row.lon,
        "precision": row.precision,
        "means": row.means,
        "killed": _toll(row.killed),
        "injured": _toll(row.injured),
        "groups": sorted(row.groups),
        "objects": sorted(OBJECTS[o] for o in row.objects),
        "actors": sorted(row.actors),
        "grading": row.grading,
        "grading_decided": row.grading_decided,
        "conflicts": sorted(row.conflicts),
        "reviewed": _REVIEWED[row.reviewed],
        "reports": row.reports,
        "voices": row.voices,
        "unsure": row.unsure,
        "changed_at": row.changed_at,
    }


def _toll(toll: Toll | None) -> Mapping[str, int | None] | None:
    return dict(zip(("low", "best", "high"), toll, strict=True)) if toll else None


def _as_known(look: Look, incident_id: str, day: date) -> Incident:
    """Find an incident in the record of a day, for who may see all that it rests on."""
    today = look.snapshot.redirects.get(incident_id, incident_id)
    record = look.office.live.as_known(day, today if today in look.snapshot.incidents else None)
    redirects = dict(record.redirects)
    found = incident_id
    while found in redirects:
        found = redirects[found]
    incident = next((i for i in record.incidents if i.id == found), None)
    snapshot = look.snapshot
    if incident is None or not all(
        a.document_id in snapshot.documents and a.id in snapshot.incident_of for a in incident.accounts
    ):
        raise UnknownId(f"Incident {incident_id} was not known by {day}: no report of it was published by then.")
    return incident
