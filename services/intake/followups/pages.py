"""The person's e-mail address, by which questions and codes are sent; kept only where the person wants it."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.candidates.opening import OFFICER, one_file
from services.intake.followups.commands import NoteAddress
from services.intake.followups.queries import own_address
from services.intake.tools import tools_of
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

TEMPLATE = "intake/followups/candidate_email.html"


async def _file(request: AnyRequest, runtime: Runtime, candidate: str) -> dict[str, Any]:
    context = await one_file(request, runtime, candidate)
    return {"email": await runtime.read(own_address, tools_of(runtime).keys, candidate), **context}


@get("/intake/candidates/{candidate:str}/email", policy=OFFICER)
async def email_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await _file(request, runtime, candidate))


@post("/intake/candidates/{candidate:str}/email", policy=OFFICER, asks=NoteAddress)
async def note_email(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(TEMPLATE, lambda key: f"/intake/candidates/{key}", lambda: _file(request, runtime, candidate)),
        flash="The changes are saved.",
    )


PAGES = [email_form, note_email]
