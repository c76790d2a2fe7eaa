"""Passwords: argon2id hashes, and checks that take as long for a name that nobody has."""

import secrets
import threading
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from tollbook.errors import PeopleError
from tollbook.store.people import folded

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST, LONGEST = 12, 256
# One check takes 64 MiB and about 0.1 s of a core; more than two at once would let a flood of sign-ins eat the memory.
AT_ONCE = 2


class Passwords:
    """Makes and checks hashes of passwords; `hasher` is argon2id with the library's recommended cost."""

    def __init__(self, hasher: "PasswordHash | None" = None) -> None:
        self._given = hasher
        self._room = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _hasher(self) -> "PasswordHash":
        if self._given is not None:
            return self._given
        from pwdlib import PasswordHash

        return PasswordHash.recommended()

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe(32))

    def make_hash(self, password: str, name: str) -> str:
        """Hash a new password; one that is too short, too long or the person's own name is refused."""
        plain = _plain(password)
        if not SHORTEST <= len(plain) <= LONGEST:
            raise PeopleError(f"a password has {SHORTEST} to {LONGEST} characters; a few unrelated words are best")
        if folded(name) in folded(plain) or len(set(plain)) < SHORTEST // 3:
            raise PeopleError("this password is easy to guess: choose one without your name, of more than few letters")
        with self._room:
            return self._hasher.hash(plain)

    def match(self, password: str, known: str | None) -> tuple[bool, str | None]:
        """Tell whether a password has this hash, and give a newer hash where today's cost is higher.

        `known` is None for a name that nobody has; the check is made all the same, against a hash that nothing has, so
        that the time of an answer tells nobody who works here.
        """
        nobody = self._nobody
        plain = _plain(password[: LONGEST * 4])
        with self._room:
            right, newer = self._hasher.verify_and_update(plain, known or nobody)
        return right and known is not None and len(password) <= LONGEST * 4, newer


def _plain(password: str) -> str:
    """One form for what is typed alike on different keyboards."""
    return unicodedata.normalize("NFKC", password)
