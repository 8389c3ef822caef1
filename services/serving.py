"""One process that serves: a nats-server if it needs one, the site, what works behind it, and how both end."""

import asyncio
import contextlib
import gc
import signal
import socket
import sys
import time
from collections.abc import Coroutine, Sequence
from typing import Any

import click
import uvicorn
import uvloop

from services.app import App, create_app, working
from services.care import ages, people_keys, whole
from services.care.ages import remember_ages
from services.care.habit import back_up_daily
from services.demo import DEMO_PAGES, Waiting, is_missing, load_sample, sign_ins
from services.sample.progress import Progress
from services.watch.port import Unsignalled, place_of, watching
from shared import logs, nats_server, private, security_log
from shared.migrations import compare, upgrade_or_fit
from shared.running import ended
from shared.service import Service
from shared.settings import Settings
from web.protocol import Guarded

ADDRESS = "address"
"""In the data folder of a demonstration: where it was opened last."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run(work: Coroutine[Any, Any, None]) -> None:
    """On uvloop: uvicorn chooses it by itself only where it starts the loop, and here we do."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


async def serving(services: Sequence[Service], settings: Settings, host: str, port: int) -> None:
    """Serve until a signal comes. Raises ClickException for a taken port, or a demonstration that others reach."""
    started = time.monotonic()
    if settings.demo and host not in LOOPBACK:
        raise click.ClickException("the demonstration is for this machine only: leave out --host, or leave out --demo")
    _must_be_free(host, port)
    logs.set_up(to_people=sys.stderr.isatty(), level="WARNING" if settings.demo else "INFO")
    private.close_to_others(settings.data)
    security_log.keep(settings.data)
    async with contextlib.AsyncExitStack() as stack:
        say(f"Steadfast starts; its data is in {settings.data.resolve()}")
        nats_url = settings.nats_url or await _own_nats(stack, settings)
        progress = Progress(loading=is_missing(settings))
        app = _site(services, settings, progress)
        await stack.enter_async_context(working(app, nats_url))
        leave_alone()
        web = Web(_uvicorn(app, host, port))
        for wanted in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(wanted, web.leave)
        if figures := await stack.enter_async_context(watching(app, place_of(settings, port))):
            say(f"  figures for Prometheus: {figures}")
        opening = asyncio.create_task(_open(app, web, progress, started))
        background = [
            asyncio.create_task(one) for one in (back_up_daily(app), remember_ages(settings, app.runtimes.values()))
        ]
        try:
            await web.serve()
        finally:
            await ended([opening, *background])
            await asyncio.to_thread(ages.remember_if_possible, settings, list(app.runtimes.values()))
            say("Steadfast stops")
            if not opening.cancelled():
                opening.result()


def leave_alone() -> None:
    """What stands until the end is not looked through for garbage again and again while somebody waits for a page."""
    gc.collect()
    gc.freeze()


async def _own_nats(stack: contextlib.AsyncExitStack, settings: Settings) -> str:
    server = await stack.enter_async_context(nats_server.running(settings.data / "nats"))
    say("  nats-server is running (JetStream, every write synced)")
    return server.url


def _site(services: Sequence[Service], settings: Settings, progress: Progress) -> App:
    """The site over databases with today's tables; a demonstration's waits for its sample."""
    if settings.demo:
        app = create_app(services, settings, DEMO_PAGES, lambda site: Waiting(site, progress))
    else:
        app = create_app(services, settings)
    for runtime in app.runtimes.values():
        runtime.lost = whole.look(runtime)
        if runtime.lost:
            continue  # said with the rest, when the doors are open
        if upgrade_or_fit(runtime.database, runtime.service, settings.go_back):
            say(f"  {runtime.service.name}: tables are up to date")
        compare(runtime.database, runtime.service.metadata)
        if runtime.service.name == "intake":
            runtime.lost = people_keys.look(runtime)
        runtime.aged = ages.look(runtime)
    whole.remember(settings, app.runtimes.values())
    return app


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


class Web(Unsignalled):
    """A server that leaves the signals to us: it would raise them again before everything behind it has stopped."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    def leave(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def _uvicorn(app: App, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app.traffic,
        host=host,
        port=port,
        http=Guarded,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=2,
        lifespan="off",
    )


async def _open(app: App, web: Web, progress: Progress, started: float) -> None:
    """Load the sample if this is the first start of a demonstration, then say that the doors are open."""
    await web.listens.wait()
    url = app.settings.base_url
    try:
        if progress.loading:
            say(f"Open {url} after {_since(started)}: it shows how far the sample data is")
        await load_sample(app, progress, say)
        await app.idle()
    except Exception as error:
        what = (
            f"{type(error).__name__}: {error}" if progress.loading else type(error).__name__
        )  # the sample is invented
        say(f"Nothing is opened, since something went wrong before: {what}. Ctrl-C stops it and shows where.")
        raise
    app.ready = True
    for runtime in app.runtimes.values():
        if runtime.lost:
            say(f"CLOSED: {runtime.lost}")
    say(f"Ready after {_since(started)}: {url}")
    if app.settings.demo:
        (app.settings.data / ADDRESS).write_text(url)
        for line in sign_ins(app):
            say(line)
        say("Ctrl-C stops everything; the data is kept.")


def _since(started: float) -> str:
    return f"{time.monotonic() - started:.1f} seconds"


def say(text: str) -> None:
    print(text, flush=True)
