"""What a coder does not see until their own coding is handed in: what anybody, or the machine, found in the report."""

from tollbook.run.live import Snapshot
from tollbook.store import coding as store
from tollbook.store.db import Workspace


def to_code(ws: Workspace, name: str) -> frozenset[str]:
    """Give the reports that a person still has to code, in every round that is open."""
    open_rounds = [r for r in store.rounds(ws) if r.closed_at is None and name in r.coders]
    if not open_rounds:
        return frozenset()
    done = store.submitted(ws)
    return frozenset(d for r in open_rounds for d in r.document_ids if (r.id, d, name) not in done)


def hidden_while_coding(snapshot: Snapshot, reports: frozenset[str]) -> frozenset[str]:
    """Give these reports with their editions, their copies, and all of the same text: they tell the same."""
    hidden, grown = reports & snapshot.documents.keys(), 0
    links = [x for x in snapshot.record.links if x.kind in ("copy", "edition")]
    while hidden and len(hidden) != grown:
        grown = len(hidden)
        texts = {snapshot.documents[d].text_sha256 for d in hidden}
        hidden |= {d.id for d in snapshot.documents.values() if d.text_sha256 in texts}
        told = {side for x in links if hidden & {x.left, x.right} for side in (x.left, x.right)}
        hidden |= told & snapshot.documents.keys()
    return frozenset(hidden)
