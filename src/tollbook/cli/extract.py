"""`tollbook extract`: documents in, readings out, a line each; no workspace."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

_REFUSED = b'"code":"line_refused"'  # within words of a report the quotation marks would be escaped


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("extract", short_help="Documents in, readings out, a line each; no workspace.")(extract)


def extract(
    source: Annotated[str, typer.Argument(metavar="IN.jsonl", help="One document a line; - for standard input.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="- for standard output.")] = "-",
    threads: Annotated[int, typer.Option(metavar="N", min=1, help="Processor threads to use.")] = 2,
) -> None:
    """Read documents and give their claims, statements and accounts, one line each, in the same order.

    A line in: {"id", "text", "published", "title"?, "url"?, "source"?, "lang"?}; a line out: docs/json. A line
    that is no document gives a line with its reason; exit code 1 says that there was one. It reads some lines ahead.

    \b
    Examples:
      tollbook extract reports.jsonl -o readings.jsonl
      cat reports.jsonl | tollbook extract - > readings.jsonl
    """
    from tollbook.cli.progress import steps
    from tollbook.run.extract import extract_lines
    from tollbook.run.kit import build_reader, build_tools

    refused = done = 0
    reader, tools = build_reader(threads=1), build_tools()
    with _reading(source) as lines, _writing(output) as sink, steps("extract", None) as step:
        for line in extract_lines(lines, reader, tools, threads):
            step("")
            done += 1
            refused += _REFUSED in line
            sink.write(line + b"\n")
    raise typer.Exit(0 if not refused else 1 if refused < done else 2)


@contextmanager
def _reading(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


@contextmanager
def _writing(name: str) -> Iterator[BinaryIO]:
    """Write to a file that appears under its name only when it is whole."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
