"""Signing in and out, invitations."""

from functools import partial
from typing import Any

from litestar import Request, get, post
from litestar.response import Response
from msgspec import structs

from services.intake.access.commands import (
    AcceptInvitation,
    EndSession,
    SignIn,
)
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.hashing import compared
from services.intake.access.queries import accounts as queries
from services.intake.access.queries.accounts import SigningIn
from services.intake.access.queries.sign_in import mark_of
from services.intake.access.welcome import begin_try, device_of, follow, knows_address, safe_next, welcome
from services.intake.tools import tools_of
from services.site_map import home_of
from shared import security_log
from shared.auth import ANYBODY, HALF_IN
from shared.service import Runtime
from shared.transaction import Refused
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


@get("/intake/sign-in", policy=ANYBODY)
async def sign_in_form(request: AnyRequest) -> Response[Any]:
    if request.state.actor is not None:
        return respond.see_other(home_of(request.state.actor.roles))
    return respond.page(
        request, "intake/access/sign_in.html", back=safe_next(request.query_params.get("next", "")), held=""
    )


@post("/intake/sign-in", policy=ANYBODY, reads=SignIn)
async def sign_in(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    found = await forms.carry_out(request, runtime, SignIn, by=partial(_known, request, runtime))
    form = await forms.fields(request)
    back = safe_next(str(form.get("next", "")))
    if isinstance(found, forms.Errors):
        context = {"back": back, "held": str(form.get("_held", ""))}
        page = forms.FormPage("intake/access/sign_in.html", lambda _: back, context)
        return await forms.again(request, page, found)
    who, command = found
    return await welcome(request, runtime, who, command.next, shared=command.shared)


async def _known(request: AnyRequest, runtime: Runtime, command: SignIn) -> tuple[SigningIn, SignIn]:
    """Whose address and password these are. Raises Refused; tries are counted until they fit."""
    trusted = await knows_address(request, runtime, command.email)
    try:
        tried = await begin_try(request, runtime, "sign-in", command.email, trusted=trusted)
        hashed = await runtime.read(queries.hash_of, tools_of(runtime).sealer, command.email)
        command = structs.replace(command, password=await compared(runtime, hashed, command.password))
    except Refused:
        security_log.note("sign-in put off")
        raise
    who = await runtime.read(queries.signing_in, tools_of(runtime).sealer, command)
    if who is None:
        security_log.note("sign-in refused")
        raise Refused("", "The e-mail address or the password is not right")
    await runtime.do(forget_try, tried)
    return who, command


@post("/intake/sign-out", policy=HALF_IN, asks=EndSession)
async def sign_out(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    ended = EndSession(device=mark_of(device_of(request, runtime)))
    await runtime.ask(ended, request.state.actor)
    return forms.signed_out(respond.see_other("/intake/sign-in", "You have signed out."), request, runtime)


@get("/intake/invitations/{token:str}", policy=ANYBODY)
async def invitation_form(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """Shows only: nothing is used up by looking."""
    link = await runtime.read(queries.invitation, token)
    return respond.page(
        request, "intake/access/invitation.html", status=200 if link.good else 410, link=link, token=token
    )


@post("/intake/invitations/{token:str}", policy=ANYBODY, asks=AcceptInvitation)
async def accept_invitation(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    link = await runtime.read(queries.invitation, token)
    account = await follow(request, runtime, AcceptInvitation, "invitation", good=link.good)
    return await _signed_in(request, runtime, account, "intake/access/invitation.html", link)


async def _signed_in(
    request: AnyRequest, runtime: Runtime, account: str | forms.Errors, template: str, link: Any
) -> Response[Any]:
    """A session for whoever used the link, or the page of the link with what is wrong."""
    if isinstance(account, forms.Errors):
        context = {"link": link, "token": request.path_params["token"]}
        return await forms.again(request, forms.FormPage(template, lambda _: "/", context), account)
    return await welcome(request, runtime, await runtime.read(queries.account, tools_of(runtime).sealer, account))


PAGES = [sign_in_form, sign_in, sign_out, invitation_form, accept_invitation]
