"""The trained way of reading: what the tagger found, made into claims, statements and accounts by plain rules."""

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Document, Issue, Reading, Tags
from tollbook.model.reading import ReaderVersion
from tollbook.read.accounts import make_accounts, number_incidents
from tollbook.read.check import check_quotes, unlink_refused
from tollbook.read.claims import join_repeats, make_claims
from tollbook.read.covered import leave_out_covered
from tollbook.read.drafts import draft_claims
from tollbook.read.rules import settle_by_words
from tollbook.read.speakers import settle_speakers
from tollbook.read.statements import make_statements
from tollbook.read.victims import find_victims


def reading_of_tags(document: Document, tags: Tags, version: ReaderVersion, lexicon: Lexicon) -> Reading:
    """Make the reading of one document out of its tags; pure, so the same tags give the same reading."""
    text, sha = document.text, document.text_sha256
    drafts, issues = draft_claims(text, tags, lexicon, document.id)
    leaders, covered = leave_out_covered(join_repeats(drafts, tags), tags, document.id)
    victims = find_victims(text, tags)
    kept = {d.tagged.incident for d in leaders} | {at for _, at in victims}
    kept |= {s.incident for s in tags.family("statement") if max(s.several.values(), default=0.0) >= 0.5}
    numbers = number_incidents(tags, {n for n in kept if n is not None})
    speakers = tags.family("claimant")
    spoken = settle_speakers(text, make_claims(leaders, numbers, sha), speakers)
    claims, refused = check_quotes(text, settle_by_words(text, spoken, lexicon), lexicon)
    made = settle_speakers(text, make_statements(tags, numbers, lexicon, sha), speakers)
    statements, more_refused = check_quotes(text, made, lexicon)
    claims = unlink_refused(claims)
    accounts = make_accounts(document.id, tags, numbers, (claims, statements, victims))
    all_issues: list[Issue] = [*issues, *covered, *refused, *more_refused]
    return Reading(
        document.id,
        sha,
        version,
        document.language,
        tuple(claims),
        tuple(statements),
        tuple(accounts),
        tuple(all_issues),
    )
