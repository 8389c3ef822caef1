"""A person's own data, to take along; and erasure, which asks once and cannot be undone."""

from typing import Any

import msgspec
from litestar import get, post
from litestar.response import Response

from services.intake.candidates.commands import EraseCandidate
from services.intake.candidates.opening import OFFICER, one_file
from services.intake.rights.handlers.retention import SENT, UNDELIVERED
from services.intake.rights.queries.own_data import own_data
from services.intake.tools import tools_of
from shared import security_log
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

MAY_ERASE = roles("officer", "lead", "administrator")


@get("/intake/candidates/{candidate:str}/data", policy=OFFICER)
async def data_page(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    """Everything that is kept, to read together with the person."""
    context = await one_file(request, runtime, candidate, "data")
    data = await runtime.read(own_data, tools_of(runtime).keys, request.state.actor, candidate)
    return respond.page(request, "intake/rights/candidate_data.html", data=data, **context)


@get("/intake/candidates/{candidate:str}/data.json", policy=OFFICER)
async def data_file(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    """The same as a file, to take along."""
    context = await one_file(request, runtime, candidate, "data")
    data = await runtime.read(own_data, tools_of(runtime).keys, request.state.actor, candidate)
    security_log.note("exported", request.state.actor.account)
    name = f'attachment; filename="{context["candidate"].case_code}.json"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    body = msgspec.json.format(msgspec.json.encode(data), indent=2)
    return Response(body, media_type="application/json", headers=headers)


@get("/intake/candidates/{candidate:str}/erasure", policy=MAY_ERASE)
async def erasure_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    context = await _what_goes(request, runtime, candidate)
    return respond.page(request, "intake/rights/candidate_erasure.html", **context)


async def _what_goes(request: AnyRequest, runtime: Runtime, candidate: str) -> dict[str, Any]:
    """The file, and for how many days letters outlive it."""
    return {
        **await one_file(request, runtime, candidate, "erasure"),
        "sent": SENT.days,
        "undelivered": UNDELIVERED.days,
    }


@post("/intake/candidates/{candidate:str}/erasure", policy=MAY_ERASE, asks=EraseCandidate)
async def erase(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "intake/rights/candidate_erasure.html",
            lambda _: "/intake/candidates",
            lambda: _what_goes(request, runtime, candidate),
        ),
        flash="The person is erased. Letters sent to them go when their time is up.",
    )


PAGES = [data_page, data_file, erasure_form, erase]
