"""The site as one ASGI application around any number of open services."""

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple

import msgspec
import structlog
from litestar import Litestar, Request, Response, Router, get
from litestar.config.app import AppConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.types import ASGIApp, Receive, Scope, Send

from shared.auth import PUBLIC, Actor, Policy
from shared.message import new_id
from shared.service import Runtime, Service
from shared.transaction import Missing, Refused
from shared.trouble import is_away, said
from web import away
from web.assets import served
from web.closed import closed_page, is_file, plain
from web.entrances import Entrances
from web.forms import mistakes_of, problem
from web.guard import UNSAFE, Deaf, Lost, SecondFactorNeeded, SignInNeeded, guard, language
from web.json_body import NotAnObject
from web.problems import of_mistakes
from web.respond import page
from web.security import SecurityMiddleware, TooLarge, hosts_of

log = structlog.get_logger(__name__)

ROUTE = "steadfast.route"
"""In the scope: a list that learns which route answered, by its template."""
Nav = Callable[[Actor | None, str], Sequence[Any]]
AnyRequest = Request[Any, Any, Any]


class Gone(Exception):
    """There was something here; nothing should be read into its absence."""


async def always() -> str:
    return ""


@dataclass(frozen=True)
class Site:
    """An open site, `request.state.site` of each request: its routes are anybody's, its runtimes are its own."""

    app: ASGIApp
    runtimes: Mapping[str, Runtime]
    nav: Nav
    entrances: Entrances
    unready: Callable[[], Awaitable[str]] = always
    """Why nobody should be sent here now, or nothing."""

    @property
    def base_url(self) -> str:
        """What others call this site."""
        return next((runtime.settings.base_url for runtime in self.runtimes.values()), "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["site"] = self
        try:
            await self.app(scope, receive, send)
        finally:
            scope.get(ROUTE, []).append(scope.get("path_template", ""))  # type: ignore[attr-defined]


def create_site(
    runtimes: Mapping[str, Runtime],
    nav: Nav,
    entrances: Entrances,
    *,
    extra: Sequence[Any] = (),
    unready: Callable[[], Awaitable[str]] = always,
    before: Callable[[ASGIApp], ASGIApp] | None = None,
) -> ASGIApp:
    """The application for these open services. Raises LookupError for a route without a policy or a known command.

    `before`: what stands before the site, inside the security layer, and may answer instead of it.
    """
    secure = all(runtime.settings.secure for runtime in runtimes.values())
    routes = routed(tuple(_routed_of(runtime.service) for runtime in runtimes.values()), tuple(extra))
    hosts = frozenset(host for runtime in runtimes.values() for host in hosts_of(runtime.settings.base_url))
    site: ASGIApp = Site(routes, runtimes, nav, entrances, unready)
    return SecurityMiddleware(before(site) if before else site, secure=secure, hosts=hosts)


class Routed(NamedTuple):
    """What can be asked of one service: its pages, and the commands of its table."""

    service: str
    pages: tuple[Any, ...]
    commands: frozenset[type[msgspec.Struct]]


def _routed_of(service: Service) -> Routed:
    return Routed(service.name, tuple(service.pages), frozenset(service.commands))


@lru_cache(maxsize=8)
def routed(services: tuple[Routed, ...], extra: tuple[Any, ...]) -> Litestar:
    """The routes of these services' pages, made once however often they are opened: making them takes a while."""
    routers = [Router("/", route_handlers=list(one.pages), opt={"service": one.service}) for one in services]
    common = Router("/", route_handlers=[static, *extra], opt={"service": services[0].service, "common": True})
    app = Litestar.from_config(
        AppConfig(
            route_handlers=[*routers, common],
            dependencies={"runtime": Provide(_desk, sync_to_thread=False)},
            guards=[guard],
            openapi_config=None,
            exception_handlers={
                Deaf: _deaf,
                Lost: _lost,
                SignInNeeded: _sign_in,
                Missing: _missing,
                Gone: _gone,
                Refused: _refused,
                TooLarge: _too_large,
                HTTPException: _http_error,
                Exception: _fault,
            },
            request_max_body_size=None,
            logging_config=None,
        )
    )
    _check_declared(app, {one.service: one.commands for one in services})
    return app


def _check_declared(app: Litestar, tables: Mapping[str, Set[type[msgspec.Struct]]]) -> None:
    """Every route says who may use it; one that changes something `asks` a command of its service's table, or `reads`
    a form that its page answers by itself (None: nothing of ours). Raises LookupError.
    """
    unguarded = [handler.handler_name for handler in handlers(app) if not isinstance(handler.opt.get("policy"), Policy)]
    if unguarded:
        raise LookupError(f"every route declares a policy; these do not: {', '.join(unguarded)}")
    unsafe = [handler for handler in handlers(app) if UNSAFE & set(handler.http_methods)]
    silent = [handler.handler_name for handler in unsafe if not {"asks", "reads"} & handler.opt.keys()]
    if silent:
        raise LookupError(f"every route that changes something says what it asks; these do not: {', '.join(silent)}")
    asking = [handler for handler in unsafe if "asks" in handler.opt]
    unknown = [one.handler_name for one in asking if one.opt["asks"] not in tables[one.opt["service"]]]
    if unknown:
        raise LookupError(f"these routes ask what stands in no table of their service: {', '.join(unknown)}")


def handlers(app: Litestar) -> list[Any]:
    """Every route handler of the application, once."""
    found = {id(handler): handler for route in app.routes for handler in getattr(route, "route_handlers", ())}
    return [handler for handler in found.values() if handler.handler_name != "options_handler"]


def _desk(request: AnyRequest) -> Any:
    """The open service that the route belongs to."""
    return request.state.site.runtimes[request.route_handler.opt["service"]]


@get("/static/{path:path}", policy=PUBLIC, sync_to_thread=False)
def static(path: str) -> Response[bytes]:
    """A file of the look, under a name that changes with its content."""
    file = served().get(f"/static{path}")
    if file is None:
        raise NotFoundException
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(file.body, media_type=file.media_type, headers=headers)


def _sign_in(request: AnyRequest, error: Exception) -> Response[Any]:
    if _wants_json(request):
        return problem(401, "Sign in first")
    return away.ask(request, second=isinstance(error, SecondFactorNeeded))


def _deaf(request: AnyRequest, _: Exception) -> Response[Any]:
    return error_page(request, 503, "Nothing was heard for a minute of what was taken back", deaf=True)


def _lost(request: AnyRequest, _: Exception) -> Response[Any]:
    if _wants_json(request):
        return problem(503, "Records are missing here: whoever runs the site must decide")
    return plain(request) if is_file(request) else closed_page(request)


def _missing(request: AnyRequest, _: Exception) -> Response[Any]:
    return error_page(request, 404)


def _gone(request: AnyRequest, _: Exception) -> Response[Any]:
    return error_page(request, 410)


def _refused(request: AnyRequest, refused: Refused) -> Response[Any]:
    return of_mistakes(mistakes_of(refused, "")) if _wants_json(request) else error_page(request, 422)


def _too_large(request: AnyRequest, _: Exception) -> Response[Any]:
    return error_page(request, 413)


def _http_error(request: AnyRequest, error: HTTPException) -> Response[Any]:
    told = error.status_code == 422 or isinstance(error, NotAnObject)
    return error_page(request, error.status_code, str(error.detail) if told else "")


def _fault(request: AnyRequest, error: Exception) -> Response[Any]:
    """A fault of ours: noted under a reference that is all the page tells of it."""
    if isinstance(error, UnicodeError | RecursionError):
        return error_page(request, 400)
    reference = new_id()[-12:]
    busy = is_away(error)
    log.error("fault", reference=reference, error=said(error), exc_info=not busy)
    return error_page(request, 503 if busy else 500, reference=reference)


WORDS = {
    400: "This request cannot be read",
    403: "You may not do this, or the form token is missing or not yours",
    404: "There is nothing here, or it is not yours to see",
    409: "This key came with another body before",
}
"""What a program is told; the others say what HTTP calls them."""


def error_page(request: AnyRequest, status: int, title: str = "", reference: str = "", **why: bool) -> Response[Any]:
    """The error in the reader's language, or problem+json for programs."""
    if _wants_json(request):
        return problem(status, title or WORDS.get(status) or HTTPStatus(status).phrase)
    if not getattr(request.state, "lang", None):
        request.state.lang = language(request, None)
    if status == 503 and is_file(request):
        return plain(request)
    more: dict[str, Any] = why | ({"reference": reference} if reference else {})
    return page(request, "errors/error.html", status=status, **more)


def _wants_json(request: AnyRequest) -> bool:
    accepts = request.headers.get("accept", "")
    sent = request.headers.get("content-type", "").startswith("application/json")
    return "text/html" not in accepts and ("json" in accepts or sent)
