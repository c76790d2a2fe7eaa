"""Which language a text is in, by its letters; None where the text is too short or the answer not sure."""

from functools import cache
from typing import Any

LEAST_LETTERS = 30  # below this a list of names is taken for any language
# 492 pieces of English news: at .5 of 100 letters 88 % are named and 0.2 % named wrongly, of 200 letters 98 % and none.
LEAST_SURE = 0.5
# Nigerian Pidgin is near English: pieces of English news reach .9 as Pidgin, two lines of real Pidgin reach .9999.
PIDGIN, PIDGIN_SURE = "pcm", 0.99
MOST_READ = 5000  # the answer does not change after some thousand letters; the time does


def identify_language(text: str) -> str | None:
    """Name the language of a text by its ISO 639 code, or None where it is not sure."""
    sample = " ".join(text[: MOST_READ * 2].split())[:MOST_READ]
    sample = sample.encode("utf-8", "replace").decode("utf-8")
    if sum(c.isalpha() for c in sample) < LEAST_LETTERS:
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
