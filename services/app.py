"""create_app: any of the three services as one site, and what works behind it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.types import ASGIApp

from shared.auth import ANYBODY, PUBLIC, Actor, Keys
from shared.broker import Broker, connected
from shared.events.intake import SessionRevoked
from shared.running import Running, running
from shared.service import Desk, Service
from shared.sessions import end_sessions
from shared.settings import Settings
from web.door import set_cookie
from web.respond import see_other
from web.site import create_site


@dataclass(frozen=True)
class Link:
    href: str
    text: str
    count: int = 0


NAV = {
    "public": (
        Link("/{lang}/employers", "Employers"),
        Link("/{lang}/vacancies", "Vacancies"),
        Link("/{lang}/method", "How it is counted"),
        Link("/intake/sign-in", "Sign in"),
    ),
    "officer": (
        Link("/placements/today", "Today"),
        Link("/intake/candidates", "Candidates"),
        Link("/placements/hires", "Hires"),
        Link("/intake/employers", "Employers"),
        Link("/{lang}/employers", "Board"),
    ),
    "editor": (
        Link("/recognition/desk", "Editions"),
        Link("/intake/employers", "Employers"),
        Link("/{lang}/employers", "Board"),
    ),
    "employer": (
        Link("/intake/employer", "Overview"),
        Link("/intake/vacancies", "Vacancies"),
        Link("/placements/people", "People"),
        Link("/recognition/standing", "Our standing"),
    ),
    "administrator": (Link("/intake/colleagues", "Colleagues"), Link("/{lang}/employers", "Board")),
}


def nav(actor: Actor | None, lang: str) -> Sequence[Link]:
    """The main menu of whoever asks."""
    roles = actor.roles if actor else ("public",)
    found = [link for role in roles for link in NAV.get(role, ())] or list(NAV["public"])
    unique = {link.href: Link(link.href.format(lang=lang), link.text) for link in found}
    return tuple(unique.values())


@dataclass
class App:
    """The site and the services behind it."""

    site: ASGIApp
    desks: dict[str, Desk]
    settings: Settings
    running: dict[str, Running] = field(default_factory=dict)
    ready: bool = False

    async def idle(self) -> None:
        """Wait until no event is under way between these services: twice round, since an event may cause another."""
        for _ in range(3):
            for one in self.running.values():
                await one.idle()


def listening(service: Service) -> Service:
    """The service with what every service hears: ended sessions."""
    if SessionRevoked in service.projections:
        return service
    return replace(service, projections={**service.projections, SessionRevoked: end_sessions})


def create_app(services: Sequence[Service], settings: Settings, extra: Sequence[Any] = ()) -> App:
    """Open the services' databases and build the site. Nothing runs yet: see `working`."""
    keys = Keys(settings.data / "keys", create=True)
    desks = {service.name: Desk(listening(service), settings, keys) for service in services}
    app = App(site=None, desks=desks, settings=settings)  # type: ignore[arg-type]

    @get("/healthz", policy=PUBLIC, sync_to_thread=False)
    def healthz() -> Response[str]:
        return Response("ok", media_type="text/plain")

    @get("/readyz", policy=PUBLIC, sync_to_thread=False)
    def readyz() -> Response[str]:
        return Response(
            "ready" if app.ready else "not yet", status_code=200 if app.ready else 503, media_type="text/plain"
        )

    @post("/language", policy=ANYBODY)
    async def language(request: Request[Any, Any, Any]) -> Response[Any]:
        form = await request.form()
        desk = next(iter(app.desks.values()))
        chosen = str(form.get("lang", "bg"))
        set_cookie(request.scope, desk, "lang", chosen if chosen in ("bg", "en") else "bg", 31536000)
        back = str(form.get("back", "/"))
        return see_other(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")

    app.site = create_site(desks, nav, extra=[healthz, readyz, language, *extra])
    return app


@asynccontextmanager
async def working(app: App, nats_url: str) -> AsyncIterator[App]:
    """Connect to NATS, make the stream if it is not there, and run every service until the context ends."""
    async with AsyncExitStack() as stack:
        brokers: list[Broker] = []
        for desk in app.desks.values():
            broker = await connected(nats_url, desk.service.name)
            stack.push_async_callback(broker.close)
            brokers.append(broker)
        await brokers[0].provision(app.settings.nats_replicas)
        for desk, broker in zip(app.desks.values(), brokers, strict=True):
            app.running[desk.service.name] = await stack.enter_async_context(running(desk, broker))
        try:
            yield app
        finally:
            app.ready = False
    for desk in app.desks.values():
        desk.close()
