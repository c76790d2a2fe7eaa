"""All that only SQLite knows: pragmas, write locks, append-only guards, full-text search, and wiping.

The guards are triggers that refuse every update and delete. One opening is left, for a withdrawal: a row that stands in
`erased` may lose its words, and nothing else of it may change. Triggers are a seat belt; the proof is the event log.
"""

import re
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection

WAIT_MS = 60_000  # another writer holds the lock for milliseconds; a bulk import on a slow disk for seconds
FTS = "document_fts"

# What of each table a withdrawal may blank, and the column that names its row in `erased`.
_BLANKED = {
    "document": ("id", ("url", "title", "text", "json")),
    "said": ("seq", ("json",)),
    "reading": ("seq", ("json",)),
    "decision": ("seq", ("json",)),
    "issue": ("seq", ("json",)),
    "coding": ("seq", ("json",)),
    "verdict": ("seq", ("json",)),
}
_FIXED = {
    "document": ("seq", "id", "source_id", "raw_sha256", "text_sha256", "sha256"),
    "said": ("seq", "document_id", "sha256"),
    "reading": ("seq", "document_id", "reader", "sha256"),
    "decision": ("seq", "id", "kind", "sha256"),
    "issue": ("seq", "id", "room", "code", "sha256"),
    "coding": ("seq", "id", "round_id", "document_id", "coder", "submitted_at", "sha256"),
    "verdict": ("seq", "id", "round_id", "document_id", "sha256"),
}
_CLOSED = ("event", "source", "original", "register", "withdrawn", "erased", "named", "coding_round")


def prepare(engine: Engine) -> None:
    """Set every connection of `engine` up: WAL, full syncs, foreign keys, and BEGIN in our own hands."""
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: DBAPIConnection, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a decision that was confirmed is on the disk. recursive_triggers: REPLACE may not slip past the guards.
    for setting in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("tollbook_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def create_guards(connection: Connection) -> None:
    """Create the append-only triggers and the full-text index; run after every migration, since some drop triggers."""
    for name, body in _triggers().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5(title, text, content='document', content_rowid='seq', "
        "tokenize='unicode61 remove_diacritics 2')"
    )


def missing_guards(connection: Connection) -> list[str]:
    """Name the guards that this database has lost or that were changed."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = {row.name: row.sql for row in rows}
    return [name for name, body in _triggers().items() if found.get(name) != f"CREATE TRIGGER {name} {body}"]


def _triggers() -> dict[str, str]:
    made = {}
    for table in (*_CLOSED, *_BLANKED):
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        made[f"{table}_keeps"] = f"BEFORE DELETE ON {table} {refusal}"
        made[f"{table}_stands"] = f"BEFORE UPDATE ON {table} {_unless_blanked(table)}{refusal}"
    made["document_found"] = (
        f"AFTER INSERT ON document BEGIN "
        f"INSERT INTO {FTS}(rowid, title, text) VALUES (NEW.seq, NEW.title, NEW.text); END"
    )
    made["document_forgotten"] = (
        f"AFTER UPDATE ON document BEGIN INSERT INTO {FTS}({FTS}, rowid, title, text) "
        "VALUES ('delete', OLD.seq, OLD.title, OLD.text); "
        f"INSERT INTO {FTS}(rowid, title, text) VALUES (NEW.seq, NEW.title, NEW.text); END"
    )
    return made


def _unless_blanked(table: str) -> str:
    if table not in _BLANKED:
        return ""
    key, blanked = _BLANKED[table]
    kept = " AND ".join(f"NEW.{c} IS OLD.{c}" for c in _FIXED[table])
    # A decision keeps its bones (who, when, about what), so its JSON shrinks instead of going.
    gone = " AND ".join(
        f"length(NEW.{c}) < length(OLD.{c})" if table == "decision" else f"NEW.{c} IS NULL" for c in blanked
    )
    permit = f"EXISTS (SELECT 1 FROM erased WHERE kind = '{table}' AND row = CAST(OLD.{key} AS TEXT))"
    return f"WHEN NOT ({kept} AND {gone} AND {permit}) "


def search_documents(
    connection: Connection, words: str, limit: int, marks: tuple[str, str] = ("", "")
) -> list[tuple[str, str | None, str]]:
    """Find documents that hold all of `words`, best first: id, title, and where they stand, between `marks`."""
    query = _quoted(words)
    if not query:
        return []
    statement = text(
        f"SELECT d.id, d.title, snippet({FTS}, -1, :before, :after, '…', 24) FROM {FTS} "
        f"JOIN document d ON d.seq = {FTS}.rowid WHERE {FTS} MATCH :query "
        f"ORDER BY bm25({FTS}, 4.0, 1.0), d.seq LIMIT :n"
    )
    given = {"query": query, "n": limit, "before": marks[0], "after": marks[1]}
    return [(row[0], row[1], row[2]) for row in connection.execute(statement, given)]


def documents_holding(connection: Connection, words: str) -> list[str]:
    """Give the id of every document that holds all of `words`."""
    query = _quoted(words)
    if not query:
        return []
    statement = text(f"SELECT d.id FROM {FTS} JOIN document d ON d.seq = {FTS}.rowid WHERE {FTS} MATCH :query")
    return list(connection.scalars(statement, {"query": query}))


def _quoted(words: str) -> str:
    """Quote what a person typed, so that no word of it is taken for a command; "two words" stay a phrase."""
    parts = (phrase or word for phrase, word in re.findall(r'"([^"]+)"|(\S+)', words.replace("\x00", " ")))
    held = (p.replace('"', " ").strip() for p in parts)
    return " ".join(f'"{p}"' for p in held if any(c.isalnum() for c in p))


def merge_search(connection: Connection) -> None:
    """Rewrite the full-text index without the words that were taken out of it."""
    connection.exec_driver_sql(f"INSERT INTO {FTS}({FTS}) VALUES ('optimize')")


def check_search(connection: Connection) -> bool:
    """Tell whether the full-text index agrees with the texts."""
    from sqlalchemy.exc import DatabaseError

    try:
        connection.exec_driver_sql(f"INSERT INTO {FTS}({FTS}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True


def wipe_log(engine: Engine) -> bool:
    """Empty the write-ahead log, so that words taken out do not stay in it; False where a reader still holds it."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
        return busy is not None and busy[0] == 0
    finally:
        connection.close()
