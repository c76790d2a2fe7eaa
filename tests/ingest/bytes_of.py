"""Makers of small files of each format, written out here so that a test shows what it tests."""

import json


def pdf(*pages: str, title: str = "", locked: bool = False) -> bytes:
    """A PDF with one page for each text (lines parted by a newline); an empty text is a page without words."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = " ".join(f"({line}) Tj 0 -14 Td" for line in page.split("\n")) if page else ""
        stream = f"BT /F1 11 Tf 60 720 Td {lines} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % content
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    objects.append(f"<< /Title ({title}) >>".encode("latin-1"))
    info = len(objects)
    lock = b""
    if locked:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32))
        lock = b" /Encrypt %d 0 R /ID [<61> <61>]" % len(objects)
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R%s >>" % (len(objects) + 1, info, lock)
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        out,
        len(objects) + 1,
        table,
        tail,
        len(out),
    )


def page(body: str, head: str = "") -> bytes:
    """An HTML page in UTF-8."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def article(*paragraphs: str, head: str = "", around: str = "") -> bytes:
    """An HTML page with an article, and with what stands around it."""
    return page(f"{around}<article>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article>", head)


def feed(*items: str, title: str = "City Times") -> bytes:
    """An RSS feed of items that are written out as XML."""
    inner = "".join(f"<item>{i}</item>" for i in items)
    channel = f"<channel><title>{title}</title>{inner}</channel>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">{channel}</rss>'.encode()


def message(number: int, text: object, **more: object) -> dict[str, object]:
    """A message of Telegram's export."""
    return {"id": number, "type": "message", "date_unixtime": "1724591400", "text": text, **more}


def export(*messages: object, name: str = "Border Notes", kind: str = "public_channel") -> bytes:
    """Telegram's export of one channel."""
    return json.dumps({"name": name, "type": kind, "id": 1, "messages": messages}, indent=1).encode()


LEAD = "At least twelve people were killed when shells hit the market of Arkot on Monday, the mayor said."
SECOND = "Thirty others were wounded, said a doctor at the only hospital of the town, which was full by the evening."
