"""What the page of an incident looks at: the incident as it stands, or as it was known on an earlier day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tollbook.model import Claim, Document, Incident, Link, Record, Statement
from tollbook.publish.gate import said_in
from tollbook.publish.incident import told_in
from tollbook.publish.told import Said, id_of
from tollbook.run.live import Snapshot
from tollbook.web.office import Office


@dataclass(frozen=True)
class Sight:
    """An incident and its reports at one moment; `day` is the day that it is looked at as known on, None is now.

    `present` is the incident as it stands; `incident` is None where nothing of it was published by that day.
    """

    snapshot: Snapshot
    present: Incident
    incident: Incident | None
    day: date | None = None

    @property
    def documents(self) -> Mapping[str, Document]:
        """All reports that this visitor may see."""
        return self.snapshot.documents

    @property
    def reports(self) -> list[Document]:
        """The reports that tell of it by that day, copies too, by day of publication."""
        return told_in(self.incident, self.documents) if self.incident else []

    @property
    def days(self) -> list[str]:
        """The days on which its reports were published."""
        return sorted({d.published_day for d in told_in(self.present, self.documents) if d.published_day})

    @property
    def said(self) -> dict[str, Said]:
        """Its claims and statements by id."""
        return {id_of(s): s for s in said_in(self.incident)} if self.incident else {}

    def things_in(self, document: Document) -> list[Claim | Statement]:
        """What a report says of this incident, also where it only repeats another report's text."""
        told = self.snapshot.told.get(document.id)
        if told is None or self.incident is None:
            return []
        numbers = {a.n for a in self.incident.accounts if a.document_id == document.id}
        known = self.said
        things: tuple[Claim | Statement, ...] = (*told.claims, *told.statements)
        return [x for x in things if x.account in numbers or x.id in known]


def look(office: Office, snapshot: Snapshot, present: Incident, day: date | None) -> Sight:
    """Look at an incident now, or as it was known on a day."""
    if day is None:
        return Sight(snapshot, present, present)
    return Sight(snapshot, present, _then(office.live.as_known(day, present.id), present, snapshot.documents), day)


def neighbours(snapshot: Snapshot, incident: Incident) -> list[tuple[Incident, Link]]:
    """Give the incidents that may be the same, each by its likeliest link, the likeliest first."""
    best: dict[str, Link] = {}
    for link in snapshot.record.unsure:
        sides = [snapshot.incident_of.get(link.left), snapshot.incident_of.get(link.right)]
        if incident.id not in sides:
            continue
        other = next((s for s in sides if s is not None and s != incident.id), None)
        if other is not None and (other not in best or best[other].score < link.score):
            best[other] = link
    found = [(snapshot.incidents[i], link) for i, link in best.items() if i in snapshot.incidents]
    return sorted(found, key=lambda pair: (-pair[1].score, pair[0].id))


def _then(record: Record, present: Incident, visible: Mapping[str, Document]) -> Incident | None:
    """The incident of that day: of the same id, else the one that shares most accounts; one not to be seen is none."""
    ours = {a.id for a in present.accounts}
    shared = {i.id: len(ours & {a.id for a in i.accounts}) for i in record.incidents}
    found = [i for i in record.incidents if shared[i.id]]
    best = max(found, key=lambda i: (i.id == present.id, shared[i.id], i.id), default=None)
    if best is None or any(a.document_id not in visible for a in best.accounts):
        return None
    return best
