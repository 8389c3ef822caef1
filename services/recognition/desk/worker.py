"""Goes on with an edition that is being made, slice by slice, after a restart too."""

import asyncio
import datetime
import time
from collections.abc import Callable

from sqlalchemy.orm import Session

from services.recognition.desk.handlers import stages
from services.recognition.editions.model import Publication
from services.recognition.editions.queries.under_way import under_way
from services.recognition.tools import tools_of
from shared import faultpoints
from shared.service import Runtime
from shared.transaction import Refused

ANY = "A"
"""A sector: the templates of its words are those of all."""
REST = 0.02
"""Seconds between two slices in which another process may begin to write."""


def looked_at(session: Session, today: datetime.date) -> stages.Looked | None:
    """In one view of the database: what arrives meanwhile is late for all of the slice, or counts in all of it."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return stages.look(session, today)


async def go_on_publishing(runtime: Runtime) -> None:
    """Until the edition is out, with its pages, sample and alerts. In every instance: whoever comes second writes nothing."""
    if await runtime.read(under_way) is not None:
        await asyncio.to_thread(learn_words, runtime)
    while (looked := await runtime.read(looked_at, runtime.clock.today())) is not None:
        try:
            with faultpoints.around("slice", runtime.service.name, looked.stage):
                await runtime.do(stages.write, looked)
        except Refused as refused:
            await runtime.do(stages.give_up, refused)


def publish_now(runtime: Runtime, say: Callable[[Publication], None] = lambda at: None) -> None:
    """The same on this thread, for the command line. Raises Refused where a correction came to nothing."""
    learn_words(runtime)
    while (looked := runtime.database.look(lambda session: looked_at(session, runtime.clock.today()))) is not None:
        try:
            with faultpoints.around("slice", runtime.service.name, looked.stage):
                at = runtime.perform(lambda tx, looked=looked: stages.write(looked, tx))  # type: ignore[misc]
        except Refused as refused:
            runtime.perform(lambda tx, refused=refused: stages.give_up(refused, tx))  # type: ignore[misc]
            raise
        if at is not None:
            say(at)
        time.sleep(REST)


def learn_words(runtime: Runtime) -> None:
    """The first words of a sector have templates compiled: half a second in which nobody should wait to write."""
    tools_of(runtime).sector_words(ANY)


def is_under_way(runtime: Runtime, number: str) -> bool:
    found = runtime.database.look(under_way)
    return found is not None and found.number == number
