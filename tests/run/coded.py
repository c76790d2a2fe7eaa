"""A report that three people work on: Ada and Ben code it, Cleo settles it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.run.staff import at, hand, staff_in
from tests.store.things import keep, report
from tollbook.model import Account, Claim, Coding, CodingRound, Count, Document, ReaderVersion, Reading, Span
from tollbook.model.ids import claim_id
from tollbook.review.decide import find_words
from tollbook.run import coding
from tollbook.run.coding import Plan, open_round
from tollbook.run.kit import build_tools
from tollbook.run.live import LiveRecord
from tollbook.run.live_desk import LiveDesk
from tollbook.run.people import Staff
from tollbook.store import write
from tollbook.store.db import Workspace, open_workspace

TEXT = (
    "Drones killed 21 civilians, among them 11 children, in Tinzaouatine on Sunday, the movement said. "
    "Seven people were wounded. The army said that it struck terrorists."
)
TOTAL = {"quote": "21 civilians", "effect": "killed", "low": 21, "high": 21, "status": "civilian"}
CHILDREN = {"quote": "11 children", "effect": "killed", "low": 11, "high": 11, "status": "civilian"}
WOUNDED = {"quote": "Seven people", "effect": "injured", "low": 7, "high": 7}


class Place:
    """A workspace with one report, its people, and a round that is open."""

    def __init__(self, ws: Workspace, staff: Staff) -> None:
        self.ws, self.staff = ws, staff
        self.document = keep(ws, report(TEXT))
        write.add_reading(ws, read_by_machine(self.document), at())
        self.live = LiveRecord(ws, build_tools(ws.directory))

    def open(self, blind: bool = True) -> CodingRound:
        """Cleo asks Ada and Ben to code the report."""
        plan = Plan("August", (self.document.id,), ("Ada", "Ben"), blind, "named by id")
        return open_round(self.ws, self.staff, hand("Cleo"), plan, {self.document.id: self.document})

    def desk(self) -> LiveDesk:
        """A desk over the record as it is now."""
        return LiveDesk(self.ws, snapshot=self.live.now(), live_tools=build_tools(self.ws.directory))

    def code(self, made: CodingRound, coder: str, *fields: Mapping[str, Any]) -> Coding:
        """A coder marks claims or statements and hands the coding in."""
        machine = self.live.now().readings[self.document.id]
        shown = coding.coding_to_show(self.ws, made, self.document, coder, machine)
        for one in fields:
            shown = coding.keep(self.ws, made, coding.with_added(shown, self.document, one), at(1))
        return coding.keep(self.ws, made, shown, at(2), submitted=True)


@contextmanager
def place(directory: Path) -> Iterator[Place]:
    """Open the workspace with its people."""
    people = (("Dan", "admin"), ("Ada", "coder"), ("Ben", "coder"), ("Cleo", "reviewer"), ("Finn", "reader"))
    with open_workspace(directory, create=True) as ws:
        staff = staff_in(directory, *people)
        yield Place(ws, staff)
        staff.close()


def read_by_machine(document: Document) -> Reading:
    """What the machine read: the total with a wrong status, and three terrorists that nobody counted."""
    total = machine_claim(document, "21 civilians", 21)
    three = machine_claim(document, "terrorists", 2)
    account = Account(document.id, 1, True, (total.id, three.id), (), (), (find_words(document, "Tinzaouatine"),))
    claims = (total, three)
    return Reading(document.id, document.text_sha256, ReaderVersion("reader", "1"), "en", claims, (), (account,))


def machine_claim(document: Document, quote: str, low: int) -> Claim:
    """A claim as the machine found it, in the text's own voice, status unknown."""
    span: Span = find_words(document, quote)
    made = Claim(
        claim_id(document.text_sha256, span.start, span.end, "killed"), span, "killed", Count(low, low, "exact")
    )
    return replace(made, account=1, score=0.6)
