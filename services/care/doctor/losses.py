"""The doctor asks the stream whether it has what a database no longer holds, and what was decided about earlier losses."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from services.care import SERVICES
from services.care.doctor.check import FINE, NOT_NOW, Check, closed
from shared.broker import BrokerAway, NoStream, connected
from shared.database import Database
from shared.loss import Loss, find
from shared.migrations import current, newest
from shared.service import Service
from shared.settings import Settings
from shared.ways import ways

ANSWERS = 20.0
"""Seconds for one service's question."""


@dataclass(frozen=True)
class Looked:
    """A service that is not opened: only its database is read."""

    service: Service
    database: Database


def look_at_losses(url: str, settings: Settings) -> Iterator[Check]:
    """Of each service whose database has its tables. Changes nothing."""
    for service in SERVICES:
        place = sa.make_url(settings.database_url(service.name))
        if place.get_backend_name() == "sqlite" and not Path(str(place.database)).is_file():
            continue
        database = Database(settings.database_url(service.name))
        try:
            if current(database) == newest(service.migrations):
                yield _compared(Looked(service, database), url, settings)
        except sa.exc.DBAPIError:
            continue  # said already: it does not answer, or is damaged
        finally:
            database.dispose()


def _compared(looked: Looked, url: str, settings: Settings) -> Check:
    name = looked.service.name
    try:
        found = asyncio.run(_found(looked, url, settings))
    except (TimeoutError, BrokerAway, NoStream):
        return Check(f"records of {name}", NOT_NOW, "the stream does not answer what was told")
    if found is None:
        return Check(f"records of {name}", FINE, "it holds whatever it told, or somebody decided")
    return closed(name, f"{found}. {ways(name, settings)}")


async def _found(looked: Looked, url: str, settings: Settings) -> Loss | None:
    name = looked.service.name
    async with asyncio.timeout(ANSWERS):
        broker = await connected(url, name, settings.nats_credentials(name))
        try:
            return await find(looked, broker)
        finally:
            await broker.close()
