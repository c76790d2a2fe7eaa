"""Decisions about accounts, followed to whatever number another reader gives the same incident of the text."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from tollbook.model import (
    Account,
    Claim,
    DatePrecision,
    DecidedPlace,
    Decision,
    Issue,
    Place,
    PlacePrecision,
    Reading,
    Span,
    Statement,
    TimeSpan,
)
from tollbook.review.standing import standing
from tollbook.review.words import Thing, things_of

# Decisions about any number of accounts: what becomes of one of them does not touch the rest.
EACH_ACCOUNT = ("place", "date", "grade", "propose_grade", "note", "restrict")
ACCOUNT_KINDS = ("same_incident", "different_incidents", *EACH_ACCOUNT)


def apply_to_accounts(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """Give the reading with the places and dates that people decided for its accounts; the last word on each holds."""
    mine = [d for d in standing(decisions) if d.kind in ("place", "date") and _is_about(d, reading.document_id)]
    if not mine:
        return reading
    followed, issues = follow_accounts(mine, [reading])
    accounts = {a.id: a for a in reading.accounts}
    for decision in followed:
        for account_id in decision.subjects:
            if account_id in accounts:
                accounts[account_id] = _decided(accounts[account_id], decision)
    new = tuple(i for i in issues if i not in reading.issues)
    return dataclasses.replace(reading, accounts=tuple(accounts.values()), issues=reading.issues + new)


def follow_accounts(
    decisions: Iterable[Decision], readings: Iterable[Reading]
) -> tuple[tuple[Decision, ...], tuple[Issue, ...]]:
    """Give decisions with account ids as these readings number them, found by the words that each decision carries.

    A subject whose words no account of the reading holds, and whose number is gone too, is left out of its decision
    with an Issue `decision_lost`; subjects of documents that are not among `readings` stay as they are.
    """
    by_document = {r.document_id: r for r in readings}
    pairs = [follow(decision, by_document) for decision in decisions]
    return tuple(d for d, _ in pairs if d is not None), tuple(i for _, issues in pairs for i in issues)


def follow(decision: Decision, readings: Mapping[str, Reading]) -> tuple[Decision | None, tuple[Issue, ...]]:
    """Follow one decision to the accounts of these readings, by document; None where nothing of it is left."""
    if decision.kind not in ACCOUNT_KINDS:
        return decision, ()
    pairs = [(s, _follow(s, decision, readings)) for s in decision.subjects]
    subjects = tuple(now for _, now in pairs if now is not None)
    if len(subjects) == len(pairs):
        same = subjects == decision.subjects
        return decision if same else dataclasses.replace(decision, subjects=subjects), ()
    issues = tuple(_lost(decision, s) for s, now in pairs if now is None)
    if subjects and decision.kind in EACH_ACCOUNT:
        return dataclasses.replace(decision, subjects=subjects, anchors=()), issues
    return None, issues


def _lost(decision: Decision, subject: str) -> Issue:
    detail = f"{decision.kind} by {decision.decided_by}: no account of this reading is {subject}; decide again"
    return Issue("review", decision.id, "decision_lost", detail)


def account_of_thing(reading: Reading, thing: Thing, decision: Decision, old: Thing | None) -> int | None:
    """Tell which account of this reading a decided claim or statement belongs to.

    By the words that stood beside it when it was decided, else by its number, else by where the reader put it.
    """
    number = thing.account
    if number is None:
        alone = isinstance(thing, Claim) and thing.scope == "incident" and not reading.accounts
        return 1 if alone else None
    held = _holding(reading, decision.anchors[0] if decision.anchors else ())
    if held is not None:
        return held
    known = {a.n for a in reading.accounts}
    before = decision.claim_before or decision.statement_before
    moved = before is not None and before.account != number
    if number not in known and not moved and old is not None and old.account in known:
        return old.account
    return number


def with_members(
    document_id: str,
    accounts: Sequence[Account],
    became: dict[str, str | None],
    held: tuple[tuple[Claim, ...], tuple[Statement, ...]],
) -> tuple[Account, ...]:
    """Give the accounts with the claims and statements that now belong to them; new ones where a number is new.

    An account that lost all that was said of it goes; one that had nothing but its place stays as the reader gave it.
    """
    claims, statements = held
    things: tuple[Thing, ...] = (*claims, *statements)
    numbers = {x.account for x in things if x.account is not None}
    new = sorted(numbers - {a.n for a in accounts})
    made = [Account(document_id, n, main=not accounts and n == min(new)) for n in new]
    kept = []
    for account in (*accounts, *made):
        now = dataclasses.replace(
            account,
            claim_ids=_members(account.claim_ids, claims, account.n, became),
            statement_ids=_members(account.statement_ids, statements, account.n, became),
        )
        emptied = (account.claim_ids or account.statement_ids) and not (
            now.claim_ids or now.statement_ids or now.victims
        )
        if not emptied:
            kept.append(now)
    return tuple(sorted(kept, key=lambda a: a.n))


def _members(
    before: tuple[str, ...], things: Sequence[Thing], number: int, became: dict[str, str | None]
) -> tuple[str, ...]:
    ids = [x.id for x in things if x.account == number]
    stayed = [now for now in dict.fromkeys(became.get(i, i) for i in before) if now in ids]
    return tuple(stayed) + tuple(i for i in ids if i not in stayed)


def _follow(subject: str, decision: Decision, readings: Mapping[str, Reading]) -> str | None:
    document_id, slash, number = subject.partition("/")
    reading = readings.get(document_id)
    if not slash or reading is None:
        return subject
    accounts = [s for s in decision.subjects if "/" in s]
    anchors = decision.anchors[accounts.index(subject)] if len(decision.anchors) > accounts.index(subject) else ()
    held = _holding(reading, anchors)
    if held is None and number in {str(a.n) for a in reading.accounts}:
        return subject
    return f"{document_id}/{held}" if held is not None else None


def _holding(reading: Reading, anchors: Sequence[Span]) -> int | None:
    """Give the account whose words most of `anchors` share; None where none shares any.

    Words at another place count only where no words stand where they stood: the text of an edition has moved.
    """
    held: list[tuple[int, Span]] = [(a.n, s) for a in reading.accounts for s in a.place_words]
    known = {a.n for a in reading.accounts}
    for thing in things_of(reading):
        if thing.account in known:
            held.extend((thing.account, s) for s in (thing.span, *thing.more_quotes))
    for alike in (_share_letters, _have_same_words):
        votes = Counter(n for n, span in held for a in anchors if alike(span, a))
        if votes:
            return max(votes, key=lambda n: (votes[n], -n))
    return None


def _share_letters(a: Span, b: Span) -> bool:
    start, end = max(a.start, b.start), min(a.end, b.end)
    return start < end and a.quote[start - a.start : end - a.start] == b.quote[start - b.start : end - b.start]


def _have_same_words(a: Span, b: Span) -> bool:
    return a.quote.casefold() == b.quote.casefold()


def _is_about(decision: Decision, document_id: str) -> bool:
    return any(s.startswith(f"{document_id}/") for s in decision.subjects)


def _decided(account: Account, decision: Decision) -> Account:
    if decision.kind == "place" and decision.place is not None:
        return dataclasses.replace(account, place=_place(decision.place))
    if decision.kind == "date" and decision.time is not None:
        return dataclasses.replace(account, time=time_span(*decision.time))
    return account


def _place(decided: DecidedPlace) -> Place:
    precision = cast("PlacePrecision | None", decided.precision)
    where = (decided.lat, decided.lon, precision, decided.gazetteer_id)
    return Place(decided.name, None, decided.country, None, None, *where, score=1.0)


def time_span(earliest: str, latest: str) -> TimeSpan:
    """Make the decided days a TimeSpan, as precise as UCDP's `date_prec` calls a stretch of that length."""
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    return TimeSpan(first, last, _precision((last - first).days + 1), "decision")


def _precision(days: int) -> DatePrecision:
    # UCDP GED codebook, date_prec: 1 the day, 2 two to six days, 3 a week, 4 a month (8–31 days), 5 more.
    if days == 1:
        return "day"
    if days < 7:
        return "days"
    if days == 7:
        return "week"
    return "month" if days <= 31 else "year"
