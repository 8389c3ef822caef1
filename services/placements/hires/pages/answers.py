"""An answer of the service put right: what was noted, what is right instead, and where the hire stands then."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import CorrectAnswer
from services.placements.hires.pages.hires import STAFF, one_hire
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.requests import AnyRequest

TEMPLATE = "placements/hires/answer_correction.html"


@get("/placements/hires/{placement:str}/answers/{given:str}/correction", policy=STAFF)
async def correction_form(request: AnyRequest, runtime: Runtime, placement: str, given: str) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await one_answer(request, runtime, placement, given))


@post("/placements/hires/{placement:str}/answers/{given:str}/correction", policy=STAFF, asks=CorrectAnswer)
async def correct(request: AnyRequest, runtime: Runtime, placement: str, given: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            TEMPLATE, lambda holds: f"/placements/hires/{holds}", lambda: one_answer(request, runtime, placement, given)
        ),
        flash="The answer is corrected. What was noted before is kept in the history.",
    )


async def one_answer(request: AnyRequest, runtime: Runtime, placement: str, given: str) -> dict[str, Any]:
    """The hire and the answer that may be corrected. Raises Missing."""
    context = await one_hire(request, runtime, placement)
    found = [row for row in context["answers"] if row.id == given and row.is_correctable]
    if not found or context["hire"].state == "voided":
        raise Missing("answer")
    return {**context, "mistake": found[0]}


PAGES = [correction_form, correct]
