"""Real databases for every test that needs one: SQLite in a temporary folder, PostgreSQL started once a run."""

import datetime
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from shared.auth import Actor, Keys
from shared.clock import Clock
from shared.service import Runtime, Service
from shared.settings import Settings
from tests import on_postgresql
from tests.databases import Server, furnish
from tests.memory import use_memory
from tests.order import Order
from tests.spent import Spent
from tests.statements import BACKENDS, Proof

PROOF = "proof of statements"

hypothesis.settings.register_profile(
    "explore", max_examples=int(os.environ.get("EXAMPLES", "1000")), deadline=None, print_blob=True
)
"""For `make explore`. `make test` uses hypothesis' own profile `ci`, whose examples follow from the test alone."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--statements", action="store_true", help="whatever ran on SQLite must have run on PostgreSQL")
    parser.addoption("--both", action="store_true", help="on PostgreSQL too what runs no statement that others do not")
    parser.addoption("--renew-postgresql", action="store_true", help="with --both: choose anew what runs on PostgreSQL")
    parser.addoption("--renew-durations", action="store_true", help="keep how long the longer tests took")
    parser.addoption("--spent", type=Path, metavar="FILE", help="write there what processor time each test took")
    parser.addoption("--quick", action="store_true", help="SQLite alone; no browser and no real processes")


def pytest_configure(config: pytest.Config) -> None:
    use_memory()
    config.pluginmanager.register(Proof(config), PROOF)
    if config.getoption("renew_postgresql"):
        config.pluginmanager.register(on_postgresql.Choice())
    config.pluginmanager.register(Order(config.getoption("renew_durations")))
    if file := config.getoption("spent"):
        config.pluginmanager.register(Spent(file))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: no search for garbage goes through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


WHOLE = ("browser", "doors", "faults", "journeys", "sample")
"""Folders whose tests open the whole product."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    quick, on_both = config.getoption("quick"), config.getoption("both")
    alone = on_postgresql.kept()
    items[:] = [
        item
        for item in items
        if not (
            on_postgresql.is_on_server(item) and (quick or _runs_on_sqlite_alone(item, set() if on_both else alone))
        )
        and not (quick and _is_long(item))
    ]


def _runs_on_sqlite_alone(item: pytest.Item, alone: set[str]) -> bool:
    """Where others run the statements of this test on PostgreSQL: it is marked so, or that was found."""
    if item.get_closest_marker("one_database") and not item.get_closest_marker("both_databases"):
        return True
    return on_postgresql.is_among(item) and item.nodeid in alone


def _is_long(item: pytest.Item) -> bool:
    """With a browser, or with real processes."""
    marked = any(item.get_closest_marker(name) for name in ("browser", "faults", "processes"))
    return marked or item.path.relative_to(Path(__file__).parent).parts[0] in WHOLE


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[Callable[[], None]]:
    """Passwords of tests are hashed at next to no cost; called, at the real cost again."""
    from services.intake.access.model import accounts

    real = accounts.HASHER, accounts.NOBODY

    def as_in_use() -> None:
        accounts.HASHER, accounts.NOBODY = real

    accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts.NOBODY = accounts.HASHER.hash("nobody")
    yield as_in_use
    as_in_use()


@pytest.fixture
def real_hashes(cheap_hashes: Callable[[], None]) -> Iterator[None]:
    from services.intake.access.model import accounts

    cheap = accounts.HASHER, accounts.NOBODY
    cheap_hashes()
    yield
    accounts.HASHER, accounts.NOBODY = cheap


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, one for each test process."""
    from tests.postgres import server

    with server() as url:
        yield url


@pytest.fixture(scope="session")
def lender(postgres: str) -> Iterator[Server]:
    server = Server(postgres)
    yield server
    server.close()


@pytest.fixture(scope="session", autouse=True)
def asked_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """At the end of a process, where statements are counted, PostgreSQL is asked what the walks asked SQLite."""
    if not request.config.getoption("statements"):
        yield
        return
    lender: Server = request.getfixturevalue("lender")
    yield
    from tests.asked_again import ask_again

    proof: Any = request.config.pluginmanager.get_plugin(PROOF)
    with lender.lent() as pattern:
        proof.ran["again"] |= ask_again(pattern)


@pytest.fixture
def new_databases(request: pytest.FixtureRequest) -> Callable[[], AbstractContextManager[str]]:
    """Gives a URL pattern, with `{service}` in it, of empty PostgreSQL databases; empties them again."""
    return lambda: request.getfixturevalue("lender").lent()


@pytest.fixture(params=BACKENDS)
def database_pattern(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database URL pattern with `{service}` in it, on either database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/{{service}}.db"
        return
    processes = request.node.get_closest_marker("faults") is not None
    with request.getfixturevalue("lender").lent(to_others=processes) as pattern:
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
    furnish(runtime.database, runtime.service.metadata)


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
