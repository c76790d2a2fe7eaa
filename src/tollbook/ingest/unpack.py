"""Unpacking gzip within a limit."""

import gzip
import io
import zlib

from tollbook.errors import InputError


def unpack_gzip(raw: bytes, limit: int) -> bytes:
    """Unpack gzip bytes, members and all; raise InputError where they are cut short, damaged or too large unpacked."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as stream:
            unpacked = stream.read(limit + 1)
    except EOFError:
        raise InputError("the gzip file is cut short: its end is missing. Copy or download it again.") from None
    except (OSError, zlib.error) as error:
        raise InputError(f"the gzip file is damaged ({error}). Copy or download it again.") from None
    if len(unpacked) > limit:
        megabytes = limit // 1_000_000
        raise InputError(
            f"the gzip file unpacks to more than {megabytes} MB. Unpack it and split it, or raise the limit."
        )
    return unpacked
