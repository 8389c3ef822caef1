"""How far each database had come when the program last looked: an older copy in its place is noticed at the next start.

The stream knows what a service told. What it only kept, such as the answers of an interview, nobody else knows of: beside the
databases stands how often each was opened, and when its newest form was carried out.
"""

import asyncio
import datetime
from collections.abc import Iterable
from pathlib import Path

import msgspec
import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from shared import security_log
from shared.clock import machine_now
from shared.database import DERIVED
from shared.loss import WITHOUT
from shared.message import new_id
from shared.service import Runtime
from shared.settings import Settings
from shared.trouble import said
from shared.ways import WITHOUT as GO_ON
from shared.ways import ways

log = structlog.get_logger(__name__)

FILE = "ages.json"
LOOK = 30.0
"""Seconds between two looks: so much may be gone unnoticed."""


class Age(msgspec.Struct, frozen=True):
    """`opened`: how often a consumer took its place over; `form`: when the newest form that is kept was carried out."""

    opened: int
    form: datetime.datetime | None
    at: datetime.datetime

    def is_before(self, other: "Age") -> bool:
        """Keys of forms go after two days: where none is kept, nothing is known of them."""
        forms = self.form is not None and other.form is not None and self.form < other.form
        return self.opened < other.opened or (self.opened == other.opened and forms)


def age_of(session: Session, runtime: Runtime) -> Age:
    tables = runtime.service.metadata.tables
    opened = session.scalar(sa.select(tables[f"{DERIVED}.checkpoint"].c.epoch)) or 0
    form = session.scalar(sa.select(sa.func.max(tables["idempotence"].c.at)))
    return Age(opened, form, machine_now())


def look(runtime: Runtime) -> str:
    """What is wrong with the age of an open database, and what helps; empty where all is well, or nothing is known."""
    before, now = _kept(runtime.settings).get(runtime.service.name), runtime.database.look(lambda s: age_of(s, runtime))
    if before is None or not now.is_before(before):
        return ""
    name = runtime.service.name
    return (
        f"the database of {name} is older than it was on {before.at:%Y-%m-%d %H:%M} UTC: an older copy lies in its place, and "
        f"what was recorded since is gone. {ways(name, runtime.settings, (GO_ON,))}"
    )


def go_on_without(runtime: Runtime, reason: str) -> bool:
    """What was recorded between the copy and the last look stays lost, and pages say so. False: it is no older copy."""
    if not look(runtime):
        return False
    kept = _kept(runtime.settings)
    before, now = kept.pop(runtime.service.name), runtime.database.look(lambda s: age_of(s, runtime))
    since = now.form or before.form or before.at
    row = {"event_id": new_id(), "since": since, "events": 0, "decision": WITHOUT, "reason": reason[:400]}
    table = runtime.service.metadata.tables["loss"]
    decided = sa.insert(table).values(**row, at=runtime.clock.now())
    runtime.database.transact(lambda session: session.execute(decided))
    security_log.note("gone on with an older copy", service=runtime.service.name)
    _write(runtime.settings, kept)
    return True


async def remember_ages(settings: Settings, runtimes: Iterable[Runtime]) -> None:
    """As long as the program runs, and never of a database that is not whole."""
    while True:
        await asyncio.sleep(LOOK)
        await asyncio.to_thread(remember_if_possible, settings, list(runtimes))


def remember_if_possible(settings: Settings, runtimes: Iterable[Runtime]) -> None:
    try:
        remember(settings, runtimes)
    except (OSError, sa.exc.DBAPIError) as error:
        log.warning("the age of a database is not kept", error=said(error))


def remember(settings: Settings, runtimes: Iterable[Runtime]) -> None:
    """Write down how far those have come that are files of ours and whole."""
    fresh = {
        one.service.name: one.database.look(lambda session, one=one: age_of(session, one))  # type: ignore[misc]
        for one in runtimes
        if one.database.embedded and not one.lost
    }
    if fresh:
        _write(settings, {**_kept(settings), **fresh})


def _kept(settings: Settings) -> dict[str, Age]:
    """A file that cannot be read is none: it only ever warns."""
    try:
        return msgspec.json.decode((settings.data / FILE).read_bytes(), type=dict[str, Age])
    except (OSError, msgspec.DecodeError):
        return {}


def _write(settings: Settings, ages: dict[str, Age]) -> None:
    fresh: Path = settings.data / f"{FILE}.new"
    fresh.touch(mode=0o600)
    fresh.write_bytes(msgspec.json.encode(ages))
    fresh.replace(settings.data / FILE)
