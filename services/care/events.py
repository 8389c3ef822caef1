"""The caretaker's commands for events: what waits in an outbox, what was set aside, and derived tables made anew."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import click
import sqlalchemy as sa

from services.care import SERVICES
from shared import nats_server, outbox
from shared.broker import Broker, connected
from shared.inbox import Projection
from shared.message import Unreadable
from shared.rebuild import digest, rebuild
from shared.settings import Settings

NAMES = [service.name for service in SERVICES]


@click.command("rebuild", epilog="Example: steadfast rebuild recognition")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--differing", is_flag=True, help="swap them in even where they differ: after an upgrade, or to mend")
@click.pass_obj
def rebuild_(obj: Any, name: str, differing: bool) -> None:
    """Make a service's derived tables anew from the event log, compare digests, and swap them in if they are equal."""

    async def work() -> tuple[str, str, int]:
        runtime = obj.runtime(name)
        async with at_the_broker(obj.settings, name) as broker:
            return await rebuild(runtime, broker, click.echo, differing=differing)

    before, after, events = asyncio.run(work())
    verdict = "equal" if before == after else "DIFFERENT"
    click.echo(f"{name}: {events} events; digest before {before[:16]}, after {after[:16]}: {verdict}")
    if before != after and not differing:
        click.echo(f"the live tables stay as they are; to take the new ones: steadfast rebuild {name} --differing")
    sys.exit(before != after and not differing)


@asynccontextmanager
async def at_the_broker(settings: Settings, name: str) -> AsyncIterator[Broker]:
    """Connected as this service to the given NATS server, or to our own started on the data folder's store."""
    async with AsyncExitStack() as open_:
        url = settings.nats_url
        if not url:
            url = (await open_.enter_async_context(nats_server.running(settings.data / "nats"))).url
        broker = await connected(url, name, settings.nats_credentials(name))
        open_.push_async_callback(broker.close)
        yield broker


@click.command("digest", epilog="Example: steadfast digest recognition")
@click.argument("name", type=click.Choice(NAMES))
@click.pass_obj
def digest_(obj: Any, name: str) -> None:
    """The digest of a service's derived tables."""
    runtime = obj.runtime(name)
    click.echo(digest(runtime.database, runtime.service.metadata))


@click.group("dead-letters", epilog="Example: steadfast dead-letters list recognition")
def dead_letters() -> None:
    """Events that could not be taken, with everything that waits behind them."""


@dead_letters.command("list", epilog="Example: steadfast dead-letters list recognition --json")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def list_letters(obj: Any, name: str, as_json: bool) -> None:
    """What is set aside, oldest first."""
    letters = Projection(obj.runtime(name)).letters
    query = sa.select(letters.c.event_id, letters.c.type, letters.c.aggregate_id, letters.c.why, letters.c.error)
    rows = obj.runtime(name).database.look(lambda s: s.execute(query.order_by(letters.c.stream_seq)).all())
    if as_json:
        click.echo(json.dumps([dict(row._mapping) for row in rows]))
        return
    for row in rows:
        click.echo(f"{row.event_id}  {row.type:34} {row.aggregate_id}  {row.why}: {row.error}")
    click.echo(f"{len(rows)} set aside" + ("; mend the cause, then: steadfast dead-letters replay" if rows else ""))


@dead_letters.command(epilog="Example: steadfast dead-letters replay recognition 0f8a…")
@click.argument("name", type=click.Choice(NAMES))
@click.argument("aggregate")
@click.pass_obj
def replay(obj: Any, name: str, aggregate: str) -> None:
    """Apply an aggregate's letters again, in order, and let it go on."""
    projection = Projection(obj.runtime(name))
    try:
        count = obj.runtime(name).database.transact(lambda session: projection.replay(session, aggregate))
    except Unreadable as error:
        raise click.ClickException(f"{aggregate} stays parked: {error}") from error
    if not count:
        raise click.ClickException(f"nothing of {aggregate} is set aside: steadfast dead-letters list {name}")
    click.echo(f"{count} applied; {aggregate} goes on")


@click.group("outbox", epilog="Example: steadfast outbox list intake")
def outbox_() -> None:
    """Events that were told here and are not in the stream: those on their way, and those the broker refuses."""


@outbox_.command("list", epilog="Example: steadfast outbox list intake --json")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def list_outbox(obj: Any, name: str, as_json: bool) -> None:
    """What the broker refuses, with how much waits behind it, oldest first."""
    runtime = obj.runtime(name)
    table = runtime.service.metadata.tables["outbox"]
    held, waiting = runtime.database.look(lambda s: (outbox.refused(s, table), outbox.waiting(s, table)))
    if as_json:
        click.echo(json.dumps({"waiting": waiting, "refused": [row._asdict() for row in held]}))
        return
    for row in held:
        click.echo(f"{row.event_id}  {row.type:34} {row.aggregate_id}  {row.behind} wait behind it: {row.refused}")
    click.echo(f"{waiting} not in the stream yet, {len(held)} refused")
    if held:
        click.echo(f"mend the cause, then: steadfast outbox release {name} {held[0].aggregate_id}")


@outbox_.command(epilog="Example: steadfast outbox release intake 0f8a…")
@click.argument("name", type=click.Choice(NAMES))
@click.argument("aggregate")
@click.pass_obj
def release(obj: Any, name: str, aggregate: str) -> None:
    """Let the relay offer an aggregate's events to the broker again, in order."""
    runtime = obj.runtime(name)
    table = runtime.service.metadata.tables["outbox"]
    if not runtime.database.transact(lambda session: outbox.release(session, table, aggregate)):
        raise click.ClickException(f"nothing of {aggregate} is refused: steadfast outbox list {name}")
    click.echo(f"{aggregate} is offered again; whether it goes on: steadfast outbox list {name}")


COMMANDS = (rebuild_, digest_, dead_letters, outbox_)
