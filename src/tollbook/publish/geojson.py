"""geojson: a feature an incident, with how precise its point is (RFC 7946; docs/formats/geojson.md)."""

import json
from typing import BinaryIO

from tollbook.model import Incident
from tollbook.publish.exporter import Exporter, Lost, Part, lost_by_summaries
from tollbook.publish.fields import Json, date_fields, tally_fields
from tollbook.publish.gate import Published, review_state


def write_features(published: Published, sink: BinaryIO) -> None:
    """Write one FeatureCollection; an incident without coordinates is a feature without geometry, never dropped."""
    features = [_feature(i) for i in published.incidents]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    sink.write(text.encode("utf-8", "surrogatepass") + b"\n")


def losses(published: Published) -> tuple[Lost, ...]:
    """Name what a map cannot carry."""
    incidents = published.incidents
    placeless = sum(_point(i) is None for i in incidents)
    return (
        Lost(
            "geometry", placeless, "no coordinates are known: the feature's geometry is null and a map will not show it"
        ),
        Lost(
            "statements.quote",
            sum(len(i.statements) for i in incidents),
            "who did it and what was hit are given without their quotes",
        ),
        *lost_by_summaries(published, "one point an incident"),
    )


def _feature(incident: Incident) -> Json:
    point = _point(incident)
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": _properties(incident)}


def _point(incident: Incident) -> tuple[float, float] | None:
    place = incident.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return (place.lon, place.lat)


def _properties(incident: Incident) -> Json:
    place = incident.place
    claims: dict[str, int | str] = {s.claim.id: s.claim.id for s in incident.claims}
    voices = {v.id: v.name for v in incident.voices}
    return {
        **date_fields(incident.time),
        "place": place.name if place else None,
        "country": place.country if place else None,
        "place_precision": place.precision if place else None,
        "means": incident.means,
        "follow_up": incident.follow_up,
        "reviewed": review_state(incident),
        "grading": incident.grading.grade if incident.grading else None,
        "grading_decided": incident.grading.decided_by is not None if incident.grading else False,
        "voices": len(incident.voices),
        "origins": len(incident.origins),
        "tallies": [tally_fields(t, claims) for t in incident.tallies],
        "claims": [
            {
                "id": s.claim.id,
                "quote": s.claim.span.quote,
                "by": voices.get(s.voice_id),
                "effect": s.claim.effect,
                "low": s.claim.count.low,
                "high": s.claim.count.high,
                "polarity": s.claim.polarity,
                "scope": s.claim.scope,
            }
            for s in incident.claims
        ],
        "perpetrators": [{"name": p.name, "stance": p.stance, "by": p.by} for p in incident.perpetrators],
        "targets": [{"name": t.name, "by": t.by} for t in incident.targets],
        "conflicts": [c.detail for c in incident.conflicts],
    }


GEOJSON = Exporter("geojson", "a point an incident, with how precise it is", (Part("", write_features),), losses)
