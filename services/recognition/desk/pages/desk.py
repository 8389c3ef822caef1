"""The editors' runtime: what waits to be approved, and the editions."""

from collections.abc import Callable
from typing import Any

from litestar import Response, get, post

from services.recognition import articles
from services.recognition.about.queries.mistakes import how_many_mistakes
from services.recognition.board.printed import lead, printed, public_profile
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.paging import page_of
from services.recognition.desk import commands as desk_commands
from services.recognition.desk.queries import preview as previews
from services.recognition.desk.queries.answers import telling, telling_of_figure
from services.recognition.desk.queries.checklist import checklist
from services.recognition.editions.commands import NoteCorrectionRequest
from services.recognition.editions.model import latest_quarter_end, next_number, number_of
from services.recognition.editions.queries import editions as edition_queries
from services.recognition.editions.queries.under_way import last_asked
from services.recognition.oversight.queries.alerts import how_many_open
from services.recognition.standing.queries.groups import group_names
from services.recognition.statements import commands
from services.recognition.statements.queries import statements
from services.recognition.statements.queries import statements as told_queries
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.grammar import globals_for, town_in
from web.requests import AnyRequest

EDITOR = roles("editor")


@get("/recognition/desk", policy=EDITOR)
async def overview(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/desk/desk.html", **await _overview(request, runtime))


async def _overview(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    today, now = runtime.clock.today(), runtime.clock.now()
    published = await runtime.read(edition_queries.all_editions)
    number = number_of(latest_quarter_end(today))
    publication = await runtime.read(last_asked)
    out = {one.number for one in published}
    waiting = number if number not in out and (publication is None or publication.refused) else None
    answers = await runtime.read(told_queries.waiting_answers)
    figures = await runtime.read(told_queries.waiting_figures)
    names = await runtime.read(group_names, {one.group for one in figures})
    return {
        "editions": published,
        "waiting": waiting,
        "following": next_number(number),
        "publication": publication,
        "check": await runtime.read(checklist, waiting, now) if waiting else None,
        "correction": await runtime.read(previews.next_correction),
        "answers": [(answer, name, telling(answer, name)) for answer, name in answers],
        "figures": figures,
        "names": names,
        "telling": {one.id: telling_of_figure(one, names[one.group]) for one in figures},
        "printed": await printed(runtime, figures),
        "mistakes": await runtime.read(how_many_mistakes),
        "alerts": await runtime.read(how_many_open),
        "disputes": len(await runtime.read(statements.waiting_disputes)),
        "today": today,
        **globals_for(request.state.lang),
    }


@get("/recognition/editions/{number:str}/preview", policy=EDITOR)
async def preview_edition(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    """An edition, or a correction (`2026-4.1`), as it would be published now."""
    return respond.page(request, "recognition/desk/preview.html", **await _preview(runtime, number))


async def _preview(runtime: Runtime, number: str) -> dict[str, Any]:
    return {"preview": await runtime.read(previews.preview, number, runtime.clock.now()), "now": runtime.clock.now()}


@get("/recognition/editions/{number:str}/board", policy=EDITOR)
async def preview_board(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    """The board as readers would see it after publication."""
    board = await runtime.read(previews.board_preview, number, runtime.clock.now(), runtime.clock.today())
    here, lang = f"/recognition/editions/{number}/board", request.state.lang
    page = page_of(board, Wanted(), here, lang, str(request.query_params.get("after", ""))[:500])
    return respond.page(
        request,
        "recognition/desk/preview_board.html",
        number=number,
        board=board,
        page=page,
        wanted=Wanted(),
        here=here,
        earlier=False,
        article_at=f"/recognition/editions/{number}/articles/",
        place=town_in(lang),
    )


@get("/recognition/editions/{number:str}/articles/{group:str}", policy=EDITOR)
async def preview_article(request: AnyRequest, runtime: Runtime, number: str, group: str) -> Response[Any]:
    """One article as readers would see it after publication."""
    facts = await runtime.read(previews.article_preview, number, group, runtime.clock.now(), runtime.clock.today())
    return _article(request, facts, preview_of=number)


def _article(request: AnyRequest, facts: articles.ProfileFacts, **context: Any) -> Response[Any]:
    article, grammar = articles.compose(facts), globals_for(request.state.lang)
    title = facts.names.original
    context["summary"] = lead(article, request.state.lang)
    return respond.page(
        request, "recognition/board/profile.html", article=article, facts=facts, title=title, **grammar, **context
    )


def _page(request: AnyRequest, runtime: Runtime) -> forms.FormPage:
    return forms.FormPage(
        "recognition/desk/desk.html", lambda _: "/recognition/desk", lambda: _overview(request, runtime)
    )


def _where(request: AnyRequest, number: str) -> str:
    """To the edition that is out, or where it is said how far it is."""
    return f"/{request.state.lang}/editions/{number}" if number else "/recognition/desk#editions"


@post("/recognition/editions", policy=roles("editor"), asks=desk_commands.PublishEdition)
async def publish_edition(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "recognition/desk/desk.html",
            lambda number: _where(request, number),
            lambda: _overview(request, runtime),
        ),
    )


@post("/recognition/editions/{number:str}/corrections", policy=EDITOR, asks=desk_commands.CorrectEdition)
async def correct_edition(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    correction = await runtime.read(previews.next_correction) or ""
    page = _back_to(request, runtime, number, correction, lambda new: _where(request, new))
    return await forms.submit(request, runtime, page)


def _back_to(
    request: AnyRequest, runtime: Runtime, number: str, correction: str, onward: Callable[[Any], str]
) -> forms.FormPage:
    """What is refused comes back where it was written, beside what the next `correction` would change."""
    if correction.partition(".")[0] != number:
        return forms.FormPage("recognition/desk/desk.html", onward, lambda: _overview(request, runtime))
    return forms.FormPage("recognition/desk/preview.html", onward, lambda: _preview(runtime, correction))


@post("/recognition/editions/{number:str}/requests", policy=EDITOR, asks=NoteCorrectionRequest)
async def note_request(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    """An employer asked for a correction: noted beside what the correction would change."""
    correction = await runtime.read(previews.next_correction) or ""
    page = _back_to(request, runtime, number, correction, lambda _: f"/recognition/editions/{correction}/preview")
    said = "It is noted. The correction below shows what the employer asked for."
    return await forms.submit(request, runtime, page, flash=said)


@post("/recognition/figures/{figure:str}/approval", policy=roles("editor"), asks=commands.ApproveFigure)
async def approve_figure(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The figure is public now, as stated.",
    )


@post("/recognition/figures/{figure:str}/return", policy=EDITOR, asks=commands.ReturnFigure)
async def return_figure(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        _page(request, runtime),
        flash="The figure is returned to the employer with your reason.",
    )


@get("/recognition/profiles/{slug:str}", policy=roles("editor"))
async def profile_draft(request: AnyRequest, runtime: Runtime, slug: str) -> Response[Any]:
    """A profile as the public reads it now, for an editor."""
    facts = await public_profile(runtime, slug)
    return _article(request, facts, holds_at=f"/recognition/profiles/{slug}/holds")


PAGES = (
    overview, preview_edition, preview_board, preview_article, publish_edition, correct_edition, note_request,
    approve_figure, return_figure, profile_draft,
)  # fmt: skip
