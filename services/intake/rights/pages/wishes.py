"""The office's side of the own door: a code to hand over, and what people ask for."""

from typing import Any

from litestar import Request, get, post
from litestar.response import Response
from markupsafe import Markup

from services.intake.candidates.opening import OFFICER, noted, one_file
from services.intake.followups.queries import LANGUAGES
from services.intake.rights.commands import AnswerWish, HandCode
from services.intake.rights.handlers import own as handlers
from services.intake.rights.pages.own import UNCHECKED
from services.intake.rights.queries import requests as queries
from services.intake.tools import tools_of
from shared.service import Desk
from web import forms, respond
from web.text import render

AnyRequest = Request[Any, Any, Any]


@post("/intake/candidates/{candidate:str}/codes", policy=OFFICER)
async def hand_code(request: AnyRequest, desk: Desk, candidate: str) -> Response[Any]:
    """Shown once, in the answer itself: it is in no address, and a page asked for again shows none."""
    code = await desk.do(handlers.hand_code, HandCode(candidate=candidate), request.state.actor)
    context = await one_file(request, desk, candidate)
    spoken = context["candidate"].language
    lang = spoken if spoken in LANGUAGES else "en"
    slip = {"code": code, "case_code": context["candidate"].case_code, "base": desk.settings.base_url}
    own = Markup(render("intake/rights/_own_slip.html", lang, unchecked=lang in UNCHECKED, **slip))  # noqa: S704 - a template escaped it
    return respond.page(request, "intake/rights/own_code.html", slip=own, **context)


async def _wishes(request: AnyRequest, desk: Desk) -> dict[str, Any]:
    rows = await desk.read(queries.wishes, tools_of(desk).keys, request.state.actor)
    await noted(request, desk, {row.case_code: "list" for row in rows})
    return {"wishes": rows, "today": desk.clock.today()}


@get("/intake/wishes", policy=OFFICER)
async def wishes(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "intake/rights/wishes.html", **await _wishes(request, desk))


@post("/intake/wishes/{wish:str}/answer", policy=OFFICER)
async def answer(request: AnyRequest, desk: Desk, wish: str) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        AnswerWish,
        handlers.answer_wish,
        template="intake/rights/wishes.html",
        then=lambda _: "/intake/wishes",
        context=lambda: _wishes(request, desk),
        given={"wish": wish},
        flash="Noted.",
    )


PAGES = [hand_code, wishes, answer]
