"""Real databases for every test that needs one: SQLite in a temporary folder, PostgreSQL started once a run."""

import datetime
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from shared.auth import Actor, Keys
from shared.clock import Clock
from shared.database import DERIVED
from shared.service import Runtime, Service
from shared.settings import Settings

BACKENDS = ("sqlite", "postgresql")
DATABASES = ("intake", "placements", "recognition", "keys", "sink")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, one for each test process."""
    from tests.postgres import server

    with server() as url:
        yield url


@pytest.fixture(scope="session")
def spare_databases() -> list[str]:
    """Patterns of databases that were emptied and wait for the next test: emptying costs a tenth of making."""
    return []


@pytest.fixture
def new_databases(
    request: pytest.FixtureRequest, spare_databases: list[str]
) -> Callable[[], AbstractContextManager[str]]:
    """Gives a URL pattern, with `{service}` in it, of empty PostgreSQL databases; empties them again."""

    @contextmanager
    def given() -> Iterator[str]:
        url = sa.make_url(request.getfixturevalue("postgres"))
        pattern = spare_databases.pop() if spare_databases else _made(url)
        yield pattern
        _empty(url, pattern)
        spare_databases.append(pattern)

    return given


def _made(url: sa.URL) -> str:
    mark = uuid.uuid4().hex[:8]
    with _administering(url) as connection:
        for name in DATABASES:
            connection.execute(sa.text(f'CREATE DATABASE "t_{mark}_{name}" STRATEGY FILE_COPY'))
    return url.set(database=f"t_{mark}_SERVICE").render_as_string(hide_password=False).replace("SERVICE", "{service}")


def _empty(url: sa.URL, pattern: str) -> None:
    """Ends whoever is still connected, and drops every schema with all that is in it."""
    places = [sa.make_url(pattern.format(service=name)) for name in DATABASES]
    with _administering(url) as connection:
        ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ANY(:names)"
        connection.execute(sa.text(ended), {"names": [place.database for place in places]})
    for place in places:
        with _administering(place) as connection:
            tables = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('public')"
            schemas = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname != 'information_schema'"
            found = connection.execute(sa.text(schemas)).scalars().all()
            if found == ["public"] and not connection.scalar(sa.text(tables)):
                continue
            for schema in found:
                connection.execute(sa.text(f'DROP SCHEMA "{schema}" CASCADE'))
            connection.execute(sa.text("CREATE SCHEMA public"))


@contextmanager
def _administering(url: sa.URL) -> Iterator[sa.Connection]:
    plain = url.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(plain, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


@pytest.fixture(params=BACKENDS)
def database_pattern(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database URL pattern with `{service}` in it, on either database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/{{service}}.db"
        return
    with request.getfixturevalue("new_databases")() as pattern:
        yield pattern


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """A clock that can be turned, standing at 2 March 2026, 08:00 in Sofia."""
    clock = Clock(tmp_path / "clock")
    day = datetime.date(2026, 3, 2)
    offset = datetime.datetime.combine(day, datetime.time(6), datetime.UTC) - datetime.datetime.now(datetime.UTC)
    (tmp_path / "clock").write_text(str(int(offset.total_seconds())))
    return clock


@pytest.fixture
def settings(tmp_path: Path, database_pattern: str, clock: Clock) -> Settings:
    return Settings(data=tmp_path, database=database_pattern, clock_file=clock.file, instance=f"test-{os.getpid()}")


@pytest.fixture
def open_runtime(settings: Settings) -> Iterator[Callable[[Service], Runtime]]:
    """Opens a service on a fresh database with its tables made."""
    opened: list[Runtime] = []

    def open_(service: Service) -> Runtime:
        runtime = Runtime(service, settings, Keys(settings.data / "keys", create=True))
        make_tables(runtime)
        opened.append(runtime)
        return runtime

    yield open_
    for runtime in opened:
        runtime.close()


def make_tables(runtime: Runtime) -> None:
    runtime.service.metadata.create_all(runtime.database.engine.execution_options(schema_translate_map={DERIVED: None}))


def told(runtime: Runtime) -> list[Any]:
    """The events in the outbox, in order, as structs."""
    from shared.message import decode, event_of

    outbox = runtime.service.metadata.tables["outbox"]
    rows = runtime.database.look(lambda s: list(s.execute(sa.select(outbox.c.payload).order_by(outbox.c.position))))
    return [event_of(decode(bytes(row.payload))) for row in rows]


def actor(*roles: str, **more: Any) -> Actor:
    now = datetime.datetime.now(datetime.UTC)
    given = {"session": "s-1", "account": "a-1", "name": "Test", "organisation": None, "employer": None, **more}
    return Actor(roles=roles, issued=now, expires=now + datetime.timedelta(hours=8), **given)
