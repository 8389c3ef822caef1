"""The caretaker's commands for a database that is older than what its service told."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import click

from services.app import listening
from services.care import SERVICES, whole
from services.care.events import NAMES, at_the_broker
from shared.auth import Keys
from shared.loss import Loss, adopt, find, go_on_without
from shared.migrations import upgrade
from shared.service import Runtime
from shared.settings import Settings

REASON = click.option("--reason", required=True, help="why, for whoever asks later; name nobody")


@click.group("loss", epilog="Example: steadfast loss show placements")
def loss_() -> None:
    """Events that a service told once and whose database has lost them."""


@loss_.command(epilog="Example: steadfast loss show placements")
@click.argument("name", type=click.Choice(NAMES))
@click.pass_obj
def show(obj: Any, name: str) -> None:
    """What is missing, since when, and of what kind."""
    _decide(obj.settings, name, lambda runtime, loss: _say(loss), make=False)


@loss_.command("adopt", epilog="Example: steadfast loss adopt placements --reason 'the disk died on Monday'")
@click.argument("name", type=click.Choice(NAMES))
@REASON
@click.pass_obj
def adopt_(obj: Any, name: str, reason: str) -> None:
    """Take the events back from the stream: they count as told; the records behind them stay lost."""

    def work(runtime: Runtime, loss: Loss) -> None:
        try:
            adopt(runtime, loss, reason[:400])
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{len(loss.missing)} events are in the outbox of {name} again; it goes on")

    _decide(obj.settings, name, work)


@loss_.command("go-on-without", epilog="Example: steadfast loss go-on-without placements --reason 'only tests'")
@click.argument("name", type=click.Choice(NAMES))
@REASON
@click.pass_obj
def without(obj: Any, name: str, reason: str) -> None:
    """Leave them lost: the others keep what they heard, this service goes on without."""

    def work(runtime: Runtime, loss: Loss) -> None:
        go_on_without(runtime, loss, reason[:400])
        click.echo(f"{name} goes on without {'at least ' if loss.more else ''}{len(loss.missing)} events")

    _decide(obj.settings, name, work)


def _decide(settings: Settings, name: str, work: Callable[[Runtime, Loss], None], *, make: bool = True) -> None:
    """Find what is missing, and do the work with it. A database that is gone is made first: that is what was asked."""
    service = next(one for one in SERVICES if one.name == name)
    runtime = Runtime(listening(service), settings, Keys(settings.data / "keys", create=True))
    try:
        if not make and (wrong := whole.look(runtime)):
            raise click.ClickException(wrong)
        upgrade(runtime.database, service.migrations)
        found = asyncio.run(_found(runtime))
        if found is None:
            click.echo(f"nothing that {name} told is missing from its database")
        while found is not None:
            work(runtime, found)
            found = asyncio.run(_found(runtime)) if make and found.more else None
    finally:
        runtime.close()


async def _found(runtime: Runtime) -> Loss | None:
    async with at_the_broker(runtime.settings, runtime.service.name) as broker:
        return await find(runtime, broker)


def _say(loss: Loss) -> None:
    click.echo(str(loss))
    kinds = Counter(told.message.type for told in loss.missing)
    for kind, count in sorted(kinds.items()):
        click.echo(f"  {count} {kind}")


COMMANDS = (loss_,)
