"""From tags to claims: what the rules make of spans that a tagger found, on tags written by hand."""

import re

import pytest

from tollbook import lang
from tollbook.model import Document, Extractor, ReaderVersion, Reading, Span, TaggedSpan, Tags
from tollbook.model.ids import sha256_text
from tollbook.read.check import check_quotes
from tollbook.read.reader import read_text

LEXICON = lang.load("en")
FIELDS = {
    "status": "unknown",
    "group": "none",
    "polarity": "affirmed",
    "certainty": "stated",
    "provisional": "no",
    "scope": "incident",
    "wording": "exact",
    "means": "airstrike",
    "claimant_kind": "outlet",
    "placed": "yes",
}
TEXT = (
    "At least 21 civilians, including 11 children, were killed, said the ministry and a doctor.\n\n"
    "The strike killed 21 civilians, the ministry said. Omar Said, 34, was among them. Some 900 died in the war."
)


class StubTagger:
    """A tagger that says what it was told to say, and counts how often it was asked."""

    version = ReaderVersion("stub", "1")

    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self.asked = 0

    def tag(self, text: str) -> Tags:
        self.asked += 1
        return self.tags


def span(words: str, nth: int = 0, text: str = TEXT) -> Span:
    found = [m.start() for m in re.finditer(re.escape(words), text)][nth]
    return Span.of(text, found, found + len(words))


def quote(words: str, nth: int = 0, effects: tuple[str, ...] = ("killed",), **more: object) -> TaggedSpan:
    links = more.pop("links", {})
    incident = more.pop("incident", 0)
    return TaggedSpan(
        span(words, nth),
        dict.fromkeys(effects, 0.9),
        {**FIELDS, **{k: str(v) for k, v in more.items()}},
        links,  # type: ignore[arg-type]
        incident,  # type: ignore[arg-type]
        0.9,
    )


def read(tags: Tags, text: str = TEXT) -> Reading:
    sha = sha256_text(text)
    document = Document("d-1", "s-1", sha, text, sha, Extractor("text", "1"), "en")
    return read_text(document, StubTagger(tags), LEXICON)


MINISTRY = TaggedSpan(span("the ministry"), fields={"kind": "official"})
DOCTOR = TaggedSpan(span("a doctor"), fields={"kind": "medical"})


def test_two_speakers_of_one_quote_make_two_claims():
    both = {"claimant": ((0, 0.9), (1, 0.8))}
    found = read(Tags({"quote": (quote("21 civilians", links=both),), "claimant": (MINISTRY, DOCTOR)}))
    assert [(c.claimant.quote, c.claimant_kind) for c in found.claims if c.claimant] == [
        ("the ministry", "official"),
        ("a doctor", "medical"),
    ]
    assert len({c.id for c in found.claims}) == 2


def test_no_link_above_none_is_the_voice_of_the_text():
    weak = {"claimant": ((0, 0.2),)}
    (claim,) = read(Tags({"quote": (quote("21 civilians", links=weak),), "claimant": (MINISTRY,)})).claims
    assert claim.claimant is None
    assert claim.claimant_kind == "outlet"


def test_killed_and_injured_of_one_quote_are_two_claims():
    found = read(Tags({"quote": (quote("21 civilians", effects=("killed", "injured")),)}))
    assert [c.effect for c in found.claims] == ["killed", "injured"]


def test_the_same_figure_of_the_same_speaker_is_one_claim_with_two_quotes():
    first = quote("21 civilians", links={"claimant": ((0, 0.9),)})
    again = quote("21 civilians", 1, links={"claimant": ((1, 0.9),)})
    speakers = (MINISTRY, TaggedSpan(span("the ministry", 1), fields={"kind": "official"}))
    tags = Tags({"quote": (first, again), "claimant": speakers}, {"same_claim": ((0, 1, 0.9),)})
    (claim,) = read(tags).claims
    assert claim.span == span("21 civilians")
    assert claim.more_quotes == (span("21 civilians", 1),)


def test_the_same_figure_of_another_speaker_stays_a_claim_of_its_own():
    first = quote("21 civilians", links={"claimant": ((0, 0.9),)})
    again = quote("21 civilians", 1, links={"claimant": ((1, 0.9),)})
    tags = Tags({"quote": (first, again), "claimant": (MINISTRY, DOCTOR)}, {"same_claim": ((0, 1, 0.9),)})
    assert len(read(tags).claims) == 2


