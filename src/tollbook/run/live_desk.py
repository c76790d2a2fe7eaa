"""The desk of a server: what a person means by an id, looked up in the record that is kept up to date."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tollbook.model import Document, Incident, Reading
from tollbook.run.desk import Desk

if TYPE_CHECKING:
    from tollbook.flow import Tools
    from tollbook.run.live import Snapshot


@dataclass
class LiveDesk(Desk):
    """A desk over one snapshot: all that is asked of it is of one moment."""

    snapshot: "Snapshot" = field(kw_only=True)
    live_tools: "Tools" = field(kw_only=True)

    def __post_init__(self) -> None:
        # The command line derives these when first asked; here they are there already.
        self.__dict__["record"] = self.snapshot.record
        self.__dict__["documents"] = self.snapshot.documents
        self.__dict__["tools"] = self.live_tools

    def reading(self, document: Document) -> Reading | None:
        """The newest reading of a report, as people have decided it."""
        return self.snapshot.told.get(document.id) or super().reading(document)

    def incident(self, name: str) -> Incident:
        """The incident of an id or of its beginning; a merged one leads to the one that stands."""
        found = name
        while found in self.snapshot.redirects:
            found = self.snapshot.redirects[found]
        return self.snapshot.incidents.get(found) or super().incident(name)
