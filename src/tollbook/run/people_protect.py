"""Keeping a report from others: confidential, or withdrawn for good; who did it stands in the audit."""

from tollbook.run.people import By, Staff, audit
from tollbook.store import write
from tollbook.store.db import Workspace
from tollbook.store.said import Said


def make_confidential(ws: Workspace, staff: Staff, by: By, document_id: str) -> None:
    """Make a report confidential, which it then stays: it is not published, and hidden from who may not see it."""
    write.add_said(ws, Said(document_id, by.at, by.name, confidential=True))
    audit(staff, by, "made_confidential", document_id)


def withdraw(
    ws: Workspace, staff: Staff, by: By, document_id: str, reason: str, shared: bool = False
) -> tuple[str, ...]:
    """Take a report's bytes, text and quotes out for good; give the ids of other reports that hold the same text."""
    same_text = write.withdraw_document(ws, document_id, by.name, reason, by.at, shared)
    audit(staff, by, "withdrawn", document_id)
    return same_text
