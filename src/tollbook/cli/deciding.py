"""What the decide verbs share: what is decided on, what a person says of it, and keeping the decision."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from tollbook.cli.options import who
from tollbook.errors import DecisionError
from tollbook.run.fields import fields_of_words

if TYPE_CHECKING:
    from tollbook.model import Decision
    from tollbook.review.decide import Signature
    from tollbook.run.desk import Desk
    from tollbook.run.wishes import Wish


class Signing(NamedTuple):
    """Who decides and why, and whether a program reads the answer."""

    by: str | None
    reason: str
    json: bool


def keep(
    workspace: Path, signing: Signing, kind: str, subjects: Sequence[str], fields: Mapping[str, Any] | None = None
) -> None:
    """Make the decisions of one verb, keep them all or none, and say what was kept and how to take it back."""
    from datetime import UTC, datetime

    from tollbook.cli.screen import print_json, say
    from tollbook.publish.decision import decision_json
    from tollbook.review.decide import Signature
    from tollbook.run.desk import open_desk
    from tollbook.run.wishes import Wish
    from tollbook.store import write

    with open_desk(workspace) as desk:
        signature = Signature(who(signing.by), datetime.now(UTC), signing.reason)
        made = _made(desk, Wish(kind, tuple(subjects), fields or {}), signature)
        with desk.ws.writing():
            for decision in made:
                write.add_decision(desk.ws, decision)
    if signing.json:
        print_json({"decisions": [decision_json(d) for d in made]})
        return
    for decision in made:
        print(f"{decision.id}  {in_words(decision)}")
    say(f"Kept. To take {'it' if len(made) == 1 else 'all of it'} back: {undoing(made)}")


def _made(desk: "Desk", wish: "Wish", signature: "Signature") -> "list[Decision]":
    """Make the decisions of a wish; where people have accounts, a grading needs two of them."""
    from tollbook.run.grading import grade_by_two, with_account
    from tollbook.run.wishes import decisions_of

    signed = with_account(desk.ws.directory, signature) if wish.kind == "grade" else None
    return [grade_by_two(desk, wish, *signed)] if signed else decisions_of(desk, wish, signature)


def undoing(made: "Sequence[Decision]") -> str:
    """Give the one command that takes these decisions back."""
    return f"tollbook decide undo {' '.join(d.id for d in made)} --reason …"


def in_words(decision: "Decision") -> str:
    """Say a decision in one line."""
    from tollbook.publish.wording import one_line

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
    written: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise DecisionError(f"{pair!r} is no FIELD=VALUE, as low=15; quote words that hold blanks")
        written[name] = value
    return fields_of_words(written)


FIELDS = typer.Argument(metavar="FIELD=VALUE…", help="What is said, field by field; see above.")
