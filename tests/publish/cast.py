"""A small invented record, built by hand: what exporters and the screen are tried on without reading anything."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from tollbook.model import (
    Account,
    AllegedPerpetrator,
    Claim,
    Conflict,
    Count,
    Document,
    Extractor,
    Grading,
    Incident,
    Issue,
    Place,
    ReaderVersion,
    Reading,
    Record,
    Rival,
    SaidClaim,
    SaidStatement,
    Source,
    Span,
    Statement,
    Tally,
    Target,
    TimeSpan,
    Victim,
    Voice,
)
from tollbook.model.ids import claim_id, document_id, sha256_bytes, sha256_text, source_id, statement_id

WIRE = (
    "Drone strikes on the village of Arzoule killed 21 civilians on Sunday, including 11 children and the pharmacy "
    "manager, said Idar ag Sidi, a spokesman for the coalition. Dozens were wounded.\n"
    "The first strike hit a pharmacy, he said, and blamed the army.\n"
    'The army said its "precision strikes targeted terrorists". More than 300 people have died there since January.'
)
LEDGER = (
    "=SUM of all accounts: a local politician said at least 15 people were killed in Arzoule. The army denied killing "
    "civilians."
)
QUIET = "Clashes were reported \x1b[31mnear the border\u202e in an unknown place; two soldiers were killed."
SUNDAY = date(2024, 8, 25)
READER = ReaderVersion("cast", "1")


def document(name: str, text: str, day: str | None = "2024-08-26", confidential: bool = False) -> Document:
    """Make a document of an outlet that does not exist."""
    raw = text.encode()
    return Document(
        document_id(source_id(name), sha256_bytes(raw)),
        source_id(name),
        sha256_bytes(raw),
        text,
        sha256_text(text),
        Extractor("text", "1"),
        language="en",
        url=f"https://{name.lower().replace(' ', '')}.example/1",
        title=text.split(".")[0][:40],
        source_name=name,
        published_at=day,
        published_basis="given" if day else None,
        fetched_at=datetime(2024, 9, 1, tzinfo=UTC),
        confidential=confidential,
    )


def span(text: str, words: str, nth: int = 1) -> Span:
    """Find the nth occurrence of words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), words)


def claim(text: str, words: str, effect: str, count: tuple[int | None, int | None, str], **fields: object) -> Claim:
    """Make a claim of words of a text."""
    s = span(text, words)
    low, high, wording = count
    return Claim(claim_id(sha256_text(text), s.start, s.end, effect), s, effect, Count(low, high, wording), **fields)  # type: ignore[arg-type]


def statement(text: str, kind: str, words: str, **fields: object) -> Statement:
    """Make a statement of words of a text."""
    s = span(text, words)
    return Statement(statement_id(sha256_text(text), s.start, s.end, kind), kind, s, **fields)  # type: ignore[arg-type]


