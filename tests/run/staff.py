"""A workspace's people for tests: cheap hashes, a clock that is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from tollbook.run.people import By, Staff
from tollbook.run.people_acts import add_person
from tollbook.run.people_passwords import Passwords
from tollbook.store.people import open_people

MONDAY = datetime(2024, 9, 2, 9, 0, tzinfo=UTC)
SECRET = "seven grey herons"


def cheap() -> PasswordHash:
    """A hasher that costs nothing."""
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


def at(hours: float = 0, days: float = 0) -> datetime:
    """A moment so long after Monday morning."""
    return MONDAY + timedelta(hours=hours, days=days)


def hand(name: str = "Ada", hours: float = 0, days: float = 0) -> By:
    """Who does something, and when."""
    return By(name, at(hours, days))


def staff_in(directory: Path, *people: tuple[str, str]) -> Staff:
    """Open the people of a folder, with these names and roles, all with the same password."""
    staff = Staff(open_people(directory), Passwords(cheap()))
    for name, role in people:
        add_person(staff, hand(name), name, role, SECRET)
    return staff
