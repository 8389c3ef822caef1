"""Possibly known elsewhere: two owners say whether two files are one person's."""

from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.intake.candidates import commands
from services.intake.candidates.opening import OFFICER, noted, one_file
from services.intake.candidates.queries import candidates as queries
from services.intake.candidates.queries import merging
from services.intake.tools import tools_of
from shared.service import Runtime
from web import forms, respond

AnyRequest = Request[Any, Any, Any]
TEMPLATE = "intake/candidates/same_person.html"
SAID = {
    "one": "It is noted: one person.",
    "different": "It is noted: different people.",
    "open": "Your word is taken back.",
}


async def _cases(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """The own files of the cases, with names; that they are read is noted first."""
    page = await runtime.read(merging.cases, request.state.actor, request.query_params.get("after", ""))
    reading = await noted(request, runtime, {row.case_code: "list" for row in page.rows})
    found = await runtime.read(queries.names, tools_of(runtime).keys, request.state.actor, reading)
    names = {each.id: each.name for each in found}
    return {
        "rows": page.rows,
        "names": names,
        "next": page.next("/intake/same-person"),
        "later": "after" in request.query_params,
    }


@get("/intake/same-person", policy=OFFICER)
async def same_person(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await _cases(request, runtime))


@get("/intake/same-person/waiting", policy=OFFICER)
async def waiting(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """How many cases wait for the own centre's word: the line that the list of today loads."""
    cases = await runtime.read(merging.waiting, request.state.actor.organisation)
    template = "intake/candidates/_same_person_waiting.html"
    return respond.page(request, template, fragment=template, count=len(cases))


@post("/intake/same-person/{case:str}/{word:str}", policy=OFFICER, asks=commands.SaySamePerson)
async def say_same_person(request: AnyRequest, runtime: Runtime, case: str, word: str) -> Response[Any]:
    page = forms.FormPage(TEMPLATE, lambda _: "/intake/same-person", lambda: _cases(request, runtime))
    return await forms.submit(request, runtime, page, flash=SAID.get(word, ""))


@get("/intake/candidates/{candidate:str}/same-person", policy=OFFICER)
async def join_form(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    context = await one_file(request, runtime, candidate)
    return respond.page(request, "intake/candidates/candidate_same_person.html", **context)


@post("/intake/candidates/{candidate:str}/same-person", policy=OFFICER, asks=commands.JoinFiles)
async def join_files(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    page = forms.FormPage(
        "intake/candidates/candidate_same_person.html",
        lambda _: f"/intake/candidates/{candidate}",
        lambda: one_file(request, runtime, candidate),
    )
    return await forms.submit(request, runtime, page, flash="Both files are noted as one person’s.")


PAGES = [same_person, waiting, say_same_person, join_form, join_files]