wire, copy, ledger, quiet = (
    document("Sahel Wire", WIRE),
    document("Desert Courier", WIRE + "\n(With Sahel Wire inputs)"),
    document("Bamako Ledger", LEDGER, "2024-08-27"),
    document("Quiet Post", QUIET, None),
)
rebel = {"claimant": span(WIRE, "Idar ag Sidi"), "claimant_kind": "belligerent", "claimant_id": "csp-dpa", "account": 1}
army = {"claimant": span(WIRE, "The army"), "claimant_kind": "belligerent", "claimant_id": "ml-army", "account": 1}
civilians = claim(
    WIRE, "21 civilians", "killed", (21, 21, "exact"), status="civilian", means="drone_strike", cue=span(WIRE, "said"),
    provisional=True, score=0.97123, **rebel,
)  # fmt: skip
children = claim(
    WIRE, "11 children", "killed", (11, 11, "exact"), status="civilian", group="children", part_of=civilians.id,
    score=0.9, **rebel,
)  # fmt: skip
manager = claim(
    WIRE, "the pharmacy manager", "killed", (1, 1, "exact"), status="civilian", part_of=civilians.id, score=0.8, **rebel
)
wounded = claim(
    WIRE, "Dozens were wounded", "injured", (24, None, "vague"), account=1, claimant_kind="outlet", score=0.7
)
total = claim(
    WIRE,
    "More than 300 people",
    "killed",
    (301, None, "at_least"),
    scope="cumulative",
    period="since January",
    score=0.6,
)
politician = claim(
    LEDGER, "at least 15 people", "killed", (15, None, "at_least"), claimant=span(LEDGER, "a local politician"),
    claimant_kind="official", account=1, score=0.88,
)  # fmt: skip
denial = claim(
    LEDGER, "civilians", "killed", (2, None, "vague"), status="civilian", polarity="denied", claimant_id="ml-army",
    claimant=span(LEDGER, "The army"), claimant_kind="belligerent", account=1, score=0.66,
)  # fmt: skip
soldiers = claim(
    QUIET, "two soldiers", "killed", (2, 2, "exact"), status="combatant", claimant_kind="outlet", account=1
)
pharmacy = statement(WIRE, "target", "The first strike hit a pharmacy", object=span(WIRE, "a pharmacy"), **rebel)
blame = statement(WIRE, "blames", "blamed the army", actor=span(WIRE, "the army"), actor_id="ml-army", **rebel)
terrorists = statement(WIRE, "target", "precision strikes targeted terrorists", object=span(WIRE, "terrorists"), **army)
admits = statement(WIRE, "admits", 'its "precision strikes', actor=span(WIRE, "The army"), actor_id="ml-army", **army)

readings = (
    Reading(
        wire.id, wire.text_sha256, READER, "en", (civilians, children, manager, wounded, total),
        (pharmacy, blame, terrorists, admits),
        (
            Account(
                wire.id, 1, True, tuple(c.id for c in (civilians, children, manager, wounded)),
                tuple(s.id for s in (pharmacy, blame, terrorists, admits)),
                (Victim(span(WIRE, "Idar ag Sidi"), "injured", 41, "m"),),
                (span(WIRE, "Arzoule"),), "drone_strike", True,
                TimeSpan(SUNDAY, SUNDAY, "day", "relative_to_publication", span(WIRE, "on Sunday")),
                Place(
                    "Arzoule", span(WIRE, "Arzoule"), "ML", "Kidal", None, 19.95, 2.97, "exact", "tollbook:1", 0.9,
                    (Rival("Arzoule", "DZ", None, 20.0, 3.0, 0.2, "geonames:2"),),
                ),
                (
                    AllegedPerpetrator("the army", "ml-army", "Idar ag Sidi", "csp-dpa", "blames", blame.id),
                    AllegedPerpetrator("The army", "ml-army", "The army", "ml-army", "admits", admits.id),
                ),
                (
                    Target("a pharmacy", "hospital_medical", "Idar ag Sidi", "csp-dpa", pharmacy.id),
                    Target("terrorists", None, "The army", "ml-army", terrorists.id),
                ),
            ),
        ),
        (Issue("read", wire.id, "quote_refused", "the words “9 huts” count no people"),),
    ),
    Reading(
        ledger.id, ledger.text_sha256, READER, "en", (politician, denial), (),
        (Account(ledger.id, 1, True, (politician.id, denial.id)),),
    ),
    Reading(quiet.id, quiet.text_sha256, READER, "en", (soldiers,), (), (Account(quiet.id, 1, True, (soldiers.id,)),)),
)  # fmt: skip


def tally_account(reading: Reading, account: Account) -> Sequence[Tally]:
    """Give one tally for an account that has claims of killed civilians."""
    ids = tuple(c.id for c in reading.claims if c.id in account.claim_ids and c.status == "civilian")[:1]
    return (Tally("killed", "civilian", "none", 21, None, 21, "stated-range/1", ids),) if ids else ()


