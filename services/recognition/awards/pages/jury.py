"""Signed in: everybody nominates; the jury (auditors and editors) declares and votes; an editor opens, closes and gives."""

from typing import Any

from litestar import Response, get, post

from services.recognition.awards import commands
from services.recognition.awards.pages.awards import PAGES as PUBLIC_PAGES
from services.recognition.awards.pages.awards import numbered
from services.recognition.awards.queries import awards as queries
from services.recognition.awards.queries.firms import firm_named
from services.recognition.awards.queries.voting import own_nominations
from shared.auth import SIGNED_IN, roles
from shared.service import Runtime
from shared.transaction import Refused
from web import forms, respond
from web.grammar import town_in
from web.requests import AnyRequest

EDITOR, JURY = roles("editor"), roles("auditor", "editor")
MOST_TYPED = 300


@get("/recognition/awards", policy=SIGNED_IN)
async def awards(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/awards/awards.html", **await _years(runtime))


async def _years(runtime: Runtime) -> dict[str, Any]:
    return {"years": await runtime.read(queries.years), "this_year": runtime.clock.today().year}


@post("/recognition/awards", policy=EDITOR, asks=commands.OpenAwards)
async def open_year(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    page = forms.FormPage("recognition/awards/awards.html", lambda _: "/recognition/awards", lambda: _years(runtime))
    return await forms.submit(request, runtime, page, flash="The year is open. Add its categories.")


@post("/recognition/prizes", policy=EDITOR, asks=commands.RecordPrize)
async def record_prize(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    page = forms.FormPage("recognition/awards/awards.html", lambda _: "/recognition/awards", lambda: _years(runtime))
    return await forms.submit(request, runtime, page, flash="The prize stands on the page of the employer.")


@get("/recognition/awards/{year:str}", policy=SIGNED_IN)
async def one_year(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return respond.page(request, "recognition/awards/year.html", **await _one(request, runtime, year))


async def _one(request: AnyRequest, runtime: Runtime, year: str) -> dict[str, Any]:
    """With the record of the employer that the address names, so that it stands beside the reasons."""
    actor, typed = request.state.actor, str(request.query_params.get("employer", ""))[:MOST_TYPED]
    is_juror = actor.is_("auditor", "editor")
    found = await runtime.read(queries.year_of, numbered(year), actor.account if is_juror else "")
    record = None
    if typed:
        try:
            record = await runtime.read(firm_named, typed)
        except Refused:
            record = None  # the form says so when it is sent
    return {
        "of": found,
        "mine": await runtime.read(own_nominations, numbered(year), actor.account),
        "is_juror": is_juror,
        "employer": typed,
        "record": record,
        "place": town_in(request.state.lang),
    }


def year_page(request: AnyRequest, runtime: Runtime, year: str) -> forms.FormPage:
    return forms.FormPage(
        "recognition/awards/year.html",
        lambda _: f"/recognition/awards/{year}",
        lambda: _one(request, runtime, year),
    )


@post("/recognition/awards/{year:str}/categories", policy=EDITOR, asks=commands.AddCategory)
async def add_category(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash="The category is added.")


@post("/recognition/awards/{year:str}/nominations", policy=SIGNED_IN, asks=commands.Nominate)
async def nominate(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    said = "Thank you. The jury reads it."
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash=said)


@post("/recognition/awards/{year:str}/steps", policy=EDITOR, asks=commands.GoOn)
async def go_on(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash="The next step has begun.")


@post("/recognition/awards/{year:str}/conflicts/{nomination:str}", policy=JURY, asks=commands.DeclareConflict)
async def declare(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    said = "It is declared. You do not vote in that category."
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash=said)


@post("/recognition/awards/{year:str}/ballots/{category:str}", policy=JURY, asks=commands.Vote)
async def vote(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    said = "Your vote is sealed. You can change it until the voting is closed."
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash=said)


@post("/recognition/awards/{year:str}/winners/{category:str}", policy=EDITOR, asks=commands.GiveAward)
async def give(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    said = "The award is given. It stands on the page of the employer."
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash=said)


PAGES = (*PUBLIC_PAGES, awards, open_year, record_prize, one_year, add_category, nominate, go_on, declare, vote, give)
