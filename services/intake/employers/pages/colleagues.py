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
from shared.service import Runtime
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


async def _colleagues(runtime: Runtime) -> dict[str, Any]:
    return {
        "colleagues": await runtime.read(queries.colleagues, tools_of(runtime).sealer),
        "organisations": await runtime.read(queries.organisations),
        "choices": await runtime.read(employer_choices),
    }


@get("/intake/colleagues", policy=roles("administrator"))
async def colleagues(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "intake/employers/colleagues.html", **await _colleagues(runtime))


@post("/intake/colleagues", policy=roles("administrator"))
async def invite(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        InviteColleague,
        handlers.invite_colleague,
        template="intake/employers/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(runtime),
        flash="The invitation is on its way. Its link is good for 72 hours.",
    )


@post("/intake/colleagues/{account:str}/closing", policy=roles("administrator"))
async def close_account(request: AnyRequest, runtime: Runtime, account: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        DeactivateAccount,
        handlers.deactivate_account,
        template="intake/employers/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(runtime),
        given={"account": account},
        flash="The account is closed and its sessions have ended.",
    )


@post("/intake/colleagues/{account:str}/roles", policy=roles("administrator"))
async def change_roles(request: AnyRequest, runtime: Runtime, account: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        ChangeRoles,
        handlers.change_roles,
        template="intake/employers/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(runtime),
        given={"account": account},
        flash="The roles are changed. The colleague signs in anew.",
    )


@post("/intake/organisations/{organisation:str}", policy=roles("administrator"))
async def change_organisation(request: AnyRequest, runtime: Runtime, organisation: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        ChangeOrganisation,
        handlers.change_organisation,
        template="intake/employers/colleagues.html",
        then=lambda _: "/intake/colleagues",
        context=lambda: _colleagues(runtime),
        given={"organisation": organisation},
        flash="The changes are saved.",
    )


PAGES = [colleagues, invite, close_account, change_roles, change_organisation]