def test_a_part_points_at_its_whole():
    whole = quote("21 civilians")
    part = quote("11 children", group="children", links={"part_of": ((0, 0.9),)})
    civilians, children = read(Tags({"quote": (whole, part)})).claims
    assert children.part_of == civilians.id
    assert (children.status, children.group) == ("civilian", "children")


def test_a_bound_before_the_quote_is_read():
    (claim,) = read(Tags({"quote": (quote("21 civilians"),)})).claims
    assert (claim.count.low, claim.count.high, claim.count.wording) == (21, None, "at_least")


def test_a_quote_without_a_number_is_refused_and_recorded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tollbook.read.drafts.count_in", lambda *_: None)
    found = read(Tags({"quote": (quote("21 civilians"),)}))
    assert found.claims == ()
    assert [(i.room, i.code) for i in found.issues] == [("read", "no_number")]


def test_a_figure_about_no_one_incident_belongs_to_no_account():
    war = quote("Some 900", scope="cumulative", placed="no", incident=1)
    found = read(Tags({"quote": (quote("21 civilians"), war)}))
    assert [c.account for c in found.claims] == [1, None]


def test_a_named_victim_has_name_and_age():
    name = TaggedSpan(span("Omar Said"), fields={"effect": "killed", "sex": "m"}, incident=0)
    (account,) = read(Tags({"quote": (quote("21 civilians"),), "victim": (name,)})).accounts
    (victim,) = account.victims
    assert (victim.name.quote, victim.age, victim.sex, victim.effect) == ("Omar Said", 34, "m", "killed")


def test_a_named_person_whom_a_total_covers_is_a_victim_and_no_claim():
    name = TaggedSpan(span("Omar Said"), fields={"effect": "killed", "sex": "m"}, incident=0)
    found = read(Tags({"quote": (quote("21 civilians"), quote("Omar Said, 34")), "victim": (name,)}))
    assert [c.span.quote for c in found.claims] == ["21 civilians"]
    assert [i.code for i in found.issues] == ["named_under_total"]


def test_claims_in_page_furniture_are_refused_and_recorded():
    text = "Follow us on X: 21 civilians killed\nTwo people were killed."
    tagged = TaggedSpan(span("21 civilians", 0, text), {"killed": 0.9}, FIELDS, {}, 0, 0.9)
    found = read(Tags({"quote": (tagged,)}), text)
    assert found.claims == ()
    assert [i.code for i in found.issues] == ["page_furniture"]


def test_a_text_without_words_of_harm_is_not_shown_to_the_tagger():
    text = "The council met on Monday to discuss the price of bread."
    sha = sha256_text(text)
    tagger = StubTagger(Tags())
    found = read_text(Document("d", "s", sha, text, sha, Extractor("text", "1"), "en"), tagger, LEXICON)
    assert (found.claims, tagger.asked) == ((), 0)


def test_words_that_do_not_stand_in_the_text_are_refused():
    (claim,) = read(Tags({"quote": (quote("21 civilians"),)})).claims
    kept, issues = check_quotes(TEXT[5:], [claim], LEXICON)
    assert kept == []
    assert [i.code for i in issues] == ["quote_not_in_text"]


@pytest.mark.parametrize(
    ("before", "name", "after", "age"),
    [
        ("", "Siraj Ali", ", 17, and", 17),
        ("", "Siraj Ali", " (aged 7) died", 7),
        ("17-year-old ", "Siraj Ali", " died", 17),
        ("35 year old teacher ", "Siraj Ali", " died", 35),
        ("", "Siraj Ali", " and 17 civilians died", None),
        ("", "Siraj Ali", ", 300 people said", None),
        ("in 2017, ", "Siraj Ali", " died", None),
    ],
)
def test_age_only_where_words_beside_the_name_say_so(before: str, name: str, after: str, age: int | None):
    from tollbook.read.victims import age_beside

    text = before + name + after
    assert age_beside(text, Span.of(text, len(before), len(before) + len(name))) == age
