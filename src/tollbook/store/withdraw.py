"""Taking a report's bytes, text and quotes out for good, for safety or by law; the one place where rows lose words.

What stays: the document's id and hashes, the reason and who gave it, and the bones of decisions about it (kind,
subjects, who, when). The chain holds, since it was made of hashes. What was withdrawn is not taken in again: not the
document, not its bytes, and not the same text under another name.

Documents can share one file of original bytes (a feed, an export, one text at two outlets). The file holds the words
that must go, so it cannot stay; but the others lose their evidentiary copy with it. That is refused until it is asked
for (`shared=True`); the others then keep their working text and the hash of the file. Backups and exports made earlier
are out of reach, and so is what a disk keeps of erased blocks.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from tollbook.errors import DecisionError, WorkspaceError
from tollbook.model import Decision, Issue
from tollbook.model.ids import short_id
from tollbook.store import originals, read, sqlite
from tollbook.store import tables as t
from tollbook.store.canonical import canonical_text, decode, timestamp
from tollbook.store.db import Workspace
from tollbook.store.quotes import documents_of_decision
from tollbook.store.rows import record

_OF_ONE_REPORT = (t.said, t.reading, t.coding, t.verdict)


def withdraw_document(
    ws: Workspace, document_id: str, by: str, reason: str, at: datetime, shared: bool = False
) -> tuple[str, ...]:
    """Withdraw a document; give the ids of other documents that still hold the same text, for the person to judge."""
    if not by.strip() or not reason.strip():
        raise DecisionError(
            f"withdrawing {document_id} needs a reason and a name: both are all that will be left of it"
        )
    if ws.is_writing:
        raise WorkspaceError("a withdrawal is a step of its own; end the other writing first")
    with ws.writing() as connection:
        row = connection.execute(select(t.document).where(t.document.c.id == document_id)).first()
        if row is None:
            raise WorkspaceError(f"there is no document {document_id} in {ws.directory}; `tollbook show` lists them")
        if row.json is not None:
            _withdraw(connection, row, _decision(document_id, by, reason, at), shared)
        query = select(t.document.c.id).where(
            t.document.c.text_sha256 == row.text_sha256, t.document.c.json.is_not(None)
        )
        same_text = tuple(sorted(connection.scalars(query)))
    originals.remove(ws.directory, row.raw_sha256)
    if not sqlite.wipe_log(ws.engine):
        raise WorkspaceError(
            f"{document_id} is withdrawn, but another program still reads an older state, which holds its words; "
            "end that program and withdraw again"
        )
    return same_text


def _decision(document_id: str, by: str, reason: str, at: datetime) -> Decision:
    decision_id = short_id("v", "withdraw", document_id, by, reason, timestamp(at))
    return Decision(decision_id, "withdraw", (document_id,), reason, by, at)


def _withdraw(connection: Connection, row: Row[tuple[object, ...]], decision: Decision, shared: bool) -> None:
    document_id, raw_sha256 = str(row.id), str(row.raw_sha256)
    _check_sharing(connection, document_id, raw_sha256, shared)
    blank: dict[str, list[tuple[str, str | None]]] = {
        "document": [(document_id, None)],
        "original": [] if read.is_erased(connection, "original", raw_sha256) else [(raw_sha256, None)],
        **{table.name: _all_of(connection, table, document_id) for table in _OF_ONE_REPORT},
        "decision": list(_decisions(connection, document_id)),
        "issue": list(_issues(connection, document_id)),
    }
    keys = [(kind, key) for kind, rows in blank.items() for key, _ in rows]
    connection.execute(insert(t.erased), [{"kind": k, "row": r, "document_id": document_id} for k, r in keys])
    connection.execute(
        update(t.document).where(t.document.c.id == document_id).values(url=None, title=None, text=None, json=None)
    )
    for table in (*_OF_ONE_REPORT, t.decision, t.issue):
        for key, json in blank[table.name]:
            connection.execute(update(table).where(table.c.seq == int(key)).values(json=json))
    connection.execute(delete(t.cache))
    sqlite.merge_search(connection)
    record(
        connection,
        t.decision,
        decision.id,
        canonical_text(decision),
        decision.decided_at,
        id=decision.id,
        kind="withdraw",
    )
    told = {
        "document_id": document_id,
        "raw_sha256": raw_sha256,
        "text_sha256": str(row.text_sha256),
        "decision_id": decision.id,
    }
    erased = [f"{kind} {key}" for kind, key in sorted(keys)]
    record(
        connection, t.withdrawn, document_id, canonical_text({**told, "erased": erased}), decision.decided_at, **told
    )


def _all_of(connection: Connection, table: Table, document_id: str) -> list[tuple[str, str | None]]:
    rows = select(table.c.seq).where(table.c.document_id == document_id)
    return [(str(seq), None) for seq in connection.scalars(rows)]


def _check_sharing(connection: Connection, document_id: str, raw_sha256: str, shared: bool) -> None:
    others = select(t.document.c.id).where(
        t.document.c.raw_sha256 == raw_sha256, t.document.c.id != document_id, t.document.c.json.is_not(None)
    )
    names = sorted(connection.scalars(others))
    if names and not shared and not read.is_erased(connection, "original", raw_sha256):
        raise WorkspaceError(
            f"{document_id} came in one file with {len(names)} other document(s) ({', '.join(names[:3])}); its words "
            "go only with the whole file. Withdraw with --shared: the others keep their text, not their original bytes"
        )


def _decisions(connection: Connection, document_id: str) -> Iterator[tuple[str, str]]:
    """Give the decisions that can quote the document, without their words: those about it, and those that undo them."""
    rows = connection.execute(select(t.decision).order_by(t.decision.c.seq)).all()
    made = [(row, decode(row.json, Decision, f"decision {row.id}")) for row in rows]
    about = {d.id for _, d in made if document_id in documents_of_decision(d)}
    about |= {d.id for _, d in made if d.kind == "undo" and about & set(d.subjects)}
    for row, decision in made:
        if decision.id in about and (json := canonical_text(_bones(decision))) != row.json:
            yield str(row.seq), json


def _bones(decision: Decision) -> Decision:
    return Decision(
        decision.id,
        decision.kind,
        decision.subjects,
        reason="",
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        grade=decision.grade,
        text_sha256=decision.text_sha256,
        seen=decision.seen,
        supersedes=decision.supersedes,
    )


def _issues(connection: Connection, document_id: str) -> Iterator[tuple[str, None]]:
    ids = set(connection.scalars(select(t.named.c.id).where(t.named.c.document_id == document_id))) | {document_id}
    for row in connection.execute(select(t.issue).where(t.issue.c.json.is_not(None))).all():
        subject = decode(row.json, Issue, f"issue {row.id}").subject
        if subject in ids or subject.startswith(f"{document_id}/"):
            yield str(row.seq), None
