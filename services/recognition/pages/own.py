"""The employer's own pages: its standing with its sum, its interview, its stated figures."""

import datetime
from typing import Any

from litestar import Request, Response, get, post

from services.recognition import commands, handlers
from services.recognition.model import QUESTIONS
from services.recognition.queries import profiles
from services.recognition.queries.groups import group_of
from services.recognition.queries.standings import standing_page
from shared.auth import roles
from shared.service import Desk
from web import forms, respond

AnyRequest = Request[Any, Any, Any]
STAFF = ("officer", "lead", "editor", "auditor", "administrator")


@get("/recognition/standing", policy=roles("employer"))
async def standing(request: AnyRequest, desk: Desk) -> Response[Any]:
    return await _standing(request, desk, request.state.actor.employer, own=True)


@get("/recognition/standings/{entity:str}", policy=roles(*STAFF))
async def standing_of(request: AnyRequest, desk: Desk, entity: str) -> Response[Any]:
    return await _standing(request, desk, entity, own=False)


async def _standing(request: AnyRequest, desk: Desk, entity: str, *, own: bool) -> Response[Any]:
    today = desk.clock.today()
    as_of = min(_day(request.query_params.get("as_of")) or today, today)
    known_at = min(_day(request.query_params.get("known_at")) or as_of, today)
    found = await desk.read(standing_page, entity, today, as_of, max(known_at, as_of))
    more = min(_number(request.query_params.get("more")), 20)
    return respond.page(
        request,
        "recognition/standing.html",
        fragment="recognition/_if_more.html",
        page=found,
        own=own,
        today=today,
        more=more,
        if_more=_if_more(found, more),
    )


def _if_more(found: Any, more: int) -> Any:
    """What `more` further kept people in good jobs would change."""
    if not more:
        return None
    from services.recognition import scoring

    standing = found.standing
    q3, q2, q1, q0 = standing.q_hist
    counts = scoring.Counts(standing.R + more, standing.L, standing.E, standing.K, (q3 + more, q2, q1, q0))
    return scoring.points_of(counts, standing.target, len(standing.practices))


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 0


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


PAGES = (standing, standing_of, interview, interview_question, write_answer, withdraw_answer)
