"""Putting decisions onto a reading, whichever reader made it: every decision holds, or the queue hears of it."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tollbook.model import Claim, Decision, Document, Issue, Reading, Statement
from tollbook.review.accounts import account_of_thing, apply_to_accounts, follow_accounts, with_members
from tollbook.review.standing import standing
from tollbook.review.threads import Thread, threads_of
from tollbook.review.words import Thing, likeness, same_claimant, touches


@dataclass(slots=True)
class _Work:
    """A reading being decided on: its things in order, what became of each old id, and what went wrong."""

    reading: Reading
    things: list[Thing]
    became: dict[str, str | None] = field(default_factory=dict)
    decided: list[tuple[str, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    wholes: dict[str, str | None] = field(default_factory=dict)

    def say(self, subject: str, code: str, detail: str) -> None:
        self.issues.append(Issue("review", subject, code, detail))


def apply_to_reading(document: Document, reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """Give the reading as people decided it: claims and statements added, accepted, corrected, rejected.

    A decision finds its claim by id, else by overlapping words and the same effect. One whose words the text no longer
    holds changes nothing and leaves an Issue `decision_lost`. Applying again, or in another order, changes nothing.
    """
    done = {decision_id for _, decision_id in reading.decided}
    threads = [t for t in threads_of(document, standing(decisions)) if t.last.id not in done]
    if not threads:
        return reading
    work = _Work(reading, [*reading.claims, *reading.statements])
    work.wholes = {x.id: x.part_of for x in reading.claims}
    held = [t for t in threads if _is_held(t, work)]
    for thread, found in _matches(held, work):
        if thread.rejects:
            _reject(thread, found, work)
        else:
            _put(thread, found, work)
    _mend_parts(work)
    return _rebuilt(document, work)


def _is_held(thread: Thread, work: _Work) -> bool:
    """Tell whether a decision still has its words; one that has not is named for the queue."""
    if thread.thing is not None or (thread.rejects and thread.ids & {x.id for x in work.things}):
        return True
    thing = thread.last.claim or thread.last.statement
    words = f"{thing.span.quote!r}" if thing else "its words"
    why = "are not in the text once as it stands now" if thing else "were withdrawn"
    detail = (
        f"{thread.last.kind} by {thread.last.decided_by}: {words} {why}; decide again. Reason: {thread.last.reason}"
    )
    work.say(thread.last.id, "decision_lost", detail)
    return False


def _matches(threads: Sequence[Thread], work: _Work) -> list[tuple[Thread, tuple[Thing, ...]]]:
    """Pair each thread with what it decides about in this reading: by id first, the rest by words, each thing once."""
    all_ids = frozenset[str]().union(*(t.ids for t in threads), (i for i, _ in work.reading.decided))
    for thread in threads:
        _hear_the_same_speaker(thread, all_ids, work)
    free = [x for x in work.things if x.id not in all_ids]
    by_id = {t.last.id: tuple(x for x in work.things if x.id in t.ids) for t in threads}
    pairs = []
    for thread in threads:
        found = by_id[thread.last.id] or _by_words(thread, free)
        free = [x for x in free if x not in found]
        pairs.append((thread, found))
    return pairs


def _by_words(thread: Thread, free: Sequence[Thing]) -> tuple[Thing, ...]:
    """Find the thing most like what was decided about; what a person added beside other voices is like its own only."""
    ranked = [
        ((same_claimant(x, form), likeness(x, form), -x.span.start, x.id), x)
        for form in thread.forms
        for x in free
        if likeness(x, form) > 0 and (thread.last.kind != "add" or same_claimant(x, form))
    ]
    return (max(ranked, key=lambda pair: pair[0])[1],) if ranked else ()


def _hear_the_same_speaker(thread: Thread, all_ids: frozenset[str], work: _Work) -> None:
    """Let two claims of one quote change ids where the decided speaker has the other's: ids only count them."""
    found = [x for x in work.things if x.id in thread.ids]
    if len(found) != 1 or _is_heard(thread, found[0]):
        return
    free = (x for x in work.things if x.id not in all_ids and x.span == found[0].span)
    same = next((x for x in free if likeness(x, found[0]) > 0 and _is_heard(thread, x)), None)
    if same is not None:
        other = {found[0].id: same.id, same.id: found[0].id}
        work.things = [_renamed(x, other) for x in work.things]
        work.wholes = {x.id: x.part_of for x in work.things if isinstance(x, Claim)}


def _is_heard(thread: Thread, thing: Thing) -> bool:
    return any(same_claimant(thing, form) for form in thread.forms)


