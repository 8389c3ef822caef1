"""One case: whose it is, the next step, the notes; a page, and its short form that the person's file loads."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.access.queries.staff import officers_of
from services.intake.candidates.opening import OFFICER, noted
from services.intake.candidates.queries.candidates import code_of
from services.intake.guidance.commands import FinishStep, HandOver, RemoveNote, SetNextStep, WriteNote
from services.intake.guidance.queries.file import opened_case
from services.intake.tools import tools_of
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

CASE, BRIEF = "intake/guidance/case.html", "intake/guidance/_case_brief.html"
HERE = "/intake/candidates/{candidate:str}/case"


async def _case(request: AnyRequest, runtime: Runtime, candidate: str) -> dict[str, Any]:
    """Opened, after it was noted that it is read. Raises Missing."""
    actor, tools, today = request.state.actor, tools_of(runtime), runtime.clock.today()
    code = await runtime.read(code_of, actor, candidate)
    await noted(request, runtime, {code: "case"})
    return {
        "case": await runtime.read(opened_case, tools.keys, actor, candidate, today),
        "colleagues": await runtime.read(officers_of, tools.sealer, actor.organisation, request.state.lang),
        "today": today,
    }


def _page(request: AnyRequest, runtime: Runtime, candidate: str) -> forms.FormPage:
    here = f"/intake/candidates/{candidate}/case"
    return forms.FormPage(CASE, lambda _: here, lambda: _case(request, runtime, candidate))


@get(HERE, policy=OFFICER)
async def case(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(request, CASE, fragment=BRIEF, **await _case(request, runtime, candidate))


@post(f"{HERE}/step", policy=OFFICER, asks=SetNextStep)
async def set_next_step(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = _page(request, runtime, candidate)
    return await forms.submit(request, runtime, page, flash="The next step is noted.")


@post(f"{HERE}/step/finished", policy=OFFICER, asks=FinishStep)
async def finish_step(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = _page(request, runtime, candidate)
    return await forms.submit(request, runtime, page, flash="The step is done, and stands among the notes.")


@post(f"{HERE}/notes", policy=OFFICER, asks=WriteNote)
async def write_note(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, candidate), flash="The note is kept.")


@post(f"{HERE}/notes/{{note:str}}/removal", policy=OFFICER, asks=RemoveNote)
async def remove_note(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, candidate), flash="The note is removed.")


@post(f"{HERE}/owner", policy=OFFICER, asks=HandOver)
async def hand_over_one(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page, this = _page(request, runtime, candidate), {"cases": [candidate]}
    return await forms.submit(request, runtime, page, path=this, flash="The case has a new owner.")


PAGES = [case, set_next_step, finish_step, write_note, remove_note, hand_over_one]
