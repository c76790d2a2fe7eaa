"""Writes the API's OpenAPI document, docs/json/openapi.json.

Run `python tools/openapi.py` after the API has changed; a test holds that the file is what the server gives.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tollbook.web.api.described import document_of
from tollbook.web.app import create_app
from tollbook.web.guard import Settings
from tollbook.web.serving import open_office

FILE = Path(__file__).parents[1] / "docs/json/openapi.json"


def text() -> str:
    """Give the document as it is kept."""
    with TemporaryDirectory() as directory, open_office(Path(directory) / "ws", create=True) as office:
        made = document_of(create_app(office, Settings(local_name="nobody")))
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
