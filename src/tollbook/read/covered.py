"""Named persons under a total: victims, not claims (codebook part 1: a name counts where no total covers it)."""

from tollbook.model import Issue, Tags
from tollbook.read.drafts import Draft


def leave_out_covered(drafts: list[Draft], tags: Tags, subject: str) -> tuple[list[Draft], list[Issue]]:
    """Leave out each claim of one named person where a total of the same effect and incident stands in the text."""
    names = [t.span for t in tags.family("victim") if t.fields.get("effect") != "none"]
    kept: list[Draft] = []
    issues: list[Issue] = []
    for draft in drafts:
        named = any(draft.tagged.span.overlaps(name) for name in names)
        if named and draft.count.low == draft.count.high == 1 and _has_total(draft, drafts):
            detail = f"{draft.tagged.span.quote!r} names a victim whom a total covers"
            issues.append(Issue("read", subject, "named_under_total", detail))
        else:
            kept.append(draft)
    return kept, issues


def _has_total(draft: Draft, drafts: list[Draft]) -> bool:
    return any(
        other.effect == draft.effect
        and other.tagged.incident == draft.tagged.incident
        and other.count.wording != "vague"
        and (other.count.low or 0) >= 2
        for other in drafts
    )
