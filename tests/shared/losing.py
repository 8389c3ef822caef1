"""An office that told thirty events, and its database as an older copy of itself."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from shared.broker import connected
from shared.loss import MOST, Loss, find
from shared.nats_server import NatsServer
from shared.running import Running, running
from shared.service import Runtime, Service
from tests.shared.at_work import AtWork, at_work

Open = Callable[[Service], Runtime]
After = Callable[[Callable[[AtWork], Awaitable[None]]], None]
TOLD, KEPT = 30, 20
"""Events that the office told, and those that its older copy knows."""


@pytest.fixture
def after_thirty(nats: NatsServer, open_runtime: Open) -> After:
    """Goes on with a story where the office has told thirty events and all were heard."""

    def go_on(story: Callable[[AtWork], Awaitable[None]]) -> None:
        async def scenario() -> None:
            async with at_work(nats, open_runtime) as work:
                await work.do(*range(TOLD))
                await work.idle()
                await story(work)

        asyncio.run(scenario())

    return go_on


async def lost(work: AtWork, kept: int = KEPT, most: int = MOST) -> Loss:
    """The office is as its older copy; what is found missing."""
    forget(work.office, kept)
    return await found(work, most)


async def found(work: AtWork, most: int = MOST) -> Loss:
    loss = await find(work.office, work.broker, most)
    assert loss is not None
    return loss


def forget(runtime: Runtime, kept: int = KEPT) -> None:
    """As a copy that was made after so many events, or with none as a schema that was emptied."""
    for table in reversed(runtime.service.metadata.sorted_tables):
        if table.name == "outbox":
            forget_events(runtime, kept)
            continue
        with runtime.database.session() as session:
            session.execute(sa.delete(table))


def forget_events(runtime: Runtime, kept: int) -> None:
    """As a copy from before, whose decisions were made earlier. Positions have gaps where a server ran work again."""
    box = runtime.service.metadata.tables["outbox"]
    with runtime.database.session() as session:
        places = session.scalars(sa.select(box.c.position).order_by(box.c.position)).all()
        session.execute(sa.delete(box).where(box.c.position.in_(places[kept:])))


async def again(work: AtWork, url: str, look: Callable[[Running], None]) -> None:
    """The office, started once more."""
    broker = await connected(url, "intake")
    try:
        async with running(work.office, broker) as at_office:
            look(at_office)
    finally:
        await broker.close()


def counted(work: AtWork, *where: sa.ColumnElement[bool]) -> int:
    """Events of the office's outbox."""
    query = sa.select(sa.func.count()).select_from(outbox(work)).where(*where)
    return work.office.database.look(lambda s: s.scalar(query)) or 0


def outbox(work: AtWork) -> sa.Table:
    return work.office.service.metadata.tables["outbox"]
