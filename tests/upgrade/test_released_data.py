"""The data of every released version goes on under today's code: same people, same board, same events, on both databases."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from services.app import App, create_app, working
from services.intake.candidates.tables import candidate
from services.program import SERVICES
from services.recognition.editions.queries.editions import verify
from shared.broker import connected
from shared.migrations import compare, current, newest, upgrade
from shared.nats_server import NatsServer
from shared.rebuild import rebuild
from shared.settings import Settings
from tests.journeys.test_ninety_days import NAMES
from tests.patience import PATIENCE
from tests.upgrade.kept_data import SETS, Kept, read
from tests.visitor import Visitor

pytestmark = [pytest.mark.faults, pytest.mark.both_databases, pytest.mark.xdist_group("upgrade")]


REBUILT = {"0.1.0-of-2026-11-22": ["recognition"]}
"""Who keeps something today that this version did not: `steadfast rebuild NAME --differing`, as the notes say."""


@pytest.fixture(params=SETS, ids=lambda file: file.name.removesuffix(".json.gz"))
def kept(request: pytest.FixtureRequest) -> Kept:
    return read(request.param)


@pytest.fixture
def site(kept: Kept, installed: Callable[[Kept], Settings]) -> App:
    """Today's site over that data, upgraded."""
    app = create_app(list(SERVICES.values()), installed(kept))
    for runtime in app.runtimes.values():
        assert current(runtime.database) == kept.revisions[runtime.service.name]
        upgrade(runtime.database, runtime.service.migrations)
    return app


@pytest.fixture
def nats(settings: Settings) -> Iterator[NatsServer]:
    """With nothing in it, as after its store was lost: the outboxes fill it again."""
    server = NatsServer(settings.data / "nats")
    server.start()
    yield server
    server.kill()


def test_data_of_a_released_version_goes_on(kept: Kept, site: App, nats: NatsServer) -> None:
    events = {name: _count(site, name, "outbox") for name in SERVICES}

    async def goes_on() -> None:
        await nats.ready()
        async with working(site, nats.url):
            await site.idle()
            _nothing_is_missing(kept, site, events)
            await _the_board_is_the_same(kept, site)
            for name in site.runtimes:
                await _events_lead_to_what_is_there(kept, site, nats.url, name)
            await _the_board_is_the_same(kept, site)

    asyncio.run(asyncio.wait_for(goes_on(), PATIENCE))


def quietly(_: str) -> None:
    pass


def _nothing_is_missing(kept: Kept, site: App, events: dict[str, int]) -> None:
    for name, runtime in site.runtimes.items():
        compare(runtime.database, runtime.service.metadata)
        assert current(runtime.database) == newest(runtime.service.migrations)
        assert _count(site, name, "dead_letter") == 0
        assert _count(site, name, "outbox") >= events[name]
    assert _names(site) == sorted(NAMES)


async def _the_board_is_the_same(kept: Kept, site: App) -> None:
    recognition = site.runtimes["recognition"]
    board = (await Visitor(site.site, recognition.keys)._send("GET", "/data/board.json")).json()
    assert _as_then(kept.board, board) == kept.board
    assert recognition.database.look(lambda session: verify(session, board["edition"]["number"])).agrees


def _as_then(then: Any, now: Any) -> Any:
    """What is said today, without what was not said then."""
    if isinstance(then, dict) and isinstance(now, dict):
        return {key: _as_then(then[key], now[key]) for key in then if key in now}
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [_as_then(*pair) for pair in zip(then, now, strict=True)]
    return now


async def _events_lead_to_what_is_there(kept: Kept, site: App, url: str, name: str) -> None:
    """Each derived table comes out of the events as it is; where the notes of a release ask for a rebuild, after one."""
    broker = await connected(url, name)
    try:
        if name in REBUILT.get(kept.version, ()):
            await rebuild(site.runtimes[name], broker, quietly, differing=True)
        before, after, _ = await rebuild(site.runtimes[name], broker, quietly)
        assert before == after, name
    finally:
        await broker.close()


def _count(site: App, name: str, table: str) -> int:
    runtime = site.runtimes[name]
    found = next(one for key, one in runtime.service.metadata.tables.items() if key.rpartition(".")[2] == table)
    return runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(found))) or 0


def _names(site: App) -> list[str]:
    """What the people of the ninety days are called, opened with their keys."""
    runtime, column = site.runtimes["intake"], candidate.c
    rows = runtime.database.look(lambda session: session.execute(sa.select(column.id, column.name)).all())
    sealers = runtime.tools.keys.sealers([row.id for row in rows])
    return sorted(sealers[row.id].open(row.name, f"candidate.name.{row.id}") for row in rows)
