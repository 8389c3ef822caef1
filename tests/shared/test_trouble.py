"""What a database says is in the log by its own name, and is a 503 where it will pass."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.database import Database
from shared.server import SERVER
from shared.service import Runtime, Service
from shared.trouble import is_away, is_transient, said
from tests.faults.reference import OFFICE, command

Open = Callable[[Service], Runtime]


def refused(database: Database, sql: str) -> sa.exc.SQLAlchemyError:
    with pytest.raises(sa.exc.SQLAlchemyError) as caught:
        database.transact(lambda session: session.execute(sa.text(sql)))
    return caught.value


def test_a_fault_of_the_work_is_no_database_that_is_away(open_runtime: Open) -> None:
    database = open_runtime(OFFICE).database
    error = refused(database, "SELECT * FROM nowhere")
    assert not is_away(error)
    assert said(error) in ("OperationalError SQLITE_ERROR", "ProgrammingError 42P01")


def test_a_full_disk_and_a_database_that_may_only_be_read_have_names(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'small.db'}")
    database.transact(lambda s: s.execute(sa.text("CREATE TABLE t (x)")))

    def fill(session: sa.orm.Session) -> None:
        session.execute(sa.text("PRAGMA max_page_count = 3"))
        session.execute(sa.text("INSERT INTO t VALUES (randomblob(100000))"))

    with pytest.raises(sa.exc.OperationalError) as full:
        database.transact(fill)
    assert (said(full.value), is_away(full.value)) == ("OperationalError SQLITE_FULL", True)
    database.dispose()
    reading = Database(f"sqlite:///file:{tmp_path / 'small.db'}?mode=ro&uri=true")
    error = refused(reading, "INSERT INTO t VALUES (1)")
    assert (said(error), is_away(error)) == ("OperationalError SQLITE_READONLY", True)
    reading.dispose()


@pytest.mark.parametrize("there", [False, True])
def test_a_server_that_is_away_or_refuses_us_is_away(postgres: str, there: bool) -> None:
    url = sa.make_url(postgres).set(database="nothing_here")
    asked = url if there else url.set(host="127.0.0.1", port=1, query={})
    database = Database(asked.render_as_string(hide_password=False))
    error = refused(database, "SELECT 1")
    assert is_away(error)
    assert "nothing_here" not in said(error)
    database.dispose()


def test_no_connection_to_a_server_waits_for_ever(open_runtime: Open) -> None:
    """connect_timeout in seconds, tcp_user_timeout and the server's own limits in milliseconds."""
    database = open_runtime(OFFICE).database
    limits: dict[str, Any] = SERVER
    assert limits["connect_timeout"] <= 10
    assert limits["tcp_user_timeout"] <= 10_000
    assert limits["keepalives_idle"] + limits["keepalives_interval"] * limits["keepalives_count"] <= 15
    if database.embedded:
        return
    shown = [
        database.look(partial(Session.scalar, statement=sa.text(f"SHOW {name}")))
        for name in ("statement_timeout", "idle_in_transaction_session_timeout")
    ]
    assert shown == ["1min", "10s"]
    error = refused(database, "SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)")
    assert (said(error), is_away(error), is_transient(error)) == ("OperationalError 57014", True, False)


def test_sqlites_log_is_copied_into_the_file(tmp_path: Path) -> None:
    """Whoever copies the file alone copies what is in it."""
    file = tmp_path / "one.db"
    database = Database(f"sqlite:///{file}")
    database.transact(lambda s: command.metadata.create_all(s.connection(), tables=[command]))
    database.transact(lambda s: s.execute(sa.insert(command).values(number=7)))
    assert database.checkpoint()
    assert not database.checkpoint(), "once is enough"
    alone = tmp_path / "alone.db"
    alone.write_bytes(file.read_bytes())
    with sqlite3.connect(alone) as copy:
        assert copy.execute("SELECT number FROM command").fetchall() == [(7,)]
    copy.close()
    database.dispose()
