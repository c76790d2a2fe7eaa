"""Write a checkpoint in the form that ships: `python -m training.reader.export CHECKPOINT [--version 1.0]`.

The encoder becomes an int8 ONNX graph, the heads 16-bit arrays, the tokenizer one file without its cut at 128 pieces;
`manifest.json` holds the hash of each, which is checked whenever they are loaded.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tollbook.read import labels
from training.reader.network import Reader
from training.reader.train import ENCODER, load_tokenizer

WEIGHTS = Path(__file__).parents[2] / "src" / "tollbook" / "read" / "weights"
NAME = "tollbook-en-minilm"


class Encoder(nn.Module):
    """The encoder alone, on one window: no padding, so no mask."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, ids: Tensor) -> Tensor:
        """Give the state of every piece."""
        return self.encoder(input_ids=ids).last_hidden_state


def export(checkpoint: Path, out: Path, version: str) -> None:
    """Write encoder, heads, tokenizer, labels and manifest."""
    out.mkdir(parents=True, exist_ok=True)
    net = Reader(str(ENCODER)).eval()
    net.load_state_dict(torch.load(checkpoint))
    net.encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            Encoder(net),
            (torch.randint(1000, 20000, (1, 40)),),
            str(full),
            input_names=["ids"],
            output_names=["states"],
            dynamic_axes={"ids": {1: "pieces"}, "states": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        # QUInt8 is no faster than full precision where the machine has VNNI; reduce_range keeps AVX2 machines exact.
        quantize_dynamic(full, out / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    heads = {name: value.numpy().astype(np.float16) for name, value in net.head_weights().items()}
    np.savez_compressed(out / "heads.npz", **heads)
    load_tokenizer().save(str(out / "tokenizer.json"))
    about = {
        "name": NAME,
        "version": version,
        "layers": [f"{family} {level}" for family, level in labels.LAYERS],
        "fields": labels.FIELDS,
        "several": labels.SEVERAL,
        "links": labels.LINKS,
        "pairs": labels.PAIRS,
    }
    (out / "reader.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    files = ("encoder.onnx", "heads.npz", "reader.json", "tokenizer.json")
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    (out / "manifest.json").write_text(json.dumps(sums, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--version", default="1.0")
    given = parser.parse_args()
    export(given.checkpoint, given.out, given.version)
