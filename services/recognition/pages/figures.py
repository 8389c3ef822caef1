"""What an employer states in numbers, and what it contests; the editors' answers to both."""

from typing import Any

from litestar import Request, Response, get, post

from services.recognition import commands, handlers
from services.recognition.queries import told
from services.recognition.queries.groups import group_of
from shared.auth import roles
from shared.service import Desk
from web import forms, respond

AnyRequest = Request[Any, Any, Any]
EMPLOYER = roles("employer")
OVERVIEW = "/recognition/figures"


@get(OVERVIEW, policy=EMPLOYER)
async def figures(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "recognition/figures.html", **await _stated(request, desk))


@post(OVERVIEW, policy=EMPLOYER)
async def state_figure(request: AnyRequest, desk: Desk) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _stated(request, desk)

    return await forms.submit(
        request,
        desk,
        commands.StateFigure,
        handlers.state_figure,
        template="recognition/figures.html",
        then=lambda _: OVERVIEW,
        context=context,
        flash="The figure is kept. It is public once an editor has read it.",
    )


@post("/recognition/figures/{figure:str}/withdrawal", policy=EMPLOYER)
async def withdraw_figure(request: AnyRequest, desk: Desk, figure: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _stated(request, desk)

    return await forms.submit(
        request,
        desk,
        commands.WithdrawFigure,
        handlers.withdraw_figure,
        template="recognition/figures.html",
        then=lambda _: OVERVIEW,
        given={"figure": figure},
        context=context,
        flash="The figure is taken back.",
    )


@post("/recognition/disputes", policy=EMPLOYER)
async def dispute_figure(request: AnyRequest, desk: Desk) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _stated(request, desk)

    return await forms.submit(
        request,
        desk,
        commands.DisputeFigure,
        handlers.dispute_figure,
        template="recognition/figures.html",
        then=lambda _: OVERVIEW,
        context=context,
        flash="It is marked as contested on your page until an editor has looked into it.",
    )


async def _stated(request: AnyRequest, desk: Desk) -> dict[str, Any]:
    group = await desk.read(group_of, request.state.actor.employer, desk.clock.today())
    return {"figures": await desk.read(told.figures_of, group), "holds": await desk.read(told.holds_of, group)}


@get("/recognition/disputes", policy=roles("editor"))
async def disputes(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "recognition/disputes.html", disputes=await desk.read(told.waiting_disputes))


@post("/recognition/disputes/{hold:str}/resolution", policy=roles("editor"))
async def resolve_dispute(request: AnyRequest, desk: Desk, hold: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return {"disputes": await desk.read(told.waiting_disputes)}

    return await forms.submit(
        request,
        desk,
        commands.LiftHold,
        handlers.lift_hold,
        template="recognition/disputes.html",
        then=lambda _: "/recognition/disputes",
        given={"hold": hold},
        context=context,
        flash="The mark is taken off; reason and resolution stay on record.",
    )


PAGES = (figures, state_figure, withdraw_figure, dispute_figure, disputes, resolve_dispute)
