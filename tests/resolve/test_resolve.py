"""From a reading to a resolved one: the day, the place, the parties, and what could not be told."""

from dataclasses import replace
from datetime import date

import pytest

from tollbook.lang import load_actors
from tollbook.model import Account, Claim, Count, Document, Extractor, ReaderVersion, Reading, Span, Statement
from tollbook.model.ids import sha256_text
from tollbook.resolve import resolve_reading
from tollbook.resolve.evidence import evidence_of
from tollbook.resolve.follow_up import says_follow_up
from tollbook.store.gazetteer import SqliteGazetteer
from tollbook.text import sentences

TEXT = (
    "Drone strikes on the village of Tinzaouatine, in northern Mali near the Algerian border, killed 21 civilians on "
    "Sunday, a spokesman for the CSP-DPA coalition said on Monday. The first strike hit a pharmacy, then other strikes "
    "followed that targeted people gathering there, the coalition said.\n\n"
    "The army confirmed the strikes and said that they targeted terrorists.\n\n"
    "In late July rebels said that they had killed 47 soldiers near Kidal."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def document(text: str = TEXT, published: str | None = "2024-08-26") -> Document:
    sha = sha256_text(text)
    return Document("d-1", "o-1", sha, text, sha, Extractor("test", "1"), "en", published_at=published)


def reading() -> Reading:
    coalition, army = span("the coalition"), span("The army")
    spokesman, rebels = span("a spokesman for the CSP-DPA coalition"), span("rebels")
    civilians, soldiers = Count(21, 21, "exact"), Count(47, 47, "exact")
    claims = (
        Claim("c-1", span("21 civilians"), "killed", civilians, claimant=spokesman, account=1),
        Claim("c-2", span("47 soldiers"), "killed", soldiers, claimant=rebels, account=2),
    )
    hit, confirmed = span("The first strike hit a pharmacy"), span("The army confirmed the strikes")
    aimed, terrorists = span("they targeted terrorists"), span("terrorists")
    statements = (
        Statement("s-1", "target", hit, object=span("a pharmacy"), claimant=coalition, account=1),
        Statement("s-2", "admits", confirmed, actor=army, claimant=army, account=1),
        Statement("s-3", "target", aimed, object=terrorists, claimant=army, account=1),
    )
    accounts = (
        Account("d-1", 1, True, ("c-1",), ("s-1", "s-2", "s-3"), place_words=(span("Tinzaouatine"),)),
        Account("d-1", 2, False, ("c-2",), place_words=(span("Kidal"),)),
    )
    return Reading("d-1", document().text_sha256, ReaderVersion("test", "1"), "en", claims, statements, accounts)


@pytest.fixture(scope="module")
def gazetteer() -> SqliteGazetteer:
    return SqliteGazetteer()


def test_a_report_is_resolved(gazetteer: SqliteGazetteer) -> None:
    resolved = resolve_reading(document(), reading(), gazetteer, load_actors())
    main, background = resolved.accounts
    assert main.time is not None
    assert (main.time.earliest, main.time.latest) == (date(2024, 8, 25), date(2024, 8, 25))
    assert main.time.words == span("Sunday")
    assert main.place is not None
    assert (main.place.country, main.place.precision) == ("ML", "exact")
    assert main.place.lat == pytest.approx(19.95, abs=0.05)
    assert [r.country for r in main.place.rivals][:1] == ["DZ"]
    assert main.follow_up
    assert not background.follow_up
    assert background.time is not None
    assert (background.time.earliest, background.time.latest) == (date(2024, 7, 21), date(2024, 7, 31))
    assert background.place is not None
    assert background.place.precision == "near"
    assert [c.claimant_id for c in resolved.claims] == ["ml-csp-dpa", "local:d-1:rebels"]
    assert [(p.actor_id, p.by_id, p.stance) for p in main.perpetrators] == [
        ("ml-armed-forces", "ml-armed-forces", "admits")
    ]
    assert [(t.name, t.object, t.by_id) for t in main.targets] == [
        ("a pharmacy", "hospital_medical", "ml-csp-dpa"),
        ("terrorists", None, "ml-armed-forces"),
    ]


@pytest.mark.parametrize(
    ("source", "actor", "stance"),
    [
        ("Desert Courier", "Burkina Faso", "blames"),  # a newspaper's words are no admission by a state
        ("Desert Courier", "gunmen", "blames"),
        ("IDF", "Israel's army", "admits"),  # the army's own site
        ("Desert Courier", "Our forces", "admits"),  # a communiqué, whoever keeps the channel
    ],
)
def test_the_texts_own_voice_admits_only_what_its_publisher_did(
    source: str, actor: str, stance: str, gazetteer: SqliteGazetteer
) -> None:
    text = f"{actor} had operated the drone."
    said = Statement("s-1", "admits", span(f"{actor} had operated", text), actor=span(actor, text), account=1)
    account = Account("d-1", 1, True, statement_ids=("s-1",))
    bare = Reading("d-1", sha256_text(text), ReaderVersion("test", "1"), "en", (), (said,), (account,))
    resolved = resolve_reading(replace(document(text), source_name=source), bare, gazetteer, load_actors())
    assert [p.stance for p in resolved.accounts[0].perpetrators] == [stance]


def test_the_same_reading_resolves_to_the_same(gazetteer: SqliteGazetteer) -> None:
    once = resolve_reading(document(), reading(), gazetteer, load_actors())
    assert once == resolve_reading(document(), reading(), SqliteGazetteer(), load_actors())


def test_without_a_day_of_publication_sunday_is_unknown(gazetteer: SqliteGazetteer) -> None:
    resolved = resolve_reading(document(published=None), reading(), gazetteer, load_actors())
    assert resolved.accounts[0].time is None
    assert "date_unknown" in [i.code for i in resolved.issues]


def test_the_day_in_a_reports_head_serves_and_is_said_to(gazetteer: SqliteGazetteer) -> None:
    text = f"BAMAKO (Aug. 26, 2024) - {TEXT}"
    moved = replace(reading(), claims=(), statements=(), accounts=(Account("d-1", 1, True),))
    resolved = resolve_reading(document(text, None), moved, gazetteer, load_actors())
    assert resolved.accounts[0].time is not None
    assert resolved.accounts[0].time.earliest == date(2024, 8, 25)
    assert [i.code for i in resolved.issues] == ["published_from_text"]


def test_a_place_that_no_gazetteer_knows_has_no_point(gazetteer: SqliteGazetteer) -> None:
    text = "Shells hit the village of Qarnabil el-Tahtouk in Syria on Sunday and killed two people."
    account = Account("d-1", 1, True, place_words=(span("Qarnabil el-Tahtouk", text),))
    bare = Reading("d-1", sha256_text(text), ReaderVersion("test", "1"), "en", accounts=(account,))
    resolved = resolve_reading(document(text), bare, gazetteer, load_actors())
    place = resolved.accounts[0].place
    assert place is not None
    assert (place.name, place.country, place.lat, place.lon, place.precision) == (
        "Qarnabil el-Tahtouk", "SY", None, None, None,
    )  # fmt: skip
    assert "place_unknown" in [i.code for i in resolved.issues]


@pytest.mark.parametrize(
    ("text", "words", "country", "rivals", "detail"),
    [
        ("Gunmen killed 12 people in Solhan.", "Solhan", None, {"BF", "TR"},
         "'Solhan' is in the gazetteer (BF, TR), but the text does not say which is meant; no coordinates are given"),
        ("A shell killed 3 people in Gao.", "Gao", None, {"ML", "BF"}, "does not say which is meant"),
        ("A strike killed 3 people in Rafah.", "Rafah", None, {"PS", "EG"}, "does not say which is meant"),
        ("A drone killed 3 people in Sumy.", "Sumy", "UA", set(), None),
        ("A drone killed 3 people in Qarnabil.", "Qarnabil", None, set(),
         "'Qarnabil' is not in the gazetteer; no coordinates are given"),
        ("Mali: 3 people died in Ouatagouna in an attack.", "Ouatagouna in", "ML", set(),
         "'Ouatagouna' is not in the gazetteer for ML; no coordinates are given"),
    ],
)  # fmt: skip
def test_a_name_of_several_places_is_told_from_one_that_is_not_known(
    text: str, words: str, country: str | None, rivals: set[str], detail: str | None, gazetteer: SqliteGazetteer
) -> None:
    account = Account("d-1", 1, True, place_words=(span(words, text),))
    bare = Reading("d-1", sha256_text(text), ReaderVersion("test", "1"), "en", accounts=(account,))
    resolved = resolve_reading(document(text), bare, gazetteer, load_actors())
    place = resolved.accounts[0].place
    assert place is not None
    assert (place.name, place.country, place.lat is None) == (words.removesuffix(" in"), country, detail is not None)
    assert {r.country for r in place.rivals if detail} == rivals
    assert all(r.score > 0 for r in place.rivals)
    said = [i.detail for i in resolved.issues if i.code == "place_unknown"]
    assert (detail in said[0]) if detail else not said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A shell hit the house. A second shell fell as rescuers dug.", True),
        ("Ten died in a double-tap strike on the clinic.", True),
        ("The strikes hit a pharmacy, then other strikes followed that targeted people gathering there.", True),
        ("When neighbours ran to help, the drone came back.", True),
        ("A shell hit the house. Rescuers pulled out ten bodies.", False),
        ("A second strike hit a depot in another town.", False),
    ],
)
def test_a_strike_on_those_who_came_to_help_is_told(text: str, said: bool) -> None:
    account = Account("d-1", 1, True)
    bare = Reading("d-1", "x", ReaderVersion("test", "1"), "en", accounts=(account,))
    assert says_follow_up(text, evidence_of(account, bare, tuple(sentences(text))), account) is said
