"""Before anything is served from SQLite files: are those there that were there, and can they be read?"""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from shared.database import Database
from shared.migrations import current
from shared.service import Runtime
from shared.settings import Settings
from shared.ways import ways

KNOWN = "databases"
"""In the data folder: the services whose databases were made there once."""
PATIENCE = 30.0
"""Seconds to wait for a file that another program holds."""
SMALL = 64 * 2**20
"""Bytes of a file that is read from end to end at each start; a larger one is only after a stop that left a log."""
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def look(runtime: Runtime, patience: float = PATIENCE) -> str:
    """What is wrong with this service's file, and what helps; empty where all is well, or a server keeps it."""
    return wrong(runtime.service.name, runtime.settings, runtime.database, patience)


def wrong(name: str, settings: Settings, database: Database, patience: float = PATIENCE) -> str:
    """The same of a service that is not open."""
    if not database.embedded:
        return ""
    try:
        if faults := _faults(Path(str(database.url.database)), patience):
            return f"the database of {name} is damaged ({faults}). {ways(name, settings, ())}"
    except sqlite3.OperationalError as error:
        return (
            f"the database of {name} cannot be read ({error}): {name} serves nobody. Another program may hold it, or the "
            "disk fails: end that program, or see to the disk, and start again"
        )
    if is_gone(name, settings, database):
        return f"the database of {name} is gone, or emptied. {ways(name, settings)}"
    return ""


def is_gone(name: str, settings: Settings, database: Database) -> bool:
    """There was a file once, and now there is none, or an empty one. Raises DatabaseError for a damaged one."""
    return name in known(settings) and not (Path(str(database.url.database)).exists() and current(database))


def _faults(file: Path, patience: float) -> str:
    """Opening it shows a file that was cut, or is none of SQLite's. Raises OperationalError where it cannot be read now."""
    if not file.exists():
        return ""
    whole = file.stat().st_size <= SMALL or _has_log(file)
    try:
        with contextlib.closing(sqlite3.connect(file, timeout=patience)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if "alembic_version" in tables:
                connection.execute("SELECT version_num FROM alembic_version").fetchone()
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if whole else "ok"
    except sqlite3.DatabaseError as error:
        if not str(getattr(error, "sqlite_errorname", "")).startswith(DAMAGED):
            raise
        return str(error)
    return "" if found == "ok" else str(found).replace("\n", " ")[:200]


def _has_log(file: Path) -> bool:
    """The last process did not end by itself: it would have copied its log and taken it away."""
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def known(settings: Settings) -> set[str]:
    file = settings.data / KNOWN
    return set(file.read_text().split()) if file.is_file() else set()


def remember(settings: Settings, runtimes: Iterable[Runtime]) -> None:
    """Add those whose files are whole to the list. Those of a server are not here: it may be left for files again."""
    names = {one.service.name for one in runtimes if one.database.embedded and not one.lost}
    with _alone(settings.data):
        if names <= (before := known(settings)):
            return
        fresh = settings.data / f"{KNOWN}.new"
        with fresh.open("w") as out:
            out.write("\n".join(sorted(before | names)) + "\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(settings.data / KNOWN)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two processes that start at once add to the list one behind the other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
