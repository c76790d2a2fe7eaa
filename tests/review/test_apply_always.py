"""What holds of decisions on any reading, by any reader: found by trying thousands of them."""

import dataclasses
import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.reports import TEXT, reading, report, signed
from tollbook.model import Claim, Count, Decision, Reading, Span
from tollbook.model.ids import claim_id, sha256_text
from tollbook.review.apply import apply_to_reading
from tollbook.review.decide import decide_accept, decide_add, decide_correct, decide_reject, decide_undo
from tollbook.review.standing import standing

WORDS = [m.span() for m in re.finditer(r"\w+", TEXT)]
SPEAKERS = [None, "a spokesman for the rebels", "A doctor", "a teacher", "The army"]
TEXT_SHA256 = sha256_text(TEXT)
DOCUMENT = report()


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    first = draw(st.integers(0, len(WORDS) - 4))
    last = first + draw(st.integers(0, 3))
    span = Span.of(TEXT, WORDS[first][0], WORDS[last][1])
    effect = draw(st.sampled_from(["killed", "injured"]))
    low = draw(st.integers(1, 4))
    said = draw(st.sampled_from(SPEAKERS))
    return Claim(
        claim_id(TEXT_SHA256, span.start, span.end, effect, draw(st.integers(0, 1))),
        span,
        effect,  # type: ignore[arg-type]
        Count(low, low, "exact"),
        claimant=_place(said),
        account=draw(st.sampled_from([None, 1, 1, 2])),
        score=0.6,
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    found = draw(st.lists(claims(), max_size=6, unique_by=lambda c: c.id))
    found.sort(key=lambda c: (c.span, c.id))
    wholes = [None, *(c.id for c in found)]
    parts = [draw(st.sampled_from(wholes)) for _ in found]
    return reading(
        *(dataclasses.replace(c, part_of=w if w != c.id else None) for c, w in zip(found, parts, strict=True))
    )


@st.composite
def rereadings(draw: st.DrawFn, first: Reading) -> Reading:
    """Another reader: words cut wider or narrower, other speakers, other numbers of accounts, some missed, some new."""
    found = {}
    for claim in first.claims:
        if draw(st.integers(0, 4)) == 0:
            continue
        again = _recut(claim, draw(st.integers(-1, 1)), draw(st.integers(-1, 1)))
        speaker = draw(st.sampled_from([claim.claimant, _place(draw(st.sampled_from(SPEAKERS)))]))
        account = draw(st.sampled_from([claim.account, 1, 2, 3]))
        found[again.id] = dataclasses.replace(again, claimant=speaker, account=account, part_of=None)
    for new in draw(st.lists(claims(), max_size=2)):
        found.setdefault(new.id, new)
    return reading(*sorted(found.values(), key=lambda c: (c.span, c.id)), reader="second")


@st.composite
def decided(draw: st.DrawFn, first: Reading) -> list[Decision]:
    made: list[Decision] = []
    for minute in range(draw(st.integers(0, 6))):
        seen = [*first.claims, *(d.claim for d in made if d.claim)]
        what = draw(st.sampled_from(["add", "undo", "accept", "reject", "correct", "correct"]))
        signature = signed(minute)
        if what == "undo" and made:
            made.append(decide_undo(draw(st.sampled_from(made)), signature))
        elif what == "add" or not seen:
            new = draw(claims())
            fields = {"effect": new.effect, "low": 5, "high": 5, "claimant": new.claimant, "account": new.account}
            made.append(decide_add(DOCUMENT, new.span, fields, signature, first))
        elif what == "accept":
            made.append(decide_accept(DOCUMENT, draw(st.sampled_from(seen)), signature, first))
        elif what == "reject":
            made.append(decide_reject(DOCUMENT, draw(st.sampled_from(seen)), signature, first))
        elif what == "correct":
            changes: dict[str, object] = draw(
                st.sampled_from([{"low": 9, "high": 9}, {"effect": "missing"}, {"account": 3}, {"status": "disputed"}])
            )
            claim = draw(st.sampled_from([c for c in seen if not _is_so(c, changes)] or [None]))  # type: ignore[list-item]
            if claim is not None:
                made.append(decide_correct(DOCUMENT, claim, changes, signature, first))
    return made


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_decisions_hold_on_any_reading(data: st.DataObject) -> None:
    first = data.draw(readings())
    decisions = data.draw(decided(first))
    for found in (first, data.draw(rereadings(first))):
        result = apply_to_reading(DOCUMENT, found, decisions)
        assert apply_to_reading(DOCUMENT, result, decisions) == result
        assert apply_to_reading(DOCUMENT, found, data.draw(st.permutations(decisions))) == result
        check_whole(result)
        check_held(result, decisions)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_undoing_puts_everything_back(data: st.DataObject) -> None:
    first = data.draw(readings())
    decisions = data.draw(decided(first))
    found = data.draw(rereadings(first))
    before = apply_to_reading(DOCUMENT, found, decisions)
    target = data.draw(st.sampled_from(decisions)) if decisions else None
    if target is not None:
        undo = decide_undo(target, signed(100))
        undone = apply_to_reading(DOCUMENT, found, [*decisions, undo])
        without = [d for d in standing([*decisions, undo]) if d.id != target.id]
        assert undone == apply_to_reading(DOCUMENT, found, without)
        assert apply_to_reading(DOCUMENT, found, [*decisions, undo, decide_undo(undo, signed(101))]) == before
    all_undone = [*decisions, *(decide_undo(d, signed(200 + n)) for n, d in enumerate(standing(decisions)))]
    if not standing(all_undone):
        assert apply_to_reading(DOCUMENT, found, all_undone) == found


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_rejected_claim_stays_away_under_the_next_reader(data: st.DataObject) -> None:
    """However the next reader cuts the words and whoever it hears, as long as it finds the same effect and figure."""
    claim = data.draw(claims())
    again = _recut(claim, data.draw(st.integers(-1, 1)), data.draw(st.integers(-1, 1)))
    again = dataclasses.replace(again, claimant=_place(data.draw(st.sampled_from(SPEAKERS))))
    decision = decide_reject(DOCUMENT, claim, signed(), reading(claim))
    assert apply_to_reading(DOCUMENT, reading(again, reader="second"), [decision]).claims == ()


def check_whole(result: Reading) -> None:
    """Ids once, quotes in the text, parts of what is there, every claim in the account that it names."""
    ids = [c.id for c in result.claims]
    assert max(Counter(ids).values(), default=1) == 1
    assert all(span.stands_in(TEXT) for c in result.claims for span in c.spans)
    assert all(c.part_of is None or c.part_of in ids for c in result.claims)
    held = {(a.n, i) for a in result.accounts for i in a.claim_ids}
    assert held == {(c.account, c.id) for c in result.claims if c.account is not None}
    assert len({a.n for a in result.accounts}) == len(result.accounts)


def check_held(result: Reading, decisions: list[Decision]) -> None:
    """The last standing word on each claim is in the result, in the words it was decided in; nothing is lost."""
    by_id = {c.id: c for c in result.claims}
    behind = {decision_id for _, decision_id in result.decided}
    newest_first = standing(decisions)[::-1]
    said: set[str] = set()
    for decision in newest_first:
        earlier = decision.claim_before
        ids = {decision.subjects[1], decision.claim.id, earlier.id if earlier else decision.subjects[1]}  # type: ignore[union-attr]
        later_word = bool(ids & said)
        said |= ids
        if later_word:
            continue
        assert decision.id in behind or _joined(decision, newest_first)
        claim = decision.claim
        assert claim is not None
        if decision.kind == "reject":
            assert claim.id not in by_id
        elif decision.id in behind:
            kept = by_id[claim.id]
            assert dataclasses.replace(kept, account=claim.account, part_of=claim.part_of) == claim
    assert not [i for i in result.issues if i.code == "decision_lost" and "not in the text" in i.detail]


def _joined(decision: Decision, newest_first: tuple[Decision, ...]) -> bool:
    """Tell whether a correction made two claims one, so that a later word on the other is a word on this one too."""
    ids, grown = {decision.subjects[1]}, True
    while grown:
        about = [d for d in newest_first if ids & {*d.subjects[1:], d.claim.id}]  # type: ignore[union-attr]
        more = {i for d in about for i in (d.subjects[1], d.claim.id)}  # type: ignore[union-attr]
        grown = not more <= ids
        ids |= more
    return next(d for d in newest_first if d.subjects[1] in ids) is not decision


def _recut(claim: Claim, left: int, right: int) -> Claim:
    """The claim with its quote a word longer or shorter at each end, where that leaves something of it."""
    starts, ends = [w[0] for w in WORDS], [w[1] for w in WORDS]
    first = min(max(starts.index(claim.span.start) + left, 0), len(WORDS) - 1)
    last = min(max(ends.index(claim.span.end) + right, 0), len(WORDS) - 1)
    span = Span.of(TEXT, starts[first], ends[last]) if first <= last else claim.span
    if not span.overlaps(claim.span):
        span = claim.span
    return dataclasses.replace(claim, id=claim_id(TEXT_SHA256, span.start, span.end, claim.effect), span=span)


def _is_so(claim: Claim, changes: dict[str, object]) -> bool:
    if "low" in changes:
        return claim.count.low == changes["low"]
    return all(getattr(claim, k) == v for k, v in changes.items())


def _place(words: str | None) -> Span | None:
    if words is None:
        return None
    at = TEXT.index(words)
    return Span(at, at + len(words), words)
