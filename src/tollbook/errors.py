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
├── ToolError         a tool that ships with the package is missing or not as pinned
└── ExportError       a record cannot be written in the format asked for

Each message says what is wrong, where, and what to do next.
"""


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


class ToolError(TollbookError):
    """A tool of the package that is missing or is not the one pinned."""


class ExportError(TollbookError):
    """A record that cannot be written in the format asked for."""
