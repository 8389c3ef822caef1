"""Signing in and out, invitations, confirmed addresses, colleagues."""

from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.intake.commands.access import ChangeRoles
from services.intake.commands.accounts import (
    AcceptInvitation,
    ChangeOrganisation,
    ConfirmEmail,
    DeactivateAccount,
    EndSession,
    InviteColleague,
    SignIn,
)
from services.intake.handlers import accounts as handlers
from services.intake.handlers.sessions import end_session
from services.intake.handlers.throttle import forget_try
from services.intake.pages.welcome import begin_try, home_of, knows_address, safe_next, welcome
from services.intake.queries import accounts as queries
from services.intake.queries.employers import employer_choices
from shared.auth import ANYBODY, HALF_IN, roles
from shared.service import Desk
from shared.transaction import Refused
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


@get("/intake/sign-in", policy=ANYBODY)
async def sign_in_form(request: AnyRequest) -> Response[Any]:
    if request.state.actor is not None:
        return respond.see_other(home_of(request.state.actor.roles))
    return respond.page(request, "intake/sign_in.html", back=safe_next(request.query_params.get("next", "")), held="")


@post("/intake/sign-in", policy=ANYBODY)
async def sign_in(request: AnyRequest, desk: Desk) -> Response[Any]:
    form = await forms.fields(request)
    asked = respond.read(SignIn, form)
    errors: Any = asked if isinstance(asked, respond.Errors) else None
    if isinstance(asked, SignIn):
        try:
            trusted = await knows_address(request, desk, asked.email)
            tried = await begin_try(request, desk, "sign-in", asked.email, trusted=trusted)
        except Refused as refused:
            return _again(request, form, {"": forms.refusal(refused, request.state.lang)})
        who = await desk.read(queries.signing_in, desk.extra["sealer"], asked)
        if who is not None:
            await desk.do(forget_try, tried)
            if who.confirmed:
                return await welcome(request, desk, who, asked.next)
            await desk.do(handlers.send_confirmation_again, who.account)
            errors = {"": "First confirm your e-mail address: we have just sent you the link again"}
        else:
            errors = {"": "The e-mail address or the password is not right"}
    return _again(request, form, errors)


def _again(request: AnyRequest, form: dict[str, Any], errors: Any) -> Response[Any]:
    back = safe_next(str(form.get("next", "")))
    return respond.again(request, "intake/sign_in.html", form, errors, back=back, held=str(form.get("_held", "")))


@post("/intake/sign-out", policy=HALF_IN)
async def sign_out(request: AnyRequest, desk: Desk) -> Response[Any]:
    await desk.do(end_session, EndSession(), request.state.actor)
    return forms.signed_out(respond.see_other("/intake/sign-in", "You have signed out."), request, desk)


@get("/intake/invitations/{token:str}", policy=ANYBODY)
async def invitation_form(request: AnyRequest, desk: Desk, token: str) -> Response[Any]:
    """Shows only: nothing is used up by looking."""
    link = await desk.read(queries.invitation, token)
    return respond.page(request, "intake/invitation.html", status=200 if link.good else 410, link=link, token=token)


@post("/intake/invitations/{token:str}", policy=ANYBODY)
async def accept_invitation(request: AnyRequest, desk: Desk, token: str) -> Response[Any]:
    link = await desk.read(queries.invitation, token)
    await begin_try(request, desk, "invitation")
    made: list[str] = []
    response = await forms.submit(
        request,
        desk,
        AcceptInvitation,
        handlers.accept_invitation,
        template="intake/invitation.html",
        then=lambda account: made.append(account) or "/",  # type: ignore[func-returns-value]
        context={"link": link, "token": token},
        given={"token": token},
    )
    return await _signed_in(request, desk, made) if made else response


@get("/intake/confirm/{token:str}", policy=ANYBODY)
async def confirm_form(request: AnyRequest, desk: Desk, token: str) -> Response[Any]:
    link = await desk.read(queries.confirmation, token)
    return respond.page(request, "intake/confirm.html", status=200 if link.good else 410, link=link, token=token)


@post("/intake/confirm/{token:str}", policy=ANYBODY)
async def confirm(request: AnyRequest, desk: Desk, token: str) -> Response[Any]:
    link = await desk.read(queries.confirmation, token)
    made: list[str] = []
    response = await forms.submit(
        request,
        desk,
        ConfirmEmail,
        handlers.confirm_email,
        template="intake/confirm.html",
        then=lambda account: made.append(account) or "/",  # type: ignore[func-returns-value]
        context={"link": link, "token": token},
        given={"token": token},
    )
    return await _signed_in(request, desk, made) if made else response


async def _signed_in(request: AnyRequest, desk: Desk, made: list[str]) -> Response[Any]:
    return await welcome(request, desk, await desk.read(queries.account, desk.extra["sealer"], made[0]))


async def _colleagues(desk: Desk) -> dict[str, Any]:
    return {
        "colleagues": await desk.read(queries.colleagues, desk.extra["sealer"]),
        "organisations": await desk.read(queries.organisations),
        "choices": await desk.read(employer_choices),
    }


@get("/intake/colleagues", policy=roles("administrator"))
async def colleagues(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "intake/colleagues.html", **await _colleagues(desk))


@post("/intake/colleagues", policy=roles("administrator"))
async def invite(request: AnyRequest, desk: Desk) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        InviteColleague,
        handlers.invite_colleague,
        template="intake/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(desk),
        flash="The invitation is on its way. Its link is good for 72 hours.",
    )


@post("/intake/colleagues/{account:str}/closing", policy=roles("administrator"))
async def close_account(request: AnyRequest, desk: Desk, account: str) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        DeactivateAccount,
        handlers.deactivate_account,
        template="intake/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(desk),
        given={"account": account},
        flash="The account is closed and its sessions have ended.",
    )


@post("/intake/colleagues/{account:str}/roles", policy=roles("administrator"))
async def change_roles(request: AnyRequest, desk: Desk, account: str) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        ChangeRoles,
        handlers.change_roles,
        template="intake/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(desk),
        given={"account": account},
        flash="The roles are changed. The colleague signs in anew.",
    )


@post("/intake/organisations/{organisation:str}", policy=roles("administrator"))
async def change_organisation(request: AnyRequest, desk: Desk, organisation: str) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        ChangeOrganisation,
        handlers.change_organisation,
        template="intake/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(desk),
        given={"organisation": organisation},
        flash="The changes are saved.",
    )


PAGES = [
    sign_in_form, sign_in, sign_out, invitation_form, accept_invitation, confirm_form, confirm, colleagues, invite,
    close_account, change_roles, change_organisation,
]  # fmt: skip
