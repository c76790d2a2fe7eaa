"""What a visitor may decide on: of a report that is confidential, others do not learn even that it is there."""

from collections.abc import Sequence

from tollbook.run.desk import Desk, UnknownId
from tollbook.store import read


def check_subjects(desk: Desk, subjects: Sequence[str]) -> None:
    """Raise UnknownId where something to decide on stands in no report that is on this visitor's desk."""
    for subject in subjects:
        homes = _homes(desk, subject)
        if homes and not any(i in desk.documents for i in homes):
            raise UnknownId(f"There is no {subject} in this workspace.")


def _homes(desk: Desk, subject: str) -> list[str]:
    if subject.startswith("v-"):
        about = next((d.subjects for d in read.decisions(desk.ws) if d.id == subject), ())
        return [s.partition("/")[0] for s in about if s.startswith("d-")]
    if subject.startswith("d-"):
        return [subject.partition("/")[0]]
    return read.documents_with(desk.ws, subject)
