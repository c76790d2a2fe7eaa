"""Draw docs/pictures/show.svg: what `tollbook show` prints for the sample incident of Tinzaouatine.

usage: python docs/pictures/make.py [WIDTH]
"""

import io
import re
import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console

from tollbook.cli.read import take
from tollbook.cli.told import print_at_a_glance, print_in_their_words
from tollbook.ingest.taking import Given
from tollbook.run.desk import open_desk
from tollbook.run.inputs import InputOptions

VOICES = 2  # as many as show how claims stand with their words; the rest is in the program


def draw(width: int) -> str:
    """Read the samples, print the incident and give the picture of it."""
    console = Console(
        width=width, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        as_file(files("tollbook") / "samples" / "tinzaouatine") as samples,
        open_desk(Path(folder), create=True) as desk,
    ):
        take(desk, [str(samples)], Given(), InputOptions())
        incident = max(desk.record.incidents, key=lambda i: len(i.accounts))
        documents = desk.documents_of(incident)
        print_at_a_glance(console, incident, documents)
        print_in_their_words(console, incident, documents, voices=VOICES)
    return offline(console.export_svg(title="tollbook show", unique_id="tollbook"))


def offline(svg: str) -> str:
    """Take out the fonts that would be fetched from elsewhere; any monospaced font does, if blanks are kept."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("&#160;", " ").replace("<text ", '<text xml:space="preserve" ')
    return svg.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, Consolas, monospace")


if __name__ == "__main__":
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 110
    Path(__file__).with_name("show.svg").write_text(draw(width), encoding="utf-8")
