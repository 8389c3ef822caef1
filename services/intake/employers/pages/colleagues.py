"""Colleagues and organisations, as the administrator looks after them."""

from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.intake.access.commands import (
    ChangeOrganisation,
    ChangeRoles,
    DeactivateAccount,
    InviteColleague,
)
from services.intake.access.handlers import accounts as handlers
from services.intake.access.queries import accounts as queries
from services.intake.employers.queries import employer_choices
from services.intake.tools import tools_of
from shared.auth import roles
from shared.service import Desk
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


async def _colleagues(desk: Desk) -> dict[str, Any]:
    return {
        "colleagues": await desk.read(queries.colleagues, tools_of(desk).sealer),
        "organisations": await desk.read(queries.organisations),
        "choices": await desk.read(employer_choices),
    }


@get("/intake/colleagues", policy=roles("administrator"))
async def colleagues(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "intake/employers/colleagues.html", **await _colleagues(desk))


@post("/intake/colleagues", policy=roles("administrator"))
async def invite(request: AnyRequest, desk: Desk) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        InviteColleague,
        handlers.invite_colleague,
        template="intake/employers/colleagues.html",
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
        template="intake/employers/colleagues.html",
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
        template="intake/employers/colleagues.html",
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
        template="intake/employers/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(desk),
        given={"organisation": organisation},
        flash="The changes are saved.",
    )


PAGES = [colleagues, invite, close_account, change_roles, change_organisation]
