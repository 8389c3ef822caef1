"""What an employer contests on its own page, and how editors resolve it."""

from typing import Any

from litestar import Response, get, post

from services.recognition.board.printed import named_honours, printed
from services.recognition.board.queries import profiles
from services.recognition.standing.queries.groups import group_of
from services.recognition.statements import commands
from services.recognition.statements.queries import statements
from services.recognition.tools import tools_of
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

EMPLOYER = roles("employer")


@get("/recognition/disputes/new", policy=EMPLOYER)
async def new_dispute(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/board/dispute.html", **await _own(request, runtime))


@post("/recognition/disputes", policy=EMPLOYER, asks=commands.DisputeFigure)
async def dispute_figure(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "recognition/board/dispute.html", lambda _: "/recognition/disputes/new", lambda: _own(request, runtime)
        ),
        flash="It is marked as contested on your page until an editor has looked into it.",
    )


async def _own(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """What the public page says that can be contested, and what was contested so far."""
    today = runtime.clock.today()
    group = await runtime.read(group_of, request.state.actor.employer, today)
    current = [one for one in await runtime.read(statements.figures_of, group) if one.withdrawn_on is None]
    said, subjects = await printed(runtime, current), await runtime.read(profiles.subjects_of, group, today)
    given = await runtime.read(tools_of(runtime).honours, group) if subjects else ()
    names = await named_honours(runtime, [group], request.state.lang)
    return {
        "subjects": [*subjects, *(one.subject for one in given)],
        "sentences": names | {one.subject: said[one.id].sentences[request.state.lang] for one in current},
        "holds": await runtime.read(statements.holds_of, group),
    }


@get("/recognition/disputes", policy=roles("editor"))
async def disputes(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/board/disputes.html", **await _waiting(request, runtime))


@post("/recognition/disputes/{hold:str}/resolution", policy=roles("editor"), asks=commands.LiftHold)
async def resolve_dispute(request: AnyRequest, runtime: Runtime, hold: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "recognition/board/disputes.html", lambda _: "/recognition/disputes", lambda: _waiting(request, runtime)
        ),
        flash="It is resolved; reason and resolution stay on record.",
    )


async def _waiting(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """What is contested or taken down, and the sentences of what employers state, by subject."""
    waiting, down = [await runtime.read(statements.waiting_disputes, kind) for kind in ("contested", "withdrawn")]
    groups = {hold.group for hold, _ in (*waiting, *down)}
    stated = [one for group in groups for one in await runtime.read(statements.figures_of, group)]
    said = await printed(runtime, stated)
    names = await named_honours(runtime, groups, request.state.lang)
    sentences = names | {one.subject: said[one.id].sentences[request.state.lang] for one in stated}
    return {"disputes": waiting, "down": down, "sentences": sentences}


PAGES = (new_dispute, dispute_figure, disputes, resolve_dispute)
