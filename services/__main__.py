"""The `steadfast` command line; the only place that names all three services."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
import uvicorn
import uvloop
from sqlalchemy.exc import OperationalError

from services.app import App, create_app, listening, working
from services.care.cli import COMMANDS as CARE
from services.care.events import COMMANDS as EVENTS
from services.demo import DEMO_PAGES, DONE, StoryStopped, load_sample, play_story, sign_ins
from services.documents import COMMANDS as WIRE
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from shared import logs, nats_server, private, security_log
from shared.auth import Keys
from shared.broker import BrokerAway, NoStream, connected
from shared.migrations import Ahead, newest, revision, upgrade
from shared.rebuild import CannotRebuild
from shared.running import ended
from shared.service import Runtime, Service
from shared.settings import BadSetting, Settings, from_environment

SERVICES = {service.name: service for service in (INTAKE, PLACEMENTS, RECOGNITION)}
ADDRESS = "address"
"""In the data folder of a demonstration: where it was opened last."""
PROVISION = 30.0
"""Seconds until `provision` says that nobody answers."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Plain(click.Group):
    """Says in a sentence what whoever types has to mend; tracebacks are for faults of ours."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except (BadSetting, Ahead, CannotRebuild, BrokerAway) as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except NoStream as nothing:
            raise click.ClickException(
                "no event stream there yet: start once with `steadfast up`, or see --data"
            ) from nothing
        except BlockingIOError as taken:
            raise click.ClickException("another process works in this data folder: stop it, or give --data") from taken
        except OperationalError as away:
            raise click.ClickException(f"the database does not do it: {str(away.orig).strip()}") from away
        except OSError as refused:
            raise click.ClickException(str(refused)) from refused


class Office:
    """What commands work with: settings, and runtimes opened as they are needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._desks: dict[str, Runtime] = {}

    def runtime(self, name: str) -> Runtime:
        if name not in self._desks:
            self._must_be_there(name)
            keys = Keys(self.settings.data / "keys", create=True)
            runtime = self._desks[name] = Runtime(listening(SERVICES[name]), self.settings, keys)
            upgrade(runtime.database, runtime.service.migrations)
        return self._desks[name]

    def _must_be_there(self, name: str) -> None:
        """A mistyped folder must not become a new installation. Raises ClickException."""
        if not self.settings.database and not (self.settings.data / f"{name}.db").is_file():
            raise click.ClickException(
                f"{self.settings.data.resolve()} holds no database of {name}. Give the folder that `steadfast up` uses "
                f"(steadfast --data FOLDER …), or make a new one: steadfast --data {self.settings.data} migrate"
            )

    def close(self) -> None:
        for runtime in self._desks.values():
            runtime.close()


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


@main.command(epilog="Example: steadfast up --demo --port 8000 --data var")
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="folder for databases, keys and the event store")
@click.option("--demo", is_flag=True, help="load sample data at the first start, print sign-ins, show the clock bar")
@click.option("--database", default=None, help="a URL with {service} in it; default: SQLite files in the data folder")
@click.pass_obj
def up(obj: Office, port: int, host: str, data: Path | None, demo: bool, database: str | None) -> None:
    """All three services and the site in one process, with a nats-server of its own."""
    folder = data or obj.settings.data
    settings = from_environment(
        data=folder,
        database=database,
        base_url=os.environ.get("STEADFAST_BASE_URL") or _address(host, port),
        demo=demo,
        clock_file=obj.settings.clock_file or (folder / "clock" if demo else None),
    )
    run(_serve(list(SERVICES.values()), settings, host, port))


def _address(host: str, port: int) -> str:
    """Where people find the site. Raises ClickException for a host that is no address anybody could type."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - it is asked about, not bound
        raise click.ClickException("set STEADFAST_BASE_URL: the site answers only to the name that people call it by")
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@main.command(epilog="Example: STEADFAST_NATS_URL=nats://127.0.0.1:4222 steadfast serve placements --port 8002")
@click.argument("names", nargs=-1, required=True, type=click.Choice(list(SERVICES)))
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.pass_obj
def serve(obj: Office, names: tuple[str, ...], port: int, host: str) -> None:
    """One or more services in this process; the site's address is STEADFAST_BASE_URL."""
    run(_serve([SERVICES[name] for name in names], obj.settings, host, port))


def run(work: Coroutine[Any, Any, None]) -> None:
    """On uvloop: uvicorn chooses it by itself only where it starts the loop, and here we do."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


async def _serve(services: Sequence[Service], settings: Settings, host: str, port: int) -> None:
    started = time.monotonic()
    if settings.demo and host not in LOOPBACK:
        raise click.ClickException("the demonstration is for this machine only: leave out --host, or leave out --demo")
    _must_be_free(host, port)
    logs.set_up(to_people=sys.stderr.isatty(), level="WARNING" if settings.demo else "INFO")
    private.close_to_others(settings.data)
    security_log.keep(settings.data)
    async with contextlib.AsyncExitStack() as stack:
        say(f"Steadfast starts; its data is in {settings.data.resolve()}")
        nats_url = settings.nats_url
        if not nats_url:
            server = await stack.enter_async_context(nats_server.running(settings.data / "nats"))
            nats_url = server.url
            say("  nats-server is running (JetStream, every write synced)")
        app = create_app(services, settings, DEMO_PAGES if settings.demo else ())
        for runtime in app.runtimes.values():
            if upgrade(runtime.database, runtime.service.migrations):
                say(f"  {runtime.service.name}: tables are up to date")
        await stack.enter_async_context(working(app, nats_url))
        web = Web(_uvicorn(app, host, port))
        for wanted in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(wanted, web.leave)
        opening = asyncio.create_task(_open(app, started))
        try:
            await web.serve()
        finally:
            await ended([opening])
            say("Steadfast stops")
            if not opening.cancelled():
                opening.result()


def _must_be_free(host: str, port: int) -> None:
    """Asked before anything is started or loaded. Raises ClickException."""
    family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise click.ClickException(
                f"port {port} on {host}: {error.strerror}. Choose another with --port"
            ) from error


class Web(uvicorn.Server):
    """A server that leaves the signals to us: it would raise them again before everything behind it has stopped."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def leave(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def _uvicorn(app: App, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app.site,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=2,
        lifespan="off",
        h11_max_incomplete_event_size=32768,
    )


async def _open(app: App, started: float) -> None:
    """Load the sample if this is the first start of a demonstration, then say that the doors are open."""
    try:
        if app.settings.demo:
            await load_sample(app, say)
        await app.idle()
    except Exception:
        say("The doors stay shut, since something went wrong before they could open. Stop it to read what.")
        raise
    app.ready = True
    say(f"Ready after {time.monotonic() - started:.1f} seconds: {app.settings.base_url}")
    if app.settings.demo:
        (app.settings.data / ADDRESS).write_text(app.settings.base_url)
        for line in sign_ins(app):
            say(line)
        say("Ctrl-C stops everything; the data is kept.")


def say(text: str) -> None:
    print(text, flush=True)


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


for command in (*WIRE, *CARE, *EVENTS):
    main.add_command(command)


if __name__ == "__main__":
    main()
