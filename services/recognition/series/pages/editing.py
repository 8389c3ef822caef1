"""An editor begins a series, says what it is, and puts interviews into it in an order."""

from typing import Any

from litestar import Response, get, post

from services.recognition.series import commands
from services.recognition.series.queries import series
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

EDITOR = roles("editor")
HERE = "/recognition/series"
NEW, ONE = "recognition/series/new.html", "recognition/series/one.html"


@get(HERE, policy=EDITOR)
async def overview(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/series/overview.html", all=await runtime.read(series.all_series))


@get(f"{HERE}/new", policy=EDITOR, sync_to_thread=False)
def new_series(request: AnyRequest) -> Response[Any]:
    return respond.page(request, NEW, series=None)


@post(HERE, policy=EDITOR, asks=commands.KeepSeries)
async def begin_series(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    page = forms.FormPage(NEW, lambda made: f"{HERE}/{made}", _nothing)
    return await forms.submit(request, runtime, page, path={"series": ""}, flash="The series is kept.")


async def _nothing() -> dict[str, Any]:
    return {"series": None}


@get(f"{HERE}/{{series:str}}", policy=EDITOR)
async def edit_series(request: AnyRequest, runtime: Runtime, series: str) -> Response[Any]:
    return respond.page(request, ONE, **await _one(runtime, series))


@post(f"{HERE}/{{series:str}}", policy=EDITOR, asks=commands.KeepSeries)
async def keep_series(request: AnyRequest, runtime: Runtime, series: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(runtime, series), flash="The series is kept.")


@post(f"{HERE}/{{series:str}}/issues", policy=EDITOR, asks=commands.AddIssue)
async def add_issue(request: AnyRequest, runtime: Runtime, series: str) -> Response[Any]:
    said = "The interview stands at the end of the series."
    return await forms.submit(request, runtime, _page(runtime, series), flash=said)


@post(f"{HERE}/{{series:str}}/issues/{{group:str}}/place", policy=EDITOR, asks=commands.MoveIssue)
async def move_issue(request: AnyRequest, runtime: Runtime, series: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(runtime, series), flash="The order is changed.")


@post(f"{HERE}/{{series:str}}/issues/{{group:str}}/removal", policy=EDITOR, asks=commands.RemoveIssue)
async def remove_issue(request: AnyRequest, runtime: Runtime, series: str) -> Response[Any]:
    said = "The interview is out of the series; its article stays."
    return await forms.submit(request, runtime, _page(runtime, series), flash=said)


def _page(runtime: Runtime, reference: str) -> forms.FormPage:
    return forms.FormPage(ONE, lambda _: f"{HERE}/{reference}", lambda: _one(runtime, reference))


async def _one(runtime: Runtime, reference: str) -> dict[str, Any]:
    return {
        "series": await runtime.read(series.series_of, reference),
        "issues": await runtime.read(series.named_issues, reference),
    }


PAGES = (overview, new_series, begin_series, edit_series, keep_series, add_issue, move_issue, remove_issue)
