"""A rebuild leaves the board as it is read, mends what was damaged in it, and forgets nothing an editor decided."""

import asyncio
import datetime
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.board.tables import board_line, board_total
from services.recognition.service import SERVICE
from services.recognition.statements import commands
from services.recognition.statements.handlers.answers import place_hold
from shared.broker import connected
from shared.clock import Clock
from shared.events import Event
from shared.nats_server import NatsServer
from shared.rebuild import rebuild
from shared.running import running
from shared.service import Runtime, Service
from shared.transaction import Transaction
from tests.faults.reference import OFFICE
from tests.patience import PATIENCE
from tests.recognition.arrivals import doing
from tests.recognition.board.test_read_model import kept as kept_rows
from tests.recognition.opened import EDITOR, publish
from tests.recognition.telling import employer, kept, vacancy

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("rebuild")]
Open = Callable[[Service], Runtime]


def say(_: str) -> None:
    pass


def events(today: datetime.date) -> list[tuple[Event, datetime.date]]:
    found: list[tuple[Event, datetime.date]] = []
    for which in range(4):
        number = f"20303016{which}"
        found += employer(number, f"Фирма {which}", f"Firm {which}", today - datetime.timedelta(400))
        found += kept(number, 6 if which % 2 else 0, today - datetime.timedelta(390))
        found.append(vacancy(number, "Готвач", today))
    return found


def tell(runtime: Runtime, told: list[tuple[Event, datetime.date]]) -> None:
    def publish_all(tx: Transaction) -> None:
        for event, day in told:
            tx.publish(event, at=datetime.datetime.combine(day, datetime.time(9), datetime.UTC))

    runtime.perform(publish_all)


def take_down(runtime: Runtime) -> None:
    group = runtime.database.look(lambda s: s.scalar(sa.select(sa.func.min(board_line.c.group))))
    command = commands.PlaceHold(group=group, subject="tier", kind="withdrawn", reason="по молба")
    runtime.perform(doing(place_hold, command), EDITOR)


def damage(runtime: Runtime) -> None:
    """A line that is missing, and a number that is wrong."""
    group = runtime.database.look(lambda s: s.scalar(sa.select(sa.func.max(board_line.c.group))))
    runtime.database.transact(lambda s: s.execute(sa.delete(board_line).where(board_line.c.group == group)))
    runtime.database.transact(lambda s: s.execute(sa.update(board_total).values(number=99)))


def test_a_rebuild_gives_the_board_again_whatever_was_damaged(
    nats: NatsServer, open_runtime: Open, clock: Clock
) -> None:
    async def scenario() -> None:
        await nats.ready()
        office, placing, runtime = open_runtime(OFFICE), open_runtime(PLACEMENTS), open_runtime(SERVICE)
        one, two, three = [await connected(nats.url, name) for name in ("intake", "recognition", "placements")]
        await one.provision()
        async with running(office, one) as first, running(placing, three) as then, running(runtime, two) as hearing:
            told = events(clock.today())
            tell(office, [each for each in told if each[0].TYPE.startswith("intake")])
            tell(placing, [each for each in told if each[0].TYPE.startswith("placements")])
            async with asyncio.timeout(PATIENCE):
                for each in (first, then, hearing):
                    await each.idle()
            publish(runtime, "2025-4")
            take_down(runtime)
            right = kept_rows(runtime)
            assert len(right[0]) >= 3
            for hurt in (lambda _: None, damage):
                hurt(runtime)
                before, after, _ = await rebuild(runtime, two, say)
                assert before == after
                assert kept_rows(runtime) == right
        for broker in (one, two, three):
            await broker.close()

    asyncio.run(scenario())
