"""Dead letters and rebuilds through the real command line, on recognition's own tables."""

import asyncio
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.service import SERVICE as RECOGNITION
from shared.auth import Keys
from shared.broker import connected
from shared.message import decode
from shared.nats_server import NatsServer
from shared.running import running
from shared.service import Runtime, Service
from shared.settings import Settings
from shared.transaction import Transaction
from tests.databases import upgraded
from tests.faults.reference import OFFICE
from tests.patience import PATIENCE
from tests.recognition.telling import employer

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("rebuild")]
ROOT = Path(__file__).parent.parent.parent


def test_dead_letters_are_listed_replayed_and_rebuilt_by_the_command_line(
    nats: NatsServer, open_runtime: Callable[[Service], Runtime], settings: Settings
) -> None:
    steadfast = partial(command_line, settings, nats)
    office = open_runtime(OFFICE)
    runtime = Runtime(RECOGNITION, settings, Keys(settings.data / "keys", create=True))
    upgraded(runtime.database, RECOGNITION.migrations)
    versions = RECOGNITION.metadata.tables["derived.employer_version"]

    office.perform(two_employers)
    first = first_told(office)
    data = bytes(decode(bytes(first.payload)).data)
    in_the_way = {"event_id": first.event_id, "recorded": office.clock.now(), "entity": "x", "data": data}
    runtime.database.transact(lambda s: s.execute(sa.insert(versions).values(**in_the_way)))
    asyncio.run(take(nats, office, runtime))

    letters = json.loads(steadfast("dead-letters", "list", "recognition", "--json"))
    assert [letter["why"] for letter in letters] == ["poison", "parked", "parked", "parked"]
    assert {letter["aggregate_id"] for letter in letters} == {first.aggregate_id}
    assert "IntegrityError" in letters[0]["error"]
    steadfast("dead-letters", "replay", "recognition", first.aggregate_id, code=1)
    runtime.database.transact(lambda s: s.execute(sa.delete(versions).where(versions.c.event_id == first.event_id)))
    assert "4 applied" in steadfast("dead-letters", "replay", "recognition", first.aggregate_id)
    assert "0 set aside" in steadfast("dead-letters", "list", "recognition")
    assert "equal" in steadfast("rebuild", "recognition")
    asyncio.run(take(nats, office, runtime))
    runtime.close()


def command_line(settings: Settings, nats: NatsServer, *words: str, code: int = 0) -> str:
    """What the command prints, as from another terminal; it must end with this code."""
    env = {
        **os.environ,
        "STEADFAST_DATA": str(settings.data),
        "STEADFAST_DATABASE": settings.database,
        "STEADFAST_NATS_URL": nats.url,
        "STEADFAST_CLOCK": str(settings.clock_file),
    }
    command = [sys.executable, "-m", "services", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def two_employers(tx: Transaction) -> None:
    day = datetime.date(2026, 3, 2)
    for event, _ in employer("203030161", "Една", "One", day) + employer("203030162", "Друга", "Other", day):
        tx.publish(event)


def first_told(office: Runtime) -> Any:
    """The first row of the outbox."""
    box = OFFICE.metadata.tables["outbox"]
    return office.database.look(lambda s: s.execute(sa.select(box).order_by(box.c.position)).first())


async def take(nats: NatsServer, office: Runtime, runtime: Runtime) -> None:
    """Until recognition has taken, or set aside, all that the office told."""
    await nats.ready()
    one, two = await connected(nats.url, "intake"), await connected(nats.url, "recognition")
    await one.provision()
    async with running(office, one) as telling, running(runtime, two) as hearing, asyncio.timeout(PATIENCE):
        await telling.idle()
        await hearing.idle()
    await one.close()
    await two.close()
