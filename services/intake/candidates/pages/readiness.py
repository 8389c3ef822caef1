"""Readiness: what is still missing from a file on one page, and the way from a case code to it."""

from functools import partial
from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.intake.candidates.commands import DeclareReady
from services.intake.candidates.model import mistakes
from services.intake.candidates.opening import OFFICER, one_file, onward_to
from services.intake.candidates.queries import candidates as queries
from services.site_map import NEW_HIRE
from shared.service import Runtime
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


def _onward(request: AnyRequest, candidate: str, code: str) -> str:
    """Placements hears of it a moment later: the address says that there is nothing to wonder about."""
    return f"{NEW_HIRE}?candidate={code}&declared=now" if onward_to(request) else f"/intake/candidates/{candidate}"


async def _missing(request: AnyRequest, runtime: Runtime, candidate: str) -> dict[str, Any]:
    return {"then": onward_to(request), **await one_file(request, runtime, candidate)}


@get("/intake/files/{code:str}", policy=OFFICER)
async def file_of(request: AnyRequest, runtime: Runtime, code: str) -> Response[Any]:
    """From the code that another service knows to the file, or with `?then=hire` to what a hire still needs."""
    found = await runtime.read(queries.with_code, request.state.actor, code)
    return respond.see_other(f"/intake/candidates/{found}{'/readiness?then=hire' if onward_to(request) else ''}")


@get("/intake/candidates/{candidate:str}/readiness", policy=OFFICER)
async def readiness(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    context = await _missing(request, runtime, candidate)
    found = context["candidate"]
    if found.ready_on:
        return respond.see_other(_onward(request, candidate, found.case_code))
    return respond.page(request, "intake/candidates/candidate_readiness.html", **context)


@post("/intake/candidates/{candidate:str}/readiness", policy=OFFICER, asks=DeclareReady)
async def declare_ready(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    file = await runtime.read(queries.candidate_of, request.state.actor, candidate)
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "intake/candidates/candidate_readiness.html",
            lambda code: _onward(request, candidate, code),
            lambda: _missing(request, runtime, candidate),
        ),
        flash="Declared ready for work.",
        cross_field=partial(mistakes.of_readiness, file),
    )


PAGES = [file_of, readiness, declare_ready]
