"""Sources, and the archived reports that they published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SourceKind = Literal[
    "news_agency", "national_media", "local_media", "official", "belligerent", "ngo", "monitor", "social", "unknown"
]


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a report (Every Casualty's kinds of source); what is not known stays None."""

    id: str
    name: str
    kind: SourceKind = "unknown"
    country: str | None = None
    language: str | None = None
    note: str | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Extractor:
    """Which program made the working text out of the original bytes."""

    name: str
    version: str
    options: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One report: the hash of its original bytes, and the working text that all offsets count in.

    The original bytes are the evidentiary copy, `text` the working copy (Berkeley Protocol). `published_at` is an ISO
    date (`2024-08-26`) or a date and time with offset, as precise as it was said, and None where it was not said.
    """

    id: str
    source_id: str
    raw_sha256: str
    text: str
    text_sha256: str
    extracted_by: Extractor
    language: str | None = None
    url: str | None = None
    title: str | None = None
    source_name: str | None = None
    published_at: str | None = None
    published_basis: str | None = None
    fetched_at: datetime | None = None
    credits: tuple[str, ...] = ()
    confidential: bool = False

    @property
    def published_day(self) -> str | None:
        """The day of publication as `YYYY-MM-DD`, or None where it was not said."""
        return self.published_at[:10] if self.published_at else None
