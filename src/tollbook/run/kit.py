"""Building the tools with weight once: the reader's session, the tables, the gazetteer."""

from dataclasses import dataclass
from pathlib import Path

from tollbook import lang
from tollbook.flow import Tools
from tollbook.lang import Lexicon
from tollbook.model.tools import Tagger
from tollbook.run.onnx_tagger import OnnxTagger
from tollbook.store.gazetteer import open_gazetteer

READ_LANGUAGES = ("en",)


@dataclass(frozen=True, slots=True)
class Reader:
    """All that is needed to read: the trained tagger and the tables of the language."""

    tagger: Tagger
    lexicon: Lexicon


def build_reader(threads: int = 2) -> Reader:
    """Load the shipped model (checked against its hash) and the English tables; takes about half a second."""
    return Reader(OnnxTagger.shipped(threads), lang.load("en"))


def build_tools(workspace: Path | None = None) -> Tools:
    """Open the embedded gazetteer, those added to `workspace`, and the table of parties."""
    return Tools(open_gazetteer(workspace), lang.load_actors())
