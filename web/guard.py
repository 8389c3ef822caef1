"""Who may come in: the session, the policy of the route, the form token and the origin, asked before every handler."""

import datetime
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import FormMultiDict
from litestar.exceptions import (
    ClientException,
    MethodNotAllowedException,
    NotFoundException,
    PermissionDeniedException,
)
from litestar.handlers import BaseRouteHandler

from shared import languages
from shared.auth import NETWORK, Actor, Policy
from shared.clock import machine_now
from shared.service import Runtime
from shared.sessions import is_ended
from web.address import address_of, block_of

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
MOST_FIELDS = 200
LARGEST = 2**63 - 1
"""The largest whole number that a database column takes."""
COOKIES = "steadfast.cookies"
"""The scope's list of Set-Cookie values, put on the response by the outer layer."""

FORM = "steadfast.form"
"""The scope's form; the outer layer closes the files that came with it."""

LINGERS = datetime.timedelta(days=2)
"""How long after its end a session still tells whose typed text is in a page."""

SESSION, SEEN, VISIT, LANGUAGE = "session", "seen", "visit", "lang"


class SignInNeeded(Exception):
    """Nobody is signed in and the route is not for anybody: the browser is sent to sign in."""


class Deaf(Exception):
    """So little was heard lately that a closed account or a permission taken back may be unknown here."""


class Lost(Exception):
    """The database of this service has lost records: nobody is served until somebody decides."""


class SecondFactorNeeded(SignInNeeded):
    """Somebody gave the password only: the browser is sent to the second factor."""


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The guard of every route. Raises SignInNeeded, and 404 for what this actor may not see, 403 for a forged form."""
    policy: Policy | None = handler.opt.get("policy")
    if policy is None:  # the framework's own answer to OPTIONS; every route of ours has one
        raise MethodNotAllowedException
    if any(isinstance(value, int) and abs(value) > LARGEST for value in connection.path_params.values()):
        raise NotFoundException
    state = connection.state
    state.lang = language(connection, None)
    runtimes: Mapping[str, Runtime] = connection.state.site.runtimes
    if not handler.opt.get("common"):
        state.gap = runtimes[handler.opt["service"]].gap
        _check_whole(connection, runtimes[handler.opt["service"]])
    state.closed = [name for name, runtime in runtimes.items() if runtime.lost]
    if policy.public:
        one = next(iter(connection.state.site.runtimes.values()))
        state.demo = True if one.settings.demo else None  # said on every page, without a day: kept pages have none
        return
    runtime: Runtime = connection.state.site.runtimes[handler.opt["service"]]
    NETWORK.set(block_of(address_of(connection, runtime.settings)))
    if runtime.is_deaf() and (policy.signed_in or connection.scope.get("method") in UNSAFE):
        raise Deaf
    whoever = await _whoever(connection, runtime)
    here = whoever is not None and _is_here(connection, runtime, whoever)
    half = here and whoever is not None and whoever.owes_second
    actor = whoever if here and (policy.half or not half) else None
    state.actor, state.away = actor, None if here else whoever
    state.lang = language(connection, whoever)
    state.demo = runtime.clock.today() if runtime.settings.demo else None
    state.nav = connection.state.site.nav(None if half else actor, state.lang)
    bound = whoever.session if whoever else _visit(connection, runtime)
    state.csrf = runtime.keys.form_token(bound, whoever.account if whoever else "")
    if connection.scope.get("method") in UNSAFE:
        await _check_form(Request(connection.scope, connection.receive), runtime, bound)
    if not policy.allows(actor):
        if half:
            raise SecondFactorNeeded
        if actor is None:
            raise SignInNeeded
        raise NotFoundException


def _check_whole(connection: ASGIConnection[Any, Any, Any, Any], runtime: Runtime) -> None:
    """Raises Lost for a service that is closed; in which language to say so is known without its database."""
    if runtime.lost:
        token = cookie(connection, runtime, SESSION)
        connection.state.lang = language(connection, runtime.keys.signed(token) if token else None)
        connection.state.demo = True if runtime.settings.demo else None
        raise Lost


def language(connection: ASGIConnection[Any, Any, Any, Any], actor: Actor | None) -> str:
    """Public addresses say their language; elsewhere the account or the visitor's choice does."""
    first = connection.scope["path"].split("/", 2)[1]
    if first in languages.FRAME:
        return first
    if actor is not None:
        return actor.lang
    return visitors(connection)


