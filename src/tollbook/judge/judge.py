"""An incident out of its accounts: who says what, and what follows from it by named rules; nothing is edited here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tollbook.judge.conflicts import find_conflicts
from tollbook.judge.decided import decisions_about
from tollbook.judge.grading import decided_grading, suggest_grading
from tollbook.judge.said import said_claims, said_statements
from tollbook.judge.tallies import all_tallies
from tollbook.judge.telling import Cluster, Telling
from tollbook.judge.voices import join_unnamed, voices
from tollbook.judge.when_where import choose_place, choose_time, newest_subjects
from tollbook.model import AllegedPerpetrator, Decision, Incident, Issue, Target, Victim
from tollbook.model.codes import MEANS, Means
from tollbook.text import fold

# A word that says more than another word for the same attack.
_MORE_SPECIFIC: dict[Means, tuple[Means, ...]] = {
    "airstrike": ("drone_strike",),
    "ied": ("vehicle_bomb", "suicide_attack"),
    "ground_attack": ("shooting", "arson", "stabbing", "abduction"),
}


def judge_incident(cluster: Cluster, decisions: Sequence[Decision]) -> Incident:
    """Assemble an incident from its accounts and the decisions in force; derived anew each time, never edited."""
    tellings = sorted(cluster.tellings, key=lambda t: t.order)
    account_ids = frozenset(t.account.id for t in tellings)
    about = decisions_about(cluster, decisions)
    claims, statements = join_unnamed(said_claims(tellings), said_statements(tellings))
    speakers = voices(claims, statements, tellings)
    names = {v.id: v.name for v in speakers}
    conflicts = find_conflicts(claims, statements, names)
    time = choose_time(tellings, newest_subjects(decisions, "date", account_ids))
    place = choose_place(tellings, newest_subjects(decisions, "place", account_ids))
    return Incident(
        id=cluster.id,
        accounts=tuple(t.account for t in tellings),
        time=time,
        place=place,
        means=_means(tellings),
        follow_up=any(t.account.follow_up for t in tellings),
        claims=claims,
        statements=statements,
        victims=merge_victims(v for t in tellings for v in t.account.victims),
        perpetrators=_perpetrators(tellings),
        targets=_targets(tellings),
        tallies=all_tallies(claims),
        conflicts=conflicts,
        grading=decided_grading(suggest_grading(claims, statements, conflicts, names), about),
        outlets=tuple(sorted({t.publisher for t in tellings})),
        origins=tuple(sorted({t.root.name for t in tellings})),
        voices=speakers,
        notes=tuple(d.note for d in about if d.kind == "note" and d.note),
        decision_ids=tuple(d.id for d in about),
        restricted=any(d.kind == "restrict" for d in about),
        issues=tuple(dict.fromkeys((*cluster.issues, *_unknowns(cluster, tellings)))),
    )


def merge_victims(victims: Iterable[Victim]) -> tuple[Victim, ...]:
    """Give each named victim once: one name, one effect; ages or sexes that contradict each other stay two entries."""
    merged: list[Victim] = []
    for victim in victims:
        for n, known in enumerate(merged):
            if _one_person(known, victim):
                merged[n] = replace(known, age=known.age or victim.age, sex=known.sex or victim.sex)
                break
        else:
            merged.append(victim)
    return tuple(merged)


def _one_person(left: Victim, right: Victim) -> bool:
    same_name = fold(left.name.quote) == fold(right.name.quote) and left.effect == right.effect
    agrees = None in (left.age, right.age) or left.age == right.age
    return same_name and agrees and (None in (left.sex, right.sex) or left.sex == right.sex)


def _means(tellings: Sequence[Telling]) -> Means:
    """The means that most origins name; a more specific word beats the general one it agrees with."""
    named: Counter[Means] = Counter(means for means, _ in {(t.account.means, t.origin) for t in tellings})
    del named["unknown"]
    if not named:
        return "unknown"
    chosen = min(named, key=lambda m: (m == "other", -named[m], MEANS.index(m)))
    return min((m for m in _MORE_SPECIFIC.get(chosen, ()) if m in named), key=lambda m: -named[m], default=chosen)


def _perpetrators(tellings: Sequence[Telling]) -> tuple[AllegedPerpetrator, ...]:
    """Who is said to have done it, once for each stance and speaker."""
    found: dict[tuple[str | None, ...], AllegedPerpetrator] = {}
    for telling in tellings:
        for p in telling.account.perpetrators:
            speaker = p.by_id or (fold(p.by) if p.by else telling.root.id)
            found.setdefault((p.actor_id or fold(p.name), speaker, p.stance), p)
    return tuple(found.values())


def _targets(tellings: Sequence[Telling]) -> tuple[Target, ...]:
    """What is said to have been hit, once for each speaker."""
    found: dict[tuple[str, str], Target] = {}
    for telling in tellings:
        for t in telling.account.targets:
            found.setdefault((fold(t.name), t.by_id or (fold(t.by) if t.by else telling.root.id)), t)
    return tuple(found.values())


def _unknowns(cluster: Cluster, tellings: Sequence[Telling]) -> Iterator[Issue]:
    if all(t.account.time is None for t in tellings):
        yield Issue(
            "judge", cluster.id, "time_unknown", "no report says when it happened in words that could be resolved"
        )
    if all(t.account.place is None for t in tellings):
        yield Issue("judge", cluster.id, "place_unknown", "no report names a place that could be resolved")
