"""Make the shipped weights with one command: `python -m training.reader [--out DIR] [--epochs 11] [--seed 1]`."""

import argparse
from pathlib import Path

from training.reader.export import WEIGHTS, export
from training.reader.train import train

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--out", type=Path, default=Path("build/reader"), help="where checkpoints go")
parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the finished weights go")
parser.add_argument("--epochs", type=int, default=11)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--version", default="1.0")
given = parser.parse_args()
train(given.out, given.epochs, given.seed, with_held=True, limit=None)
export(given.out / f"epoch{given.epochs:02d}.pt", given.weights, given.version)
