"""create_app: any of the three services as one site, and what works behind it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get, post
from litestar.types import ASGIApp

from services.condition.pages import condition_pages
from services.site_map import ENTRANCES, nav
from shared.auth import ANYBODY, PUBLIC, Keys
from shared.broker import Broker, connected
from shared.events.intake import SessionRevoked
from shared.languages import of_the_site
from shared.running import Running, running
from shared.service import Runtime, Service, Subject
from shared.sessions import end_sessions
from shared.settings import BadSetting, Settings
from shared.tracing import tracer_to
from web.guard import form_of, set_cookie
from web.page_cache import PageCache, Revisions
from web.respond import local, see_other
from web.security import hosts_of
from web.site import create_site
from web.traffic import Traffic

AnyRequest = Request[Any, Any, Any]
LOOK = 1.0
ANSWERS = 2.0
"""Seconds a database may take before this process is not ready."""
OLDEST_NATS = (2, 12)
"""The first nats-server with atomic batches (ADR-50); an older one would store a page row by row."""


@dataclass
class App:
    """The site and the services behind it."""

    site: ASGIApp
    traffic: Traffic
    runtimes: dict[str, Runtime]
    settings: Settings
    running: dict[str, Running] = field(default_factory=dict)
    page_caches: list[PageCache] = field(default_factory=list)
    ready: bool = False

    async def unready(self) -> str:
        """Why nobody should be sent here now, or nothing. NATS is no reason: pages work without it."""
        if not self.ready:
            return "not yet"
        for name, runtime in self.runtimes.items():
            try:
                async with asyncio.timeout(ANSWERS):
                    await runtime.database.read(lambda session: session.execute(sa.select(1)))
            except (sa.exc.SQLAlchemyError, TimeoutError):
                return f"the database of {name} does not answer"
            if name in self.running and (why := self.running[name].unready()):
                return why
        return ""

    async def idle(self) -> None:
        """Wait until no event is under way between these services: three times, since one may cause another."""
        for _ in range(3):
            for one in self.running.values():
                await one.idle()
        for front in self.page_caches:
            await front.look_again()


def listening(service: Service) -> Service:
    """The service with what every service hears, ended sessions, and what every service answers: is it all right?"""
    added = [Subject(name="condition", pages=condition_pages(service.name))]
    if SessionRevoked not in service.projections:
        added.append(Subject(name="sessions", projections={SessionRevoked: end_sessions}))
    return replace(service, subjects=(*service.subjects, *added))


@get("/healthz", policy=PUBLIC, sync_to_thread=False)
def healthz() -> Response[str]:
    return Response("ok", media_type="text/plain")


@get("/readyz", policy=PUBLIC)
async def readyz(request: AnyRequest) -> Response[str]:
    said = await request.state.site.unready()
    return Response(said or "ready", status_code=503 if said else 200, media_type="text/plain")


@post("/language", policy=ANYBODY, reads=None)
async def language(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    form = await form_of(request)
    chosen = str(form.get("lang", "bg"))
    set_cookie(request.scope, runtime, "lang", of_the_site(chosen), 31536000)
    back = str(form.get("back", "/"))
    return see_other(local(back))


def create_app(
    services: Sequence[Service],
    settings: Settings,
    extra: Sequence[Any] = (),
    before: Callable[[ASGIApp], ASGIApp] | None = None,
) -> App:
    """Open the services' databases and build the site, behind what may answer `before` it. Nothing runs yet: see
    `working`.

    Raises BadSetting for a demonstration that others could reach: at /demo/mail it shows every letter with its links.
    """
    if settings.demo and not settings.playground:
        raise BadSetting("a demonstration is for this machine only: unset STEADFAST_DEMO, or STEADFAST_BASE_URL")
    keys = Keys(settings.data / "keys", create=True)
    runtimes = {service.name: Runtime(listening(service), settings, keys) for service in services}
    app = App(site=None, traffic=None, runtimes=runtimes, settings=settings)  # type: ignore[arg-type]
    app.site = create_site(
        runtimes, nav, ENTRANCES, extra=[healthz, readyz, language, *extra], unready=app.unready, before=before
    )
    for runtime in runtimes.values():
        if runtime.service.keeps and runtime.service.revision:
            app.page_caches.append(_front(app, runtime))
            app.site = app.page_caches[-1]
    app.traffic = Traffic(app.site, tracer_to(settings.traces))
    return app


def _front(app: App, runtime: Runtime) -> PageCache:
    keeps, revision = runtime.service.keeps, runtime.service.revision
    if keeps is None or revision is None:
        raise ValueError(f"{runtime.service.name} keeps no pages")

    async def ask() -> Revisions | None:
        try:
            return await runtime.read(revision)
        except sa.exc.SQLAlchemyError:
            return None

    front = PageCache(app.site, keeps, ask, hosts_of(runtime.settings.base_url))
    runtime.look_soon = front.look_soon
    return front


async def _look_again(app: App) -> None:
    """Ask every front's revision each second: what other processes published is public here within that time."""
    while True:
        for front in app.page_caches:
            await front.look()
        await asyncio.sleep(LOOK)


def _must_be_new_enough(broker: Broker) -> None:
    found = broker.client.connected_server_version
    if (found.major, found.minor) < OLDEST_NATS:
        raise BadSetting(f"this nats-server is {found.major}.{found.minor}: 2.12 or newer is needed")


@asynccontextmanager
async def working(app: App, nats_url: str) -> AsyncIterator[App]:
    """Connect to NATS, make the stream if it is not there, and run every service until the context ends.

    Raises BadSetting for a nats-server that cannot store a page of events all or none.
    """
    async with AsyncExitStack() as stack:
        for runtime in app.runtimes.values():
            stack.callback(runtime.close)
        brokers: list[Broker] = []
        for runtime in app.runtimes.values():
            broker = await connected(
                nats_url, runtime.service.name, runtime.settings.nats_credentials(runtime.service.name)
            )
            stack.push_async_callback(broker.close)
            brokers.append(broker)
        _must_be_new_enough(brokers[0])
        await brokers[0].provision(app.settings.nats_replicas)
        for runtime, broker in zip(app.runtimes.values(), brokers, strict=True):
            app.running[runtime.service.name] = await stack.enter_async_context(running(runtime, broker))
        looking = asyncio.create_task(_look_again(app))
        try:
            yield app
        finally:
            app.ready = False
            looking.cancel()
