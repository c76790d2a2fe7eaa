"""`tollbook eval`: one benchmark, from data that you name."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.cli.options import Json
from tollbook.errors import InputError

if TYPE_CHECKING:
    from tollbook.evaluate.benchmark import Measured

READ = ("claims", "isaf")  # benchmarks that read whole documents; the others ask a grammar alone
NAMES = (*READ, "numbers", "dates")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("eval", short_help="Measure the reader on a benchmark's data.")(evaluate)


def evaluate(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"{' or '.join(NAMES)}.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The benchmark's data; none of it is shipped.")],
    half: Annotated[
        str | None, typer.Option(metavar="a|b", help="One half of the documents: tune on a, report b.")
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", help="Show so many differences, for reading by hand.")] = 0,
    json: Json = False,
) -> None:
    """Measure the reader on a benchmark: figures a row, with 95 % intervals over documents.

    claims: documents annotated claim by claim, a line each. isaf: press releases coded with killed, captured, day and
    province. numbers, dates: unit cases of Recognizers-Text; dates also phrases of timenorm.

    \b
    Examples:
      tollbook eval claims gold.jsonl
      tollbook eval claims gold.jsonl --half b --errors 20
    """
    if name not in NAMES:
        raise InputError(f"there is no benchmark {name!r}; there are {', '.join(NAMES)}")
    if half not in (None, "a", "b"):
        raise InputError(f"--half {half}: say a or b")
    measured = _measure(name, path, half)
    if json:
        from tollbook.cli.screen import print_json

        print_json({**asdict(measured), "differences": [asdict(d) for d in measured.differences[: errors or None]]})
        return
    _print(measured, errors)


def _measure(name: str, path: Path, half: str | None) -> "Measured":
    from tollbook.evaluate import claims, dates, isaf, numbers

    if name in READ:
        return (claims.run if name == "claims" else isaf.run)(path, _read, half)
    if half is not None:
        raise InputError(f"{name} is not cut in halves; leave --half out")
    return numbers.run(path) if name == "numbers" else dates.run(path)


def _read(documents: Iterable[Any]) -> Iterable[Any]:
    """Read documents as `extract` does."""
    import msgspec

    from tollbook.cli.progress import steps
    from tollbook.run.extract import extract_lines
    from tollbook.run.kit import build_reader, build_tools

    lines = [msgspec.json.encode(d) for d in documents]
    with steps("reading", len(lines)) as step:
        for line in extract_lines(lines, build_reader(threads=1), build_tools()):
            step("")
            yield msgspec.json.decode(line)


def _print(measured: "Measured", errors: int) -> None:
    from rich.table import Table

    from tollbook.cli.screen import say, stdout
    from tollbook.publish.wording import one_line

    table = Table(box=None, pad_edge=False)
    for heading in ("measure", "value", "95 % interval", "precision", "recall", "of"):
        table.add_column(heading, justify="left" if heading == "measure" else "right")
    for f in measured.figures:
        interval = f"{_share(f.low)}–{_share(f.high)}" if f.low is not None else ""
        table.add_row(f.name, _share(f.value), interval, _share(f.precision), _share(f.recall), f"{f.of:,}")
    stdout().print(table)
    say(f"corpus {measured.corpus[:16]}; " + ", ".join(f"{k} {v:,}" for k, v in sorted(measured.counts.items()) if v))
    for d in measured.differences[:errors]:
        print(f"{d.kind:8} {one_line(d.subject)}: {f'“{one_line(d.quote)}” ' if d.quote else ''}{one_line(d.detail)}")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
