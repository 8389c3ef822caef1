"""The page that a mailed link leads to: looking changes nothing, one press answers, and it names nobody."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import AnswerByLink
from services.placements.hires.model.follow_up import PERSON
from services.placements.hires.queries import mailed_answers as mailed
from services.placements.tools import tools_of
from shared import languages
from shared.auth import ANYBODY
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.requests import AnyRequest

TEMPLATE, BROKEN = "placements/hires/one_tap.html", "placements/hires/one_tap_broken.html"
GONE, NOT_THERE = 410, 404


async def _shown(request: AnyRequest, runtime: Runtime, token: str) -> dict[str, Any]:
    """Raises Missing."""
    link = mailed.link_of(tools_of(runtime).links, token)
    offered = languages.PERSON if link.party == PERSON else languages.SITE
    wanted = request.query_params.get("lang", link.lang)
    request.state.lang = wanted if wanted in offered else offered[0]
    return {
        "question": await runtime.read(mailed.question, link),
        "token": token,
        "alternates": tuple((lang, f"?lang={lang}") for lang in offered),
        "unchecked": request.state.lang in languages.UNCHECKED,
        "today": runtime.clock.today(),
        "nav": (),
    }


def _broken(request: AnyRequest) -> Response[Any]:
    """A link whose half got lost on the way, or one about somebody who is not kept any more: where to turn."""
    wanted = request.query_params.get("lang", request.state.lang)
    request.state.lang = languages.of_a_person(wanted)
    alternates = tuple((lang, f"?lang={lang}") for lang in languages.PERSON)
    unchecked = request.state.lang in languages.UNCHECKED
    return respond.page(request, BROKEN, status=NOT_THERE, alternates=alternates, unchecked=unchecked, nav=())


@get("/placements/answers/{token:str}", policy=ANYBODY)
async def question(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """Shows only: a mail program that follows links answers nothing."""
    try:
        context = await _shown(request, runtime, token)
    except Missing:
        return _broken(request)
    status = GONE if context["question"].state == mailed.OVER else 200
    return respond.page(request, TEMPLATE, status=status, **context)


@post("/placements/answers/{token:str}", policy=ANYBODY, asks=AnswerByLink)
async def answer(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """The answer; a link that was used, or is needed no more, leads to the page that says so."""
    try:
        context = await _shown(request, runtime, token)
    except Missing:
        return _broken(request)
    here = f"/placements/answers/{token}?lang={request.state.lang}"
    if context["question"].state != mailed.OPEN:
        return respond.see_other(here)
    answered = await forms.submit(request, runtime, forms.FormPage(TEMPLATE, lambda _: here, context))
    if answered.status_code == 422 and not await _is_open(request, runtime, token):
        return respond.see_other(here)  # the other tap of two came first
    return answered


async def _is_open(request: AnyRequest, runtime: Runtime, token: str) -> bool:
    return bool((await _shown(request, runtime, token))["question"].state == mailed.OPEN)


PAGES = [question, answer]
