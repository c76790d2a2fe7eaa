"""Which language a text is in, by its letters; None where the text is too short or the answer not sure."""

from functools import cache
from typing import Any

LEAST_LETTERS = 30  # below this a list of names is taken for any language
# 491 pieces of English news, at .5: of 100 letters 88 % are named English and 9 (1.8 %) wrongly as another language,
# of 200 letters 98 % and 1.
LEAST_SURE = 0.5
# Nigerian Pidgin is near English: pieces of English news reach .9 as Pidgin, two lines of real Pidgin reach .9999.
PIDGIN, PIDGIN_SURE = "pcm", 0.99
# A text is named by its start (0.1 ms), and by more of it only where the start leaves it open.
FIRST_READ, MOST_READ = 300, 2000


def identify_language(text: str) -> str | None:
    """Name the language of a text by its ISO 639 code, or None where it is not sure."""
    return _named(text[:FIRST_READ]) or (_named(text[:MOST_READ]) if len(text) > FIRST_READ else None)


def _named(sample: str) -> str | None:
    sample = " ".join(sample.split()).encode("utf-8", "replace").decode("utf-8")
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return None
    language, sure = _identifier().classify(sample)
    if language == PIDGIN and sure < PIDGIN_SURE:
        language, sure = _without_pidgin().classify(sample)
    return str(language) if sure >= LEAST_SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second: only where a text needs it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _without_pidgin() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if label != PIDGIN])
    return identifier
