"""How a session begins: on which device, with or without the second factor, and where it leads."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import msgspec
from litestar.response import Response

from services.intake.access.handlers import throttle
from services.intake.access.handlers.sessions import Begun, begin_session
from services.intake.access.model.sign_in import OVER
from services.intake.access.queries import sign_in as access
from services.intake.access.queries.accounts import SigningIn
from services.intake.tools import tools_of
from services.site_map import home_of
from shared import security_log
from shared.auth import Actor
from shared.service import Runtime
from shared.transaction import Refused
from web import away, forms, respond
from web.address import address_of, block_of
from web.guard import SEEN, SESSION, cookie, set_cookie
from web.requests import AnyRequest

DEVICE, YEAR = "device", 31536000
SHARED = "shared"
"""What the cookie says, until the browser is closed, where others use the computer too."""
WAITS = "Your address is confirmed. Somebody of ours looks at the registration and writes to you."
SAMPLE = "@steadfast.example"
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "CrOS", "Linux")
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def safe_next(path: str) -> str:
    """`path` where it leads to a page of this site, else nothing."""
    return "" if path == "/" else respond.local(path, "")


async def welcome(
    request: AnyRequest, runtime: Runtime, who: SigningIn, back: str = "", *, shared: bool | None = None
) -> Response[Any]:
    """A new session after the password or a mailed link, and the page that comes next."""
    if who.waits:
        return respond.see_other("/intake/sign-in", WAITS)
    await begin(request, runtime, who, shared=shared)
    return await onward(request, runtime, back)


async def begin(
    request: AnyRequest,
    runtime: Runtime,
    who: SigningIn,
    *,
    passed: bool = False,
    instead: Actor | None = None,
    shared: bool | None = None,
) -> None:
    """A new session, always with a new id. `passed`: the second factor was shown just now; `instead` of one before.

    `shared`: others use this computer too; None = as it was said at the sign-in that goes on here.
    """
    shared = cookie(request, runtime, DEVICE) == SHARED if shared is None else shared
    device = device_of(request, runtime) or secrets.token_urlsafe(32)
    kinds = await runtime.read(access.kinds_of, who.account)
    known = access.Known() if shared else await runtime.read(access.known, access.mark_of(device), who.account)
    passed = passed or (known.second and bool(kinds))
    second = passed or (_is_sample(runtime, who) and not kinds)
    token, actor = runtime.keys.sign_in(**who.who, second=second, guarded=bool(kinds))
    before = instead.session if instead else ""
    begun = Begun(
        actor=actor, device=device, agent=agent_of(request), passed=passed, instead=before, remember=not shared
    )
    await runtime.do(begin_session, begun)
    security_log.note("second factor owed" if actor.owes_second else "signed in", actor.account)
    if shared:
        set_cookie(request.scope, runtime, DEVICE, SHARED)
    else:
        set_cookie(request.scope, runtime, DEVICE, f"{device}.{_signature(device, request, runtime)}", YEAR)
    for name, value in ((SESSION, token), (SEEN, runtime.keys.seen(actor.session))):
        set_cookie(request.scope, runtime, name, value)
    request.state.actor, request.state.csrf = actor, runtime.keys.form_token(actor.session, actor.account)
    request.state.nav = request.state.site.nav(None if actor.owes_second else actor, actor.lang)
    request.state.lang = actor.lang


async def onward(request: AnyRequest, runtime: Runtime, back: str) -> Response[Any]:
    """To the second factor where it is owed, else on with what was held, else to the page that was wanted."""
    actor, form = request.state.actor, await forms.fields(request)
    held = away.held_for(request, form, actor.account)
    if held is not None and not actor.owes_second:
        return away.go_on(request, held)
    there = safe_next(back)
    if not actor.owes_second:
        return respond.see_other(there or home_of(actor.roles))
    if held is not None and "totp" in await runtime.read(access.kinds_of, actor.account):
        return respond.page(request, "intake/access/second_factor.html", back="", held=form["_held"], passkeys=False)
    return respond.see_other(away.entrances(request).second_factor + (f"?next={quote(there)}" if there else ""))


def _is_sample(runtime: Runtime, who: SigningIn) -> bool:
    """The invented accounts of a demonstration need no second factor, on this machine only."""
    return runtime.settings.playground and who.email.endswith(SAMPLE)


def device_of(request: AnyRequest, runtime: Runtime) -> str:
    """This browser's own random mark; empty where the cookie is not one of ours, or was given to another browser."""
    device, _, signature = cookie(request, runtime, DEVICE).partition(".")
    ours = secrets.compare_digest(_signature(device, request, runtime).encode(), signature.encode())
    return device if ours else ""


def _signature(device: str, request: AnyRequest, runtime: Runtime) -> str:
    return str(tools_of(runtime).sealer.index(f"{device}\0{agent_of(request)}", "device"))


def agent_of(request: AnyRequest) -> str:
    """Browser and system in two words, for the list of sessions."""
    text = request.headers.get("user-agent", "")
    browser = next((name for sign, name in BROWSERS if sign in text), "")
    system = next((name for name in SYSTEMS if name in text), "")
    return ", ".join(part for part in (browser, system) if part)


async def follow(
    request: AnyRequest, runtime: Runtime, command: type[msgspec.Struct], purpose: str, *, good: bool
) -> Any:
    """What a mailed link leads to, or Errors. One that is no `good` any more costs nobody the time of a hash."""
    if good:
        return await forms.carry_out(request, runtime, command, within=counted(request, runtime, purpose))
    try:
        await begin_try(request, runtime, purpose)
    except Refused as refused:
        return forms.mistakes_of(refused, request.state.lang)
    return forms.Errors({"": forms.Message(OVER)})


def counted(request: AnyRequest, runtime: Runtime, purpose: str, *, forgiven: bool = True) -> forms.Within:
    """Counts the tries of a form; one that succeeds is no guess, so that a room on one network is not shut out."""

    async def within(work: Callable[[], Awaitable[Any]]) -> Any:
        tried = await begin_try(request, runtime, purpose)
        done = await work()
        if forgiven:
            await runtime.do(throttle.forget_try, tried)
        return done

    return within


async def begin_try(
    request: AnyRequest, runtime: Runtime, purpose: str, whose: str = "", *, trusted: bool = False
) -> tuple[int, ...]:
    """Count a try before it is looked at. Raises Refused while the next one must wait.

    `trusted`: this browser is known to whoever `whose` is, and has a count of its own.
    """
    block = block_of(address_of(request, runtime.settings))
    mark = access.mark_of(device_of(request, runtime)) if trusted else ""
    return await runtime.do(throttle.begin_try, throttle.Try(purpose, whose.casefold(), block, mark))


async def knows_address(request: AnyRequest, runtime: Runtime, email: str) -> bool:
    """Whether somebody with this address came in on this browser before."""
    mark = access.mark_of(device_of(request, runtime))
    return await runtime.read(access.knows_address, tools_of(runtime).sealer, mark, email)


async def knows_account(request: AnyRequest, runtime: Runtime, account: str) -> bool:
    """Whether this account came in on this browser before, with its second factor where it has one."""
    known = await runtime.read(access.known, access.mark_of(device_of(request, runtime)), account)
    return known.trusted


def speak(request: AnyRequest, runtime: Runtime, lang: str) -> None:
    """The session goes on in this language; it lasts no longer for that."""
    actor = msgspec.structs.replace(request.state.actor, lang=lang)
    set_cookie(request.scope, runtime, SESSION, runtime.keys.sign_again(actor))
    request.state.actor, request.state.lang = actor, lang
