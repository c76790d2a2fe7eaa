"""Who: one identifier for one speaker; parties known under all of their names."""

import pytest

from tollbook.lang import load_actors
from tollbook.lang.actors import load_speakers
from tollbook.model import Document, Extractor, Span
from tollbook.model.ids import sha256_text
from tollbook.resolve.who import party_of, tell_speakers

ACTORS = load_actors()


def document(text: str, source: str | None = "Desert Courier", number: str = "d-1") -> Document:
    sha = sha256_text(text)
    return Document(number, "o-1", sha, text, sha, Extractor("test", "1"), "en", source_name=source)


def told(text: str, *claimants: str, country: str | None = "ML") -> list[str]:
    """Give the ids of these claimants of a text; "the army#2" is the second of these words."""
    spans = []
    for claimant in claimants:
        words, _, n = claimant.partition("#")
        at = -1
        for _ in range(int(n or 1)):
            at = text.index(words, at + 1)
        spans.append(Span.of(text, at, at + len(words)))
    speakers, _ = tell_speakers(document(text), spans, ACTORS, country)
    return [speakers[s] for s in spans]


@pytest.mark.parametrize(
    ("name", "country", "actor"),
    [
        ("the army", "ML", "ml-armed-forces"),
        ("the army", "MM", "mm-armed-forces"),
        ("the army", None, None),
        ("Mali's armed forces", None, "ml-armed-forces"),
        ("the Malian army", "DZ", "ml-armed-forces"),
        ("the General Staff of the Armed Forces", "ML", "ml-armed-forces"),
        ("the junta", "MM", "mm-armed-forces"),
        ("IDF", None, "il-armed-forces"),
        ("Israeli forces", None, "il-armed-forces"),
        ("the Rapid Support Forces (RSF)", "SD", "sd-rsf"),
        ("Arakan Army", "MM", "mm-arakan-army"),
        ("Russia-based Wagner Group", None, "wagner"),
        ("CSP-DPA", None, "ml-csp-dpa"),
        ("Strategic Framework for the Defense of the People of Azawad", None, "ml-csp-dpa"),
        ("Hamas-run Gaza health ministry", None, "ps-health-ministry"),
        ("the health ministry in Hamas-run Gaza", None, "ps-health-ministry"),
        ("Syrian Observatory for Human Rights", None, "sohr"),
        ("WAFA", None, "wafa"),
        ("a site", None, None),
        ("a military court", "TH", None),
        ("residents", "ML", None),
    ],
)
def test_the_table_knows_a_party_under_all_of_its_names(name: str, country: str | None, actor: str | None) -> None:
    found = ACTORS.find(name, country)
    assert (found.id if found else None) == actor


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Israeli", "il-armed-forces"),
        ("Burkina Faso", "bf-armed-forces"),
        ("Wagner", "wagner"),
        ("unidentified gunmen", None),
        ("a suicide bomber", None),
    ],
)
def test_a_people_or_country_that_struck_is_its_forces(name: str, party: str | None) -> None:
    assert party_of(name, "ML", ACTORS) == party


def test_a_coalition_its_spokesman_his_statement_and_his_surname_are_one_voice() -> None:
    text = (
        "At least 21 died, said a spokesman for a coalition of pro-independence groups, the CSP-DPA coalition. "
        "The coalition said more died. Mohamed Elmaouloud Ramadane, spokesman for the coalition, called it a crime. "
        "Ramadane said that dozens were hurt. He said so twice."
    )
    ids = told(text, "the CSP-DPA coalition", "The coalition", "Mohamed Elmaouloud Ramadane", "Ramadane#2", "He")
    assert ids == ["ml-csp-dpa"] * 5


