"""A group's standing with its sum: for the employer itself, and for those who work with it."""

import datetime
from typing import Any

from litestar import Response, get

from services.recognition.board.queries.inviting import is_invited
from services.recognition.board.queries.standings import MOST_MORE, enough_for_next, standing_page, unseen, with_more
from shared.auth import roles
from shared.service import Runtime
from shared.transaction import Missing
from web import respond
from web.requests import AnyRequest

EARLIEST = 2000
"""Nothing is known of the years before; days beyond reckoning are passed over."""
STAFF = ("officer", "lead", "editor", "auditor", "administrator")


@get("/recognition/standing", policy=roles("employer"))
async def standing(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _standing(request, runtime, request.state.actor.employer, own=True)


@get("/recognition/standing/brief", policy=roles("employer"))
async def standing_brief(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """A part of the employer's first page, which intake serves; nothing where the employer was not heard of yet."""
    try:
        found = await runtime.read(standing_page, request.state.actor.employer, runtime.clock.today())
    except Missing:
        return Response(None, status_code=204)
    return respond.page(request, "recognition/board/_brief.html", fragment="recognition/board/_brief.html", page=found)


@get("/recognition/interview/invitation", policy=roles("employer"))
async def invitation_brief(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """A part of the employer's first page: asks who has a mark for its interview; nothing for anybody else."""
    if not await runtime.read(is_invited, request.state.actor.employer, runtime.clock.today()):
        return Response(None, status_code=204)
    template = "recognition/board/_invitation.html"
    return respond.page(request, template, fragment=template)


@get("/recognition/standings/{entity:str}", policy=roles(*STAFF))
async def standing_of(request: AnyRequest, runtime: Runtime, entity: str) -> Response[Any]:
    return await _standing(request, runtime, entity, own=False)


async def _standing(request: AnyRequest, runtime: Runtime, entity: str, *, own: bool) -> Response[Any]:
    today = runtime.clock.today()
    as_of = min(_day(request.query_params.get("as_of")) or today, today)
    known_at = min(_day(request.query_params.get("known_at")) or as_of, today)
    found = await runtime.read(standing_page, entity, today, as_of, max(known_at, as_of))
    more = min(_number(request.query_params.get("more")), MOST_MORE)
    if_more = with_more(found, more) if more else None
    return respond.page(
        request,
        "recognition/board/standing.html",
        fragment="recognition/board/_if_more.html",
        page=found,
        own=own,
        today=today,
        more=more,
        if_more=if_more,
        enough=enough_for_next(found),
        unseen=unseen(found.standing),
        unseen_then=unseen(if_more) if if_more else 0,
    )


def _day(text: str | None) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year >= EARLIEST else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 0


PAGES = (standing, standing_brief, invitation_brief, standing_of)
