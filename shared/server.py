"""Connections to a PostgreSQL server that wait for its answer no longer than it may take, whatever became of the way there.

The limits of TCP (`SERVER`) notice a server that is gone. A proxy or a firewall in between that takes bytes
and forwards none goes on saying that all is well: only whoever waits for the answer can notice that.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.orm import Session

GREETING = 5
"""Seconds in which a connection that lay idle must answer before it is used."""
ANSWER = 65
"""Seconds in which a statement must be answered: the server itself ends one after sixty (`STATEMENT`)."""
IDLE = 10_000
"""Milliseconds after which PostgreSQL ends an idle transaction: a process that hangs must not keep its locks."""
STATEMENT = 60_000
"""Milliseconds after which PostgreSQL ends a statement; revisions and rebuilds ask for `unhurried`."""
SERVER = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "options": f"-c idle_in_transaction_session_timeout={IDLE} -c statement_timeout={STATEMENT}",
}
"""A server that went without a word is noticed within ten seconds (libpq: seconds, but `tcp_user_timeout` milliseconds)."""


def wait_no_longer(engine: sa.Engine) -> None:
    """Have the engine's connections be such ones, and each greeted when it is taken from the pool.

    psycopg is read here and not above: where the databases are files, nobody needs it.
    """
    from shared.connection import Connection

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, args: Any, options: Any) -> Any:
        return Connection.connect(*args, **options)

    @event.listens_for(engine, "checkout")
    def greet(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.patience = GREETING
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise exc.InvalidatePoolError from error
        connection.patience = ANSWER


def unhurried(session: Session) -> None:
    """This transaction may take as long as it needs."""
    if session.connection().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL statement_timeout = 0"))
        held: Any = session.connection().connection.dbapi_connection
        held.patience = None