@pytest.mark.parametrize(
    ("text", "claimant", "speaker"),
    [
        ("The Wagner Group denied it. A rights group said 30 died.", "A rights group", None),
        ("The Wagner Group denied it. The rights group said 30 died.", "The rights group", None),
        ("The Wagner Group denied it. Another group said 30 died.", "Another group", None),
        ("The Wagner Group denied it. The group said that nobody died.", "The group", "wagner"),
        ("The Wagner Group denied it. The mercenary group said nobody died.", "The mercenary group", "wagner"),
        ("Islamic State said it did it. A state official said 30 died.", "A state official", None),
        ("Islamic State said it did it. The state official said 30 died.", "The state official", None),
        ("Al-Shabaab said it did it. a local rights group said 30 died.", "a local rights group", None),
        ("Al-Shabaab said it did it. The militant group said 30 died.", "The militant group", "al-shabaab"),
        ("Kayah Hills Relief Group said ten died. A resistance group said two did.", "A resistance group", None),
        ("Kayah Hills Relief Group said ten died. The resistance group said so.", "The resistance group", None),
        ("Kayah Hills Relief Group said ten died. The group said so.", "The group", "name:kayah hills relief group"),
        # somebody new stands between
        ("The Wagner Group denied it. Thirty died, according to a rights group. The group said so.", "The group", None),
        ("The Gaza health ministry said ten died. Israel's defence ministry met. The ministry said so.", "The ministry",
         None),
        ("The Gaza health ministry said ten died. The ministry said so.", "The ministry", "ps-health-ministry"),
        ("JNIM, a jihadist group, said it did it. The group said ten died.", "The group", "jnim"),
        # named, not quoted; named by a definition; two that fit
        ("JNIM holds the town. The armed group said ten died.", "The armed group", "jnim"),
        ("JNIM fought the Wagner Group there. The armed group said ten died.", "The armed group", None),
        ("The coalition said ten died. The CSP-DPA fights for Azawad.", "The coalition", "ml-csp-dpa"),
        ("Ten died, the rebel coalition said. The Northern Pact is a coalition of Tuareg groups.",
         "the rebel coalition", "name:northern pact"),
        ("The Northern Pact, an alliance of armed groups, holds it. The alliance said so.", "The alliance",
         "name:northern pact"),
        ("NATO and the CSP-DPA met. The coalition said so.", "The coalition", None),
        ("The CSP-DPA holds it. Ten died, said Awa Diallo, a spokesman for the coalition.", "Awa Diallo", "ml-csp-dpa"),
        ("The CSP-DPA holds it. Ten died, a spokesman for a coalition of farmers said.",
         "a spokesman for a coalition of farmers", None),
        ("The CSP-DPA holds it. The coalition's spokesman said so.", "The coalition's spokesman", "ml-csp-dpa"),
    ],
)  # fmt: skip
def test_only_a_definite_noun_that_fits_one_party_points_back(text: str, claimant: str, speaker: str | None) -> None:
    first = text.split(" said")[0].split(" denied")[0]
    spoken = [first] if first != claimant and first[0].isupper() and len(first) < 30 else []
    found = told(text, *spoken, claimant)[-1]
    assert found == speaker if speaker else found.startswith("local:"), found


@pytest.mark.parametrize("name", ["Doctors Without Borders", "The Sudan Doctors Network", "Emergency Lawyers"])
def test_a_name_made_of_common_words_is_the_party_of_that_name(name: str) -> None:
    actor = ACTORS.find(name, "SD")
    assert actor
    assert told(f"Ten died, {name} said.", name, country="SD") == [actor.id]


def test_the_group_is_the_unnamed_group_that_spoke_before() -> None:
    text = "Ten died, a rights group said. The group said that two were children."
    rights, group = told(text, "a rights group", "The group")
    assert rights == group == "local:d-1:rights-group"
    text = "The Wagner Group denied it. A rights group said ten died. The group said so."
    assert told(text, "The Wagner Group", "A rights group", "The group")[2] == "local:d-1:group"


def test_the_statement_is_that_of_the_one_who_spoke_last() -> None:
    text = "Mali's army confirmed the strikes. The statement said that terrorists were hit."
    assert told(text, "Mali's army", "The statement") == ["ml-armed-forces", "ml-armed-forces"]


def test_a_signed_statement_is_the_signers() -> None:
    text = "Ten died, said the statement signed by Amadou Traore, spokesman for the Azawad Liberation Front."
    assert told(text, "the statement") == ["ml-fla"]


def test_witnesses_of_two_reports_are_not_one_voice() -> None:
    text = "Ten died, witnesses said."
    span = Span.of(text, 10, 19)
    first, _ = tell_speakers(document(text, number="d-1"), [span], ACTORS, "ML")
    second, _ = tell_speakers(document(text, number="d-2"), [span], ACTORS, "ML")
    assert first[span] != second[span]


def test_a_named_person_is_one_voice_in_every_report() -> None:
    one = told("Ten died, said Dr. Awa Diallo, a nurse.", "Dr. Awa Diallo")
    other = told("Awa Diallo said that ten died.", "Awa Diallo", country="NE")
    assert one == other == ["name:awa diallo"]


def test_offices_of_two_countries_are_two_voices() -> None:
    text = "Ten died, the Education Directorate said."
    assert told(text, "the Education Directorate") != told(text, "the Education Directorate", country="NE")


@pytest.mark.parametrize("name", ["Thai officials", "residents fleeing the RSF", "Multiple social media reports"])
def test_unnamed_groups_stay_within_their_report(name: str) -> None:
    assert told(f"Ten died, {name} said.", name)[0].startswith("local:d-1:")


def test_the_texts_own_voice_is_its_publishers() -> None:
    assert tell_speakers(document("x"), [], ACTORS, None)[1] == "outlet:o-1"
    assert tell_speakers(document("x", source="Reuters"), [], ACTORS, None)[1] == "reuters"


def test_the_table_is_large_enough_and_every_id_is_a_slug() -> None:
    ids = {a.id for known in ACTORS.by_alias.values() for a in known}
    assert len(ids) >= 250
    assert all(i == i.lower() and " " not in i for i in ids)
    members = {m for known in ACTORS.by_alias.values() for a in known for m in a.members}
    assert all(m in ids or m.endswith("-armed-forces") for m in members)
    assert "spokesman" in load_speakers().speaks_for
