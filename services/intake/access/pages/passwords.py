"""A forgotten password, and the password once more after a pause."""

from functools import partial
from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.intake.access.commands import ForgetPassword, ResetPassword, Unlock
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.hashing import compared
from services.intake.access.model.sign_in import WRONG_PASSWORD
from services.intake.access.queries import accounts
from services.intake.access.queries import sign_in as access
from services.intake.access.welcome import begin_try, counted, follow, knows_address, safe_next, welcome
from services.intake.tools import tools_of
from services.site_map import home_of
from shared import security_log
from shared.auth import ANYBODY, Actor
from shared.clock import machine_now
from shared.languages import of_the_site
from shared.service import Runtime
from shared.transaction import Refused
from web import away, forms, respond
from web.guard import SEEN, set_cookie

AnyRequest = Request[Any, Any, Any]


@get("/intake/reset", policy=ANYBODY)
async def forgotten_form(request: AnyRequest) -> Response[Any]:
    return respond.page(request, "intake/access/forgotten.html")


@post("/intake/reset", policy=ANYBODY, asks=ForgetPassword)
async def forgotten(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The same page whether or not the address has an account; a letter goes out in both cases."""
    return await forms.submit(
        request,
        runtime,
        forms.FormPage("intake/access/forgotten.html", lambda _: "/intake/reset/sent"),
        path={"lang": of_the_site(request.state.lang, "en")},
        within=counted(request, runtime, "reset", forgiven=False),
    )


@get("/intake/reset/sent", policy=ANYBODY)
async def forgotten_sent(request: AnyRequest) -> Response[Any]:
    return respond.page(request, "intake/access/forgotten_sent.html")


@get("/intake/reset/{token:str}", policy=ANYBODY)
async def reset_form(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """Shows only: nothing is used up by looking."""
    link = await runtime.read(access.reset, token)
    return respond.page(request, "intake/access/reset.html", status=200 if link.good else 410, link=link, token=token)


@post("/intake/reset/{token:str}", policy=ANYBODY, asks=ResetPassword)
async def reset_password(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """A new password, then still the second factor: the mailbox alone opens no account that has one."""
    link = await runtime.read(access.reset, token)
    account = await follow(request, runtime, ResetPassword, "reset", good=link.good)
    if isinstance(account, forms.Errors):
        page = forms.FormPage("intake/access/reset.html", lambda _: "/", {"link": link, "token": token})
        return await forms.again(request, page, account)
    return await welcome(request, runtime, await runtime.read(accounts.account, tools_of(runtime).sealer, account))


# -- after a pause ----------------------------------------------------------------------------------------------------


@get("/intake/unlock", policy=ANYBODY)
async def unlock_form(request: AnyRequest) -> Response[Any]:
    who, back = _idle(request), safe_next(request.query_params.get("next", ""))
    if who is None:
        return respond.see_other(back or "/intake/sign-in")
    return respond.page(request, "intake/access/unlock.html", back=back, held="", who=who.name)


@post("/intake/unlock", policy=ANYBODY, reads=Unlock)
async def unlock(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The same session goes on where it was left; what was typed meanwhile is sent once."""
    form, who = await forms.fields(request), _idle(request) or request.state.actor
    if who is None:
        return respond.see_other("/intake/sign-in")
    done = await forms.carry_out(request, runtime, Unlock, by=partial(_check, request, runtime, who))
    back = safe_next(str(form.get("next", "")))
    if not isinstance(done, forms.Errors):
        return await _unlocked(request, runtime, who, back)
    if request.headers.get("accept", "").startswith("application/json"):
        return forms.problem(422, "Refused")
    context = {"back": back, "held": str(form.get("_held", "")), "who": who.name}
    return await forms.again(request, forms.FormPage("intake/access/unlock.html", lambda _: back, context), done)


def _idle(request: AnyRequest) -> Actor | None:
    """Whose session waits here for its password."""
    away_: Actor | None = request.state.away
    return away_ if away_ is not None and away_.expires > machine_now() else None


async def _check(request: AnyRequest, runtime: Runtime, who: Actor, command: Unlock) -> None:
    account = await runtime.read(accounts.account, tools_of(runtime).sealer, who.account)
    with security_log.refusals("unlock refused", who.account):
        trusted = await knows_address(request, runtime, account.email)
        tried = await begin_try(request, runtime, "sign-in", account.email, trusted=trusted)
        hashed = await runtime.read(access.own_password, who.account)
        if not (await compared(runtime, hashed, command.password)).fits:
            raise Refused("password", WRONG_PASSWORD)
    await runtime.do(forget_try, tried)


async def _unlocked(request: AnyRequest, runtime: Runtime, who: Actor, back: str) -> Response[Any]:
    set_cookie(request.scope, runtime, SEEN, runtime.keys.seen(who.session))
    if request.headers.get("accept", "").startswith("application/json"):
        return Response("", status_code=204)
    request.state.actor = who
    held = away.held_for(request, await forms.fields(request), who.account)
    return away.go_on(request, held) if held else respond.see_other(safe_next(back) or home_of(who.roles))


PAGES = [forgotten_form, forgotten, forgotten_sent, reset_form, reset_password, unlock_form, unlock]
