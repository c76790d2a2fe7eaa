"""The record as it may leave the workspace: derived from open reports alone, let through the gate."""

from tollbook import flow
from tollbook.publish.gate import Published, Withheld, open_documents, publish_record, restricted_accounts
from tollbook.run.desk import Desk
from tollbook.store import read


def published_record(desk: Desk) -> Published:
    """Derive the record from the reports that may be published, and let it through the gate."""
    sources = {s.id: s for s in read.sources(desk.ws)}
    documents, withheld = open_documents(desk.documents.values(), sources)
    decisions = read.decisions(desk.ws)
    record = desk.record
    if withheld:
        open_ids = {d.id for d in documents}
        readings = [r for r in read.latest_readings(desk.ws) if r.document_id in open_ids]
        record, _ = flow.record(documents, readings, decisions, read.register(desk.ws), desk.tools, desk.as_known)
    gone = [Withheld(w.document_id, "document", "the report was withdrawn") for w in read.withdrawals(desk.ws)]
    restricted = _restricted_today(desk) if any(d.kind == "restrict" for d in decisions) else frozenset()
    return publish_record(record, documents, (*withheld, *gone), desk.as_known, restricted)


def _restricted_today(desk: Desk) -> frozenset[str]:
    """The accounts of what is restricted now: a record of the past can lack those that the decision names."""
    return restricted_accounts(desk.record if desk.as_known is None else Desk(desk.ws).record)
