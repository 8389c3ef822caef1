"""The caretaker's commands for a database that is older than what its service told."""

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import Callable
from typing import Any

import click
from msgspec.structs import replace

from services.app import listening
from services.care import SERVICES, ages, people_keys, whole
from services.care.events import NAMES, at_the_broker
from shared.auth import Keys
from shared.loss import Loss, adopt, find, go_on_without
from shared.migrations import upgrade
from shared.service import Runtime, Service
from shared.settings import Settings
from shared.ways import ADOPT, WITHOUT, ways


def _said(_: Any, __: Any, text: str) -> str:
    if not text.strip():
        raise click.BadParameter("say why, for whoever asks later")
    return text.strip()


REASON = click.option("--reason", required=True, callback=_said, help="why, for whoever asks later; name nobody")


@click.group("loss", epilog='Example: steadfast loss show placements; steadfast loss adopt placements --reason "..."')
def loss_() -> None:
    """Events that a service told once and whose database has lost them. Stop the program first.

    A newer backup (steadfast restore) is better than any of these: what the events tell of comes back with it alone.
    """


@loss_.command(epilog="Example: steadfast loss show placements")
@click.argument("name", type=click.Choice(NAMES))
@click.pass_obj
def show(obj: Any, name: str) -> None:
    """What is missing, since when, and of what kind. Changes nothing; stop the program first."""
    _decide(obj.settings, name, lambda runtime, loss: _say(obj.settings, loss))


@loss_.command("adopt", epilog="Example: steadfast loss adopt placements --reason 'the disk died on Monday'")
@click.argument("name", type=click.Choice(NAMES))
@REASON
@click.pass_obj
def adopt_(obj: Any, name: str, reason: str) -> None:
    """Take the events back from the stream: they count as told; the records behind them stay lost. Stop the program first."""

    def work(runtime: Runtime, loss: Loss) -> None:
        try:
            adopt(runtime, loss, reason[:400])
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{len(loss.missing)} events are in the outbox of {name} again; it goes on")

    _decide(obj.settings, name, work, reason)


@loss_.command("go-on-without", epilog="Example: steadfast loss go-on-without placements --reason 'only tests'")
@click.argument("name", type=click.Choice([*NAMES, people_keys.KEYS]))
@REASON
@click.pass_obj
def without(obj: Any, name: str, reason: str) -> None:
    """Leave them lost: the others keep what they heard, this service goes on without. Stop the program first.

    What holds for ever, such as the number of an edition, is kept all the same. Of `keys`: whoever's file has no key counts
    as erased.
    """
    if name == people_keys.KEYS:
        _without_keys(obj.settings, reason)
        return

    def work(runtime: Runtime, loss: Loss) -> None:
        go_on_without(runtime, loss, reason[:400])
        click.echo(f"{name} goes on without {'at least ' if loss.more else ''}{len(loss.missing)} events")

    _decide(obj.settings, name, work, reason)


def _without_keys(settings: Settings, reason: str) -> None:
    with contextlib.ExitStack() as aside:
        runtime = _opened(next(one for one in SERVICES if one.name == "intake"), settings, aside)
        upgrade(runtime.database, runtime.service.migrations)
        count = people_keys.go_on_without(runtime, reason[:400])
        click.echo(f"{count} files without a key count as erased; intake empties them when it starts")


def _decide(settings: Settings, name: str, work: Callable[[Runtime, Loss], None], reason: str = "") -> None:
    """Find what is missing, and do the work with it; without a reason nothing is decided. A database that is gone is made
    first: that is what was asked.
    """
    service, make = next(one for one in SERVICES if one.name == name), bool(reason)
    with contextlib.ExitStack() as aside:
        runtime = _opened(service, settings, aside)
        if wrong := whole.look(runtime):
            if not whole.is_gone(name, settings, runtime.database):
                raise click.ClickException(wrong)
            if not make:  # an empty one shows what is missing as well, and the place stays as it is
                folder = aside.enter_context(tempfile.TemporaryDirectory())
                runtime = _opened(service, replace(settings, database=f"sqlite:///{folder}/{{service}}.db"), aside)
        upgrade(runtime.database, service.migrations)
        if make and ages.go_on_without(runtime, reason):
            click.echo(f"{name} goes on with an older copy; its pages say since when something may be missing")
        found = asyncio.run(_found(runtime))
        if found is None:
            click.echo(f"nothing that {name} told is missing from its database")
        while found is not None:
            work(runtime, found)
            found = asyncio.run(_found(runtime)) if make and found.more else None


def _opened(service: Service, settings: Settings, until: contextlib.ExitStack) -> Runtime:
    runtime = Runtime(listening(service), settings, Keys(settings.data / "keys", create=True))
    until.callback(runtime.close)
    return runtime


async def _found(runtime: Runtime) -> Loss | None:
    async with at_the_broker(runtime.settings, runtime.service.name) as broker:
        return await find(runtime, broker)


def _say(settings: Settings, loss: Loss) -> None:
    click.echo(f"{loss}. {ways(loss.service, settings, (ADOPT, WITHOUT))}")
    kinds = Counter(told.message.type for told in loss.missing)
    for kind, count in sorted(kinds.items()):
        click.echo(f"  {count} {kind}")


COMMANDS = (loss_,)
