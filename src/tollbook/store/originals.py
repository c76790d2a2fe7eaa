"""The original bytes of reports, one file each, named by their hash; on the disk before the database says so."""

import os
from pathlib import Path

from tollbook.errors import IntegrityError, WorkspaceError
from tollbook.model.ids import sha256_bytes

FOLDER = "originals"


def path_of(sha256: str) -> str:
    """Give the place of these bytes within the workspace: `originals/ab/ab12…`."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def write(directory: Path, sha256: str, raw: bytes) -> None:
    """Keep bytes under their hash: written aside, synced, then renamed, so that no half file has the name."""
    path = directory / path_of(sha256)
    if path.is_file() and path.stat().st_size == len(raw) and sha256_bytes(path.read_bytes()) == sha256:
        return
    aside = path.with_name(f"{sha256}.{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WorkspaceError(
            f"the original bytes cannot be kept at {path}: {error.strerror}; is the disk full?"
        ) from error


def read(directory: Path, sha256: str) -> bytes:
    """Give the bytes back, checked against their hash."""
    path = directory / path_of(sha256)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise IntegrityError(f"the original bytes {path} cannot be read: {error.strerror}; restore a backup") from error
    if sha256_bytes(raw) != sha256:
        raise IntegrityError(f"the original bytes {path} are not those archived; restore a backup")
    return raw


def remove(directory: Path, sha256: str) -> None:
    """Remove bytes for good, half-written ones of a stopped program too."""
    folder = (directory / path_of(sha256)).parent
    if not folder.is_dir():
        return
    for path in folder.glob(f"{sha256}*"):
        path.unlink(missing_ok=True)
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
