"""What the decide verbs share: what is decided on, what a person says of it, and keeping the decision."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tollbook.cli.options import who
from tollbook.errors import DecisionError

if TYPE_CHECKING:
    from tollbook.cli.desk import Desk
    from tollbook.model import Claim, Decision, Document, Reading, Statement
    from tollbook.review.decide import Anchor, Signature

OPEN = frozenset({"", "open", "none", "null", "unknown-number"})
NUMBERS = frozenset({"low", "high", "start", "account"})
# The screen and the JSON say `incident` for the number of an incident within its text.
CALLED = {"incident": "account"}


def keep(
    workspace: Path, by: str | None, reason: str, json: bool, make: "Callable[[Desk, Signature], Iterable[Decision]]"
) -> None:
    """Make decisions, keep them all or none, and say what was kept and how to take it back."""
    from datetime import UTC, datetime

    from tollbook.cli.desk import open_desk
    from tollbook.cli.screen import print_json, say
    from tollbook.publish.decision import decision_json
    from tollbook.review.decide import Signature
    from tollbook.store import write

    with open_desk(workspace) as desk:
        made = list(make(desk, Signature(who(by), datetime.now(UTC), reason)))
        with desk.ws.writing():
            for decision in made:
                write.add_decision(desk.ws, decision)
    if json:
        print_json({"decisions": [decision_json(d) for d in made]})
        return
    for decision in made:
        print(f"{decision.id}  {in_words(decision)}")
    say(f"Kept. To take {'it' if len(made) == 1 else 'all of it'} back: {undoing(made)}")


def undoing(made: "Sequence[Decision]") -> str:
    """Give the one command that takes these decisions back."""
    return f"tollbook decide undo {' '.join(d.id for d in made)} --reason …"


def in_words(decision: "Decision") -> str:
    """Say a decision in one line."""
    from tollbook.cli.screen import one_line

    thing = decision.claim or decision.statement
    parts = [decision.kind.replace("_", " "), *decision.subjects]
    if thing is not None:
        parts.append(f"“{one_line(thing.span.quote)}”")
    if decision.place is not None:
        parts.append(one_line(decision.place.name))
    parts += [x for x in (decision.grade, decision.note and one_line(decision.note)) if x]
    if decision.time is not None:
        parts.append(" to ".join(dict.fromkeys(decision.time)))
    return f"{' '.join(parts)} · {one_line(decision.reason)} ({one_line(decision.decided_by)})"


def fields_of(pairs: Sequence[str]) -> dict[str, Any]:
    """Read FIELD=VALUE words; `open` or nothing after the sign means that it is not known or not limited."""
    fields: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise DecisionError(f"{pair!r} is no FIELD=VALUE, as low=15; quote words that hold blanks")
        name = CALLED.get(name.strip(), name.strip().replace("-", "_"))
        fields[name] = _value(name, value)
    return fields


def _value(name: str, value: str) -> Any:
    if name == "provisional":
        if value.casefold() not in ("true", "false", "yes", "no"):
            raise DecisionError(f"provisional={value}: say true or false")
        return value.casefold() in ("true", "yes")
    if value.casefold() in OPEN and name not in ("status", "group", "claimant_kind", "means", "quote"):
        return None
    if name in NUMBERS:
        if not value.isdigit():
            raise DecisionError(f"{name}={value}: say a whole number, or open")
        return int(value)
    return value


def things(desk: "Desk", name: str) -> "list[tuple[Document, Reading, Claim | Statement]]":
    """Find a claim or statement in every report that holds it; outlets can share one text."""
    from tollbook.store import read

    thing_id = desk.find(name, "c s")
    found: list[tuple[Document, Reading, Claim | Statement]] = []
    for document_id in read.documents_with(desk.ws, thing_id):
        document = desk.documents.get(document_id)
        reading = desk.reading(document) if document else None
        if document is None or reading is None:
            continue
        said: list[Claim | Statement] = [*reading.claims, *reading.statements]
        found += [(document, reading, x) for x in said if x.id == thing_id]
    if not found:
        raise DecisionError(
            f"{thing_id} stands in no report as it is read now: it was rejected, corrected or withdrawn"
        )
    return found


def to_undo(desk: "Desk", names: Sequence[str]) -> "list[Decision]":
    """Find the decisions to take back, each once; refuse one that is taken back already, and say by which."""
    from tollbook.review.standing import taken_back
    from tollbook.store import read

    made = read.decisions(desk.ws)
    by_id, gone = {d.id: d for d in made}, taken_back(made)
    found = list(dict.fromkeys(desk.find(name, "v") for name in names))
    for one in found:
        if one in gone:
            undo = next(d for d in made if d.kind == "undo" and one in d.subjects and d.id not in gone)
            raise DecisionError(
                f"{one} was taken back already, by {undo.id} of {undo.decided_by}; undo that one to have it again"
            )
    return [by_id[one] for one in found]


def accounts(desk: "Desk", name: str) -> "list[Anchor]":
    """Find the accounts that a person means: an incident's all, a report's only one, or one by its id (d-…/1)."""
    from tollbook.review.decide import anchor

    document_id, slash, number = name.partition("/")
    if slash:
        if not number.isdigit():
            raise DecisionError(f"{name} is no account; write it as d-0123456789abcdef/1")
        document = desk.document(document_id)
        return [anchor(_reading(desk, document), int(number))]
    if not name.startswith("d-"):
        told = desk.incident(name).accounts
        return [anchor(_reading(desk, desk.documents[a.document_id]), a.n) for a in told]
    document = desk.document(name)
    reading = _reading(desk, document)
    if len(reading.accounts) != 1:
        shown = ", ".join(a.id for a in reading.accounts) or "none"
        raise DecisionError(f"{document.id} tells {len(reading.accounts)} incidents ({shown}); name one of these")
    return [anchor(reading, reading.accounts[0].n)]


def _reading(desk: "Desk", document: "Document") -> "Reading":
    reading = desk.reading(document)
    if reading is None:
        raise DecisionError(f"{document.id} has not been read; run `tollbook read` on it first")
    return reading


FIELDS = typer.Argument(metavar="FIELD=VALUE…", help="What is said, field by field; see above.")
