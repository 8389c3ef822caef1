"""Referrals: what was sent for whom, what the employer answered, and the next step of each side."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.placements.known import queries as known
from services.placements.known.queries import codes
from services.placements.referrals import model as states
from services.placements.referrals import queries as referrals
from services.placements.referrals.commands import MoveReferral, ReferCandidate
from services.placements.tools import tools_of
from shared.auth import roles
from shared.sealing import Gone
from shared.service import Runtime
from shared.transaction import Missing, Refused
from web import forms, respond
from web.requests import AnyRequest

STAFF = roles("officer", "lead")
BOTH = roles("officer", "lead", "employer")
PAGE = 50


@get("/placements/referrals", policy=BOTH)
async def referral_list(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    actor, query = request.state.actor, request.query_params
    closed = query.get("state") == "closed"
    found = await runtime.read(
        referrals.referrals, actor, runtime.clock.today(), closed=closed, after=query.get("after", ""), limit=PAGE + 1
    )
    rows = found[:PAGE]
    state = "closed" if closed else "open"
    return respond.page(
        request,
        "placements/referrals/referrals.html",
        rows=rows,
        is_over=closed,
        next=f"/placements/referrals?state={state}&after={rows[-1].id}" if len(found) > PAGE else "",
        codes=[] if actor.employer else codes(rows),
        today=runtime.clock.today(),
    )


@get("/placements/referrals/new", policy=STAFF)
async def referral_form(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    query = request.query_params
    values = {name: query[name] for name in ("candidate", "vacancy", "employer") if query.get(name)}
    if values.get("candidate"):
        try:
            found = await runtime.read(known.candidate, values["candidate"], request.state.actor.organisation)
            values["candidate"] = found.case_code
        except Missing:
            del values["candidate"]
    context = await _choices(request, runtime)
    named = [values["candidate"]] if "candidate" in values else []
    return respond.page(
        request, "placements/referrals/referral_new.html", **context | {"values": values, "codes": named}
    )


@post("/placements/referrals", policy=STAFF, asks=ReferCandidate)
async def refer(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "placements/referrals/referral_new.html",
            lambda referral: f"/placements/referrals/{referral}",
            lambda: _choices(request, runtime),
        ),
    )


@get("/placements/referrals/{referral:str}", policy=BOTH)
async def referral_page(request: AnyRequest, runtime: Runtime, referral: str) -> Response[Any]:
    return respond.page(request, "placements/referrals/referral.html", **await _one(request, runtime, referral))


@post("/placements/referrals/{referral:str}/steps", policy=BOTH, asks=MoveReferral)
async def step(request: AnyRequest, runtime: Runtime, referral: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "placements/referrals/referral.html",
            lambda result: f"/placements/referrals/{result}",
            lambda: _one(request, runtime, referral),
        ),
        flash="The next step is noted.",
    )


async def _one(request: AnyRequest, runtime: Runtime, reference: str) -> dict[str, Any]:
    actor, today = request.state.actor, runtime.clock.today()
    row = await runtime.read(referrals.referral_of, actor, today, reference)
    allowed = states.BY_EMPLOYER if actor.employer else states.BY_OFFICER
    return {
        "referral": row,
        "steps": await runtime.read(referrals.steps, actor, today, reference, tools_of(runtime).sealer),
        "obstacle": await _obstacle(runtime, row, actor.employer),
        "next_states": [state for state in states.NEXT.get(row.state, ()) if state in allowed],
        "text": _text(runtime, row),
        "codes": [] if actor.employer else codes([row]),
        "today": today,
    }


async def _obstacle(runtime: Runtime, row: referrals.ReferralRow, employer: str | None) -> Refused | None:
    """Why a draft cannot be sent now."""
    if employer or row.state != states.DRAFT:
        return None
    found: Refused | None = await runtime.read(referrals.why_not_sent, row, runtime.clock.today())
    return found


def _text(runtime: Runtime, row: referrals.ReferralRow) -> str:
    """What the employer wrote for the candidate, opened."""
    if not row.sealed_text:
        return ""
    try:
        return str(tools_of(runtime).sealer.open(row.sealed_text, f"referral/text/{row.id}"))
    except Gone:
        return ""


async def _choices(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    found = await forms.chosen(request, "vacancy"), await forms.chosen(request, "employer")
    return {
        "vacancies": await runtime.read(known.vacancies, runtime.clock.today(), **found[0]),
        "employers": await runtime.read(known.employers, **found[1]),
        "codes": [],
    }


PAGES = [referral_list, referral_form, refer, referral_page, step]
