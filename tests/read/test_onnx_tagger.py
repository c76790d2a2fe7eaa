"""The tagger as it ships: the same text is read alike alone and among others; every quote stands in its text."""

from pathlib import Path

import pytest

from tollbook import lang
from tollbook.errors import ToolError
from tollbook.model import Document, Extractor, Reading, Span
from tollbook.model.ids import sha256_text
from tollbook.read.reader import read_text
from tollbook.run.onnx_tagger import OnnxTagger

LEXICON = lang.load("en")
SHORT = (
    "At least 21 civilians, including 11 children, were killed in airstrikes on Tinzaouatine on Sunday, "
    "said a spokesman for the rebels. The army said that it had targeted terrorists."
)
LONG = "\n\n".join(f"Day {n}. {SHORT} Police said that {n} people were wounded in the market." for n in range(2, 24))
STRANGE = [
    "",
    " \n\t ",
    "🕊️ Deux morts — “12 people killed” 💔 le 3 mai; e\u0301te\u0301 17 wounded\r\nsaid the Ministry.",
    "١٢ قتيلا 12 people were killed \u202e said the army \ud800",
    "killed " * 700,
    "12killed,13wounded.But“14”dead\u2028said Police" * 3,
]


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    return OnnxTagger.shipped(1)


def read(text: str, tagger: OnnxTagger) -> Reading:
    sha = sha256_text(text)
    return read_text(Document("d-1", "s-1", sha, text, sha, Extractor("text", "1"), "en"), tagger, LEXICON)


def all_spans(reading: Reading) -> list[Span]:
    named = [v.name for a in reading.accounts for v in a.victims]
    places = [p for a in reading.accounts for p in a.place_words]
    return [*(s for x in (*reading.claims, *reading.statements) for s in x.spans), *named, *places]


def test_a_toll_is_read_with_its_words(tagger: OnnxTagger):
    found = read(SHORT, tagger)
    toll = next(c for c in found.claims if c.count.low == 21)
    assert (toll.effect, toll.status, toll.count.wording) == ("killed", "civilian", "at_least")
    assert toll.span.stands_in(SHORT)


def test_a_text_is_read_alike_alone_and_among_others(tagger: OnnxTagger):
    alone = read(SHORT, tagger)
    for other in (LONG, *STRANGE):
        read(other, tagger)
        assert read(SHORT, tagger) == alone
    assert read(SHORT, OnnxTagger.shipped(2)) == alone


def test_a_long_text_is_read_to_its_end(tagger: OnnxTagger):
    found = read(LONG, tagger)
    assert max(c.span.end for c in found.claims) > len(LONG) * 0.9


@pytest.mark.parametrize("text", [SHORT, LONG, *STRANGE])
def test_every_span_stands_in_its_text(text: str, tagger: OnnxTagger):
    found = read(text, tagger)
    assert [s for s in all_spans(found) if not s.stands_in(text)] == []
    ids = {c.id for c in found.claims}
    assert all(c.part_of is None or c.part_of in ids for c in found.claims)
    assert len(ids) == len(found.claims)


def test_weights_other_than_the_manifests_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from importlib import resources

    folder = resources.files("tollbook.read") / "weights"
    (tmp_path / "weights").mkdir()
    for name in ("encoder.onnx", "heads.npz", "reader.json", "tokenizer.json", "manifest.json"):
        (tmp_path / "weights" / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "weights" / "reader.json").write_text("{}")
    monkeypatch.setattr("tollbook.run.onnx_tagger.resources.files", lambda _: tmp_path)
    with pytest.raises(ToolError, match="manifest"):
        OnnxTagger.shipped(1)
