"""The employer's people: who works there through a service, and the questions it can answer."""

from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.placements.hires.commands import RemindService, SetStaffReference
from services.placements.hires.handlers import following_up as following_up_handlers
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.queries import hires
from services.placements.referrals import queries as referrals
from shared.auth import roles
from shared.service import Desk
from web import forms, respond

EMPLOYER = roles("employer")


@get("/placements/people", policy=EMPLOYER)
async def people(request: Request, desk: Desk) -> Response:
    return respond.page(request, "placements/hires/people.html", **await everybody(request, desk))


@get("/placements/people/waiting", policy=EMPLOYER)
async def people_waiting(request: Request, desk: Desk) -> Response:
    """A part of the employer's first page, which intake serves."""
    template = "placements/hires/_people_waiting.html"
    return respond.page(request, template, fragment=template, **await everybody(request, desk))


@post("/placements/people/{placement:str}/staff-reference", policy=EMPLOYER)
async def staff_reference(request: Request, desk: Desk, placement: str) -> Response:
    async def context() -> dict[str, Any]:
        return await everybody(request, desk)

    return await forms.submit(
        request,
        desk,
        SetStaffReference,
        handlers.set_staff_reference,
        template="placements/hires/people.html",
        then=lambda _: "/placements/people",
        context=context,
        given={"placement": placement},
        flash="Your reference is saved.",
    )


@post("/placements/people/{placement:str}/follow-ups/{milestone:int}/reminder", policy=EMPLOYER)
async def reminder(request: Request, desk: Desk, placement: str, milestone: int) -> Response:
    async def context() -> dict[str, Any]:
        return await everybody(request, desk)

    as_json = request.content_type[0] == "application/json"
    return await forms.submit(
        request,
        desk,
        RemindService,
        following_up_handlers.remind_service,
        template="placements/hires/people.html",
        then=lambda _: "/placements/people",
        context=context,
        given={"placement": placement, "milestone": milestone if as_json else str(milestone)},
        flash="The service is reminded. It sees your wish at the top of its list.",
    )


async def everybody(request: Request, desk: Desk, placement: str = "") -> dict[str, Any]:
    """The employer's people, their open questions, and the referrals that wait for an answer."""
    actor, today = request.state.actor, desk.clock.today()
    return {
        "people": await desk.read(hires.people, actor),
        "checks": await desk.read(hires.worklist, actor),
        "waiting": await desk.read(referrals.waiting, actor, today),
        "today": today,
        "asked": placement,
    }


PAGES = [people, people_waiting, staff_reference, reminder]
