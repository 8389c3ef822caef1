"""Signing in and out, invitations."""

from typing import Any

from litestar import Request, get, post
from litestar.response import Response
from msgspec import structs

from services.intake.access.commands import (
    AcceptInvitation,
    EndSession,
    SignIn,
)
from services.intake.access.handlers import accounts as handlers
from services.intake.access.handlers.sessions import end_session
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.hashing import compared
from services.intake.access.queries import accounts as queries
from services.intake.access.queries.sign_in import mark_of
from services.intake.access.welcome import begin_try, device_of, home_of, knows_address, safe_next, welcome
from services.intake.tools import tools_of
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


@post("/intake/sign-in", policy=ANYBODY)
async def sign_in(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    form = await forms.fields(request)
    asked = respond.read(SignIn, form)
    errors: Any = asked if isinstance(asked, respond.Errors) else None
    if isinstance(asked, SignIn):
        try:
            trusted = await knows_address(request, runtime, asked.email)
            tried = await begin_try(request, runtime, "sign-in", asked.email, trusted=trusted)
            hashed = await runtime.read(queries.hash_of, tools_of(runtime).sealer, asked.email)
            asked = structs.replace(asked, password=await compared(runtime, hashed, asked.password))
        except Refused as refused:
            security_log.note("sign-in put off")
            return _again(request, form, {"": forms.refusal(refused, request.state.lang)})
        who = await runtime.read(queries.signing_in, tools_of(runtime).sealer, asked)
        if who is not None:
            await runtime.do(forget_try, tried)
            return await welcome(request, runtime, who, asked.next, shared=asked.shared)
        security_log.note("sign-in refused")
        errors = {"": "The e-mail address or the password is not right"}
    return _again(request, form, errors)


def _again(request: AnyRequest, form: dict[str, Any], errors: Any) -> Response[Any]:
    back = safe_next(str(form.get("next", "")))
    return respond.again(
        request, "intake/access/sign_in.html", form, errors, back=back, held=str(form.get("_held", ""))
    )


@post("/intake/sign-out", policy=HALF_IN)
async def sign_out(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    ended = EndSession(device=mark_of(device_of(request, runtime)))
    await runtime.do(end_session, ended, request.state.actor)
    return forms.signed_out(respond.see_other("/intake/sign-in", "You have signed out."), request, runtime)


@get("/intake/invitations/{token:str}", policy=ANYBODY)
async def invitation_form(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """Shows only: nothing is used up by looking."""
    link = await runtime.read(queries.invitation, token)
    return respond.page(
        request, "intake/access/invitation.html", status=200 if link.good else 410, link=link, token=token
    )


@post("/intake/invitations/{token:str}", policy=ANYBODY)
async def accept_invitation(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    link = await runtime.read(queries.invitation, token)
    await begin_try(request, runtime, "invitation")
    made: list[str] = []
    response = await forms.submit(
        request,
        runtime,
        AcceptInvitation,
        handlers.accept_invitation,
        template="intake/access/invitation.html",
        then=lambda account: made.append(account) or "/",  # type: ignore[func-returns-value]
        context={"link": link, "token": token},
        given={"token": token},
    )
    return await _signed_in(request, runtime, made) if made else response


async def _signed_in(request: AnyRequest, runtime: Runtime, made: list[str]) -> Response[Any]:
    return await welcome(request, runtime, await runtime.read(queries.account, tools_of(runtime).sealer, made[0]))


PAGES = [sign_in_form, sign_in, sign_out, invitation_form, accept_invitation]
