"""Colleagues and organisations, as the administrator looks after them."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.access.commands import (
    ChangeOrganisation,
    ChangeRoles,
    DeactivateAccount,
    InviteColleague,
)
from services.intake.access.queries import accounts as queries
from services.intake.employers.queries.employers import employer_choices, with_groups
from services.intake.tools import tools_of
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest


async def _colleagues(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    return {
        "colleagues": await runtime.read(queries.colleagues, tools_of(runtime).sealer),
        "organisations": await runtime.read(with_groups),
        "choices": await runtime.read(employer_choices, **await forms.chosen(request, "group")),
    }


def _page(request: AnyRequest, runtime: Runtime) -> forms.FormPage:
    return forms.FormPage(
        "intake/employers/colleagues.html", lambda _: "/intake/colleagues", lambda: _colleagues(request, runtime)
    )


@get("/intake/colleagues", policy=roles("administrator"))
async def colleagues(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "intake/employers/colleagues.html", **await _colleagues(request, runtime))


@post("/intake/colleagues", policy=roles("administrator"), asks=InviteColleague)
async def invite(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The invitation is on its way. Its link is good for 72 hours.",
    )


@post("/intake/colleagues/{account:str}/closing", policy=roles("administrator"), asks=DeactivateAccount)
async def close_account(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The account is closed and its sessions have ended.",
    )


@post("/intake/colleagues/{account:str}/roles", policy=roles("administrator"), asks=ChangeRoles)
async def change_roles(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The roles are changed. The colleague signs in anew.",
    )


@post("/intake/organisations/{organisation:str}", policy=roles("administrator"), asks=ChangeOrganisation)
async def change_organisation(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The changes are saved.",
    )


PAGES = [colleagues, invite, close_account, change_roles, change_organisation]
