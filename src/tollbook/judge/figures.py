"""Counts as said: the ends of a range, the one figure that words state, and which claim of a voice is its latest."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from tollbook.model import Claim, Count, SaidClaim


def stated_ends(counts: Iterable[Count]) -> tuple[int | None, int | None]:
    """Give the lowest floor and the highest ceiling that are stated, so wide that no figure said lies outside.

    Where one says "at least 30" above every stated ceiling, the range is open; where one says "up to 15" below every
    stated floor, it begins there.
    """
    said = list(counts)
    floors = [c.low for c in said if c.low is not None]
    ceilings = [c.high for c in said if c.high is not None]
    low, high = min(floors, default=None), max(ceilings, default=None)
    if high is not None and any(c.high is None and c.low is not None and c.low > high for c in said):
        high = None
    if low is not None:
        low = min([low, *(c.high for c in said if c.low is None and c.high is not None)])
    return low, high


def figure(count: Count) -> int | None:
    """The one number that a count states, whether or not "at least" or "up to" it; None for ranges and vague words."""
    if count.wording in ("range", "vague"):
        return None
    return count.low if count.low is not None else count.high


def meets(left: Count, right: Count, slack: float = 0.0) -> bool:
    """Tell whether two counts can be of one number; `slack` is the share by which "about" may be off."""
    return _begins(left, slack) <= _ends(right, slack) and _begins(right, slack) <= _ends(left, slack)


def as_it_may_rise(claim: Claim) -> Count:
    """The count of a claim as others must meet it: a provisional toll says that it may rise, so it has no ceiling."""
    if claim.provisional and claim.count.high is not None and claim.count.low is not None:
        return Count(claim.count.low, None, "at_least")
    return claim.count


def current(claims: Sequence[SaidClaim]) -> list[SaidClaim]:
    """Of each voice its latest claim, by publication; of one moment the higher figure, since tolls rise."""
    latest: dict[str, SaidClaim] = {}
    for said in sorted(claims, key=_recency):
        latest[said.voice_id] = said
    return [latest[voice] for voice in sorted(latest)]


def moment(published: str | None) -> str:
    """A time of publication that sorts: the day, then the time in UTC where it was said; empty where nothing was."""
    if published is None or len(published) <= 10:
        return published or ""
    when = datetime.fromisoformat(published)
    return (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()


def _recency(said: SaidClaim) -> tuple[str, int, int, str]:
    count = said.claim.count
    return moment(said.published), count.low or 0, count.high or 0, said.claim.id


def _begins(count: Count, slack: float) -> float:
    low = count.low if count.low is not None else 0
    return low * (1 - slack) if count.wording == "about" else low


def _ends(count: Count, slack: float) -> float:
    if count.high is None:
        return float("inf")
    return count.high * (1 + slack) if count.wording == "about" else count.high
