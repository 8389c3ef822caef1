"""An editor reads an answer in the article it would stand in, and approves it or gives it back."""

from typing import Any

from litestar import Response, get, post

from services.recognition import articles
from services.recognition.board.printed import within
from services.recognition.board.queries.unpublished import profile_with
from services.recognition.desk.queries.answers import telling
from services.recognition.standing.queries.groups import organisation_name
from services.recognition.statements import commands
from services.recognition.statements.queries import statements
from shared.auth import roles
from shared.languages import FRAME
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.grammar import globals_for
from web.requests import AnyRequest

EDITOR = roles("editor")
TEMPLATE = "recognition/desk/answer.html"


@get("/recognition/answers/{answer:str}", policy=EDITOR)
async def answer_to_read(request: AnyRequest, runtime: Runtime, answer: str) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await _answer(request, runtime, answer))


@post("/recognition/answers/{answer:str}/approval", policy=EDITOR, asks=commands.ApproveAnswer)
async def approve_answer(request: AnyRequest, runtime: Runtime, answer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, answer), flash="The answer is public now.")


@post("/recognition/answers/{answer:str}/return", policy=EDITOR, asks=commands.ReturnAnswer)
async def return_answer(request: AnyRequest, runtime: Runtime, answer: str) -> Response[Any]:
    said = "The answer is returned to the employer with your reason."
    return await forms.submit(request, runtime, _page(request, runtime, answer), flash=said)


def _page(request: AnyRequest, runtime: Runtime, answer: str) -> forms.FormPage:
    return forms.FormPage(TEMPLATE, lambda _: "/recognition/desk", lambda: _answer(request, runtime, answer))


async def _answer(request: AnyRequest, runtime: Runtime, answer: str) -> dict[str, Any]:
    found = await runtime.read(statements.sent_answer, answer)
    if found is None:
        raise Missing(answer)
    one, name = found
    facts = await runtime.read(profile_with, one, runtime.clock.today())
    article = articles.compose(facts) if facts else None
    return {
        "answer": one,
        "name": name,
        "taken_for": await runtime.read(organisation_name, one.taken_for) if one.taken_for else "",
        "changes": statements.changes_of(one),
        "telling": telling(one, name),
        "articles": {lang: within(article, lang) for lang in FRAME} if article else {},
        **globals_for(request.state.lang),
    }


PAGES = (answer_to_read, approve_answer, return_answer)
