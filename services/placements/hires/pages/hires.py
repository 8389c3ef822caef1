"""Hires: the list, a new one, one with all that is known, its correction, ending and taking back."""

import datetime
import re
from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.placements.hires.commands import AnswerFollowUp, CorrectHire, EndPlacement, RecordHire, VoidPlacement
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.hires.handlers import following_up as following_up_handlers
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.model.contract import COUNTED, asked_pay
from services.placements.hires.pages.pay import asked_terms
from services.placements.hires.pages.people import everybody
from services.placements.hires.queries import hires
from services.placements.known import queries as known
from services.placements.known.queries import codes
from services.placements.referrals import queries as referrals
from services.placements.tools import tools_of
from shared.auth import roles
from shared.readers.codes import sought_case_code
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond

STAFF = roles("officer", "lead")
PAGE = 50
CASE_CODE = re.compile(r"C-[0-9A-Z]{4,8}")


@get("/placements/hires", policy=STAFF)
async def hire_list(request: Request, runtime: Runtime) -> Response:
    asked = request.query_params
    state = asked.get("state", "")
    state = state if state in ("active", "ended", "voided") else ""
    if code := asked.get("code", ""):
        rows = await runtime.read(hires.hires_of, request.state.actor, code)
    else:
        after = place(asked.get("after", ""))
        rows = await runtime.read(hires.hires, request.state.actor, state=state, after=after, limit=PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return respond.page(
        request,
        "placements/hires/hires.html",
        rows=rows[:PAGE],
        state=state,
        code=code,
        next=f"/placements/hires?state={state}&after={last.start.isoformat()}.{last.id}" if last else "",
        codes=codes(rows[:PAGE]),
    )


@get("/placements/hires/new", policy=STAFF)
async def hire_form(request: Request, runtime: Runtime) -> Response:
    asked = request.query_params
    given = {name: asked[name] for name in ("candidate", "employer", "vacancy", "referral") if asked.get(name)}
    context = await new_hire(request, runtime, given)
    if asked.get("declared") == "now" and context["unready"]:
        context |= {"codes": [context["unready"]], "unready": ""}
    return respond.page(request, "placements/hires/hire_new.html", values=context["known"], **context)


@post("/placements/hires", policy=STAFF)
async def record(request: Request, runtime: Runtime) -> Response:
    form = await forms.fields(request) if request.content_type[0] != "application/json" else {}
    given = {name: str(form[name]) for name in ("candidate", "employer", "vacancy", "referral") if form.get(name)}

    async def context() -> dict[str, Any]:
        return {**await new_hire(request, runtime, given), **asked_terms(form, runtime)}

    return await forms.submit(
        request,
        runtime,
        RecordHire,
        handlers.record_hire,
        template="placements/hires/hire_new.html",
        then=lambda placement: f"/placements/hires/{placement}",
        context=context,
        flash="The hire is recorded. You will be asked on day 30, 90, 180 and 365."
        if form.get("contract") in COUNTED
        else "It is recorded. Work of this kind is not counted, so nobody is asked about it.",
    )


@get("/placements/hires/pay", policy=STAFF)
async def pay(request: Request, runtime: Runtime) -> Response:
    """The amount behind the question about pay, for a start and hours just typed."""
    part = "placements/hires/_pay.html"
    return respond.page(request, part, fragment=part, **asked_terms(dict(request.query_params), runtime))


@get("/placements/hires/{placement:str}", policy=STAFF)
async def hire_page(request: Request, runtime: Runtime, placement: str) -> Response:
    return respond.page(request, "placements/hires/hire.html", **await one_hire(request, runtime, placement))


@post("/placements/hires/{placement:str}/follow-ups/{milestone:int}", policy=roles("officer", "lead", "employer"))
async def answer(request: Request, runtime: Runtime, placement: str, milestone: int) -> Response:
    """One answer, from the worklist, the page of the hire, or the employer's people."""
    if request.state.actor.employer:
        return await _answer(
            request, runtime, placement, milestone, "/placements/people", "placements/hires/people.html", everybody
        )
    if request.query_params.get("back") == "today":
        return await _answer_in_list(request, runtime, placement, milestone)
    return await _answer(
        request, runtime, placement, milestone, f"/placements/hires/{placement}", "placements/hires/hire.html", one_hire
    )


@get("/placements/hires/{placement:str}/ending", policy=STAFF)
async def ending_form(request: Request, runtime: Runtime, placement: str) -> Response:
    context = await one_hire(request, runtime, placement)
    known_ending = {"last_day": context["hire"].last_day, "reason": context["hire"].reason}
    return respond.page(request, "placements/hires/ending.html", values=known_ending, **context)


@post("/placements/hires/{placement:str}/ending", policy=STAFF)
async def end(request: Request, runtime: Runtime, placement: str) -> Response:
    return await _submit(
        request,
        runtime,
        placement,
        EndPlacement,
        ending_handlers.end_placement,
        "placements/hires/ending.html",
        "Noted.",
    )


@get("/placements/hires/{placement:str}/void", policy=STAFF)
async def void_form(request: Request, runtime: Runtime, placement: str) -> Response:
    return respond.page(request, "placements/hires/void.html", **await one_hire(request, runtime, placement))


@post("/placements/hires/{placement:str}/void", policy=STAFF)
async def void(request: Request, runtime: Runtime, placement: str) -> Response:
    flash = "The hire is taken back. Its history is kept."
    return await _submit(
        request, runtime, placement, VoidPlacement, ending_handlers.void_placement, "placements/hires/void.html", flash
    )


@get("/placements/hires/{placement:str}/correction", policy=STAFF)
async def correction_form(request: Request, runtime: Runtime, placement: str) -> Response:
    context = await one_hire(request, runtime, placement)
    hire = context["hire"]
    terms = {name: getattr(hire, name) for name in CorrectHire.__struct_fields__ if hasattr(hire, name)}
    values = terms | {"funded_percent": hire.funded_bp // 100}
    return respond.page(request, "placements/hires/correction.html", values=values, **context)


@post("/placements/hires/{placement:str}/correction", policy=STAFF)
async def correct(request: Request, runtime: Runtime, placement: str) -> Response:
    return await _submit(
        request,
        runtime,
        placement,
        CorrectHire,
        handlers.correct_hire,
        "placements/hires/correction.html",
        "The hire is corrected. What was recorded before is kept in its history.",
    )


# -- what the pages show ---------------------------------------------------------------------------------------------


async def one_hire(request: Request, runtime: Runtime, placement: str) -> dict[str, Any]:
    """Everything about one hire of the organisation. Raises Missing."""
    actor = request.state.actor
    hire = await runtime.read(hires.hire, actor, placement)
    checks = await runtime.read(hires.checks, actor, placement)
    today = runtime.clock.today(await runtime.read(known.zone, actor.organisation or ""))
    return {
        "hire": hire,
        "checks": checks,
        "open": next((check for check in reversed(checks) if check.state == "asked"), None),
        "answers": await runtime.read(hires.answers, actor, placement, tools_of(runtime).sealer),
        "history": await runtime.read(hires.history, actor, placement, tools_of(runtime).sealer),
        "amount": asked_pay(hire.country, hire.start, hire.hours),
        "hours": hire.hours,
        "today": today,
        "codes": codes([hire]),
    }


async def new_hire(request: Request, runtime: Runtime, given: dict[str, str]) -> dict[str, Any]:
    """The form of a hire, filled in as far as a referral, a vacancy or a case code tells. Raises Missing."""
    actor, today = request.state.actor, runtime.clock.today()
    referral = None
    if given.get("referral"):
        referral = await runtime.read(referrals.referral_of, actor, today, given["referral"])
        given = {
            "candidate": referral.case_code,
            "vacancy": referral.vacancy or "",
            "employer": referral.employer,
        } | given
    unready = ""
    if given.get("candidate"):
        try:
            found = await runtime.read(known.candidate, given["candidate"], actor.organisation)
            given = given | {"candidate": found.case_code}
        except Missing:
            unready = sought_case_code(given["candidate"])
    return {
        "unready": unready if CASE_CODE.fullmatch(unready) else "",
        "known": given | {"country": "BG", "hours": "40", "start": today},
        "referral": referral,
        "employers": await runtime.read(known.employers),
        "vacancies": await runtime.read(known.vacancies, today),
        "amount": asked_pay("BG", today, 40),
        "hours": 40,
        "codes": [given["candidate"]] if given.get("candidate") and not unready else [],
    }


def place(text: str) -> tuple[datetime.date, str] | None:
    """Where a list goes on: `2026-03-02.<id>`; anything else begins at the top."""
    day, _, reference = text.partition(".")
    try:
        return (datetime.date.fromisoformat(day), reference) if reference else None
    except ValueError:
        return None


# -- what the forms do -----------------------------------------------------------------------------------------------


async def _submit(
    request: Request, runtime: Runtime, placement: str, command: Any, handler: Any, template: str, flash: str
) -> Response:
    async def context() -> dict[str, Any]:
        return await one_hire(request, runtime, placement)

    return await forms.submit(
        request,
        runtime,
        command,
        handler,
        template=template,
        then=lambda result: f"/placements/hires/{result}",
        context=context,
        given={"placement": placement},
        flash=flash,
    )


async def _answer(
    request: Request, runtime: Runtime, placement: str, milestone: int, back: str, template: str, shown: Any
) -> Response:
    async def context() -> Any:
        return await shown(request, runtime, placement)

    return await forms.submit(
        request,
        runtime,
        AnswerFollowUp,
        following_up_handlers.answer_follow_up,
        template=template,
        then=lambda _: back,
        context=context,
        given=_which(request, placement, milestone),
        flash="Your answer is noted.",
    )


async def _answer_in_list(request: Request, runtime: Runtime, placement: str, milestone: int) -> Response:
    actor, day = request.state.actor, runtime.clock.today()

    async def context() -> dict[str, Any]:
        check = await runtime.read(hires.check, actor, placement, milestone)
        whole = request.headers.get("HX-Request") != "true"
        return {"check": check, "today": day, "seen": []} | (
            await one_hire(request, runtime, placement) if whole else {}
        )

    return await forms.submit(
        request,
        runtime,
        AnswerFollowUp,
        following_up_handlers.answer_follow_up,
        template="placements/hires/hire.html",
        fragment="placements/hires/_check.html",
        then=lambda _: "/placements/today",
        context=context,
        given=_which(request, placement, milestone),
        flash="Your answer is noted.",
    )


def _which(request: Request, placement: str, milestone: int) -> dict[str, Any]:
    """The part of the answer that the address tells: as text for a form, as a number for JSON."""
    as_json = request.content_type[0] == "application/json"
    return {"placement": placement, "milestone": milestone if as_json else str(milestone)}


PAGES = [
    hire_list,
    hire_form,
    record,
    pay,
    hire_page,
    answer,
    ending_form,
    end,
    void_form,
    void,
    correction_form,
    correct,
]
