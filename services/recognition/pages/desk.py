"""The editors' desk: what waits to be approved, and the editions."""

from typing import Any

from litestar import Request, Response, get, post

from services.recognition import articles, commands, handlers
from services.recognition.model import latest_quarter_end, number_of
from services.recognition.queries import editions as edition_queries
from services.recognition.queries import profiles
from services.recognition.queries.desk import preview
from shared.auth import roles
from shared.service import Desk
from web import forms, respond
from web.grammar import globals_for
from web.site import Gone

AnyRequest = Request[Any, Any, Any]


@get("/recognition/desk", policy=roles("editor"))
async def overview(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "recognition/desk.html", **await _overview(desk))


async def _overview(desk: Desk) -> dict[str, Any]:
    today = desk.clock.today()
    published = await desk.read(edition_queries.all_editions)
    number = number_of(latest_quarter_end(today))
    waiting = number if number not in {one.number for one in published} else None
    return {
        "editions": published,
        "waiting": waiting,
        "answers": await desk.read(profiles.waiting_answers),
        "figures": await desk.read(profiles.waiting_figures),
        "today": today,
    }


@get("/recognition/editions/{number:str}/preview", policy=roles("editor"))
async def preview_edition(request: AnyRequest, desk: Desk, number: str) -> Response[Any]:
    found = await desk.read(preview, number, desk.clock.now())
    return respond.page(request, "recognition/preview.html", preview=found)


@post("/recognition/editions", policy=roles("editor"))
async def publish_edition(request: AnyRequest, desk: Desk) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _overview(desk)

    return await forms.submit(
        request,
        desk,
        commands.PublishEdition,
        handlers.publish_edition,
        template="recognition/desk.html",
        then=lambda number: f"/{request.state.lang}/editions/{number}",
        context=context,
    )


@post("/recognition/editions/{number:str}/corrections", policy=roles("editor"))
async def correct_edition(request: AnyRequest, desk: Desk, number: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _overview(desk)

    return await forms.submit(
        request,
        desk,
        commands.CorrectEdition,
        handlers.correct_edition,
        template="recognition/desk.html",
        then=lambda new: f"/{request.state.lang}/editions/{new}",
        given={"number": number},
        context=context,
    )


@post("/recognition/answers/{answer:str}/approval", policy=roles("editor"))
async def approve_answer(request: AnyRequest, desk: Desk, answer: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _overview(desk)

    return await forms.submit(
        request,
        desk,
        commands.ApproveAnswer,
        handlers.approve_answer,
        template="recognition/desk.html",
        then=lambda _: "/recognition/desk",
        given={"answer": answer},
        context=context,
        flash="The answer is public now.",
    )


@post("/recognition/figures/{figure:str}/approval", policy=roles("editor"))
async def approve_figure(request: AnyRequest, desk: Desk, figure: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _overview(desk)

    return await forms.submit(
        request,
        desk,
        commands.ApproveFigure,
        handlers.approve_figure,
        template="recognition/desk.html",
        then=lambda _: "/recognition/desk",
        given={"figure": figure},
        context=context,
        flash="The figure is public now, as stated.",
    )


@get("/recognition/profiles/{slug:str}", policy=roles("editor"))
async def profile_draft(request: AnyRequest, desk: Desk, slug: str) -> Response[Any]:
    """A profile as the public reads it now, for an editor."""
    try:
        facts = await desk.read(profiles.profile, slug, desk.clock.today())
    except profiles.Formerly as error:
        raise Gone from error
    article, grammar = articles.compose(facts), globals_for(request.state.lang)
    return respond.page(request, "recognition/profile.html", article=article, facts=facts, title=slug, **grammar)


PAGES = (overview, preview_edition, publish_edition, correct_edition, approve_answer, approve_figure, profile_draft)
