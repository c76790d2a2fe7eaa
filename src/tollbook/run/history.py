"""The history of an incident: every decision that ever touched it, those taken back too."""

from tollbook.model import Decision, Incident
from tollbook.publish.gate import said_in
from tollbook.run.live import Snapshot


def history_of(snapshot: Snapshot, incident: Incident) -> tuple[Decision, ...]:
    """Give every decision that touched an incident, oldest first: on its accounts, on what it says, and undos."""
    accounts = {a.id for a in incident.accounts}
    reports = {a.document_id for a in incident.accounts} | {c for s in said_in(incident) for c in s.copies}
    behind = set(incident.decision_ids)
    found: dict[str, Decision] = {}
    for made in snapshot.decisions:
        touches = made.id in behind or _is_about(made, accounts, reports)
        if touches or (made.kind == "undo" and any(s in found for s in made.subjects)):
            found[made.id] = made
    return tuple(found.values())


def _is_about(decision: Decision, accounts: set[str], reports: set[str]) -> bool:
    if accounts & set(decision.subjects):
        return True
    if decision.kind == "copy_of":
        return bool(reports & set(decision.subjects))
    held = (decision.claim, decision.claim_before, decision.statement, decision.statement_before)
    return any(f"{decision.subjects[0]}/{x.account}" in accounts for x in held if x is not None)
