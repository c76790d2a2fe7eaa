"""What judging is handed: the accounts of one incident, each with its claims, statements and where it was published."""

from dataclasses import dataclass

from tollbook.model import Account, Claim, Issue, Statement


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who stands behind a document's own voice: the agency that it credits, else its publisher."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's account of the incident.

    `origin` is the document that this one copies (itself where it copies none), `root` whose voice its own voice is,
    `decided` pairs claims and statements with the decision that stands behind them.
    """

    account: Account
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    publisher: str
    origin: str
    root: Outlet
    published: str | None = None
    decided: tuple[tuple[str, str], ...] = ()

    @property
    def document_id(self) -> str:
        """The document that tells."""
        return self.account.document_id

    @property
    def order(self) -> tuple[bool, str, str, int]:
        """Originals before copies, then by publication (unknown last), document and number."""
        copied = self.origin != self.document_id
        return copied, self.published or "9999", self.document_id, self.account.n


@dataclass(frozen=True, slots=True)
class Cluster:
    """The accounts that link found to be of one incident, under the id that the register gives it."""

    id: str
    tellings: tuple[Telling, ...]
    issues: tuple[Issue, ...] = ()
