"""Standings change by facts and by time alone: on any day, a rebuild agrees with what the timers made of them."""

import asyncio
import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from services.recognition.service import SERVICE as RECOGNITION
from shared.broker import Broker, connected
from shared.clock import Clock
from shared.events import Event
from shared.nats_server import NatsServer
from shared.rebuild import rebuild
from shared.running import Running, running
from shared.service import Runtime, Service
from shared.transaction import Transaction
from tests.faults.reference import OFFICE
from tests.patience import PATIENCE
from tests.recognition.telling import employer, hired, kept, practices
from tests.shared.at_work import rows

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("rebuild")]
Open = Callable[[Service], Runtime]
NUMBERS = [f"20303016{digit}" for digit in range(6)]


def test_the_standings_of_recognition_are_rebuilt_as_they_stand_today(
    nats: NatsServer, open_runtime: Open, clock: Clock
) -> None:
    async def scenario() -> None:
        async with listening(nats, open_runtime) as work:
            today = clock.today()
            for which, number in enumerate(NUMBERS):
                tell(work.office, beginnings(number, which, today))
            await work.idle()
            for days in (0, 1, 44, 90, 200, 700):
                clock.turn_to(today + datetime.timedelta(days=days))
                new = hired(NUMBERS[days % 6], f"new-{days}", clock.today())
                tell(work.office, [(new, clock.today())])
                await work.idle()
                await work.morning_of(clock.today())
                before, after, events_played = await rebuild(work.recognition, work.broker, say)
                assert before == after, f"differs {days} days later"
                assert events_played > 100
                assert len(rows(work.recognition, "standing")) >= 6

    asyncio.run(scenario())


@dataclass
class Listening:
    """Recognition, and an office that tells it what happens."""

    office: Runtime
    recognition: Runtime
    broker: Broker
    telling: Running
    hearing: Running

    async def idle(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.telling.idle()
            await self.hearing.idle()

    async def morning_of(self, day: datetime.date) -> None:
        """Until the timers have done what the day brings."""
        async with asyncio.timeout(PATIENCE):
            while self.hearing.morning.day != day:
                await asyncio.sleep(0.02)


@asynccontextmanager
async def listening(nats: NatsServer, open_runtime: Open) -> AsyncIterator[Listening]:
    await nats.ready()
    office, recognition = open_runtime(OFFICE), open_runtime(RECOGNITION)
    one, two = await connected(nats.url, "intake"), await connected(nats.url, "recognition")
    await one.provision()
    async with running(office, one) as telling, running(recognition, two) as hearing:
        yield Listening(office, recognition, two, telling, hearing)
    await one.close()
    await two.close()


def beginnings(number: str, which: int, today: datetime.date) -> list[tuple[Event, datetime.date]]:
    """An employer with six people who stayed and two practices."""
    events = employer(number, f"Фирма {which}", f"Firm {which}", today)
    events += kept(number, 6, today - datetime.timedelta(days=300 + 20 * which))
    return events + practices(number, ["mentoring", "language"], today)


def tell(office: Runtime, events: list[tuple[Event, datetime.date]]) -> None:
    def publish(tx: Transaction) -> None:
        for event, day in events:
            tx.publish(event, at=datetime.datetime.combine(day, datetime.time(9), datetime.UTC))

    office.perform(publish)


def say(_: str) -> None:
    pass
