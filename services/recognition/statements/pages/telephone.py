"""An officer takes an employer's interview on the telephone; the employer confirms what was written down."""

from typing import Any

from litestar import Response, get, post

from services.recognition.standing.queries.groups import group_names, group_of, public_group
from services.recognition.statements import commands
from services.recognition.statements.handlers.telephone import ASKED
from services.recognition.statements.pages.interview import LANGUAGES, interview_page
from services.recognition.statements.queries import statements
from shared.auth import roles
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.grammar import globals_for
from web.requests import AnyRequest

OFFICE = roles("officer", "lead")
TEMPLATE = "recognition/statements/telephone.html"


@get("/recognition/interviews/{entity:str}", policy=OFFICE)
async def on_the_telephone(request: AnyRequest, runtime: Runtime, entity: str) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await _answers(request, runtime, entity))


@post("/recognition/interviews/{entity:str}", policy=OFFICE, asks=commands.TakeInterview)
async def take_interview(request: AnyRequest, runtime: Runtime, entity: str) -> Response[Any]:
    page = forms.FormPage(
        TEMPLATE, lambda _: f"/recognition/interviews/{entity}", lambda: _answers(request, runtime, entity)
    )
    said = "It is written down. The editors read it, and the employer is asked whether it is what it said."
    return await forms.submit(request, runtime, page, flash=said)


@post("/recognition/interview/{question:str}/confirmation", policy=roles("employer"), asks=commands.ConfirmAnswer)
async def confirm_answer(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(request, runtime, interview_page(request, runtime), flash="Thank you. It is noted.")


async def _answers(request: AnyRequest, runtime: Runtime, entity: str) -> dict[str, Any]:
    today = runtime.clock.today()
    group = await runtime.read(group_of, entity, today)
    if await runtime.read(public_group, group, today) is None:
        raise Missing(entity)
    answers = {one.question: one for one in await runtime.read(statements.answers_of, group)}
    return {
        "entity": entity,
        "name": (await runtime.read(group_names, {group}))[group],
        "questions": ASKED,
        "answers": answers,
        "languages": LANGUAGES,
        **globals_for(request.state.lang),
    }


PAGES = (on_the_telephone, take_interview, confirm_answer)
