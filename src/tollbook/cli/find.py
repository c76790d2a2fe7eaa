"""`tollbook search` and `tollbook queue`: reports by their words, and what needs a person."""

from typing import Annotated

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, Json, Workspace


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("search", short_help="Find archived reports by their words.")(search)
    app.command("queue", short_help="List what needs a person, most pressing first.")(queue)


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS…", help='All must stand in the report; "in quotes" a phrase.')
    ],
    workspace: Workspace = DEFAULT_WORKSPACE,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many reports.")] = 20,
    json: Json = False,
) -> None:
    """Find archived reports by their words, in any language.

    \b
    Examples:
      tollbook search pharmacy Tinzaouatine
      tollbook search '"precision strikes"'
    """
    from tollbook.cli.screen import print_json, say
    from tollbook.publish.wording import one_line
    from tollbook.run.desk import open_desk
    from tollbook.store import read

    with open_desk(workspace) as desk:
        hits = read.search(desk.ws, " ".join(words), limit)
    if json:
        print_json({"reports": [{"id": h.document_id, "title": h.title, "snippet": h.snippet} for h in hits]})
        return
    for hit in hits:
        print(f"{hit.document_id}  {one_line(hit.title or 'without title')}\n    {one_line(hit.snippet)}")
    if not hits:
        say("No report holds all of these words.")


def queue(
    workspace: Workspace = DEFAULT_WORKSPACE,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many items.")] = 50,
    json: Json = False,
) -> None:
    """List what needs a person, the most pressing first: doubtful claims, conflicts, decisions that lost their words.

    \b
    Examples:
      tollbook queue
      tollbook queue --limit 10 --json
    """
    from tollbook.cli.screen import print_json, say
    from tollbook.publish.wording import one_line
    from tollbook.review.queue import queue as waiting
    from tollbook.run.desk import open_desk

    with open_desk(workspace) as desk:
        readings = [desk.reading(d) for d in desk.documents.values()]
        items = waiting(desk.record, [r for r in readings if r])
    if json:
        shown = [
            {"kind": i.kind, "subject": i.subject, "detail": i.detail, "weight": round(i.weight, 4)}
            for i in items[:limit]
        ]
        print_json({"waiting": len(items), "items": shown})
        return
    from tollbook.publish.words import named

    for item in items[:limit]:
        print(f"{one_line(item.subject)}  {item.kind.replace('_', ' ')}\n    {named(one_line(item.detail))}")
    wait = "thing waits" if len(items) == 1 else "things wait"
    say(f"{len(items)} {wait} for a person." if items else "Nothing waits for a person.")
