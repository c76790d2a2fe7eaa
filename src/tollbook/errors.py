"""Every error that Tollbook raises on purpose.

TollbookError
├── InputError        a report cannot be taken: empty, binary, damaged, too large …
├── FetchError        an address is refused or does not answer
├── QuoteError        words are said to stand where they do not stand
├── CodeError         a value outside the codebook
├── WorkspaceError    the workspace is missing, of another version, or damaged
│   └── IntegrityError   a hash, a quote or the chain of events does not hold
├── DecisionError     a decision that cannot be taken as given
├── PeopleError      an account, a password or a sign-in that is refused
├── AnswerError       a server that was asked for something says no
│   ├── AccessError      who asks may not, or has not said who they are
│   ├── MissingError     what is asked for is not there
│   └── ClashError       somebody decided meanwhile; their decisions come with it
├── ToolError         a tool that ships with the package is missing or not as pinned
└── ExportError       a record cannot be written in the format asked for

Each message says what is wrong, where, and what to do next.
"""

from collections.abc import Mapping
from typing import Any


class TollbookError(Exception):
    """What went wrong, where, and what to do about it."""


class InputError(TollbookError):
    """A report that cannot be taken."""


class FetchError(TollbookError):
    """An address that is refused or does not answer."""


class QuoteError(TollbookError):
    """Words that do not stand where they are said to stand."""


class CodeError(TollbookError):
    """A value that the codebook does not know."""


class WorkspaceError(TollbookError):
    """A workspace that is missing, of another version, or damaged."""


class IntegrityError(WorkspaceError):
    """A hash, a quote or the chain of events that does not hold."""


class DecisionError(TollbookError):
    """A decision that cannot be taken as given."""


class PeopleError(TollbookError):
    """An account, a password or a sign-in that is refused."""


class AnswerError(TollbookError):
    """What a server says is wrong: its words, the HTTP status, and the whole problem as it told it."""

    def __init__(self, detail: str, status: int = 500, problem: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.problem: Mapping[str, Any] = problem or {}


class AccessError(AnswerError):
    """Something that who asks may not see or do."""


class MissingError(AnswerError):
    """Something that is not on the server, or not there for who asks."""


class ClashError(AnswerError):
    """A decision that was not kept since somebody decided on the same thing meanwhile.

    `problem` holds their decisions (`since`) and the token (`seen`) to decide with in the knowledge of them.
    """


class ToolError(TollbookError):
    """A tool of the package that is missing or is not the one pinned."""


class ExportError(TollbookError):
    """A record that cannot be written in the format asked for."""
