"""Before anything is served from SQLite files: are those there that were there, and can they be read from end to end?"""

from collections.abc import Iterable

import sqlalchemy as sa

from shared.database import Database
from shared.migrations import current
from shared.service import Runtime
from shared.settings import Settings

KNOWN = "databases"
"""In the data folder: the services whose databases were made there once."""


def look(runtime: Runtime) -> str:
    """What is wrong with this service's file, and what helps; empty where all is well, or a server keeps it."""
    name, settings = runtime.service.name, runtime.settings
    if not runtime.database.embedded:
        return ""
    faults = _faults(runtime.database)
    helps = f"{name} serves nobody until somebody decides: restore a backup (steadfast restore)"
    if faults:
        return f"the database of {name} is damaged ({faults}): {helps}"
    if name in known(settings) and not current(runtime.database):
        return f"the database of {name} is gone, or emptied: {helps}, or: steadfast loss go-on-without {name}"
    return ""


def _faults(database: Database) -> str:
    try:
        found = database.look(lambda session: session.scalar(sa.text("PRAGMA quick_check(1)")))
    except sa.exc.DatabaseError as error:
        return str(error.orig)
    return "" if found == "ok" else str(found).replace("\n", " ")[:200]


def known(settings: Settings) -> set[str]:
    file = settings.data / KNOWN
    return set(file.read_text().split()) if file.is_file() else set()


def remember(settings: Settings, names: Iterable[str]) -> None:
    (settings.data / KNOWN).write_text("\n".join(sorted(known(settings) | set(names))) + "\n")
