"""How much speaks for two accounts telling of one incident: a sum of named reasons, in bits (Fellegi and Sunter 1969).

A reason's bits are log2 of how much more often it is seen between accounts of one incident than of two, rounded by hand
from the tuning half of MAVERICK's event reports (`training/link/measure_maverick.py --weights`), where those have it;
the others (names of victims, same words, targets) are set by judgement. Weights are fixed: a score depends on its two
accounts alone, so that a new report never moves another pair.
"""

from collections.abc import Iterator
from datetime import date

from tollbook.link.distance import distance_km
from tollbook.link.traits import Figure, Traits
from tollbook.model import Reason
from tollbook.model.codes import Means

VERSION = "incidents/1"

# Of pairs within two days and one country, about one in thirty-four is of one incident (1,468 of 51,549).
PRIOR = -5.1
# Gap in days between two exact days, and the bits that it is worth; nothing is known beyond the last.
DAY_BITS = {0: 1.8, 1: -1.5, 2: -3.5}
DAY_BITS_FAR = -7.0
# Overlapping stretches, by the length in days of the longer one.
STRETCH_BITS = ((1, 1.4), (6, 0.7), (31, 0.3))
STRETCH_BITS_LONG = -2.0
# Distance in km between two precise places, and the bits up to it.
DISTANCE_BITS = ((1.0, 4.6), (3.0, 1.5), (10.0, 0.9), (30.0, -1.5), (100.0, -3.5))
DISTANCE_BITS_FAR = -9.0
SAME_NAME_BITS = 4.6
# A name shared by two places that lie further apart is no longer a slip of the gazetteer.
SAME_NAME_KM = 60.0
SAME_ADMIN_BITS = 1.5
SAME_COUNTRY_BITS = 0.7
OTHER_COUNTRY_BITS = -6.0
SHARED_ACTOR_BITS = 0.5
OTHER_ACTORS_BITS = -1.0
# A named person speaks of few incidents, an army's spokesman or a monitor of all of them.
SHARED_PERSON_BITS = 1.5
SHARED_CLAIMANT_BITS = 0.5
SHARED_TARGET_BITS = 1.5
SHARED_VICTIM_BITS = 9.0
SAME_WORDS_BITS = 9.0
TITLE_BITS = ((0.5, 2.0), (0.25, 1.5))
SAME_MEANS_BITS = 1.2
# The killed are counted with more care than the injured: the same match of figures says half as much of these.
FIGURE_WEIGHT = {"killed": 1.0}
OTHER_FIGURES_WEIGHT = 0.5
# Coded by hand, differing means are worth -2.3; a reader that takes one report in four wrongly leaves half of that.
OTHER_MEANS_BITS = -1.2
PUBLISHED_TOGETHER_BITS = 1.0

# Means that one reporter may take for the other: an airstrike that was a drone's, a shell that was a rocket.
_KIN: tuple[frozenset[Means], ...] = (
    frozenset({"airstrike", "drone_strike", "shelling", "rocket_missile", "chemical"}),
    frozenset({"ied", "suicide_attack", "vehicle_bomb", "landmine_uxo"}),
    frozenset({"shooting", "ground_attack", "arson", "stabbing", "abduction"}),
    frozenset({"ground_attack", "suicide_attack", "vehicle_bomb", "shelling"}),
)


def score(left: Traits, right: Traits) -> tuple[float, tuple[Reason, ...]]:
    """Weigh two accounts: the sum in bits, and the reasons it is made of, the prior included."""
    reasons = [_reason("prior", PRIOR, "", "")]
    for compare in (_time, _place, _actors, _claimants, _means, _figures, _targets, _victims, _words, _titles):
        reasons.extend(compare(left, right))
    return round(sum(r.score for r in reasons), 3), tuple(reasons)


def _reason(kind: str, bits: float, left: str, right: str) -> Reason:
    return Reason(f"{kind}@{VERSION}", round(bits, 3), left, right)


def _time(left: Traits, right: Traits) -> Iterator[Reason]:
    if left.days is None or right.days is None:
        yield from _published(left, right)
        return
    gap = max(0, left.days[0] - right.days[1], right.days[0] - left.days[1])
    longest = max(left.days[1] - left.days[0], right.days[1] - right.days[0])
    if gap == 0 and longest > 0:
        bits = next((b for most, b in STRETCH_BITS if longest <= most), STRETCH_BITS_LONG)
    else:
        bits = DAY_BITS.get(gap, DAY_BITS_FAR)
    yield _reason("time", bits, _said_days(left.days), _said_days(right.days))


def _published(left: Traits, right: Traits) -> Iterator[Reason]:
    days = (left.published_day, right.published_day)
    if left.main and right.main and days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= 1:
        yield _reason("published", PUBLISHED_TOGETHER_BITS, _iso(days[0]), _iso(days[1]))


