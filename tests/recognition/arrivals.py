"""What recognition hears, through the very projection that the broker feeds, with the day each fact was recorded."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from shared.broker import Delivery
from shared.clock import Clock
from shared.events import Event
from shared.inbox import Projection
from shared.message import Message, encode
from shared.service import Runtime
from shared.transaction import MORE, Transaction
from tests.recognition.telling import message_of

T = TypeVar("T")
CREATED = "the stream of this test"

Dated = tuple[Event, datetime.date]


class Arrivals:
    """Feeds one runtime. A message keeps its id, so that sending it again is a duplicate."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.projection = Projection(runtime)
        runtime.database.transact(lambda session: self.projection.begin(session, CREATED))
        self.seq = 0
        self.sent: list[Message] = []

    def tell(self, *events: Dated) -> list[Message]:
        """Events, each with the day it was recorded, in one batch."""
        messages = [message_of(event, day) for event, day in events]
        self.arrive(messages)
        return messages

    def arrive(self, messages: Sequence[Message]) -> int:
        if not messages:
            return 0
        deliveries = []
        for message in messages:
            self.seq += 1
            deliveries.append(Delivery(self.seq, encode(message)))
        self.sent += messages
        fresh = self.runtime.database.transact(lambda session: self.projection.take(session, deliveries, CREATED))
        assert self.set_aside() == 0, "the projection set an event aside"
        return fresh

    def set_aside(self) -> int:
        letters = self.projection.letters
        return self.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(letters)) or 0)


def turn_to(runtime: Runtime, day: datetime.date) -> None:
    """A new day begins: the clock is turned and the timers run, as a running service does."""
    runtime.clock.turn_to(day)
    today = runtime.clock.today()
    for timer in runtime.service.daily:
        while runtime.perform(lambda tx, timer=timer: timer(today, tx)) is MORE:  # type: ignore[misc]
            pass


def start_at(clock: Clock, day: datetime.date) -> None:
    """Set a test's clock to a morning, also an earlier one."""
    assert clock.file is not None
    morning = datetime.datetime.combine(day, datetime.time(6), datetime.UTC)
    clock.file.write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))


def rows(runtime: Runtime, query: sa.Select[Any]) -> list[Any]:
    return runtime.database.look(lambda session: list(session.execute(query)))


def flat(parts: Iterable[Iterable[Dated]]) -> list[Dated]:
    return [one for some in parts for one in some]


def doing(handler: Callable[[Any, Transaction], T], command: object) -> Callable[[Transaction], T]:
    return lambda tx: handler(command, tx)
