"""One document in, one reading out: by the trained reader where it knows the language, else a reading that says why not."""

from tollbook.model import Document, Issue, Reading
from tollbook.read.reader import read_text
from tollbook.run.kit import READ_LANGUAGES, Reader


def read_document(document: Document, reader: Reader) -> Reading:
    """Read a document; another language than English is kept, searchable and codable by hand, and reported as unread."""
    if document.language is None or document.language in READ_LANGUAGES:
        return read_text(document, reader.tagger, reader.lexicon)
    detail = (
        f"language {document.language!r} is not read yet (read: {', '.join(READ_LANGUAGES)}); the report is archived "
        "and searchable, and `tollbook decide add` marks its claims by hand"
    )
    return Reading(
        document.id,
        document.text_sha256,
        reader.tagger.version,
        document.language,
        issues=(Issue("read", document.id, "language_not_read", detail),),
    )
