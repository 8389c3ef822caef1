"""The employer's own pages: its interview, and whether finer points may be shown."""

from typing import Any, get_args

from litestar import Response, get, post

from services.recognition.articles.speakers import Turn, turns_of
from services.recognition.standing.queries.groups import group_of, public_group
from services.recognition.statements import commands
from services.recognition.statements.model.interview import QUESTIONS, Answer
from services.recognition.statements.queries import statements as profiles
from services.recognition.statements.queries.invitations import is_asked
from shared.auth import roles
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.grammar import globals_for
from web.requests import AnyRequest

LANGUAGES = get_args(commands.Spoken)
KEPT = "Your draft is kept here; the editors do not read it until you send it."
SENT = "Your answer is sent to the editors. It becomes public once one of them has read it."


@get("/recognition/interview", policy=roles("employer"))
async def interview(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/statements/interview.html", **await _interview(request, runtime))


@get("/recognition/interview/{question:str}", policy=roles("employer"))
async def interview_question(request: AnyRequest, runtime: Runtime, question: str) -> Response[Any]:
    return respond.page(
        request, "recognition/statements/interview_question.html", **await _question(request, runtime, question)
    )


@post("/recognition/interview/{question:str}", policy=roles("employer"), asks=commands.WriteAnswer)
async def write_answer(request: AnyRequest, runtime: Runtime, question: str) -> Response[Any]:
    form = await forms.fields(request)

    return await forms.submit(
        request,
        runtime,
        _page(request, runtime, question),
        flash=SENT if form.get("send") else KEPT,
    )


@post("/recognition/interview/{question:str}/withdrawal", policy=roles("employer"), asks=commands.WithdrawAnswer)
async def withdraw_answer(request: AnyRequest, runtime: Runtime, question: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime, question),
        flash="Your answer is taken back; the words stay here as a draft.",
    )


@post("/recognition/interview/refusal", policy=roles("employer"), asks=commands.DeclineInterview)
async def decline_interview(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    said = "We do not write about it again. You may answer whenever you like."
    return await forms.submit(request, runtime, interview_page(request, runtime), flash=said)


def interview_page(request: AnyRequest, runtime: Runtime) -> forms.FormPage:
    """The list of the questions, for what is pressed there."""
    return forms.FormPage(
        "recognition/statements/interview.html",
        lambda _: "/recognition/interview",
        lambda: _interview(request, runtime),
    )


def _page(request: AnyRequest, runtime: Runtime, question: str) -> forms.FormPage:
    return forms.FormPage(
        "recognition/statements/interview_question.html",
        lambda _: "/recognition/interview",
        lambda: _question(request, runtime, question),
    )


async def _interview(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    group = await runtime.read(group_of, request.state.actor.employer, runtime.clock.today())
    answers = {one.question: one for one in await runtime.read(profiles.answers_of, group)}
    asked = await runtime.read(is_asked, group)
    return {"questions": QUESTIONS, "answers": answers, "asked": asked}


async def _question(request: AnyRequest, runtime: Runtime, question: str) -> dict[str, Any]:
    if question not in QUESTIONS:
        raise Missing(question)
    found = await _interview(request, runtime)
    answer = found["answers"].get(question)
    return {
        **found,
        "question": question,
        "answer": answer,
        "languages": LANGUAGES,
        "turns": typed_turns(answer) if answer and question == "free" else {},
        **globals_for(request.state.lang),
    }


def typed_turns(answer: Answer) -> dict[str, tuple[Turn, ...]]:
    """How a conversation will be divided among its speakers, by language."""
    texts = {answer.language: answer.text, "bg": answer.translation_bg, "en": answer.translation_en}
    texts[answer.language] = answer.text
    return {lang: turns_of(text) for lang, text in texts.items() if text}


@get("/recognition/points", policy=roles("employer"))
async def finer_points(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """What it means to let finer points be shown, before anybody agrees: the agreement itself is kept by intake."""
    entity, today = request.state.actor.employer, runtime.clock.today()
    group = await runtime.read(group_of, entity, today)
    found = await runtime.read(public_group, group, today)
    leads = found is not None and found.lead.employer == entity
    marks = found.marks if found is not None and leads else None
    return respond.page(request, "recognition/statements/points.html", entity=entity, marks=marks, leads=leads)


PAGES = (interview, interview_question, write_answer, withdraw_answer, decline_interview, finer_points)
