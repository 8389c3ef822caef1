"""The `steadfast` command line: every command, and those that make databases, the stream, and the story."""

import asyncio
import os
import sys
from pathlib import Path

import click
import msgspec

from services.app import listening
from services.care.cli import COMMANDS as CARE
from services.care.events import COMMANDS as EVENTS
from services.care.losses import COMMANDS as LOSSES
from services.demo import DONE, StoryStopped, play_story
from services.documents import COMMANDS as WIRE
from services.program import SERVICES, Office, Plain
from services.serving import ADDRESS, say
from services.up import COMMANDS as UP
from shared import private
from shared.auth import Keys
from shared.broker import connected
from shared.migrations import newest, revision, upgrade
from shared.service import Runtime
from shared.settings import Settings, from_environment

PROVISION = 30.0
"""Seconds until `provision` says that nobody answers."""


@click.group(
    cls=Plain,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: steadfast up --demo --port 8000",
)
@click.option(
    "--data", type=click.Path(path_type=Path), help="folder for databases and keys [STEADFAST_DATA, default var]"
)
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Steadfast: who hires refugees and young people out of work, and who keeps them."""
    if context.invoked_subcommand not in {command.name for command in WIRE}:
        before = private.make_for_owner_alone()
        context.call_on_close(lambda: os.umask(before))
    settings = from_environment(data=data)
    if context.invoked_subcommand not in ("up", "serve") and (settings.data / DONE).exists():
        settings = _of_demonstration(settings)
    context.obj = Office(settings)
    context.call_on_close(context.obj.close)


def _of_demonstration(settings: Settings) -> Settings:
    """What `up --demo` runs with that keeps this data folder: its own day, and the address it was opened at last."""
    known = settings.data / ADDRESS
    return msgspec.structs.replace(
        settings,
        demo=True,
        clock_file=settings.clock_file or settings.data / "clock",
        base_url=os.environ.get("STEADFAST_BASE_URL") or (known.read_text() if known.is_file() else settings.base_url),
    )


@main.command(epilog="Example: steadfast migrate; steadfast migrate --check")
@click.option("--check", is_flag=True, help="only say what is behind; exit 1 if anything is")
@click.option("--new", "message", help="for developers: write a revision from the difference to the tables")
@click.pass_obj
def migrate(obj: Office, check: bool, message: str | None) -> None:
    """Bring every service's database up to its newest revision."""
    from shared.migrations import current

    behind = 0
    for service in SERVICES.values():
        runtime = Runtime(listening(service), obj.settings, Keys(obj.settings.data / "keys", create=True))
        try:
            at, head = current(runtime.database), newest(service.migrations)
            if message is not None:
                upgrade(runtime.database, service.migrations)
                revision(runtime.database, service.migrations, service.metadata, message)
            elif not check:
                upgrade(runtime.database, service.migrations)
            behind += at != head
            say(f"{service.name}: {at or 'empty'} -> {head}" if at != head else f"{service.name}: {head}, up to date")
        finally:
            runtime.close()
    sys.exit(1 if check and behind else 0)


@main.command(epilog="Example: STEADFAST_NATS_URL=nats://127.0.0.1:4222 steadfast provision")
@click.pass_obj
def provision(obj: Office) -> None:
    """Make the event stream on the NATS server at STEADFAST_NATS_URL, if it is not there."""
    if not obj.settings.nats_url:
        raise click.ClickException("set STEADFAST_NATS_URL; without it every start makes its own server and stream")

    async def make() -> None:
        async with asyncio.timeout(PROVISION):
            broker = await connected(obj.settings.nats_url, "provision", obj.settings.nats_credentials("provision"))
            await broker.provision(obj.settings.nats_replicas)
            state = await broker.state()
        say(f"stream EVENTS: {state.last} events, made {state.created}")
        await broker.close()

    try:
        asyncio.run(make())
    except TimeoutError as nobody:
        place = obj.settings.nats_url.rpartition("@")[2]
        raise click.ClickException(
            f"nobody answered at {place} for {PROVISION:.0f} seconds: start the NATS servers (a cluster needs most of "
            "them), look at STEADFAST_NATS_URL, and whether STEADFAST_NATS_SEED names a key they know"
        ) from nobody


@main.command(epilog="Example: steadfast story; steadfast story --data FOLDER --fast")
@click.option("--url", default=None, help="a running demonstration; by itself the one that uses this data folder")
@click.option("--fast", is_flag=True, help="do not wait between the days")
@click.option("--data", type=click.Path(path_type=Path), help="the demonstration's data folder")
@click.pass_obj
def story(obj: Office, url: str | None, fast: bool, data: Path | None) -> None:
    """Play the ninety days in ninety seconds in a running demonstration."""
    settings = _of_demonstration(from_environment(data=data)) if data else obj.settings
    known = settings.data / ADDRESS
    if url is None and not known.is_file():
        raise click.ClickException(f"no demonstration was ever open in {settings.data.resolve()}: start make run")
    try:
        play_story(settings, url or known.read_text(), say, fast=fast)
    except StoryStopped as stopped:
        raise click.ClickException(str(stopped)) from None


for service in SERVICES.values():
    for command in service.cli:
        main.add_command(command)


for command in (*UP, *WIRE, *CARE, *EVENTS, *LOSSES):
    main.add_command(command)


if __name__ == "__main__":
    main()
