"""One document in, one reading out: by the trained reader, or a reading that says why the language is not read."""

from tollbook.model import Document, Issue, Reading
from tollbook.read.reader import read_text
from tollbook.run.kit import READ_LANGUAGES, Reader


def read_document(document: Document, reader: Reader) -> Reading:
    """Read a document; one in another language than English stays codable by hand and is reported as unread."""
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
