"""A port of its own: `/metrics` for Prometheus, `/health` in detail for whoever is on this machine."""

import asyncio
import contextlib
import ipaddress
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import structlog
import uvicorn

from services.app import App
from services.condition.sample import Sample, families
from services.watch.figures import figures
from shared.backups import kept_backups
from shared.settings import OFF, Settings
from web.security import LOOPBACK, hostname

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric
    from prometheus_client.registry import Collector

log = structlog.get_logger(__name__)

AWAY = 1000
"""By so much the port of the figures is above that of the site, where nobody says otherwise."""
LAST = 65535
TEXT, JSON = "text/plain; charset=utf-8", "application/json"


class Watch:
    """An ASGI application that answers two addresses, and never what anybody typed."""

    def __init__(self, app: App) -> None:
        self.app = app

    @cached_property
    def _process(self) -> "Collector":
        from prometheus_client import ProcessCollector

        return ProcessCollector(registry=None)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] not in ("GET", "HEAD"):
            await answer(send, 405, TEXT, b"GET alone")
        elif scope["path"] == "/metrics":
            await answer(send, 200, *await self.metrics())
        elif scope["path"] != "/health":
            await answer(send, 404, TEXT, b"/metrics and /health")
        elif not is_here(scope):
            await answer(send, 403, TEXT, b"health is told on this machine only")
        else:
            await answer(send, 200, JSON, await self.health())

    async def samples(self) -> list[Sample]:
        """Everything but the requests: asked of each service at once."""
        app = self.app
        each = await asyncio.gather(*(figures(one, app.running.get(name)) for name, one in app.runtimes.items()))
        return [*(one for some in each for one in some), *await _of_the_process(app)]

    async def metrics(self) -> tuple[str, bytes]:
        """In the form of Prometheus, and how that is called."""
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

        shown = Once([*families(await self.samples())])
        told = (shown, self.app.traffic.counted, self._process)
        return CONTENT_TYPE_LATEST, b"".join(generate_latest(one) for one in told)

    async def health(self) -> bytes:
        """The same figures, and in words why nobody should be sent here."""
        said = {"unready": await self.app.unready(), "closed": _closed(self.app), "figures": await self.samples()}
        return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"


class Once:
    """Figures that were asked for this one answer."""

    def __init__(self, found: list["Metric"]) -> None:
        self._found = found

    def collect(self) -> Iterator["Metric"]:
        yield from self._found


async def _of_the_process(app: App) -> list[Sample]:
    free = shutil.disk_usage(app.settings.data).free
    found = [Sample("steadfast_ready", float(not await app.unready())), Sample("steadfast_disk_free_bytes", free)]
    for newest in (await asyncio.to_thread(kept_backups, app.settings))[:1]:
        found.append(Sample("steadfast_backup_age_seconds", newest.age))
        found.append(Sample("steadfast_backup_tried", float(newest.tried is not None)))
    return found


def _closed(app: App) -> dict[str, str]:
    return {name: runtime.lost for name, runtime in app.runtimes.items() if runtime.lost}


def is_here(scope: Any) -> bool:
    """Asked from this machine, and by its own name: no page of another site may have a browser on it ask."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    try:
        near = ipaddress.ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
    return near and hostname(host) in LOOPBACK


async def answer(send: Any, status: int, media: str, body: bytes) -> None:
    headers = [
        (b"content-type", media.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class Unsignalled(uvicorn.Server):
    """A server that leaves the signals to whoever started it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def place_of(settings: Settings, port: int) -> tuple[str, int] | None:
    """Where the figures are told: as STEADFAST_METRICS says, by itself on loopback; None = nowhere."""
    if settings.metrics == OFF:
        return None
    if not settings.metrics:
        return "127.0.0.1", port + AWAY if port + AWAY <= LAST else port - AWAY
    host, _, number = settings.metrics.rpartition(":")
    return host.strip("[]"), int(number)


@asynccontextmanager
async def watching(app: App, place: tuple[str, int] | None) -> AsyncIterator[str]:
    """Tell the figures there until the context ends; the address, or nothing where none is wanted or the port is taken."""
    bound = _bound(place) if place is not None else None
    if bound is None or place is None:
        yield ""
        return
    config = uvicorn.Config(
        Watch(app), log_config=None, access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = Unsignalled(config)
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield f"http://{place[0]}:{place[1]}/metrics"
    finally:
        server.should_exit = True
        await task


def _bound(place: tuple[str, int]) -> socket.socket | None:
    """The site matters more than its figures: a taken port is said, and nothing more."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
        except OSError:
            bound.close()
            raise
    except (OSError, UnicodeError) as error:  # an address that is no name at all is the latter
        log.warning("nobody can watch: set STEADFAST_METRICS", error=type(error).__name__)
        return None
    return bound
