"""An editor puts an employer's words into the other language; they are approved together."""

from typing import Any

from litestar import Response, get, post

from services.recognition.statements import commands
from services.recognition.statements.queries import statements
from shared.auth import roles
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.grammar import globals_for
from web.requests import AnyRequest

EDITOR = roles("editor")
TEMPLATE = "recognition/statements/answer_translation.html"


@get("/recognition/answers/{answer:str}/translation", policy=EDITOR)
async def translation(request: AnyRequest, runtime: Runtime, answer: str) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await _answer(request, runtime, answer))


@post("/recognition/answers/{answer:str}/translation", policy=EDITOR, asks=commands.TranslateAnswer)
async def translate_answer(request: AnyRequest, runtime: Runtime, answer: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(TEMPLATE, lambda _: "/recognition/desk", lambda: _answer(request, runtime, answer)),
        flash="The translation is kept. Approve it together with the words.",
    )


async def _answer(request: AnyRequest, runtime: Runtime, answer: str) -> dict[str, Any]:
    found = await runtime.read(statements.sent_answer, answer)
    if found is None:
        raise Missing(answer)
    one, name = found
    return {"answer": one, "name": name, **globals_for(request.state.lang)}


PAGES = (translation, translate_answer)
