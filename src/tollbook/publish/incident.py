"""The JSON of one incident and of one report, as `show --json`, `incidents --json` and the jsonl export give them."""

from collections.abc import Mapping

from tollbook.model import Account, Conflict, Document, Incident, Reading, SaidClaim, SaidStatement, Voice
from tollbook.publish.contract import all_issues
from tollbook.publish.fields import (
    Json,
    claim_fields,
    date_fields,
    issue_fields,
    object_name,
    place_fields,
    quote_of,
    score_of,
    statement_fields,
    tally_fields,
    victim_fields,
)
from tollbook.publish.gate import review_state, said_in


def incident_json(incident: Incident, documents: Mapping[str, Document]) -> Json:
    """Give an incident whole: everything in it is named by id, so that claims of many reports can stand together."""
    claims: dict[str, int | str] = {s.claim.id: s.claim.id for s in incident.claims}
    return {
        "id": incident.id,
        "reviewed": review_state(incident),
        **date_fields(incident.time),
        "date_basis": incident.time.basis if incident.time else None,
        "date_words": quote_of(incident.time.words) if incident.time else None,
        "place": place_fields(incident.place),
        "means": incident.means,
        "follow_up": incident.follow_up,
        "grading": _grading(incident),
        "tallies": [tally_fields(t, claims) for t in incident.tallies],
        "voices": [_voice(v) for v in incident.voices],
        "conflicts": [_conflict(c) for c in incident.conflicts],
        "claims": [_said_claim(s, claims) for s in incident.claims],
        "statements": [_said_statement(s) for s in incident.statements],
        "perpetrators": [
            {
                "name": p.name,
                "actor_id": p.actor_id,
                "by": p.by,
                "by_id": p.by_id,
                "stance": p.stance,
                "statement": p.statement_id,
            }
            for p in incident.perpetrators
        ],
        "targets": [
            {
                "name": t.name,
                "object": object_name(t.object),
                "by": t.by,
                "by_id": t.by_id,
                "statement": t.statement_id,
            }
            for t in incident.targets
        ],
        "victims": [victim_fields(v) for v in incident.victims],
        "accounts": [_account(a) for a in incident.accounts],
        "documents": [document_fields(d, copies_of(incident)) for d in told_in(incident, documents)],
        "outlets": list(incident.outlets),
        "origins": list(incident.origins),
        "notes": list(incident.notes),
        "decisions": list(incident.decision_ids),
        "issues": [issue_fields(i) for i in incident.issues],
    }


def document_json(document: Document, reading: Reading | None) -> Json:
    """Give one report with its text, what was read in it, and what was refused and why."""
    claims: dict[str, int | str] = {c.id: c.id for c in reading.claims} if reading else {}
    return {
        **document_fields(document, {}),
        "text": document.text,
        "reader": str(reading.reader) if reading else None,
        "claims": [{"id": c.id, **claim_fields(c, claims)} for c in reading.claims] if reading else [],
        "statements": [{"id": s.id, **statement_fields(s)} for s in reading.statements] if reading else [],
        "accounts": [_account(a) for a in reading.accounts] if reading else [],
        "issues": [issue_fields(i) for i in all_issues(reading)] if reading else [],
    }


def document_fields(document: Document, copies: Mapping[str, str]) -> Json:
    """Give where a report comes from and the hashes that prove it; its text is not part of this."""
    return {
        "id": document.id,
        "source": document.source_name,
        "url": document.url,
        "title": document.title,
        "published": document.published_at,
        "lang": document.language,
        "credits": list(document.credits),
        "raw_sha256": document.raw_sha256,
        "text_sha256": document.text_sha256,
        "copy_of": copies.get(document.id),
    }


def told_in(incident: Incident, documents: Mapping[str, Document]) -> list[Document]:
    """Give the reports that tell an incident, copies too, in order of publication and id."""
    ids = {a.document_id for a in incident.accounts} | set(copies_of(incident))
    found = (documents[i] for i in ids if i in documents)
    return sorted(found, key=lambda d: (d.published_at or "9999", d.id))


def copies_of(incident: Incident) -> dict[str, str]:
    """Give the origin of each report that only repeats another's text."""
    return {copy: s.document_id for s in said_in(incident) for copy in s.copies}


def _grading(incident: Incident) -> Json | None:
    grading = incident.grading
    if grading is None:
        return None
    return {
        "grade": grading.grade,
        "rule": grading.rule,
        "reasons": list(grading.reasons),
        "decided_by": grading.decided_by,
    }


def _voice(voice: Voice) -> Json:
    return {
        "id": voice.id,
        "name": voice.name,
        "kind": voice.kind,
        "documents": list(voice.document_ids),
        "claims": list(voice.claim_ids),
        "statements": list(voice.statement_ids),
    }


def _conflict(conflict: Conflict) -> Json:
    return {"kind": conflict.kind, "left": conflict.left, "right": conflict.right, "detail": conflict.detail}


def _said_claim(said: SaidClaim, names: Mapping[str, int | str]) -> Json:
    return {
        "id": said.claim.id,
        "document": said.document_id,
        "copies": list(said.copies),
        "voice": said.voice_id,
        "decided": said.decided,
        **claim_fields(said.claim, names),
    }


def _said_statement(said: SaidStatement) -> Json:
    return {
        "id": said.statement.id,
        "document": said.document_id,
        "copies": list(said.copies),
        "voice": said.voice_id,
        "decided": said.decided,
        **statement_fields(said.statement),
        "score": score_of(said.statement.score),
    }


def _account(account: Account) -> Json:
    return {
        "id": account.id,
        "document": account.document_id,
        "n": account.n,
        "main": account.main,
        **date_fields(account.time),
        "place": place_fields(account.place, account.place_words),
        "means": account.means,
        "follow_up": account.follow_up,
    }