def said(document_: Document, said_: Claim, voice: str, **fields: object) -> SaidClaim:
    """Say a claim in a document."""
    return SaidClaim(document_.id, said_, voice, **fields)  # type: ignore[arg-type]


_wire_account, _ledger_account, _quiet_account = (r.accounts[0] for r in readings)
strike = Incident(
    id="i-0000000000000001",
    accounts=(_wire_account, _ledger_account),
    time=_wire_account.time,
    place=_wire_account.place,
    means="drone_strike",
    follow_up=True,
    claims=(
        *(said(wire, c, "csp-dpa", copies=(copy.id,)) for c in (civilians, children, manager)),
        said(wire, wounded, "outlet:sahel wire"),
        said(wire, total, "outlet:sahel wire"),
        said(ledger, politician, "politician", decided="e-1"),
        said(ledger, denial, "ml-army"),
    ),
    statements=tuple(
        SaidStatement(wire.id, s, v)
        for s, v in ((pharmacy, "csp-dpa"), (blame, "csp-dpa"), (terrorists, "ml-army"), (admits, "ml-army"))
    ),
    victims=_wire_account.victims,
    perpetrators=_wire_account.perpetrators,
    targets=_wire_account.targets,
    tallies=(
        Tally("killed", "civilian", "none", 21, None, 21, "stated-range/1", (civilians.id,)),
        Tally("killed", "civilian", "children", 11, None, 11, "stated-range/1", (children.id,)),
        Tally("killed", "unknown", "none", 15, None, None, "stated-range/1", (politician.id,)),
        Tally("injured", "unknown", "none", 24, None, None, "stated-range/1", (wounded.id,)),
        Tally("killed", "civilian", "none", 15, None, 21, "presumed-civilian/1", (civilians.id, politician.id)),
    ),
    conflicts=(
        Conflict("figure", civilians.id, denial.id, "21 civilians killed against: none killed"),
        Conflict("target", pharmacy.id, terrorists.id, "a pharmacy against: terrorists"),
    ),
    grading=Grading("fair", "airwars/1", ("two independent voices", "the army admits strikes there"), "Aisha"),
    outlets=("Bamako Ledger", "Desert Courier", "Sahel Wire"),
    origins=(wire.id, ledger.id),
    voices=(
        Voice("csp-dpa", "CSP-DPA (spokesman)", "belligerent", (wire.id,), (civilians.id, children.id, manager.id), (pharmacy.id, blame.id)),  # noqa: E501
        Voice("ml-army", "Malian army", "belligerent", (wire.id, ledger.id), (denial.id,), (terrorists.id, admits.id)),
        Voice("outlet:sahel wire", "Sahel Wire", "outlet", (wire.id,), (wounded.id, total.id), ()),
        Voice("politician", "a local politician", "official", (ledger.id,), (politician.id,), ()),
    ),
    notes=("ask the pharmacy's owner again",),
    decision_ids=("e-1",),
    issues=(Issue("judge", "i-0000000000000001", "no_injured_status", "nobody says who the wounded are"),),
)  # fmt: skip
placeless = Incident(
    id="i-0000000000000002",
    accounts=(_quiet_account,),
    time=None,
    place=None,
    means="unknown",
    follow_up=False,
    claims=(said(quiet, soldiers, "outlet:quiet post"),),
    statements=(),
    victims=(),
    perpetrators=(),
    targets=(),
    tallies=(Tally("killed", "combatant", "none", 2, None, 2, "stated-range/1", (soldiers.id,)),),
    conflicts=(),
    grading=None,
    outlets=("Quiet Post",),
    origins=(quiet.id,),
    voices=(Voice("outlet:quiet post", "Quiet Post", "outlet", (quiet.id,), (soldiers.id,), ()),),
)
record = Record((placeless, strike))
documents = (wire, copy, ledger, quiet)
sources = {d.source_id: Source(d.source_id, d.source_name or "") for d in documents}