def _renamed(thing: Thing, other: dict[str, str]) -> Thing:
    new_id = other.get(thing.id, thing.id)
    if isinstance(thing, Claim):
        whole = thing.part_of
        return dataclasses.replace(thing, id=new_id, part_of=other.get(whole, whole) if whole else None)
    return dataclasses.replace(thing, id=new_id)


def _reject(thread: Thread, found: tuple[Thing, ...], work: _Work) -> None:
    work.became.update(dict.fromkeys((*thread.ids, *(x.id for x in found))))
    for form in reversed(thread.forms):
        work.wholes.setdefault(form.id, _part(form))
    for thing in found:
        work.things.remove(thing)
        work.decided.append((thing.id, thread.last.id))
        _note_other_speaker(thread, thing, work)
        work.say(thing.id, "rejected", f"{thing.span.quote!r}: {thread.last.reason} ({thread.last.decided_by})")
    if not found:
        form = thread.forms[0]
        work.decided.append((form.id, thread.last.id))
        taken = {i for i, _ in work.decided}
        near = [x for x in work.things if x.id not in taken and touches(x, form) and _same_sort(x, form)]
        for thing in near:
            detail = f"{form.span.quote!r} was rejected; is {thing.span.quote!r} ({thing.id}) the same? Decide on it"
            work.say(thread.last.id, "decision_lost", detail)


def _put(thread: Thread, found: tuple[Thing, ...], work: _Work) -> None:
    thing = thread.thing
    if thing is None:
        return
    old = found[0] if found else None
    account = account_of_thing(work.reading, thing, thread.last, old)
    thing = dataclasses.replace(thing, account=account)
    if isinstance(old, Claim):
        work.wholes.setdefault(thing.id, old.part_of)
    if old is not None:
        place = work.things.index(old)
        work.things[place] = thing
        _note_other_speaker(thread, old, work)
    else:
        later = (i for i, x in enumerate(work.things) if _follows(x, thing))
        work.things.insert(next(later, len(work.things)), thing)
    for other in found[1:]:
        work.things.remove(other)
    work.became.update(dict.fromkeys((*thread.ids, *(x.id for x in found)), thing.id))
    work.decided.append((thing.id, thread.last.id))


def _note_other_speaker(thread: Thread, found: Thing, work: _Work) -> None:
    if not _is_heard(thread, found):
        said = f"{found.claimant.quote!r}" if found.claimant else "the text itself"
        detail = f"{found.span.quote!r}: this reader hears {said}, the decision {thread.last.id} stands"
        work.say(found.id, "speaker_differs", detail)


def _part(thing: Thing) -> str | None:
    return thing.part_of if isinstance(thing, Claim) else None


def _mend_parts(work: _Work) -> None:
    """Point every `part_of` at a claim that is there: the one that took its place, or the whole of a rejected whole."""
    ids = {x.id for x in work.things}
    for place, thing in enumerate(work.things):
        if not isinstance(thing, Claim) or thing.part_of is None:
            continue
        # What the reader itself held to be the whole, where the decided one is not among what it found.
        whole = next((w for w in (_now(thing.part_of, work), _now(work.wholes.get(thing.id), work)) if w in ids), None)
        if whole is None or whole == thing.id:
            work.say(thing.id, "whole_lost", f"{thing.span.quote!r} was part of {thing.part_of}, which is not there")
            whole = None
        work.things[place] = dataclasses.replace(thing, part_of=whole)


def _now(claim_id: str | None, work: _Work) -> str | None:
    """Follow an id to what it became; past a rejected whole, to the whole of that."""
    seen: set[str | None] = set()
    while claim_id in work.became and claim_id not in seen:
        seen.add(claim_id)
        claim_id = work.became[claim_id] or work.wholes.get(claim_id)
    return claim_id


def _rebuilt(document: Document, work: _Work) -> Reading:
    claims = tuple(x for x in work.things if isinstance(x, Claim))
    statements = tuple(x for x in work.things if isinstance(x, Statement))
    accounts = with_members(document.id, work.reading.accounts, work.became, (claims, statements))
    issues = [*work.reading.issues, *(i for i in dict.fromkeys(work.issues) if i not in work.reading.issues)]
    return dataclasses.replace(
        work.reading,
        claims=claims,
        statements=statements,
        accounts=accounts,
        issues=tuple(issues),
        decided=tuple(sorted({*work.reading.decided, *work.decided})),
    )


def _follows(x: Thing, thing: Thing) -> bool:
    return type(x) is type(thing) and (x.span.start, x.span.end) > (thing.span.start, thing.span.end)


def _same_sort(a: Thing, b: Thing) -> bool:
    if isinstance(a, Claim) and isinstance(b, Claim):
        return a.effect == b.effect
    return isinstance(a, Statement) and isinstance(b, Statement) and a.kind == b.kind


__all__ = ["apply_to_accounts", "apply_to_reading", "follow_accounts"]
