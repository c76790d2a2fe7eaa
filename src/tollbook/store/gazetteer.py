"""The gazetteer on disk: read-only SQLite files, the one shipped and those that a person added."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from threading import Lock
from urllib.parse import quote
from zlib import crc32

from tollbook.errors import InputError, ToolError
from tollbook.model import GazetteerEntry, Issue
from tollbook.resolve.gazetteers import geonames, whosonfirst
from tollbook.resolve.gazetteers.spelling import loose_key
from tollbook.text import fold

NamedEntry = tuple[GazetteerEntry, tuple[str, ...]]

SCALE = 100_000  # five decimals of a degree, about a metre; stored as integers

_SCHEMA = """
create table meta (key text primary key, value text not null) without rowid;
create table unit (id integer primary key, name text not null);
create table place (id integer primary key, ref text, name text not null, country text, admin1 integer,
                    admin2 integer, lat integer, lon integer, feature text not null, population integer not null);
create table name (key text not null, form integer not null, place integer not null,
                   primary key (key, form, place)) without rowid;
"""
_FIND = """
select coalesce(p.ref, 'gn:' || p.id), p.name, p.country, a.name, b.name, p.lat, p.lon, p.feature, p.population, n.form
from name n join place p on p.id = n.place left join unit a on a.id = p.admin1 left join unit b on b.id = p.admin2
where n.key = ? order by p.population desc, p.id
"""
# What `tollbook gazetteer add NAME FILE` knows how to read.
READERS: dict[str, Callable[[Iterable[str], str], Iterator[NamedEntry | Issue]]] = {
    "geonames": geonames.read_rows,
    "whosonfirst": whosonfirst.read_rows,
}


def embedded_path() -> Path:
    """Give the path of the gazetteer that ships with the package."""
    with as_file(files("tollbook.store") / "data" / "gazetteer.sqlite") as path:
        return path


def gazetteer_paths(directory: Path) -> tuple[Path, ...]:
    """List the shipped gazetteer and those added beside it in a workspace, in a fixed order."""
    return (embedded_path(), *sorted((directory / "gazetteers").glob("*.sqlite")))


def open_gazetteer(directory: Path | None = None) -> "SqliteGazetteer":
    """Open the shipped gazetteer, with those added to a workspace where one is given."""
    return SqliteGazetteer(*(gazetteer_paths(directory) if directory else (embedded_path(),)))


class SqliteGazetteer:
    """Answers by name from one or several gazetteer files; entries of the same id are given once."""

    def __init__(self, *paths: Path) -> None:
        self._connections = [_open(path) for path in (paths or (embedded_path(),))]
        self._lock = Lock()
        self._rows = lru_cache(maxsize=16_384)(self._read_rows)
        self._version = "+".join(_version_of(c) for c in self._connections)

    @property
    def version(self) -> str:
        """Name and content hash of every file that answers."""
        return self._version

    def find(self, name: str) -> Sequence[GazetteerEntry]:
        """Give every entry known under this name, folded, largest first."""
        form = _form(name)
        return tuple(entry for entry, known in self._rows(loose_key(name)) if form in known)

    def find_like(self, name: str) -> Sequence[GazetteerEntry]:
        """Give the entries whose name is another spelling of this one, largest first."""
        form = _form(name)
        return tuple(entry for entry, known in self._rows(loose_key(name)) if form not in known)

    def close(self) -> None:
        """Close the files."""
        for connection in self._connections:
            connection.close()

    def _read_rows(self, key: str) -> tuple[tuple[GazetteerEntry, frozenset[int]], ...]:
        found: dict[str, tuple[GazetteerEntry, set[int]]] = {}
        with self._lock:
            for connection in self._connections:
                for row in connection.execute(_FIND, (key,)):
                    found.setdefault(row[0], (_entry(row), set()))[1].add(row[9])
        ordered = sorted(found.values(), key=lambda pair: (-pair[0].population, pair[0].id))
        return tuple((entry, frozenset(known)) for entry, known in ordered)


def write_gazetteer(path: Path, name: str, rows: Iterable[NamedEntry]) -> str:
    """Write entries and their names to a new file and give the hash of its content; same rows, same file."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("pragma page_size = 4096")
        connection.executescript(_SCHEMA)
        digest = _fill(connection, sorted(rows, key=lambda row: row[0].id))
        version = f"{name}/{digest[:12]}"
        connection.executemany("insert into meta values (?, ?)", [("name", name), ("version", version)])
        connection.commit()
        connection.execute("vacuum")
    finally:
        connection.close()
    return digest


