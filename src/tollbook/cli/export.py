"""`tollbook export`: the record in a published format, with what it loses said beside it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, AsKnown, Json, Workspace

if TYPE_CHECKING:
    from tollbook.publish.exporter import Exporter, Part
    from tollbook.publish.gate import Published


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("export", short_help="Write the record as jsonl, csv or geojson.")(export)


def export(
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="jsonl, csv or geojson.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for standard output.")
    ] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    as_known: AsKnown = None,
    list_formats: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    json: Json = False,
) -> None:
    """Write the record in a published format, and beside it FILE.loss.json: what the format cannot carry.

    What is confidential or withdrawn is left out, and so are reviewers' names and notes. The csv format writes
    FILE.incidents.csv, FILE.claims.csv and FILE.statements.csv. The same record gives the same bytes.

    \b
    Examples:
      tollbook export --list
      tollbook export jsonl -o record.jsonl
      tollbook export csv -o record.csv --as-known 2024-09-01
    """
    from tollbook.cli.screen import print_json
    from tollbook.errors import ExportError
    from tollbook.publish import EXPORTERS
    from tollbook.run.desk import open_desk
    from tollbook.run.publishing import published_record

    if list_formats:
        _list_formats(json)
        return
    if name is None or output is None:
        raise ExportError(
            "Say which format and where: `tollbook export jsonl -o record.jsonl`; --list names the formats"
        )
    if name not in EXPORTERS:
        raise ExportError(f"There is no format {name!r}; known: {', '.join(EXPORTERS)}")
    with open_desk(workspace, as_known=as_known) as desk:
        if str(output) == "-":
            _print_export(EXPORTERS[name], published_record(desk))
            return
        report = write_export(EXPORTERS[name], published_record(desk), output)
    if json:
        print_json(report)
    else:
        _print_report(report)


def write_export(exporter: "Exporter", published: "Published", output: Path) -> dict[str, Any]:
    """Write every file of a format and the loss report; each file appears only when it is whole."""
    import json

    from tollbook.publish.exporter import loss_report

    files = [file_of(output, part.suffix) for part in exporter.parts]
    for part, path in zip(exporter.parts, files, strict=True):
        _write_whole(path, part, published)
    report = loss_report(exporter, published, tuple(p.name for p in files))
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    output.with_name(output.name + ".loss.json").write_text(text, encoding="utf-8")
    return report


def _print_export(exporter: "Exporter", published: "Published") -> None:
    """Write a format of one file to standard output, and what it loses to stderr."""
    from tollbook.errors import ExportError
    from tollbook.publish.exporter import loss_report

    if len(exporter.parts) > 1:
        raise ExportError(f"{exporter.name} is {len(exporter.parts)} files: name one with -o, as -o record.csv")
    exporter.parts[0].write(published, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    _say_losses(loss_report(exporter, published, ("-",)))


def file_of(output: Path, suffix: str) -> Path:
    """Name the file of one part: record.csv, part claims → record.claims.csv."""
    if not suffix:
        return output
    ending = output.suffix or ".csv"
    return output.with_name(f"{output.name.removesuffix(output.suffix)}.{suffix}{ending}")


def _write_whole(path: Path, part: "Part", published: "Published") -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            part.write(published, file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _list_formats(json: bool) -> None:
    from tollbook.cli.screen import print_json
    from tollbook.publish import EXPORTERS

    if json:
        print_json({"formats": [{"name": e.name, "says": e.says} for e in EXPORTERS.values()]})
        return
    for exporter in EXPORTERS.values():
        print(f"{exporter.name:<10}{exporter.says}")


def _print_report(report: dict[str, Any]) -> None:
    from tollbook.publish.wording import count_of

    wrote = ", ".join(report["files"])
    print(f"{count_of(report['incidents'], 'incident')}, {count_of(report['claims'], 'claim')} in {wrote}")
    _say_losses(report)


def _say_losses(report: dict[str, Any]) -> None:
    from tollbook.cli.screen import say

    for lost in report["lost"]:
        say(f"lost: {lost['field']} ({lost['values']}): {lost['why']}")
    for held in report["withheld"]:
        say(f"withheld: {held['kind']} {held['subject']}: {held['reason']}")
