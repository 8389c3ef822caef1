"""The employer's people: who works there through a service, and the questions it can answer."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import RemindService, SetStaffReference
from services.placements.hires.queries import hires, worklist
from services.placements.hires.queries.renewals import over_terms
from services.placements.referrals import queries as referrals
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

EMPLOYER = roles("employer")


@get("/placements/people", policy=EMPLOYER)
async def people(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "placements/hires/people.html", **await everybody(request, runtime))


@get("/placements/people/waiting", policy=EMPLOYER)
async def people_waiting(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """A part of the employer's first page, which intake serves."""
    template = "placements/hires/_people_waiting.html"
    return respond.page(request, template, fragment=template, **await everybody(request, runtime))


@post("/placements/people/{placement:str}/staff-reference", policy=EMPLOYER, asks=SetStaffReference)
async def staff_reference(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="Your reference is saved.",
    )


@post("/placements/people/{placement:str}/follow-ups/{milestone:int}/reminder", policy=EMPLOYER, asks=RemindService)
async def reminder(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The service is reminded. It sees your wish at the top of its list.",
    )


def _page(request: AnyRequest, runtime: Runtime) -> forms.FormPage:
    return forms.FormPage(
        "placements/hires/people.html", lambda _: "/placements/people", lambda: everybody(request, runtime)
    )


async def everybody(request: AnyRequest, runtime: Runtime, placement: str = "") -> dict[str, Any]:
    """The employer's people, their open questions, and the referrals that wait for an answer."""
    actor, today = request.state.actor, runtime.clock.today()
    found = await runtime.read(hires.people, actor, request.query_params.get("after", ""))
    return {
        "people": found.rows,
        "next": found.next("/placements/people"),
        "later": "after" in request.query_params,
        "total": await runtime.read(hires.how_many_people, actor),
        "checks": await runtime.read(worklist.worklist, actor),
        "over": await runtime.read(over_terms, actor, today),
        "waiting": await runtime.read(referrals.waiting, actor, today),
        "today": today,
        "asked": placement,
    }


PAGES = [people, people_waiting, staff_reference, reminder]
