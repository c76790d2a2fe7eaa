"""Taking reports in while others look on: one intake after another in the background, each telling how far it is."""

import queue
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from tollbook.errors import TollbookError
from tollbook.model import ReaderVersion, Tags
from tollbook.model.tools import Tagger
from tollbook.run.inputs import Input, InputRefused
from tollbook.run.kit import Reader
from tollbook.run.live import LiveRecord
from tollbook.run.local import TakeReport, take_inputs
from tollbook.store.db import Workspace

Stage = Literal["waiting", "loading", "fetching", "making_text", "reading", "linking", "done", "failed"]
STAGES: tuple[Stage, ...] = get_args(Stage)
MOST_KEPT = 200  # intakes that can be looked at afterwards
MOST_WAITING = 20


class TooMany(TollbookError):
    """More waits to be taken in than will be soon."""


@dataclass
class Intake:
    """One person's reports on their way in: how far they are, and in the end what became of them.

    `stage` tells of the input `name`, the `number`th of them.
    """

    id: str
    by: str
    names: tuple[str, ...]
    inputs: Iterable[Input | InputRefused] = field(repr=False)
    stage: Stage = "waiting"
    name: str = ""
    number: int = 0
    report: TakeReport | None = None
    fault: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more happens."""
        return self.stage in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Room:
    """Where reports are taken in: the workspace, its record, and the reader, which is loaded when it is needed."""

    ws: Workspace
    live: LiveRecord
    reader: Callable[[], Reader]


class Intakes:
    """The intakes of a server: one is worked on at a time, by a thread that is started with the first."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._known: dict[str, Intake] = {}
        self._waiting: queue.Queue[tuple[Intake, Callable[[TakeReport], None]]] = queue.Queue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(
        self,
        by: str,
        names: Sequence[str],
        inputs: Iterable[Input | InputRefused],
        then: Callable[[TakeReport], None] = lambda report: None,
    ) -> Intake:
        """Put reports in the row; `then` is told what became of them. TooMany where the row is too long."""
        if self._waiting.qsize() >= MOST_WAITING:
            raise TooMany(f"{MOST_WAITING} intakes wait already; try again when some of them are done")
        intake = Intake(secrets.token_hex(8), by, tuple(names), inputs)
        with self._lock:
            self._known[intake.id] = intake
            for old in [i for i in self._known.values() if i.is_over][:-MOST_KEPT]:
                del self._known[old.id]
            self._waiting.put((intake, then))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._thread.start()
        return intake

    def get(self, intake_id: str) -> Intake | None:
        """Give an intake of this server's run; None where there is none."""
        return self._known.get(intake_id)

    def _work(self) -> None:
        while True:
            intake, then = self._waiting.get()
            intake.stage = "loading"
            try:
                intake.report = self._take(intake)
                then(intake.report)
                intake.stage = "done"
            except Exception as error:  # one that fails must not stop those after it
                intake.fault = str(error) or type(error).__name__
                intake.stage = "failed"
            finally:
                intake.inputs = ()

    def _take(self, intake: Intake) -> TakeReport:
        reader = self._room.reader()

        def hear(stage: Stage) -> None:
            intake.stage = stage

        heard = Reader(_Heard(reader.tagger, hear), reader.lexicon)
        report = take_inputs(self._room.ws, _told(intake), heard, lambda name: hear("making_text"), intake.by)
        intake.stage = "linking"
        self._room.live.catch_up()
        return report


def _told(intake: Intake) -> Iterator[Input | InputRefused]:
    """Give the inputs one by one, and tell of each that it is being had."""
    coming = iter(intake.inputs)
    while True:
        intake.stage = "fetching"
        intake.name = intake.names[intake.number] if intake.number < len(intake.names) else ""
        given = next(coming, None)
        if given is None:
            return
        intake.number += 1
        yield given


class _Heard:
    """A tagger that tells when it begins to read."""

    def __init__(self, tagger: Tagger, hear: Callable[[Stage], None]) -> None:
        self._tagger, self._hear = tagger, hear

    @property
    def version(self) -> ReaderVersion:
        """Give the version of the tagger itself."""
        return self._tagger.version

    def tag(self, text: str) -> Tags:
        """Read, and tell that it is being read."""
        self._hear("reading")
        return self._tagger.tag(text)
