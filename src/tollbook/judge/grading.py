"""A suggested grading in Airwars' words; it measures responsibility and corroboration, not how sure the count is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from tollbook.judge.aims import aim_of
from tollbook.model import Conflict, Decision, Grading, SaidClaim, SaidStatement
from tollbook.model.incident import Grade

RULE = "airwars-suggested/1"
_HARM = ("killed", "injured", "harmed")
# Whose word alone is context and no corroboration of harm to civilians (Airwars' own standard).
_NOT_CREDIBLE = ("social_media_user",)


def suggest_grading(
    claims: Sequence[SaidClaim],
    statements: Sequence[SaidStatement],
    conflicts: Sequence[Conflict],
    names: Mapping[str, str] | None = None,
) -> Grading | None:
    """Suggest confirmed, fair, weak, contested or discounted with the reason; None where no harm is claimed.

    `names` are the voices by id, for the words of the reasons.
    """

    def listed(voice_ids: Iterable[str]) -> str:
        return ", ".join((names or {}).get(v, v) for v in voice_ids)

    harm = [s for s in claims if _is_harm(s)]
    if not harm:
        return None
    civilian = [s for s in harm if s.claim.status in ("civilian", "unknown", "disputed")]
    if not civilian:
        return Grading(
            "discounted", RULE, ("all who are said to be harmed are said to be fighters or security forces",)
        )
    voices = sorted({s.voice_id for s in civilian})
    admitted = _admitting(statements)
    accepted = [v for v in voices if v in admitted and not _has_another_account(v, statements)]
    if accepted:
        return Grading("confirmed", RULE, (f"{listed(accepted)} accepted responsibility for harm to civilians",))
    reasons = [f"{listed(admitted)} admitted the attack, not harm to civilians"] if admitted else []
    rival = [c for c in conflicts if c.kind == "responsibility" and _names_rivals(c, statements)]
    if rival:
        return Grading("contested", RULE, (*reasons, f"competing claims of responsibility: {rival[0].detail}"))
    credible = sorted({s.voice_id for s in civilian if s.claim.claimant_kind not in _NOT_CREDIBLE})
    held = sorted({s.voice_id for s in statements if s.statement.stance in ("blames", "admits")})
    if len(credible) >= 2 and held:
        reasons.append(f"{len(credible)} independent voices tell of harm to civilians: {listed(credible)}")
        reasons.append(f"a party is held responsible by {listed(held)}")
        return Grading("fair", RULE, tuple(reasons))
    if len(credible) >= 2:
        reasons.append(f"{len(credible)} independent voices tell of harm to civilians, none says who did it")
        return Grading("weak", RULE, tuple(reasons))
    return Grading("weak", RULE, (*reasons, f"a single source tells of harm to civilians: {listed(voices)}"))


DECIDED = "decision"  # stands where a rule would: a person graded


def decided_grading(suggested: Grading | None, decisions: Iterable[Decision]) -> Grading | None:
    """Give the newest grade that a person decided, else what the rule suggests."""
    graded = sorted((d for d in decisions if d.kind == "grade" and d.grade), key=lambda d: (d.decided_at, d.id))
    for decision in reversed(graded):
        for grade in get_args(Grade):
            if grade == decision.grade:
                return Grading(grade, DECIDED, (decision.reason,), decision.decided_by)
    return suggested


def _is_harm(said: SaidClaim) -> bool:
    claim = said.claim
    counted = claim.scope == "incident" and claim.polarity == "affirmed" and claim.certainty != "possible"
    return counted and claim.effect in _HARM and claim.count.high != 0


def _admitting(statements: Iterable[SaidStatement]) -> list[str]:
    """The voices that say that they themselves did it."""
    return sorted({s.voice_id for s in statements if s.statement.stance == "admits"})


def _has_another_account(voice: str, statements: Sequence[SaidStatement]) -> bool:
    """A voice that says that it hit fighters, or that blames others, has not accepted the harm to civilians."""
    if any(s.statement.stance == "blames" for s in statements if s.voice_id == voice):
        return True
    targets = (s.statement for s in statements if s.voice_id == voice and s.statement.kind == "target")
    return any(aim_of((t.object or t.span).quote) == "fighters" for t in targets)


def _names_rivals(conflict: Conflict, statements: Iterable[SaidStatement]) -> bool:
    """A bare denial by the one accused is no competing claim; two different parties held responsible are."""
    kinds = {s.statement.stance for s in statements if s.statement.id in (conflict.left, conflict.right)}
    return "denies" not in kinds
