"""Vacancies: an employer's own, and the public list and page."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.access.queries import centres
from services.intake.employers.queries import employers
from services.intake.tools import tools_of
from services.intake.vacancies import commands, handlers, queries
from services.intake.vacancies.posting import job_posting
from shared.auth import PUBLIC, roles
from shared.languages import addresses
from shared.service import Runtime
from web import forms, respond
from web.lists import address
from web.requests import AnyRequest
from web.site import Gone

OFFICE_OR_SELF = roles("officer", "lead", "editor", "employer")
MOST_EMPLOYERS = 50
"""The companies of a group whose article leads to their vacancies."""


async def _own(request: AnyRequest, runtime: Runtime, employer: str) -> dict[str, Any]:
    actor = request.state.actor
    return {
        "employer": await runtime.read(employers.employer_file, tools_of(runtime).sealer, actor, employer),
        "rows": await runtime.read(queries.own_vacancies, actor, employer),
    }


def _whose(request: AnyRequest) -> str:
    return str(request.state.actor.employer or request.query_params.get("employer", ""))


@get("/intake/vacancies", policy=OFFICE_OR_SELF)
async def vacancies(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """One employer's: its own, or for the office the one that `?employer=` names."""
    if not (whose := _whose(request)):
        return respond.see_other("/intake/employers")
    return respond.page(request, "intake/vacancies/vacancies.html", **await _own(request, runtime, whose))


@get("/intake/vacancies/new", policy=OFFICE_OR_SELF)
async def vacancy_form(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    context = await _own(request, runtime, _whose(request))
    return respond.page(request, "intake/vacancies/vacancy_form.html", vacancy=None, **context)


@post("/intake/vacancies", policy=OFFICE_OR_SELF, asks=commands.DraftVacancy)
async def draft(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    form = await forms.fields(request)
    whose = str(request.state.actor.employer or form.get("employer", ""))

    async def context() -> dict[str, Any]:
        return {"vacancy": None, **await _own(request, runtime, whose)}

    return await forms.submit(
        request,
        runtime,
        forms.FormPage("intake/vacancies/vacancy_form.html", lambda vacancy: f"/intake/vacancies/{vacancy}", context),
        flash="The draft is saved. Read it once more and publish it.",
        cross_field=handlers.mistakes,
    )


async def _one(request: AnyRequest, runtime: Runtime, vacancy: str) -> dict[str, Any]:
    found = await runtime.read(queries.own_vacancy, request.state.actor, vacancy)
    return {"vacancy": found, "today": runtime.clock.today(), **await _own(request, runtime, found.employer)}


@get("/intake/vacancies/{vacancy:str}", policy=OFFICE_OR_SELF)
async def vacancy_page(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/vacancy.html", **await _one(request, runtime, vacancy))


@get("/intake/vacancies/{vacancy:str}/text", policy=OFFICE_OR_SELF)
async def text_form(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/vacancy_form.html", **await _one(request, runtime, vacancy))


def _page(request: AnyRequest, runtime: Runtime, vacancy: str, template: str = "vacancy") -> forms.FormPage:
    """A form about one vacancy, which leads back to it."""
    return forms.FormPage(
        f"intake/vacancies/{template}.html",
        lambda _: f"/intake/vacancies/{vacancy}",
        lambda: _one(request, runtime, vacancy),
    )


@post("/intake/vacancies/{vacancy:str}/text", policy=OFFICE_OR_SELF, asks=commands.ChangeVacancy)
async def change(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    page, said = _page(request, runtime, vacancy, "vacancy_form"), "The changes are saved."
    return await forms.submit(request, runtime, page, flash=said, cross_field=handlers.mistakes)


@post("/intake/vacancies/{vacancy:str}/publication", policy=OFFICE_OR_SELF, asks=commands.PublishVacancy)
async def publish(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    page, said = _page(request, runtime, vacancy), "The vacancy is open."
    return await forms.submit(request, runtime, page, flash=said)


@post("/intake/vacancies/{vacancy:str}/prolongation", policy=OFFICE_OR_SELF, asks=commands.ProlongVacancy)
async def prolong(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    page, said = _page(request, runtime, vacancy), "The vacancy stays open for ninety days more."
    return await forms.submit(request, runtime, page, flash=said)


@post("/intake/vacancies/{vacancy:str}/closing", policy=OFFICE_OR_SELF, asks=commands.CloseVacancy)
async def close(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    page, said = _page(request, runtime, vacancy), "The vacancy is closed."
    return await forms.submit(request, runtime, page, flash=said)


@get(addresses("/vacancies"), policy=PUBLIC)
async def public_vacancies(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    asked: dict[str, Any] = {name: request.query_params.get(name, "")[:100] for name in ("town", "kind")}
    asked["employer"] = request.query_params.getall("employer", [])[:MOST_EMPLOYERS]
    after = request.query_params.get("after", "")
    page = await runtime.read(queries.public_vacancies, **asked, after=after)
    adverts, openings = await runtime.read(queries.how_many, **asked)
    here = address(request.url.path, **asked)
    return respond.page(
        request,
        "intake/vacancies/public_vacancies.html",
        rows=page.rows,
        adverts=adverts,
        openings=openings,
        here=here,
        later=bool(after),
        next=page.next(request.url.path, **asked),
        towns=await runtime.read(queries.towns),
        near=await runtime.read(centres.nearest, asked["town"]) if asked["town"] else None,
        asked=asked,
    )


@get(addresses("/vacancies/{vacancy:str}"), policy=PUBLIC)
async def public_vacancy(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    found = await runtime.read(queries.public_vacancy, vacancy)
    if found.closed or found.filled or not found.public:
        raise Gone
    posting = job_posting(found, f"{runtime.settings.base_url}{request.url.path}")
    return respond.page(
        request,
        "intake/vacancies/public_vacancy.html",
        vacancy=found,
        near=await runtime.read(centres.nearest, found.town),
        linked=[posting] if posting else [],
    )


PAGES = [
    vacancies, vacancy_form, draft, vacancy_page, text_form, change, publish, prolong, close,
    public_vacancies, public_vacancy,
]  # fmt: skip