def visitors(connection: ASGIConnection[Any, Any, Any, Any], among: Collection[str] = languages.SITE) -> str:
    """The language of somebody unknown: chosen here before, or which of these the browser likes best."""
    chosen = connection.cookies.get(f"__Host-{LANGUAGE}") or connection.cookies.get(LANGUAGE, "")
    return chosen if chosen in among else languages.preferred(connection.headers.get("accept-language", ""), among)


def set_cookie(scope: Any, runtime: Runtime, name: str, value: str, seconds: int | None = None) -> None:
    """A cookie for this site alone: out of reach of scripts, and `__Host-` bound where the site is served by https."""
    secure = runtime.settings.secure
    parts = [f"{'__Host-' if secure else ''}{name}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if secure:
        parts.append("Secure")
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    scope.setdefault(COOKIES, []).append("; ".join(parts))


def cookie(connection: ASGIConnection[Any, Any, Any, Any], runtime: Runtime, name: str) -> str:
    return connection.cookies.get(f"__Host-{name}" if runtime.settings.secure else name, "")


async def _whoever(connection: ASGIConnection[Any, Any, Any, Any], runtime: Runtime) -> Actor | None:
    """Whose browser this is: in the middle of a session, or away from one that was not ended."""
    token = cookie(connection, runtime, SESSION)
    actor = runtime.keys.signed(token) if token else None
    if actor is None or actor.expires + LINGERS < machine_now():
        return None
    table = runtime.service.metadata.tables["derived.ended_session"]
    return None if await runtime.read(is_ended, table, actor) else actor


def _is_here(connection: ASGIConnection[Any, Any, Any, Any], runtime: Runtime, actor: Actor) -> bool:
    """Neither over nor idle for too long; notes that the session is in use."""
    idle = runtime.keys.idle(actor.session, cookie(connection, runtime, SEEN))
    if actor.expires <= machine_now() or idle is None or idle > actor.idle_limit:
        return False
    set_cookie(connection.scope, runtime, SEEN, runtime.keys.seen(actor.session))
    return True


def _visit(connection: ASGIConnection[Any, Any, Any, Any], runtime: Runtime) -> str:
    """An anonymous visitor's own random mark: what the form tokens of somebody not signed in are bound to."""
    visit = cookie(connection, runtime, VISIT)
    if len(visit) != 43:
        visit = secrets.token_urlsafe(32)
        set_cookie(connection.scope, runtime, VISIT, visit)
    return visit


async def form_of(request: Request[Any, Any, Any]) -> FormMultiDict:
    """What was sent as a form. Raises 400 for what is no form or has more fields than any of ours."""
    try:
        form = await request.form()
    except (UnicodeError, LookupError, ValueError) as error:
        raise ClientException("unreadable form") from error
    request.scope[FORM] = form  # type: ignore[literal-required]
    if len(list(form.multi_items())) > MOST_FIELDS:
        raise ClientException("too many fields")
    return form


async def _check_form(request: Request[Any, Any, Any], runtime: Runtime, bound: str) -> None:
    """Unsafe methods come from our own pages and carry the token of this session."""
    site = request.headers.get("sec-fetch-site")
    if site and site not in ("same-origin", "none"):
        raise PermissionDeniedException("cross-site")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    if origin and origin not in (
        runtime.settings.base_url,
        f"{runtime.settings.base_url.partition('://')[0]}://{host}",
    ):
        raise PermissionDeniedException("cross-site")
    token = request.headers.get("x-form-token") or ""
    if request.content_type[0] in ("application/x-www-form-urlencoded", "multipart/form-data"):
        request.state.sent = await form_of(request)
        token = token or str(request.state.sent.get("_csrf", ""))
    if not runtime.keys.form_token_fits(bound, token):
        _check_owner(request, runtime, token)


def _check_owner(request: Request[Any, Any, Any], runtime: Runtime, token: str) -> None:
    """A form of another session: the same person goes on; nobody signs in first, and the form is kept for its owner.

    What a visitor began stands though somebody signed in meanwhile. Raises SignInNeeded, and 403 for all others.
    """
    owner, whoever = runtime.keys.form_owner(token), request.state.actor or request.state.away
    if not owner:
        visit, policy = cookie(request, runtime, VISIT), request.route_handler.opt["policy"]
        if whoever is None or policy.signed_in or not runtime.keys.form_token_fits(visit, token):
            raise PermissionDeniedException("form token")
    elif whoever is None:
        request.state.form_owner = owner
        raise SignInNeeded
    elif owner != whoever.account:
        raise PermissionDeniedException("form token")
