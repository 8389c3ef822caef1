"""Does the job go on? One page for the service and the employer, when the last day of a fixed term has come."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import AnswerRenewal
from services.placements.hires.queries import hires
from services.placements.hires.queries.renewals import over_terms
from services.placements.known.queries import codes
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

TEMPLATE = "placements/hires/renewal.html"
ASKED = roles("officer", "lead", "employer")


@get("/placements/hires/{placement:str}/renewal", policy=ASKED)
async def renewal_form(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await _one(request, runtime, placement))


@post("/placements/hires/{placement:str}/renewal", policy=ASKED, asks=AnswerRenewal)
async def answer(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    by_employer = bool(request.state.actor.employer)
    page = forms.FormPage(
        TEMPLATE,
        lambda _: "/placements/people" if by_employer else f"/placements/hires/{placement}",
        lambda: _one(request, runtime, placement),
    )
    return await forms.submit(request, runtime, page, flash="Your answer is noted.")


async def _one(request: AnyRequest, runtime: Runtime, placement: str) -> dict[str, Any]:
    """The hire and, while it is asked about, what its employer said. Raises Missing."""
    actor = request.state.actor
    hire = await runtime.read(hires.hire, actor, placement)
    over = await runtime.read(over_terms, actor, runtime.clock.today())
    term = next((each for each in over if each.placement == placement), None)
    return {"hire": hire, "term": term, "codes": [] if actor.employer else codes([hire])}


PAGES = [renewal_form, answer]
