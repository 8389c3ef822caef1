"""The sample, loaded into an application of real services on one day."""

import asyncio
import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.app import App, create_app, working
from services.program import SERVICES
from services.sample.telling import Sample, Size
from shared import nats_server
from shared.clock import Clock
from shared.settings import Settings
from tests.databases import Server, upgraded

Load = Callable[[Path, datetime.date, Size], App]


def set_clock(file: Path, day: datetime.date) -> Clock:
    """A clock standing at nine on that day, wherever the machine's is."""
    morning = datetime.datetime.combine(day, datetime.time(7), datetime.UTC)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))
    return Clock(file)


@contextmanager
def loaded(folder: Path, day: datetime.date, size: Size, database: str = "") -> Iterator[App]:
    """An application whose sample was told on that day; its workers have stopped."""
    set_clock(folder / "clock", day)
    settings = Settings(
        data=folder, clock_file=folder / "clock", demo=True, base_url="http://127.0.0.1:8000", database=database
    )

    async def tell() -> App:
        async with nats_server.running(folder / "nats") as server:
            app = create_app(list(SERVICES.values()), settings)
            for runtime in app.runtimes.values():
                upgraded(runtime.database, runtime.service.migrations)
            async with working(app, server.url):
                await Sample(app, lambda _: None, size=size).load()
            for runtime in app.runtimes.values():
                runtime.close()
        return app

    app = asyncio.run(tell())
    runtimes = create_app(list(SERVICES.values()), settings)
    try:
        yield runtimes
    finally:
        for runtime in runtimes.runtimes.values():
            runtime.close()
    assert app is not runtimes


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, lender: Server) -> Iterator[App]:
    """The small sample, told on an autumn day, on PostgreSQL: on SQLite the browser's site is filled with it."""
    folder, day = tmp_path_factory.mktemp("small"), datetime.date(2026, 11, 20)
    with lender.lent(to_others=False) as pattern, loaded(folder, day, "small", pattern) as app:
        yield app


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The whole sample, told once a run."""
    with loaded(tmp_path_factory.mktemp("whole"), datetime.date(2026, 11, 20), "whole") as app:
        yield app
