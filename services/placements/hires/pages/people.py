"""The employer's people: who works there through a service, and the questions it can answer."""

import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import RemindService, SetStaffReference
from services.placements.hires.queries import hires, worklist
from services.placements.hires.queries.renewals import over_terms
from services.placements.referrals import queries as referrals
from shared.auth import Actor, roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

EMPLOYER = roles("employer")
CARDS = 20
"""Questions on one page."""


@get("/placements/people", policy=EMPLOYER)
async def people(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "placements/hires/people.html", **await everybody(request, runtime))


@get("/placements/people/waiting", policy=EMPLOYER)
async def people_waiting(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """A part of the employer's first page, which intake serves."""
    template, actor = "placements/hires/_people_waiting.html", request.state.actor
    urgent = await runtime.read(worklist.worklist, actor, runtime.clock.today(), limit=1)
    at_work = await runtime.read(hires.how_many_people, actor)
    return respond.page(request, template, fragment=template, urgent=urgent, at_work=at_work)


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
    after = request.query_params.get("after", "")[:100]
    on = f"?{urlencode({'after': after})}" if after else ""
    return forms.FormPage(
        "placements/hires/people.html",
        lambda _: "/placements/people" + on,
        lambda: everybody(request, runtime),
    )


async def everybody(request: AnyRequest, runtime: Runtime, placement: str = "") -> dict[str, Any]:
    """A page of the employer's people, their most urgent questions, and the referrals that wait for an answer."""
    actor, today, after = request.state.actor, runtime.clock.today(), request.query_params.get("after", "")[:100]
    found = await runtime.read(hires.people, actor, after)
    urgent = await runtime.read(worklist.worklist, actor, today, limit=CARDS)
    return {
        "people": found.rows,
        "next": found.next("/placements/people"),
        "later": bool(after),
        "on": f"?{urlencode({'after': after})}" if after else "",
        "total": await runtime.read(hires.how_many_people, actor),
        "over": await runtime.read(over_terms, actor, today),
        "checks": [*urgent.checks, *await _asked_about(runtime, actor, placement, urgent.checks)],
        "more": urgent.more,
        "waiting": await runtime.read(referrals.waiting, actor, today),
        "today": today,
        "asked": placement,
    }


async def _asked_about(
    runtime: Runtime, actor: Actor, placement: str, shown: list[worklist.Check]
) -> list[worklist.Check]:
    """The questions of this hire that an answer with a mistake was about, where others are more urgent."""
    if not placement or any(check.placement == placement for check in shown):
        return []
    return [check for check in await runtime.read(worklist.checks, actor, placement) if check.state == "asked"]


def place(text: str) -> tuple[datetime.date, str] | None:
    """Where a list goes on: `2026-03-02.<id>`; anything else begins at the top."""
    day, _, reference = text.partition(".")
    try:
        return (datetime.date.fromisoformat(day), reference) if reference else None
    except ValueError:
        return None


PAGES = [people, people_waiting, staff_reference, reminder]
