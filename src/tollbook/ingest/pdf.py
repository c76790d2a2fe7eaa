"""PDF files: the words of their text layer, page after page, with lines joined to paragraphs."""

import re
from typing import Any

from tollbook.errors import InputError
from tollbook.model import Extractor

MOST_PAGES = 2000
_ENDS = re.compile(r"[.!?:;][\"'”’»)\]]*$")
FULL_LINE = 0.75  # of the usual width: a shorter line that ends a sentence ends a paragraph
SHORT_LINE = 0.5  # a shorter line is a heading or stands alone


def extract_pdf(raw: bytes) -> tuple[str, str | None]:
    """Give the text and the title of a PDF; raise InputError where it is locked, damaged or has no text layer."""
    import pypdfium2  # only where there is a PDF

    try:
        with pypdfium2.PdfDocument(raw) as file:
            if len(file) > MOST_PAGES:
                raise InputError(f"the PDF has {len(file)} pages, over {MOST_PAGES}. Split it.")
            pages = [_page_text(page) for page in file]
            title = file.get_metadata_dict().get("Title", "").strip()
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise InputError("the PDF is locked with a password. Save it without one.") from None
        raise InputError(f"the PDF is damaged ({error}). Copy or download it again.") from None
    text = "\n\n".join(page for page in pages if page)
    if not text.strip():
        raise InputError("the PDF has no text layer (scanned pages?). Run OCR over it, or type out the report.")
    return text, None if not title or title.startswith("Microsoft Word") or "untitled" in title.lower() else title


def pdf_extractor() -> Extractor:
    """Name the program that reads PDF, with its version."""
    from importlib.metadata import version

    return Extractor("pypdfium2", version("pypdfium2"), "lines joined/1")


def join_lines(page: str) -> str:
    """Join the printed lines of a page to paragraphs: a line break ends a sentence, and print breaks lines anywhere."""
    # PDFium puts U+FFFE or U+0002 where a word is divided at the end of a line.
    page = re.sub(r"[\ufffe\u0002]\s*\n?", "", page.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.strip() for line in page.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    out: list[str] = []
    joined = False
    for line in lines:
        if joined and line and out:
            out[-1] = f"{out[-1]} {line}"
        elif line:
            out.append(line)
        joined = bool(line) and not _ends_paragraph(line, usual)
    return "\n".join(out)


def _page_text(page: Any) -> str:
    return join_lines(page.get_textpage().get_text_range())


def _ends_paragraph(line: str, usual: int) -> bool:
    if _ENDS.search(line):
        return len(line) < FULL_LINE * usual
    return len(line) < SHORT_LINE * usual
