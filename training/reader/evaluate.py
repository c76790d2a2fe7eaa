"""Read annotated files with a checkpoint and write what the scorer reads: `python -m training.reader.evaluate`.

python -m training.reader.evaluate CHECKPOINT_OR_WEIGHTS_FOLDER GOLD.jsonl OUT.jsonl
"""

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from tollbook import lang
from tollbook.lang.lexicon import Lexicon
from tollbook.model import Document, Extractor, ReaderVersion, Reading, Span, Tags
from tollbook.model.ids import sha256_text
from tollbook.model.tools import Tagger
from tollbook.read.reader import read_text
from tollbook.read.tagging import tag_states
from tollbook.run.onnx_tagger import OnnxTagger
from training.reader.network import Reader
from training.reader.reports import Example, encode_text, load_reports
from training.reader.train import ENCODER, load_tokenizer


class CheckpointTagger:
    """The tagger as trained, before export: full precision, the shipped heads."""

    version = ReaderVersion("checkpoint", "0")

    def __init__(self, path: Path) -> None:
        self.net = Reader(str(ENCODER)).eval()
        self.net.load_state_dict(torch.load(path))
        self.tokenizer = load_tokenizer()
        self.heads = {name: value.numpy() for name, value in self.net.head_weights().items()}

    @torch.no_grad()
    def tag(self, text: str) -> Tags:
        """Tag one text."""
        words = encode_text(text, self.tokenizer)
        if not len(words):
            return Tags()
        states = self.net.states([Example("", words, {})])[0].numpy()
        return tag_states(words, states, self.heads)


def document_of(report: dict[str, Any]) -> Document:
    """Make a document of an annotated report, as `extract` does."""
    sha = sha256_text(report["text"])
    return Document(report["id"], "eval", sha, report["text"], sha, Extractor("text", "0"), "en")


def reading_row(report_id: str, reading: Reading) -> dict[str, Any]:
    """Write a reading with the field names of the annotation."""
    index = {c.id: n for n, c in enumerate(reading.claims)}
    words = lambda span: span.quote if isinstance(span, Span) else None  # noqa: E731
    claims = [
        {
            "quote": c.span.quote,
            "start": c.span.start,
            "end": c.span.end,
            "effect": c.effect,
            "low": c.count.low,
            "high": c.count.high,
            "wording": c.count.wording,
            "status": c.status,
            "group": c.group,
            "claimant": words(c.claimant),
            "cue": words(c.cue),
            "claimant_kind": c.claimant_kind,
            "polarity": c.polarity,
            "certainty": c.certainty,
            "provisional": c.provisional,
            "scope": c.scope,
            "incident": c.account,
            "part_of": index.get(c.part_of or ""),
            "score": c.score,
            "more_quotes": [q.quote for q in c.more_quotes],
        }
        for c in reading.claims
    ]
    statements = [
        {
            "kind": s.kind,
            "quote": s.span.quote,
            "start": s.span.start,
            "end": s.span.end,
            "actor": words(s.actor),
            "object": words(s.object),
            "claimant": words(s.claimant),
            "incident": s.account,
            "more_quotes": [q.quote for q in s.more_quotes],
        }
        for s in reading.statements
    ]
    accounts = [
        {
            "n": a.n,
            "main": a.main,
            "place": a.place_words[0].quote if a.place_words else None,
            "means": a.means,
            "victims": [{"name": v.name.quote, "age": v.age, "sex": v.sex, "effect": v.effect} for v in a.victims],
        }
        for a in reading.accounts
    ]
    return {"id": report_id, "claims": claims, "statements": statements, "accounts": accounts}


def main(checkpoint: Path, gold: Path, out: Path) -> None:
    """Read every report of `gold` and write the readings."""
    tagger, lexicon = load_tagger(checkpoint), lang.load("en")
    with out.open("w", encoding="utf-8") as sink:
        for report in load_reports([gold]):
            row = reading_row(report["id"], read(report, tagger, lexicon))
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")


def load_tagger(path: Path) -> Tagger:
    """Load a checkpoint, or the exported files in a folder."""
    if path.is_dir():
        return OnnxTagger({f.name: f.read_bytes() for f in path.iterdir()})
    return CheckpointTagger(path)


def read(report: dict[str, Any], tagger: Tagger, lexicon: Lexicon) -> Reading:
    """Read one annotated report."""
    return read_text(document_of(report), tagger, lexicon)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    main(given.checkpoint, given.gold, given.out)
