"""The corridor from end to end on hand-made readings: the record is a function of what is handed in, in any order."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import msgspec
import pytest

from tollbook import flow
from tollbook.flow import Tools, record
from tollbook.lang import load_actors
from tollbook.model import (
    Account,
    Claim,
    Count,
    Decision,
    Document,
    Extractor,
    GazetteerEntry,
    Incident,
    ReaderVersion,
    Reading,
    Record,
    RegisterEntry,
    Span,
    Statement,
)
from tollbook.model.decision import DecisionKind
from tollbook.model.ids import claim_id, sha256_text, source_id, statement_id

WIRE = """At least 21 civilians were killed on Sunday when drones struck Tinzaouatine, a spokesman for the CSP-DPA said.
The first strike hit a pharmacy, he said, and others fell on people who had gathered around it in the morning heat.
The Malian army confirmed the strikes in a bulletin. The strikes targeted terrorists, the Malian army
said on television."""

COURIER = "TAMANRASSET, Aug 26 — " + WIRE + "\n(With Sahel Wire inputs)"

LEDGER = """Mali's general staff confirmed strikes in the Tinzaouatine area on Sunday. The strikes targeted terrorists,
it said. At least 15 people were killed in Tinzaouatine on Sunday, a local politician told the paper on Monday."""

RAIN = """Heavy rain fell on Gao on Monday. The mayor of the town said that the season's first floods had closed the
market for three days, and asked traders to keep their stalls away from the bank of the river until it is gone."""


class OneTown:
    """A gazetteer that knows one town."""

    version = "one-town/1"

    def find(self, name: str) -> list[GazetteerEntry]:
        if name.casefold() != "tinzaouatine":
            return []
        return [GazetteerEntry("g-1", "Tinzaouatine", "ML", "Kidal", None, 19.95, 2.97, "PPL", 5000)]

    def find_like(self, name: str) -> list[GazetteerEntry]:
        return []


TOOLS = Tools(OneTown(), load_actors())


def report(name: str, text: str, published: str | None = "2024-08-26", url: str | None = None) -> Document:
    sha, source = sha256_text(text), source_id(name)
    return Document(
        id=f"d-{name.replace(' ', '-')}-{sha[:6]}",
        source_id=source,
        raw_sha256=sha,
        text=text,
        text_sha256=sha,
        extracted_by=Extractor("text", "1"),
        language="en",
        source_name=name.title(),
        published_at=published,
        url=url,
        credits=("Sahel Wire",) if "Sahel Wire inputs" in text else (),
    )


def span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words), words)


def killed(document: Document, quote: str, claimant: str, low: int, civilian: bool = True) -> Claim:
    at = span(document, quote)
    return Claim(
        claim_id(document.text_sha256, at.start, at.end, "killed"),
        at,
        "killed",
        Count(low, None, "at_least"),
        status="civilian" if civilian else "unknown",
        claimant=span(document, claimant),
        account=1,
        means="drone_strike",
    )


def aimed(document: Document, quote: str, words: str, claimant: str) -> Statement:
    at = span(document, quote)
    made = statement_id(document.text_sha256, at.start, at.end, "target")
    return Statement(made, "target", at, object=span(document, words), claimant=span(document, claimant), account=1)


def reading(document: Document, claims: tuple[Claim, ...], statements: tuple[Statement, ...] = ()) -> Reading:
    account = Account(
        document.id,
        1,
        True,
        claim_ids=tuple(c.id for c in claims),
        statement_ids=tuple(s.id for s in statements),
        place_words=(span(document, "Tinzaouatine"),),
        means="drone_strike",
    )
    return Reading(document.id, document.text_sha256, ReaderVersion("hand", "1"), "en", claims, statements, (account,))


def read_wire(document: Document) -> Reading:
    claims = (killed(document, "At least 21 civilians", "a spokesman for the CSP-DPA", 21),)
    pharmacy = aimed(document, "The first strike hit a pharmacy", "a pharmacy", "he")
    return reading(
        document, claims, (pharmacy, aimed(document, "targeted terrorists", "terrorists", "the Malian army"))
    )


def read_ledger(document: Document) -> Reading:
    claims = (killed(document, "At least 15 people", "a local politician", 15, civilian=False),)
    return reading(document, claims, (aimed(document, "targeted terrorists", "terrorists", "Mali's general staff"),))


WIRE_DOC, COURIER_DOC = report("sahel wire", WIRE), report("desert courier", COURIER)
LEDGER_DOC, RAIN_DOC = report("bamako ledger", LEDGER, "2024-08-27"), report("river post", RAIN)
DOCUMENTS = (WIRE_DOC, COURIER_DOC, LEDGER_DOC, RAIN_DOC)
READINGS = (read_wire(WIRE_DOC), read_wire(COURIER_DOC), read_ledger(LEDGER_DOC))


def decide(kind: DecisionKind, *subjects: str, minute: int = 0, **fields: object) -> Decision:
    at = datetime(2024, 9, 1, 9, minute, tzinfo=UTC)
    return Decision(f"x-{kind}-{minute}", kind, subjects, "I was there", "Ada", at, **fields)  # type: ignore[arg-type]


def derive(*decisions: Decision, documents: tuple[Document, ...] = DOCUMENTS, as_known: date | None = None) -> Record:
    return record(documents, READINGS, decisions, (), TOOLS, as_known)[0]


def the_one(whole: Record) -> Incident:
    (incident,) = whole.incidents
    return incident


def test_three_reports_are_one_incident_with_who_says_what() -> None:
    incident = the_one(derive())
    assert {a.document_id for a in incident.accounts} == {WIRE_DOC.id, COURIER_DOC.id, LEDGER_DOC.id}
    assert incident.time is not None
    assert incident.time.earliest == incident.time.latest == date(2024, 8, 25)
    assert incident.place is not None
    assert (incident.place.gazetteer_id, incident.place.country, incident.means) == ("g-1", "ML", "drone_strike")


def test_a_copy_adds_an_outlet_and_no_voice() -> None:
    incident = the_one(derive())
    assert incident.outlets == ("Bamako Ledger", "Desert Courier", "Sahel Wire")
    assert incident.origins == ("Bamako Ledger", "Sahel Wire")
    first = next(s for s in incident.claims if s.claim.count.low == 21)
    assert (first.document_id, first.copies) == (WIRE_DOC.id, (COURIER_DOC.id,))
    assert len(incident.claims) == 2
    assert {v.id for v in incident.voices} >= {"ml-csp-dpa", "ml-armed-forces"}


def test_the_army_of_two_documents_is_one_voice() -> None:
    army = next(v for v in the_one(derive()).voices if v.id == "ml-armed-forces")
    assert set(army.document_ids) == {WIRE_DOC.id, COURIER_DOC.id, LEDGER_DOC.id}


def test_accounts_that_clash_stand_side_by_side() -> None:
    incident = the_one(derive())
    assert {"status", "target"} <= {c.kind for c in incident.conflicts}
    by_rule = {(t.rule, t.status): (t.low, t.best, t.high) for t in incident.tallies}
    assert by_rule["stated-range/1", "civilian"] == (21, None, None)
    assert by_rule["stated-range/1", "unknown"] == (15, None, None)
    assert by_rule["presumed-civilian/1", "civilian"] == (15, None, None)


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_any_order_gives_the_same_record_byte_for_byte(order: tuple[int, ...]) -> None:
    shuffled = record([DOCUMENTS[i] for i in (*order, 3)], [READINGS[i] for i in order], (), (), TOOLS)
    assert msgspec.json.encode(shuffled) == msgspec.json.encode(record(DOCUMENTS, READINGS, (), (), TOOLS))


def test_one_at_a_time_gives_the_same_incident_under_the_id_of_the_first() -> None:
    register: tuple[RegisterEntry, ...] = ()
    for n in range(1, 4):
        whole, minted = record(DOCUMENTS[:n], READINGS[:n], (), register, TOOLS)
        register += minted
    assert len(register) == 1
    assert the_one(whole).id == register[0].incident_id
    assert {a.id for a in the_one(whole).accounts} == {a.id for a in the_one(derive()).accounts}


def test_what_was_known_on_a_day() -> None:
    undated = report("old radio", RAIN + " It rained on.", published=None)
    early = derive(documents=(*DOCUMENTS, undated), as_known=date(2024, 8, 26))
    assert {a.document_id for a in the_one(early).accounts} == {WIRE_DOC.id, COURIER_DOC.id}
    assert [i.subject for i in early.issues if i.code == "published_unknown"] == [undated.id]
    assert derive(as_known=date(2024, 8, 1)).incidents == ()


def test_a_record_of_the_past_mints_no_names() -> None:
    assert record(DOCUMENTS, READINGS, (), (), TOOLS, date(2024, 8, 26))[1] == ()
    assert record(DOCUMENTS, READINGS, (), (), TOOLS)[1] != ()


def test_the_latest_edition_stands_and_keeps_the_incident_id_and_the_decisions() -> None:
    url = "https://wire.example/mali/1"
    first = report("sahel wire", WIRE, url=url)
    later = report("sahel wire", WIRE.replace("21 civilians", "25 civilians"), "2024-08-27", url=url)
    newer = reading(later, (killed(later, "At least 25 civilians", "a spokesman for the CSP-DPA", 25),))
    before, register = record([first], [read_wire(first)], (), (), TOOLS)
    note = decide("note", f"{first.id}/1", note="seen on the ground")
    after, _ = record([first, later], [read_wire(first), newer], [note], register, TOOLS)
    incident = the_one(after)
    assert [a.document_id for a in incident.accounts] == [later.id]
    assert [s.claim.count.low for s in incident.claims] == [25]
    assert incident.id == the_one(before).id
    assert incident.notes == ("seen on the ground",)
    assert [k.kind for k in after.links] == ["edition"]


def test_decisions_part_and_join() -> None:
    wire, ledger = f"{WIRE_DOC.id}/1", f"{LEDGER_DOC.id}/1"
    parted = derive(decide("different_incidents", wire, ledger))
    assert len(parted.incidents) == 2
    joined = derive(decide("different_incidents", wire, ledger), decide("undo", "x-different_incidents-0", minute=1))
    assert len(joined.incidents) == 1


def test_a_grade_and_a_note_are_shown_with_who_decided() -> None:
    account = f"{WIRE_DOC.id}/1"
    incident = the_one(derive(decide("grade", account, grade="contested"), decide("note", account, note="two visits")))
    assert incident.grading is not None
    assert (incident.grading.grade, incident.grading.decided_by) == ("contested", "Ada")
    assert incident.notes == ("two visits",)
    assert set(incident.decision_ids) == {"x-grade-0", "x-note-0"}


def test_a_proposed_grade_changes_no_grading() -> None:
    proposed = decide("propose_grade", f"{WIRE_DOC.id}/1", grade="confirmed")
    incident = the_one(derive(proposed))
    assert incident.grading == the_one(derive()).grading
    assert incident.decision_ids == (proposed.id,)


def test_a_restricted_incident_is_so_until_it_is_undone() -> None:
    kept = decide("restrict", f"{WIRE_DOC.id}/1")
    assert not the_one(derive()).restricted
    assert the_one(derive(kept)).restricted
    assert not the_one(derive(kept, decide("undo", kept.id, minute=1))).restricted


def test_an_accepted_claim_names_its_decision() -> None:
    claim = READINGS[0].claims[0]
    accept = decide("accept", WIRE_DOC.id, claim.id, claim=claim, text_sha256=WIRE_DOC.text_sha256)
    said = next(s for s in the_one(derive(accept)).claims if s.claim.count.low == 21)
    assert said.decided == accept.id


def test_a_rejected_claim_is_gone_with_its_figure() -> None:
    claim = READINGS[2].claims[0]
    reject = decide("reject", LEDGER_DOC.id, claim.id, claim=claim, text_sha256=LEDGER_DOC.text_sha256)
    assert [s.claim.count.low for s in the_one(derive(reject)).claims] == [21]


def test_a_decision_that_nothing_answers_is_named() -> None:
    whole = derive(decide("same_incident", f"{WIRE_DOC.id}/1", "d-nowhere/1"))
    assert [i.code for i in whole.issues if i.room == "link"] == ["decision_lost"]


def test_a_report_without_a_reading_is_left_alone() -> None:
    assert RAIN_DOC.id not in {a.document_id for i in derive().incidents for a in i.accounts}
    assert record([RAIN_DOC], [], (), (), TOOLS)[0] == Record(())


def test_a_newer_reading_of_the_same_document_gives_the_same_incident_id() -> None:
    _, register = record(DOCUMENTS, READINGS, (), (), TOOLS)
    again = [replace(r, reader=ReaderVersion("hand", "2")) for r in READINGS]
    whole, minted = record(DOCUMENTS, again, (), register, TOOLS)
    assert minted == ()
    assert the_one(whole).id == register[0].incident_id


def test_the_corridor_has_a_version() -> None:
    assert flow.VERSION.startswith("flow/")
