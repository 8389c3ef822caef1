"""Vacancies: an employer's own, and the public list and page."""

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.response import Response

from services.intake.employers import queries as employers
from services.intake.tools import tools_of
from services.intake.vacancies import commands, handlers, queries
from shared.auth import PUBLIC, roles
from shared.service import Desk
from web import forms, respond
from web.site import Gone

AnyRequest = Request[Any, Any, Any]
OFFICE_OR_SELF = roles("officer", "lead", "editor", "employer")
MOST_EMPLOYERS = 50
"""The companies of a group whose article leads to their vacancies."""


async def _own(request: AnyRequest, desk: Desk, employer: str) -> dict[str, Any]:
    actor = request.state.actor
    return {
        "employer": await desk.read(employers.employer_file, tools_of(desk).sealer, actor, employer),
        "rows": await desk.read(queries.own_vacancies, actor, employer),
    }


def _whose(request: AnyRequest) -> str:
    return str(request.state.actor.employer or request.query_params.get("employer", ""))


@get("/intake/vacancies", policy=OFFICE_OR_SELF)
async def vacancies(request: AnyRequest, desk: Desk) -> Response[Any]:
    """One employer's: its own, or for the office the one that `?employer=` names."""
    if not (whose := _whose(request)):
        return respond.see_other("/intake/employers")
    return respond.page(request, "intake/vacancies/vacancies.html", **await _own(request, desk, whose))


@get("/intake/vacancies/new", policy=OFFICE_OR_SELF)
async def vacancy_form(request: AnyRequest, desk: Desk) -> Response[Any]:
    context = await _own(request, desk, _whose(request))
    return respond.page(request, "intake/vacancies/vacancy_form.html", vacancy=None, **context)


@post("/intake/vacancies", policy=OFFICE_OR_SELF)
async def draft(request: AnyRequest, desk: Desk) -> Response[Any]:
    form = {} if request.content_type[0] == "application/json" else await forms.fields(request)
    whose = str(request.state.actor.employer or form.get("employer", ""))

    async def context() -> dict[str, Any]:
        return {"vacancy": None, **await _own(request, desk, whose)}

    return await forms.submit(
        request,
        desk,
        commands.DraftVacancy,
        handlers.draft_vacancy,
        template="intake/vacancies/vacancy_form.html",
        then=lambda vacancy: f"/intake/vacancies/{vacancy}",
        context=context,
        flash="The draft is saved. Read it once more and publish it.",
        beside=handlers.mistakes,
    )


async def _one(request: AnyRequest, desk: Desk, vacancy: str) -> dict[str, Any]:
    found = await desk.read(queries.own_vacancy, request.state.actor, vacancy)
    return {"vacancy": found, "today": desk.clock.today(), **await _own(request, desk, found.employer)}


@get("/intake/vacancies/{vacancy:str}", policy=OFFICE_OR_SELF)
async def vacancy_page(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/vacancy.html", **await _one(request, desk, vacancy))


@get("/intake/vacancies/{vacancy:str}/text", policy=OFFICE_OR_SELF)
async def text_form(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/vacancy_form.html", **await _one(request, desk, vacancy))


async def _act(
    request: AnyRequest,
    desk: Desk,
    vacancy: str,
    command: type[msgspec.Struct],
    handler: Callable[..., Any],
    template: str,
    flash: str,
    beside: forms.Beside | None = None,
) -> Response[Any]:
    return await forms.submit(
        request,
        desk,
        command,
        handler,
        template=template,
        then=lambda _: f"/intake/vacancies/{vacancy}",
        context=lambda: _one(request, desk, vacancy),
        given={"vacancy": vacancy},
        flash=flash,
        beside=beside,
    )


@post("/intake/vacancies/{vacancy:str}/text", policy=OFFICE_OR_SELF)
async def change(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    template, said = "intake/vacancies/vacancy_form.html", "The changes are saved."
    return await _act(
        request, desk, vacancy, commands.ChangeVacancy, handlers.change_vacancy, template, said, handlers.mistakes
    )


@post("/intake/vacancies/{vacancy:str}/publication", policy=OFFICE_OR_SELF)
async def publish(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    template, said = "intake/vacancies/vacancy.html", "The vacancy is open."
    return await _act(request, desk, vacancy, commands.PublishVacancy, handlers.publish_vacancy, template, said)


@post("/intake/vacancies/{vacancy:str}/prolongation", policy=OFFICE_OR_SELF)
async def prolong(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    template, said = "intake/vacancies/vacancy.html", "The vacancy stays open for ninety days more."
    return await _act(request, desk, vacancy, commands.ProlongVacancy, handlers.prolong_vacancy, template, said)


@post("/intake/vacancies/{vacancy:str}/closing", policy=OFFICE_OR_SELF)
async def close(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    template, said = "intake/vacancies/vacancy.html", "The vacancy is closed."
    return await _act(request, desk, vacancy, commands.CloseVacancy, handlers.close_vacancy, template, said)


def _languages(path: str) -> list[tuple[str, str]]:
    return [(lang, f"/{lang}/{path}") for lang in ("bg", "en")]


@get(["/bg/vacancies", "/en/vacancies"], policy=PUBLIC)
async def public_vacancies(request: AnyRequest, desk: Desk) -> Response[Any]:
    asked: dict[str, Any] = {name: request.query_params.get(name, "")[:100] for name in ("town", "kind")}
    asked["employer"] = request.query_params.getall("employer", [])[:MOST_EMPLOYERS]
    return respond.page(
        request,
        "intake/vacancies/public_vacancies.html",
        rows=await desk.read(queries.public_vacancies, **asked),
        towns=await desk.read(queries.towns),
        asked=asked,
        alternates=_languages("vacancies"),
    )


@get(["/bg/vacancies/{vacancy:str}", "/en/vacancies/{vacancy:str}"], policy=PUBLIC)
async def public_vacancy(request: AnyRequest, desk: Desk, vacancy: str) -> Response[Any]:
    found = await desk.read(queries.public_vacancy, vacancy)
    if found.closed or not found.public:
        raise Gone
    alternates = _languages(f"vacancies/{vacancy}")
    return respond.page(request, "intake/vacancies/public_vacancy.html", vacancy=found, alternates=alternates)


PAGES = [
    vacancies, vacancy_form, draft, vacancy_page, text_form, change, publish, prolong, close,
    public_vacancies, public_vacancy,
]  # fmt: skip
