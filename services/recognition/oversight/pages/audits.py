"""Audits: the work list of auditors, what offices are asked to put right, and what the public reads of it."""

from typing import Any

from litestar import Response, get, post

from services.recognition.board.printed import public_page
from services.recognition.oversight import commands
from services.recognition.oversight.queries import worklist
from shared.auth import PUBLIC, roles
from shared.languages import addresses
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

READERS, AUDITOR = roles("auditor", "editor"), roles("auditor")
OFFICE = roles("officer", "lead")


@get("/recognition/audits", policy=READERS)
async def audits(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/oversight/audits.html", audits=await runtime.read(worklist.audits))


@get("/recognition/audits/{number:str}", policy=READERS)
async def audit(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    """The lines of one sample: what is open first."""
    found = await runtime.read(worklist.work, number)
    ordered = sorted(found, key=lambda one: (one.line.outcome != "open", one.employer.casefold(), one.line.placement))
    return respond.page(request, "recognition/oversight/audit.html", number=number, work=ordered)


@get("/recognition/audits/lines/{line:str}", policy=READERS)
async def audit_line(request: AnyRequest, runtime: Runtime, line: str) -> Response[Any]:
    return respond.page(request, "recognition/oversight/line.html", one=await runtime.read(worklist.one_line, line))


@post("/recognition/audits/lines/{line:str}/findings", policy=AUDITOR, asks=commands.RecordFinding)
async def record_finding(request: AnyRequest, runtime: Runtime, line: str) -> Response[Any]:
    one = await runtime.read(worklist.one_line, line)

    async def again() -> dict[str, Any]:
        return {"one": one}

    page = forms.FormPage("recognition/oversight/line.html", lambda _: f"/recognition/audits/{one.line.edition}", again)
    return await forms.submit(request, runtime, page, flash="What you found is kept.")


@get("/recognition/audit-requests", policy=OFFICE)
async def asked_back(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """What an audit could not confirm of one's own office's hires."""
    found = await runtime.read(worklist.asked_back, request.state.actor.organisation or "")
    return respond.page(request, "recognition/oversight/requests.html", work=found)


@get("/recognition/audit-requests/brief", policy=OFFICE)
async def asked_back_brief(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """A line of the office's first page, which placements serves; nothing where nothing waits."""
    found = await runtime.read(worklist.asked_back, request.state.actor.organisation or "")
    waits, part = sum(one.put_right_on is None for one in found), "recognition/oversight/_brief.html"
    return respond.page(request, part, fragment=part, waits=waits)


@get(addresses("/editions/{number:str}/audit"), policy=PUBLIC)
async def public_audit(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    found = await runtime.read(worklist.public_audit, number)
    return public_page(request, "recognition/oversight/public.html", audit=found)


PAGES = (audits, audit, audit_line, record_finding, asked_back, asked_back_brief, public_audit)
