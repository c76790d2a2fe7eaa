"""`tollbook verify` and `tollbook withdraw`: that nothing was changed, and taking a report out for good."""

from typing import Annotated

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, By, Json, Reason, Workspace, who

# What the log holds, in a person's words, where its own are no nouns.
ONE_AND_MANY = {
    "withdrawns": ("withdrawn report", "withdrawn reports"),
    "said": ("later word on a report", "later words on reports"),
    "names": ("name", "names"),
    "registers": ("name of an incident", "names of incidents"),
}


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("verify", short_help="Check every hash, quote and the chain of events.")(verify)
    app.command("withdraw", short_help="Take a report out for good, for safety or by law.")(withdraw)


def verify(
    workspace: Workspace = DEFAULT_WORKSPACE,
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="An earlier head that the log must still contain.")
    ] = None,
    json: Json = False,
) -> None:
    """Check every hash, every quote against its archived text, and the chain of events; print the chain's head.

    Keep the head elsewhere: given back later with --head, it proves that nothing before it was changed. Exit code 0:
    all holds; 1: something does not, named on stderr.

    \b
    Examples:
      tollbook verify
      tollbook verify --head 5a0c…
    """
    from tollbook.cli.screen import print_json, say
    from tollbook.run.desk import open_desk
    from tollbook.store.verify import verify as check

    with open_desk(workspace) as desk:
        report = check(desk.ws, head)
    faults = [{"subject": f.subject, "code": f.code, "detail": f.detail} for f in report.faults]
    if json:
        print_json({"holds": report.holds, "head": report.head, "counts": dict(report.counts), "faults": faults})
    else:
        counts = ", ".join(_counted(name, number) for name, number in sorted(report.counts.items()))
        print(f"{'All holds' if report.holds else 'SOMETHING DOES NOT HOLD'}: {counts}\nhead {report.head}")
    for fault in report.faults:
        say(f"{fault.subject}: {fault.detail} [{fault.code}]")
    raise typer.Exit(0 if report.holds else 1)


def _counted(name: str, number: int) -> str:
    """Say how many of a kind were checked: 3 documents, 1 withdrawn report."""
    one, many = ONE_AND_MANY.get(name, (name.removesuffix("s"), name if name.endswith("s") else f"{name}s"))
    return f"{number:,} {one if number == 1 else many}"


def withdraw(
    report: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The report's id, or its beginning.")],
    reason: Reason,
    by: By = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Also where other reports came in the same file, which goes with it.")
    ] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Take a report's bytes, text and quotes out for good (safety, law); its hash, the reason and who stay.

    This cannot be undone. Exports made before keep their words: withdraw those by hand.

    \b
    Examples:
      tollbook withdraw d-91c0 --reason "the witness asked for it" --by "A. Recorder"
    """
    from datetime import UTC, datetime

    from tollbook.cli.screen import print_json, say
    from tollbook.publish.wording import one_line
    from tollbook.run.desk import open_desk
    from tollbook.store import read
    from tollbook.store.withdraw import withdraw_document

    with open_desk(workspace) as desk:
        document_id = desk.find(report, "d")
        gone = next((w for w in read.withdrawals(desk.ws) if w.document_id == document_id), None)
        same_text = withdraw_document(desk.ws, document_id, who(by), reason, datetime.now(UTC), shared)
    if json:
        print_json({"withdrawn": document_id, "same_text": list(same_text)})
    elif gone:
        print(f"{document_id} was withdrawn already, on {gone.decided_at:%Y-%m-%d} by {one_line(gone.decided_by)}.")
    else:
        print(f"{document_id} is withdrawn.")
    for other in same_text:
        say(f"The same text is still held as {other}; look whether it must be withdrawn too.")
