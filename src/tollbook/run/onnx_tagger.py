"""The trained tagger as it ships: one window a run, no padding, so a text is tagged alike alone and among others."""

import hashlib
import io
import json
import re
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from tollbook.errors import ToolError
from tollbook.model import ReaderVersion, Tags
from tollbook.read.labels import LAYERS
from tollbook.read.model import RULES
from tollbook.read.tagging import tag_states
from tollbook.read.words import Floats, Words, make_words, owners_of_pieces, pool_pieces, windows

_CLS, _SEP = 101, 102
_SURROGATE = re.compile("[\ud800-\udfff]")
_FILES = ("encoder.onnx", "heads.npz", "reader.json", "tokenizer.json")


class OnnxTagger:
    """Encoder session, heads and tokenizer; built once, used for every text."""

    def __init__(self, files: Mapping[str, bytes], threads: int = 2) -> None:
        about = json.loads(files["reader.json"])
        if about["layers"] != [f"{family} {level}" for family, level in LAYERS]:
            raise ToolError("the weights were trained for other tag layers; export them again with training/reader")
        digest = hashlib.sha256("".join(hashlib.sha256(files[name]).hexdigest() for name in _FILES).encode())
        self._version = ReaderVersion(about["name"], f"{about['version']}.{RULES}", digest.hexdigest())
        self._tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
        with np.load(io.BytesIO(files["heads.npz"])) as arrays:
            self._heads: dict[str, Floats] = {name: arrays[name].astype(np.float32) for name in arrays.files}
        self._session = _session(files["encoder.onnx"], threads)

    @classmethod
    def shipped(cls, threads: int = 2) -> "OnnxTagger":
        """Load the weights that ship with the package, each checked against the manifest."""
        folder = resources.files("tollbook.read") / "weights"
        sums = json.loads(_read(folder, "manifest.json"))
        files = {name: _read(folder, name) for name in _FILES}
        for name, raw in files.items():
            if hashlib.sha256(raw).hexdigest() != sums[name]:
                raise ToolError(f"{name} is not the file of the manifest; install the package again")
        return cls(files, threads)

    @property
    def version(self) -> ReaderVersion:
        """Name, version (of the weights, then of the rules) and hash of the weights."""
        return self._version

    def tag(self, text: str) -> Tags:
        """Tag one text."""
        words = self._words(text)
        if not len(words):
            return Tags()
        states = pool_pieces(words, self._states(words))
        return tag_states(words, np.concatenate([states, words.features], axis=1), self._heads)

    def _words(self, text: str) -> Words:
        # A lone surrogate is no character to the tokenizer; another sign in its place keeps every offset.
        encoding = self._tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
        return make_words(text, encoding.ids, encoding.offsets, encoding.word_ids)

    def _states(self, words: Words) -> Floats:
        cuts = windows(words)
        runs = [self._run(words, start, end) for start, end in cuts]
        if len(runs) == 1:
            return runs[0]
        owner = owners_of_pieces(cuts, len(words.pieces))
        out = np.empty((len(words.pieces), runs[0].shape[1]), dtype=np.float32)
        for n, ((start, end), states) in enumerate(zip(cuts, runs, strict=True)):
            own = owner[start:end] == n
            out[start:end][own] = states[own]
        return out

    def _run(self, words: Words, start: int, end: int) -> Floats:
        ids = np.asarray([[_CLS, *words.pieces[start:end].tolist(), _SEP]], dtype=np.int64)
        states: Any = self._session.run(["states"], {"ids": ids})[0]
        return np.asarray(states[0, 1:-1], dtype=np.float32)


def _session(graph: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError as missing:
        raise ToolError(f"the package lacks {name}; install it again, or run training/reader") from missing
