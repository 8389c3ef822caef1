"""The office's side of the own door: a code to hand over, and what people ask for."""

from typing import Any

from litestar import get, post
from litestar.response import Response
from markupsafe import Markup

from services.intake.candidates.opening import OFFICER, noted, one_file
from services.intake.rights.commands import AnswerDataRequest, HandCode
from services.intake.rights.queries import requests as queries
from services.intake.tools import tools_of
from shared.languages import UNCHECKED, of_a_person
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest
from web.text import render


@post("/intake/candidates/{candidate:str}/codes", policy=OFFICER, asks=HandCode)
async def hand_code(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    """Shown once, in the answer itself: it is in no address, and a page asked for again shows none."""
    code = await runtime.ask(HandCode(candidate=candidate), request.state.actor)
    context = await one_file(request, runtime, candidate)
    spoken = context["candidate"].language
    lang = of_a_person(spoken, "en")
    slip = {"code": code, "case_code": context["candidate"].case_code, "base": runtime.settings.base_url}
    own = Markup(render("intake/rights/_own_slip.html", lang, unchecked=lang in UNCHECKED, **slip))  # noqa: S704 - a template escaped it
    return respond.page(request, "intake/rights/own_code.html", slip=own, **context)


async def _wishes(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    after = request.query_params.get("after", "")
    page = await runtime.read(queries.wishes, tools_of(runtime).keys, request.state.actor, after)
    await noted(request, runtime, {row.case_code: "list" for row in page.rows})
    found = {"wishes": page.rows, "next": page.next("/intake/wishes"), "later": bool(after)}
    return {**found, "today": runtime.clock.today()}


@get("/intake/wishes", policy=OFFICER)
async def wishes(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "intake/rights/wishes.html", **await _wishes(request, runtime))


@post("/intake/wishes/{wish:str}/answer", policy=OFFICER, asks=AnswerDataRequest)
async def answer(request: AnyRequest, runtime: Runtime, wish: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage("intake/rights/wishes.html", lambda _: "/intake/wishes", lambda: _wishes(request, runtime)),
        flash="Noted.",
    )


PAGES = [hand_code, wishes, answer]
