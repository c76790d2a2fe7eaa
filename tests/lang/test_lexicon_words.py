"""What the English tables make of words that reports use."""

import pytest

from tollbook.lang import load

ENGLISH = load("en")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the Gaza Health Ministry", "official"),
        ("a spokesman for the Ministry of Defence", "belligerent"),
        ("army spokesman Col. Assimi Diarra", "belligerent"),
        ("doctors at the regional hospital", "medical"),
        ("the hospital's director", "medical"),
        ("police chief Amadou Ba", "official"),
        ("the White Helmets", "civil_defence"),
        ("a resident of the village", "witness"),
        ("his uncle", "family"),
        ("the Syrian Observatory for Human Rights", "ngo"),
        ("the United Nations", "international_org"),
        ("Reuters news agency", "media"),
        ("a Twitter user", "social_media_user"),
        ("the spokesman", "unknown"),
        ("Xyzzy", "unknown"),
    ],
)
def test_kinds_of_claimant(words: str, kind: str) -> None:
    assert ENGLISH.claimant_kind(words) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a pharmacy", "hospital_medical"),
        ("the girls' school", "school"),
        ("a bread queue", "food_crops_water"),
        ("an ambulance", "ambulance"),
        ("the Great Mosque", "worship_culture"),
        ("a five-storey building", "home"),
        ("the village market", "market"),
        ("an aid convoy", "humanitarian_relief"),
        ("a refugee camp", "displaced_safe"),
        ("a command post", None),
        ("terrorists", None),
    ],
)
def test_protected_objects(words: str, kind: str | None) -> None:
    assert ENGLISH.object_type(words) == kind


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("an Israeli airstrike", "airstrike"),
        ("a drone strike on a car", "drone_strike"),
        ("a suicide car bomb", "suicide_attack"),
        ("a roadside bomb", "ied"),
        ("a car bomb", "vehicle_bomb"),
        ("mortar shells", "shelling"),
        ("a quarrel", "unknown"),
    ],
)
def test_means_of_attack(words: str, means: str) -> None:
    assert ENGLISH.means(words) == means


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Telegram",
        "READ ALSO: Gunmen kill six in Kaduna",
        "Tags: Gaza, war",
        "Share",
        "Image Source, Getty Images",
        "(With ANI inputs)",
        "(AFP)",
        "Reporting by A. Writer; Editing by C. Editor",
        "Advertisement",
        "LIVE",
        "Photo: A. Writer/AFP",
        "© 2024 The Daily",
    ],
)
def test_furniture_is_known(line: str) -> None:
    assert ENGLISH.furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Home Minister Rao said three people had died.",
        "Photographs of the dead were shared online.",
        "Sources: hospital officials say nine died, the army says none and more are feared dead under the ruins.",
        "Source close to the family said two were hurt.",
        "Published accounts differ.",
        "Army said.",
        "Updated toll: 12 dead, 30 wounded.",
        "Watch towers were hit, killing two guards.",
        "Reuters reported that nine people died.",
        "LIVE: 12 dead in market blast",
        "World: 21 killed",
    ],
)
def test_what_the_report_says_is_no_furniture(line: str) -> None:
    assert not ENGLISH.furniture.is_furniture(line)


def test_a_credit_in_brackets_is_found_at_the_end_of_a_line() -> None:
    line = "Nine people died, he said. (AP)"
    assert ENGLISH.furniture.find_credit(line) == (27, 31)
    assert ENGLISH.furniture.find_credit("Nine died (three of them children)") is None