def add_gazetteer(directory: Path, name: str, path: Path) -> tuple[int, tuple[Issue, ...]]:
    """Load a gazetteer file beside the shipped one; gives how many entries were taken and what was left out."""
    if name not in READERS:
        raise InputError(f"no reader for gazetteer {name!r}; known: {', '.join(sorted(READERS))}")
    try:
        with path.open(encoding="utf-8") as lines:
            read = list(READERS[name](lines, path.name))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as a {name} table: {error}") from error
    issues = tuple(row for row in read if isinstance(row, Issue))
    rows = [row for row in read if not isinstance(row, Issue)]
    if not rows:
        raise InputError(f"{path} holds no place that the {name} reader understands; nothing was added")
    target = directory / "gazetteers"
    target.mkdir(parents=True, exist_ok=True)
    write_gazetteer(target / f"{name}-{path.stem}.sqlite", f"{name}-{path.stem}", rows)
    return len(rows), issues


def _fill(connection: sqlite3.Connection, rows: Sequence[NamedEntry]) -> str:
    digest = hashlib.sha256()
    units: dict[str, int] = {}
    for number, (entry, names) in enumerate(rows, start=1):
        digest.update(repr((entry, names)).encode("utf-8", "surrogatepass"))
        # GeoNames numbers are the row numbers; others are counted down from -1 and keep their id beside.
        row, ref = (int(entry.id[3:]), None) if entry.id.startswith("gn:") else (-number, entry.id)
        admin1, admin2 = (units.setdefault(u, len(units) + 1) if u else None for u in (entry.admin1, entry.admin2))
        lat, lon = (None if x is None else round(x * SCALE) for x in (entry.lat, entry.lon))
        place = (row, ref, entry.name, entry.country, admin1, admin2, lat, lon, entry.feature, entry.population)
        connection.execute("insert or ignore into place values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place)
        keys = {(loose_key(n), _form(n), row) for n in (entry.name, *names)}
        connection.executemany("insert or ignore into name values (?, ?, ?)", sorted(k for k in keys if k[0]))
    connection.executemany("insert into unit values (?, ?)", [(n, name) for name, n in units.items()])
    return digest.hexdigest()


@lru_cache(maxsize=32_768)
def _form(name: str) -> int:
    """Tell the spellings of one key apart by 32 bits; a third of the file would be the spellings themselves."""
    return crc32(fold(name).encode("utf-8", "surrogatepass"))


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise ToolError(f"the gazetteer {path} is missing; reinstall the package or take the file out of the workspace")
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _version_of(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("select value from meta where key = 'version'").fetchone()
    except sqlite3.DatabaseError as error:
        raise ToolError(f"a gazetteer file is damaged: {error}; reinstall the package or add the file again") from error
    return str(row[0]) if row else "unnamed"


def _entry(row: Sequence[object]) -> GazetteerEntry:
    ref, name, country, admin1, admin2, lat, lon, feature, population = row[:9]
    return GazetteerEntry(
        id=str(ref),
        name=str(name),
        country=_text(country),
        admin1=_text(admin1),
        admin2=_text(admin2),
        lat=lat / SCALE if isinstance(lat, int) else None,
        lon=lon / SCALE if isinstance(lon, int) else None,
        feature=str(feature),
        population=population if isinstance(population, int) else 0,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
