"""What goes wrong with a database: what may simply be run again, what passes by itself, and what it is called."""

from sqlalchemy import exc
from sqlalchemy.orm.exc import StaleDataError


def is_transient(error: BaseException) -> bool:
    """True where the same work may succeed when it is simply run again: locks, lost races, lost connections."""
    if isinstance(error, StaleDataError):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    raced = isinstance(error, exc.IntegrityError) and "aggregate_version" in str(error.orig)
    locked = isinstance(error, exc.OperationalError) and ("locked" in str(error.orig) or "busy" in str(error.orig))
    return raced or locked or state.startswith(("40", "08", "57P")) or error.connection_invalidated


AWAY = ("08", "28", "3D", "53", "55P03", "57", "58", "25006")
"""SQLSTATE: connection, credentials, database name, resources, locks, intervention and shutdown, files, read only."""
AWAY_EMBEDDED = ("BUSY", "LOCKED", "FULL", "CANTOPEN", "IOERR", "READONLY", "PROTOCOL", "NOMEM")


def code_of(error: BaseException) -> str:
    """What the database itself calls it: SQLSTATE, SQLite's own name, or nothing. Neither is ever personal."""
    cause = getattr(error, "orig", None)
    found = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return str(found or "")


def said(error: BaseException) -> str:
    """An error for the log: its kind and the database's code, never its message."""
    return f"{type(error).__name__} {code_of(error)}".strip()


AS_DEPLOYED = "Write STEADFAST_DATABASE as deploy/compose.yaml does: …?sslmode=verify-full&sslrootcert=…/authority.pem"
ANEW = "make certificates anew: docker compose run --rm prepare /secrets --certificates"
WHAT_HELPS = {
    "no encryption": f"The server takes encrypted connections only. {AS_DEPLOYED}",
    "does not match host name": f"The server's certificate is for another name. Connect by that name, or add yours and {ANEW}",
    "SSL error": f"Another authority signed the server's certificate. Give the authority.pem of this one, or {ANEW}",
    "server does not support SSL": "The server speaks in the clear. Start it with ssl=on, as deploy/compose.yaml does",
    "root certificate file": f"The file of sslrootcert is not there. {AS_DEPLOYED}",
    "password authentication failed": "Give this installation's password in PGPASSFILE, as deploy/prepare.py wrote it",
}
"""What a PostgreSQL client says, in the words of libpq, and what whoever runs the site can do about it."""


def what_helps(error: BaseException) -> str:
    """A sentence or two for whoever runs the site, or nothing where the error speaks for itself."""
    text = str(getattr(error, "orig", None) or error)
    return next((helps for words, helps in WHAT_HELPS.items() if words in text), "")


def is_away(error: BaseException) -> bool:
    """True where the database cannot be used now, whatever is asked of it: whoever asked may come again in a moment."""
    if is_transient(error) or isinstance(error, exc.TimeoutError):
        return True
    if not isinstance(error, (exc.OperationalError, exc.InterfaceError)):
        return False
    code = code_of(error)
    return not code or code.startswith(AWAY) or code.removeprefix("SQLITE_").startswith(AWAY_EMBEDDED)


def is_trouble(error: BaseException) -> bool:
    """True where the database, and not the work, is at fault: whoever serves it waits and starts again."""
    lost = isinstance(error, (exc.OperationalError, exc.InterfaceError, exc.TimeoutError))
    return lost or is_transient(error)


def is_lost(error: BaseException) -> bool:
    """Whether the connection went with the error, so that nobody knows what became of the work."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
    return bool(getattr(error, "connection_invalidated", False)) or state.startswith(("08", "57P"))
