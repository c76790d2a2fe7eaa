"""What a person wishes of a claim or statement, made of a form that holds all fields as they stood when it was read."""

from collections.abc import Mapping
from dataclasses import replace

from tollbook.model import Claim, Decision, Document, Statement
from tollbook.run.changes import changes_of, words_at
from tollbook.run.deciding import things
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import decided_since, seen_token
from tollbook.run.wishes import Wish
from tollbook.web.deciding import Clash


def completed(desk: LiveDesk, wish: Wish, places: Mapping[str, str]) -> Wish:
    """Find the words of a wish to add or correct at their places, and keep of a correction what it changes."""
    if wish.kind == "add" and wish.subjects:
        document = desk.document(wish.subjects[0])
        return replace(wish, fields=words_at(document, wish.fields, places))
    if wish.kind == "correct" and wish.subjects:
        document, thing = _as_seen(desk, wish)
        return replace(wish, fields=changes_of(thing, words_at(document, wish.fields, places)))
    return wish


def followed(desk: LiveDesk, clash: Clash) -> Clash:
    """Point a clash at the claim or statement that took the place of the one it was about."""
    became = {d.subjects[1]: thing.id for d in clash.since if d.kind == "correct" and (thing := _held(d))}
    subjects = tuple(became.get(s, s) for s in clash.wish.subjects)
    if subjects == clash.wish.subjects:
        return clash
    return replace(clash, wish=replace(clash.wish, subjects=subjects), seen=seen_token(desk, subjects))


def _as_seen(desk: LiveDesk, wish: Wish) -> tuple[Document, Claim | Statement]:
    """The claim or statement as it was when the form was made: before others decided on it meanwhile."""
    since = decided_since(desk, wish.subjects, wish.seen) or ()
    before = next((d for d in since if _before(d) is not None and wish.subjects[0] in d.subjects), None)
    thing = _before(before) if before else None
    if before is not None and thing is not None:
        return desk.document(before.subjects[0]), thing
    document, _, there = things(desk, wish.subjects[0])[0]
    return document, there


def _before(decision: Decision) -> Claim | Statement | None:
    return decision.claim_before or decision.statement_before or _held(decision)


def _held(decision: Decision) -> Claim | Statement | None:
    return decision.claim or decision.statement
