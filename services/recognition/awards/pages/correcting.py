"""What was recorded, said or given by mistake: prizes, citations, categories and reasons, put right or taken down."""

from typing import Any

from litestar import Response, get, post

from services.recognition.awards import commands
from services.recognition.awards.pages.jury import EDITOR, year_page
from services.recognition.awards.queries import awards as queries
from services.recognition.awards.queries.firms import firms
from shared.auth import SIGNED_IN
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

MOST_CURSOR = 600
PRIZES = "/recognition/prizes"


@get(PRIZES, policy=EDITOR)
async def prizes(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    after = str(request.query_params.get("after", ""))[:MOST_CURSOR]
    page = await runtime.read(queries.all_prizes, after)
    named = await runtime.read(firms, {str(one["group"]) for one in page.rows})
    return respond.page(request, "recognition/awards/prizes.html", page=page, firms=named, next=page.next(PRIZES))


@get("/recognition/prizes/{prize:str}", policy=EDITOR)
async def one_prize(request: AnyRequest, runtime: Runtime, prize: str) -> Response[Any]:
    return respond.page(request, "recognition/awards/prize.html", **await _prize(runtime, prize))


async def _prize(runtime: Runtime, key: str) -> dict[str, Any]:
    found = await runtime.read(queries.prize_of, key)
    named = await runtime.read(firms, {found.group})
    return {"prize": found, "line": named.get(found.group)}


@post("/recognition/prizes/{prize:str}", policy=EDITOR, asks=commands.CorrectPrize)
async def correct_prize(request: AnyRequest, runtime: Runtime, prize: str) -> Response[Any]:
    return await _of_prize(request, runtime, prize, "It is put right, and public at once.")


@post("/recognition/prizes/{prize:str}/removal", policy=EDITOR, asks=commands.RemovePrize)
async def remove_prize(request: AnyRequest, runtime: Runtime, prize: str) -> Response[Any]:
    return await _of_prize(request, runtime, prize, "The prize is taken down.")


async def _of_prize(request: AnyRequest, runtime: Runtime, prize: str, said: str) -> Response[Any]:
    page = forms.FormPage("recognition/awards/prize.html", lambda _: PRIZES, lambda: _prize(runtime, prize))
    return await forms.submit(request, runtime, page, flash=said)


@post("/recognition/awards/{year:str}/citations/{category:str}", policy=EDITOR, asks=commands.CorrectCitation)
async def correct_citation(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await _of_year(request, runtime, year, "It is put right, and public at once.")


@post("/recognition/awards/{year:str}/winners/{category:str}/removal", policy=EDITOR, asks=commands.TakeBackAward)
async def take_back_award(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await _of_year(request, runtime, year, "The award is taken back. Nobody reads of it any more.")


@post("/recognition/awards/{year:str}/categories/{category:str}", policy=EDITOR, asks=commands.RenameCategory)
async def rename_category(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await _of_year(request, runtime, year, "It is put right, and public at once.")


@post("/recognition/awards/{year:str}/categories/{category:str}/removal", policy=EDITOR, asks=commands.RemoveCategory)
async def remove_category(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await _of_year(request, runtime, year, "The category is removed.")


@post(
    "/recognition/awards/{year:str}/nominations/{nomination:str}/removal",
    policy=SIGNED_IN,
    asks=commands.WithdrawReasons,
)
async def withdraw(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await _of_year(request, runtime, year, "Your reasons are taken back.")


@post("/recognition/awards/{year:str}/reasons/{nomination:str}/removal", policy=EDITOR, asks=commands.TakeDownReasons)
async def take_down(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    return await _of_year(request, runtime, year, "The reasons are taken down.")


async def _of_year(request: AnyRequest, runtime: Runtime, year: str, said: str) -> Response[Any]:
    return await forms.submit(request, runtime, year_page(request, runtime, year), flash=said)


PAGES = (
    prizes, one_prize, correct_prize, remove_prize, correct_citation, take_back_award, rename_category, remove_category,
    withdraw, take_down,
)  # fmt: skip
