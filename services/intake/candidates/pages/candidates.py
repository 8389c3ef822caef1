"""Candidates of the officer's own organisation: registering, describing, notice, readiness, names, matching."""

import itertools
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.response import Response
from markupsafe import Markup

from services.intake.candidates import commands
from services.intake.candidates.handlers import candidates as handlers
from services.intake.candidates.handlers import permissions
from services.intake.candidates.opening import OFFICER, noted, one_file, wish
from services.intake.candidates.queries import candidates as queries
from services.intake.employers import queries as employers
from services.intake.tools import tools_of
from shared.service import Runtime
from web import forms, respond
from web.text import render

AnyRequest = Request[Any, Any, Any]
MOST_CODES = 100


@get("/intake/candidates", policy=OFFICER)
async def candidates(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    asked = {name: request.query_params.get(name, "")[:64] for name in ("state", "before")}
    rows = await runtime.read(
        queries.candidate_lines, tools_of(runtime).keys, request.state.actor, today=runtime.clock.today(), **asked
    )
    await noted(request, runtime, {row.case_code: "list" for row in rows})
    last = rows[-1].id if len(rows) == queries.PAGE else ""
    return respond.page(
        request, "intake/candidates/candidates.html", rows=rows, asked=asked, last=last, then=wish(request)
    )


@post("/intake/candidates/searches", policy=OFFICER)
async def find(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """By name or telephone; nothing changes, and no name gets into an address."""
    form, actor = await forms.fields(request), request.state.actor
    command = respond.read(commands.FindCandidates, form)
    asked, then = {"state": "", "before": ""}, wish(request)
    if isinstance(command, respond.Errors):
        return respond.again(
            request, "intake/candidates/candidates.html", form, command, rows=[], asked=asked, last="", then=then
        )
    rows = await runtime.read(
        queries.found_lines, tools_of(runtime).keys, tools_of(runtime).sealer, actor, asked=command.words
    )
    await noted(request, runtime, {row.case_code: "list" for row in rows})
    typed = respond.typed(form)
    return respond.page(
        request, "intake/candidates/candidates.html", rows=rows, asked=asked, last="", then=then, values=typed
    )


@get("/intake/candidates/new", policy=OFFICER)
async def candidate_form(request: AnyRequest) -> Response[Any]:
    return respond.page(request, "intake/candidates/candidate_new.html", then=wish(request))


@post("/intake/candidates", policy=OFFICER)
async def register(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        commands.RegisterCandidate,
        handlers.register_candidate,
        template="intake/candidates/candidate_new.html",
        then=lambda candidate: f"/intake/candidates/{candidate}{'/readiness?then=hire' if wish(request) else ''}",
        context={"then": wish(request)},
        flash="The person is registered.",
    )


@get("/intake/candidates/{candidate:str}", policy=OFFICER)
async def candidate_file(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(request, "intake/candidates/candidate.html", **await one_file(request, runtime, candidate))


async def _act(
    request: AnyRequest,
    runtime: Runtime,
    candidate: str,
    command: type[msgspec.Struct],
    handler: Callable[..., Any],
    flash: str,
    template: str = "intake/candidates/candidate.html",
    context: Any = None,
    **given: str,
) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        command,
        handler,
        template=template,
        then=lambda _: f"/intake/candidates/{candidate}",
        context=context or (lambda: one_file(request, runtime, candidate)),
        given={"candidate": candidate, **given},
        flash=flash,
    )


@get("/intake/candidates/{candidate:str}/identity", policy=OFFICER)
async def identity_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_identity.html", **await one_file(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/identity", policy=OFFICER)
async def correct(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    template, said = "intake/candidates/candidate_identity.html", "The changes are saved."
    work = handlers.correct_candidate
    return await _act(request, runtime, candidate, commands.CorrectCandidate, work, said, template)


@get("/intake/candidates/{candidate:str}/description", policy=OFFICER)
async def description_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_description.html", **await one_file(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/description", policy=OFFICER)
async def describe(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    template, said = "intake/candidates/candidate_description.html", "The changes are saved."
    work = handlers.describe_candidate
    return await _act(request, runtime, candidate, commands.DescribeCandidate, work, said, template)


@get("/intake/candidates/{candidate:str}/notice", policy=OFFICER)
async def notice_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_notice.html", **await one_file(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/notice", policy=OFFICER)
async def read_notice(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    template, said = (
        "intake/candidates/candidate_notice.html",
        "It is noted that the notice was read. Print the receipt.",
    )
    return await _act(request, runtime, candidate, commands.ReadNotice, handlers.read_notice, said, template)


@get("/intake/candidates/{candidate:str}/receipt", policy=OFFICER)
async def receipt(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    """In the language the notice was read in, since it is the person who takes it along."""
    context = await one_file(request, runtime, candidate, "receipt")
    lang = context["candidate"].notice_language or request.state.lang
    sheet = Markup(render("intake/candidates/_receipt.html", lang, **context))  # noqa: S704 - a template escaped it
    return respond.page(request, "intake/candidates/receipt.html", sheet=sheet, **context)


@post("/intake/candidates/{candidate:str}/readiness/withdrawal", policy=OFFICER)
async def withdraw(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    said = "No longer offered for work."
    return await _act(request, runtime, candidate, commands.WithdrawCandidate, handlers.withdraw_candidate, said)


async def _permission(request: AnyRequest, runtime: Runtime, candidate: str) -> dict[str, Any]:
    choices = await runtime.read(employers.employer_choices)
    return {"choices": choices, **await one_file(request, runtime, candidate)}


@get("/intake/candidates/{candidate:str}/permissions/new", policy=OFFICER)
async def permission_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return respond.page(
        request, "intake/candidates/candidate_permission.html", **await _permission(request, runtime, candidate)
    )


@post("/intake/candidates/{candidate:str}/permissions", policy=OFFICER)
async def give_permission(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    return await _act(
        request,
        runtime,
        candidate,
        commands.GivePermission,
        permissions.give_permission,
        "The permission is noted.",
        "intake/candidates/candidate_permission.html",
        lambda: _permission(request, runtime, candidate),
    )


@post("/intake/candidates/{candidate:str}/permissions/{permission:str}/withdrawal", policy=OFFICER)
async def withdraw_permission(request: AnyRequest, runtime: Runtime, candidate: str, permission: str) -> Response[Any]:
    said, work = "The permission is withdrawn.", permissions.withdraw_permission
    command = commands.WithdrawPermission
    return await _act(request, runtime, candidate, command, work, said, permission=permission)


def _asked(request: AnyRequest) -> dict[str, commands.Purpose]:
    """As many codes as names are given for, those to call first; whoever stands in both lists is one to call."""
    asked: dict[str, commands.Purpose] = dict.fromkeys(request.query_params.getall("call", []), "call")
    for code in request.query_params.getall("c", []):
        asked.setdefault(code, "names")
    return dict(itertools.islice(asked.items(), MOST_CODES))


@get("/intake/names", policy=OFFICER)
async def names(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Names for case codes on a page of another service, and telephones of whom to call: the officer's own people."""
    reading = await noted(request, runtime, _asked(request))
    found = await runtime.read(queries.names, tools_of(runtime).keys, request.state.actor, reading)
    part = "intake/candidates/_names.html"
    return respond.page(request, part, fragment=part, headers={"Cache-Control": "no-store"}, names=found)


PAGES = [
    candidates, find, candidate_form, register, candidate_file, identity_form, correct, description_form, describe,
    notice_form, read_notice, receipt, withdraw, permission_form, give_permission, withdraw_permission,
    names,
]  # fmt: skip
