"""Candidates of the officer's own organisation: registering, describing, notice, readiness, names, matching."""

import itertools
from functools import partial
from typing import Any

from litestar import get, post
from litestar.response import Response
from markupsafe import Markup

from services.intake.candidates import commands
from services.intake.candidates.handlers.numbering import files_wait
from services.intake.candidates.model import mistakes
from services.intake.candidates.opening import OFFICER, noted, one_file, onward_to
from services.intake.candidates.queries import candidates as queries
from services.intake.employers.queries import employers
from services.intake.tools import tools_of
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest
from web.text import render

MOST_CODES = 100
LIST = "intake/candidates/candidates.html"


@get("/intake/candidates", policy=OFFICER)
async def candidates(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    asked = {name: request.query_params.get(name, "")[:64] for name in ("state", "before")}
    rows = await runtime.read(
        queries.candidate_lines, tools_of(runtime).keys, request.state.actor, today=runtime.clock.today(), **asked
    )
    await noted(request, runtime, {row.case_code: "list" for row in rows})
    return respond.page(request, LIST, **await _list(request, runtime, rows, asked))


@post("/intake/candidates/searches", policy=OFFICER, reads=commands.FindCandidates)
async def find(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """By name or telephone; nothing changes, and no name gets into an address."""
    form, state, tools = await forms.fields(request), request.state, tools_of(runtime)
    command = respond.read(commands.FindCandidates, form)
    if isinstance(command, respond.Errors):
        return respond.again(request, LIST, form, command, **await _list(request, runtime, []))
    rows = await runtime.read(
        queries.found_lines, tools.keys, tools.sealer, state.actor, asked=command.words, lang=state.lang
    )
    await noted(request, runtime, {row.case_code: "list" for row in rows})
    shown = await _list(request, runtime, rows)
    return respond.page(request, LIST, values=respond.typed(form), **shown)


async def _list(
    request: AnyRequest, runtime: Runtime, rows: list[queries.CandidateLine], asked: dict[str, str] | None = None
) -> dict[str, Any]:
    """What the list shows: a page of all, or, where nothing is `asked` for, what was found."""
    full = len(rows) == queries.PAGE
    return {
        "rows": rows,
        "asked": asked or {"state": "", "before": ""},
        "last": rows[-1].id if full and asked else "",
        "more": full and not asked,
        "files_wait": await runtime.read(files_wait),
        "then": onward_to(request),
    }


@get("/intake/candidates/new", policy=OFFICER)
async def candidate_form(request: AnyRequest) -> Response[Any]:
    return respond.page(request, "intake/candidates/candidate_new.html", then=onward_to(request))


@post("/intake/candidates", policy=OFFICER, asks=commands.RegisterCandidate)
async def register(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "intake/candidates/candidate_new.html",
            lambda candidate: f"/intake/candidates/{candidate}{'/readiness?then=hire' if onward_to(request) else ''}",
            {"then": onward_to(request)},
        ),
        flash="The person is registered.",
    )


@get("/intake/candidates/{candidate:str}", policy=OFFICER)
async def candidate_file(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(request, "intake/candidates/candidate.html", **await one_file(request, runtime, candidate))


def _page(request: AnyRequest, runtime: Runtime, candidate: str, template: str = "candidate") -> forms.FormPage:
    """A form about one person, which leads back to the file."""
    return forms.FormPage(
        f"intake/candidates/{template}.html",
        lambda _: f"/intake/candidates/{candidate}",
        lambda: one_file(request, runtime, candidate),
    )


@get("/intake/candidates/{candidate:str}/identity", policy=OFFICER)
async def identity_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_identity.html", **await one_file(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/identity", policy=OFFICER, asks=commands.CorrectCandidate)
async def correct(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = _page(request, runtime, candidate, "candidate_identity")
    return await forms.submit(request, runtime, page, flash="The changes are saved.")


@get("/intake/candidates/{candidate:str}/description", policy=OFFICER)
async def description_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_description.html", **await one_file(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/description", policy=OFFICER, asks=commands.DescribeCandidate)
async def describe(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = _page(request, runtime, candidate, "candidate_description")
    file = await runtime.read(queries.candidate_of, request.state.actor, candidate)
    wrong = partial(mistakes.of_description, file.registered_on)
    return await forms.submit(request, runtime, page, flash="The changes are saved.", cross_field=wrong)


@get("/intake/candidates/{candidate:str}/notice", policy=OFFICER)
async def notice_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_notice.html", **await one_file(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/notice", policy=OFFICER, asks=commands.ReadNotice)
async def read_notice(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page, said = (
        _page(request, runtime, candidate, "candidate_notice"),
        "It is noted that the notice was read. Print the receipt.",
    )
    return await forms.submit(request, runtime, page, flash=said)


@get("/intake/candidates/{candidate:str}/receipt", policy=OFFICER)
async def receipt(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    """In the language the notice was read in, since it is the person who takes it along."""
    context = await one_file(request, runtime, candidate, "receipt")
    lang = context["candidate"].notice_language or request.state.lang
    sheet = Markup(render("intake/candidates/_receipt.html", lang, **context))  # noqa: S704 - a template escaped it
    return respond.page(request, "intake/candidates/receipt.html", sheet=sheet, **context)


@post("/intake/candidates/{candidate:str}/readiness/withdrawal", policy=OFFICER, asks=commands.WithdrawCandidate)
async def withdraw(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = _page(request, runtime, candidate)
    return await forms.submit(request, runtime, page, flash="No longer offered for work.")


async def _permission(request: AnyRequest, runtime: Runtime, candidate: str) -> dict[str, Any]:
    choices = await runtime.read(employers.employer_choices, **await forms.chosen(request, "employer"))
    return {"choices": choices, **await one_file(request, runtime, candidate)}


@get("/intake/candidates/{candidate:str}/permissions/new", policy=OFFICER)
async def permission_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_permission.html", **await _permission(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/permissions", policy=OFFICER, asks=commands.GivePermission)
async def give_permission(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = forms.FormPage(
        "intake/candidates/candidate_permission.html",
        lambda _: f"/intake/candidates/{candidate}",
        lambda: _permission(request, runtime, candidate),
    )
    return await forms.submit(request, runtime, page, flash="The permission is noted.")


@post(
    "/intake/candidates/{candidate:str}/permissions/{permission:str}/withdrawal",
    policy=OFFICER,
    asks=commands.WithdrawPermission,
)
async def withdraw_permission(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = _page(request, runtime, candidate)
    return await forms.submit(request, runtime, page, flash="The permission is withdrawn.")


def _codes(request: AnyRequest) -> dict[str, commands.Purpose]:
    """As many codes as names are given for, those to call first; whoever stands in both lists is one to call."""
    asked: dict[str, commands.Purpose] = dict.fromkeys(request.query_params.getall("call", []), "call")
    for code in request.query_params.getall("c", []):
        asked.setdefault(code, "names")
    return dict(itertools.islice(asked.items(), MOST_CODES))


@get("/intake/names", policy=OFFICER)
async def names(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Names for case codes on a page of another service, and telephones of whom to call: the officer's own people."""
    reading = await noted(request, runtime, _codes(request))
    found = await runtime.read(queries.names, tools_of(runtime).keys, request.state.actor, reading)
    part = "intake/candidates/_names.html"
    return respond.page(request, part, fragment=part, headers={"Cache-Control": "no-store"}, names=found)


PAGES = [
    candidates, find, candidate_form, register, candidate_file, identity_form, correct, description_form, describe,
    notice_form, read_notice, receipt, withdraw, permission_form, give_permission, withdraw_permission,
    names,
]  # fmt: skip
