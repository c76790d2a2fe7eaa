"""The one written form of everything that is kept: RFC 8785 JSON, the same bytes on every machine."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
import rfc8785

from tollbook.errors import IntegrityError, WorkspaceError


def canonical_bytes(value: Any) -> bytes:
    """Write a type of the model, or plain JSON, as canonical bytes; their SHA-256 is what the event log chains."""
    try:
        return rfc8785.dumps(msgspec.to_builtins(value))
    except (ValueError, TypeError) as error:
        raise WorkspaceError(
            f"this {type(value).__name__} cannot be kept: {error}; numbers stay below 2^53 and text is valid Unicode"
        ) from error


def canonical_text(value: Any) -> str:
    """Write `value` as canonical JSON text, the form in which rows hold it."""
    return canonical_bytes(value).decode()


def digest(text: str) -> str:
    """Hash canonical JSON text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def decode(text: str, kind: type[Any], where: str) -> Any:
    """Read canonical JSON text back into a type of the model; what does not fit is an IntegrityError naming `where`."""
    try:
        return msgspec.json.decode(text, type=kind, strict=True)
    except Exception as error:  # a type's own checks raise Tollbook's errors, msgspec wraps only some of them
        raise IntegrityError(f"{where} cannot be read back: {error}; run `tollbook verify`") from error


def timestamp(at: datetime) -> str:
    """Write a moment in UTC, to the microsecond; one without a zone is refused, since nobody knows when it was."""
    if at.tzinfo is None:
        raise WorkspaceError(f"the time {at.isoformat()} has no zone; give one, such as +00:00")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
