"""Publish: what may leave the workspace, and in which formats; one file a format, one line here."""

from tollbook.publish.csv import CSV
from tollbook.publish.exporter import Exporter
from tollbook.publish.geojson import GEOJSON
from tollbook.publish.jsonl import JSONL

EXPORTERS: dict[str, Exporter] = {
    "jsonl": JSONL,
    "csv": CSV,
    "geojson": GEOJSON,
}

__all__ = ["EXPORTERS"]
