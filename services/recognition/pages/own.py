"""The employer's own pages: its interview, its stated figures."""

from typing import Any

from litestar import Request, Response, get, post

from services.recognition import commands, handlers
from services.recognition.model import QUESTIONS
from services.recognition.queries import profiles
from services.recognition.queries.groups import group_of
from shared.auth import roles
from shared.service import Desk
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


@get("/recognition/interview", policy=roles("employer"))
async def interview(request: AnyRequest, desk: Desk) -> Response[Any]:
    return respond.page(request, "recognition/interview.html", **await _interview(request, desk))


@get("/recognition/interview/{question:str}", policy=roles("employer"))
async def interview_question(request: AnyRequest, desk: Desk, question: str) -> Response[Any]:
    return respond.page(request, "recognition/interview_question.html", **await _question(request, desk, question))


@post("/recognition/interview/{question:str}", policy=roles("employer"))
async def write_answer(request: AnyRequest, desk: Desk, question: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _question(request, desk, question)

    return await forms.submit(
        request,
        desk,
        commands.WriteAnswer,
        handlers.write_answer,
        template="recognition/interview_question.html",
        then=lambda _: "/recognition/interview",
        given={"question": question},
        context=context,
        flash="Your answer is kept.",
    )


@post("/recognition/interview/{question:str}/withdrawal", policy=roles("employer"))
async def withdraw_answer(request: AnyRequest, desk: Desk, question: str) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return await _question(request, desk, question)

    return await forms.submit(
        request,
        desk,
        commands.WithdrawAnswer,
        handlers.withdraw_answer,
        template="recognition/interview_question.html",
        then=lambda _: "/recognition/interview",
        given={"question": question},
        context=context,
        flash="Your answer is taken back; the words stay here as a draft.",
    )


async def _interview(request: AnyRequest, desk: Desk) -> dict[str, Any]:
    group = await desk.read(group_of, request.state.actor.employer, desk.clock.today())
    answers = {one.question: one for one in await desk.read(profiles.answers_of, group)}
    return {"questions": QUESTIONS, "answers": answers}


async def _question(request: AnyRequest, desk: Desk, question: str) -> dict[str, Any]:
    from shared.transaction import Missing

    if question not in QUESTIONS:
        raise Missing(question)
    found = await _interview(request, desk)
    return {**found, "question": question, "answer": found["answers"].get(question)}


PAGES = (interview, interview_question, write_answer, withdraw_answer)
