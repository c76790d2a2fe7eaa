"""The trained way of reading: what the tagger found, made into claims, statements and accounts by plain rules."""

from dataclasses import replace

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Claim, Document, Issue, Reading, Span, Statement, Tags
from tollbook.model.reading import ReaderVersion
from tollbook.read.accounts import make_accounts, number_incidents, specify_means
from tollbook.read.admissions import find_admissions
from tollbook.read.check import check_quotes, unlink_refused
from tollbook.read.claims import join_repeats, make_claims
from tollbook.read.covered import leave_out_covered
from tollbook.read.drafts import draft_claims
from tollbook.read.lists import continue_lists
from tollbook.read.parties import settle_parties
from tollbook.read.rules import settle_by_words
from tollbook.read.speakers import settle_speakers, whole_name
from tollbook.read.statements import make_statements
from tollbook.read.victims import find_victims

# Changes whenever the same tags would give another reading: a part of the reader's version.
RULES = 2


def reading_of_tags(document: Document, tags: Tags, version: ReaderVersion, lexicon: Lexicon) -> Reading:
    """Make the reading of one document out of its tags; pure, so the same tags give the same reading."""
    text, sha = document.text, document.text_sha256
    tags = continue_lists(text, tags, lexicon)
    drafts, issues = draft_claims(text, tags, lexicon, document.id)
    leaders, covered = leave_out_covered(join_repeats(drafts, tags), tags, document.id)
    victims = find_victims(text, tags)
    kept = {d.tagged.incident for d in leaders} | {at for _, at in victims}
    # An incident of which nothing is claimed is numbered only in a text that claims nothing at all.
    kept = kept or {s.incident for s in tags.family("statement")}
    numbers = number_incidents(tags, {n for n in kept if n is not None})
    speakers = [replace(s, span=whole_name(text, s.span, lexicon)) for s in tags.family("claimant")]
    spoken = settle_speakers(text, make_claims(leaders, numbers, sha), speakers, lexicon)
    claims, refused = check_quotes(text, settle_by_words(text, spoken, lexicon, sha), lexicon)
    made = settle_speakers(text, make_statements(tags, numbers, lexicon, sha), speakers, lexicon)
    made += find_admissions(text, speakers, made, lexicon, sha) if numbers else []
    statements, more_refused = check_quotes(text, settle_parties(text, made, lexicon), lexicon)
    claims = unlink_refused(claims)
    accounts = make_accounts(document.id, tags, numbers, (claims, statements, victims))
    accounts = specify_means(text, accounts, _words_of([*claims, *statements]), lexicon)
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


def _words_of(said: list[Claim | Statement]) -> dict[int, list[Span]]:
    words: dict[int, list[Span]] = {}
    for one in said:
        if one.account is not None:
            words.setdefault(one.account, []).extend((one.span, *one.more_quotes))
    return words