def _place(left: Traits, right: Traits) -> Iterator[Reason]:
    names = (left.place_name or left.country or "", right.place_name or right.country or "")
    same_name = left.place_name is not None and left.place_name == right.place_name
    if left.precise and right.precise:
        km = distance_km((left.lat or 0.0, left.lon or 0.0), (right.lat or 0.0, right.lon or 0.0))
        bits = next((b for most, b in DISTANCE_BITS if km <= most), DISTANCE_BITS_FAR)
        if same_name and km <= SAME_NAME_KM:
            bits = max(bits, SAME_NAME_BITS)
        yield _reason("place", bits, names[0], f"{names[1]} ({km:.0f} km)")
    elif left.country and right.country and left.country != right.country:
        yield _reason("country", OTHER_COUNTRY_BITS, left.country, right.country)
    elif same_name:
        yield _reason("place_name", SAME_NAME_BITS, *names)
    elif left.admin1 is not None and left.admin1 == right.admin1 and left.country == right.country:
        yield _reason("admin", SAME_ADMIN_BITS, left.admin1, right.admin1)
    elif left.country is not None and left.country == right.country:
        yield _reason("country", SAME_COUNTRY_BITS, left.country, left.country)


def _actors(left: Traits, right: Traits) -> Iterator[Reason]:
    if not left.actors or not right.actors:
        return
    shared = left.actors & right.actors
    if shared:
        yield _reason("actors", SHARED_ACTOR_BITS, _listed(shared), _listed(shared))
    else:
        yield _reason("actors", OTHER_ACTORS_BITS, _listed(left.actors), _listed(right.actors))


def _claimants(left: Traits, right: Traits) -> Iterator[Reason]:
    shared = left.claimants & right.claimants
    if shared:
        person = any(c.startswith("name:") for c in shared)
        bits = SHARED_PERSON_BITS if person else SHARED_CLAIMANT_BITS
        yield _reason("claimants", bits, _listed(shared), _listed(shared))


def _means(left: Traits, right: Traits) -> Iterator[Reason]:
    means = {left.means, right.means}
    if means & {"unknown", "other"}:
        return
    if len(means) == 1:
        yield _reason("means", SAME_MEANS_BITS, left.means, right.means)
    elif not any(means <= kin for kin in _KIN):
        yield _reason("means", OTHER_MEANS_BITS, left.means, right.means)


def _figures(left: Traits, right: Traits) -> Iterator[Reason]:
    for effect in ("killed", "injured", "abducted", "missing"):
        ours = [f for f in left.figures if f.effect == effect]
        theirs = [f for f in right.figures if f.effect == effect]
        if not ours or not theirs:
            continue
        bits, mine, other = max((_figure_bits(a, b), _said(a), _said(b)) for a in ours for b in theirs)
        if bits:
            yield _reason(effect, bits * FIGURE_WEIGHT.get(effect, OTHER_FIGURES_WEIGHT), mine, other)


def _figure_bits(left: Figure, right: Figure) -> float:
    """Equal large figures say much, near ones less (a toll rises), far ones speak against; 0 harmed says nothing."""
    a = left.low if left.low is not None else left.high
    b = right.low if right.low is not None else right.high
    if a is None or b is None or a == 0 or b == 0:
        return 0.0
    low, high = min(a, b), max(a, b)
    if low == high:
        return 1.0 if low == 1 else 2.5 if low < 5 else 4.5
    if high <= 1.5 * low:
        return 3.0
    if high <= 3 * low:
        return 1.0
    return -0.5


def _targets(left: Traits, right: Traits) -> Iterator[Reason]:
    shared = left.targets & right.targets
    if shared:
        yield _reason("targets", SHARED_TARGET_BITS, _listed(shared), _listed(shared))


def _victims(left: Traits, right: Traits) -> Iterator[Reason]:
    shared = left.victims & right.victims
    if shared:
        yield _reason("victims", SHARED_VICTIM_BITS, _listed(shared), _listed(shared))


def _words(left: Traits, right: Traits) -> Iterator[Reason]:
    shared = left.sayings & right.sayings if left.origin == right.origin else frozenset()
    if shared:
        yield _reason("same_words", SAME_WORDS_BITS, _listed(shared), _listed(shared))


def _titles(left: Traits, right: Traits) -> Iterator[Reason]:
    if not left.title_words or not right.title_words:
        return
    shared = left.title_words & right.title_words
    likeness = len(shared) / len(left.title_words | right.title_words)
    bits = next((b for least, b in TITLE_BITS if likeness >= least), 0.0)
    if bits:
        yield _reason("titles", bits, _listed(shared), _listed(shared))


def _said(figure: Figure) -> str:
    ends = ("" if n is None else str(n) for n in (figure.low, figure.high))
    return "–".join(ends)


def _said_days(days: tuple[int, int]) -> str:
    return _iso(days[0]) if days[0] == days[1] else f"{_iso(days[0])}–{_iso(days[1])}"


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
