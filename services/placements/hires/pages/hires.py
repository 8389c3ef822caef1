"""Hires: the list, a new one, one with all that is known, its correction, ending and taking back."""

import re
from typing import Any

from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import AnswerFollowUp, CorrectHire, EndPlacement, RecordHire, VoidPlacement
from services.placements.hires.model.contract import COUNTED, asked_pay
from services.placements.hires.pages.pay import asked_terms
from services.placements.hires.pages.people import everybody, place
from services.placements.hires.queries import hires, history, limits, worklist
from services.placements.hires.queries.passed_on import passed_on
from services.placements.known import queries as known
from services.placements.known.queries import codes
from services.placements.referrals import queries as referrals
from services.placements.tools import tools_of
from shared.auth import roles
from shared.readers.codes import sought_case_code
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.requests import AnyRequest

STAFF = roles("officer", "lead")
PAGE = 50
CASE_CODE = re.compile(r"C-[0-9A-Z]{4,8}")


@get("/placements/hires", policy=STAFF)
async def hire_list(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    query = request.query_params
    state = query.get("state", "")
    state = state if state in ("active", "ended", "voided") else ""
    if code := query.get("code", ""):
        rows = await runtime.read(hires.hires_of, request.state.actor, code)
    else:
        after = place(query.get("after", ""))
        rows = await runtime.read(hires.hires, request.state.actor, state=state, after=after, limit=PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return respond.page(
        request,
        "placements/hires/hires.html",
        rows=rows[:PAGE],
        state=state,
        code=code,
        passed_on=await runtime.read(passed_on, [row.id for row in rows[:PAGE]]),
        next=f"/placements/hires?state={state}&after={last.start.isoformat()}.{last.id}" if last else "",
        codes=codes(rows[:PAGE]),
    )


@get("/placements/hires/new", policy=STAFF)
async def hire_form(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    query = request.query_params
    given = {name: query[name] for name in ("candidate", "employer", "vacancy", "referral") if query.get(name)}
    context = await new_hire(request, runtime, given)
    if query.get("declared") == "now" and context["unready"]:
        context |= {"codes": [context["unready"]], "unready": ""}
    return respond.page(request, "placements/hires/hire_new.html", values=context["known"], **context)


@post("/placements/hires", policy=STAFF, asks=RecordHire)
async def record(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    form = await forms.fields(request)
    given = {name: str(form[name]) for name in ("candidate", "employer", "vacancy", "referral") if form.get(name)}

    async def context() -> dict[str, Any]:
        return {**await new_hire(request, runtime, given), **asked_terms(form, runtime)}

    return await forms.submit(
        request,
        runtime,
        forms.FormPage("placements/hires/hire_new.html", lambda placement: f"/placements/hires/{placement}", context),
        flash="The hire is recorded. You will be asked on day 30, 90, 180 and 365."
        if form.get("contract") in COUNTED
        else "It is recorded. Work of this kind is not counted, so nobody is asked about it.",
    )


@get("/placements/hires/pay", policy=STAFF)
async def pay(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The amount behind the question about pay, for a start and hours just typed."""
    part = "placements/hires/_pay.html"
    return respond.page(request, part, fragment=part, **asked_terms(dict(request.query_params), runtime))


@get("/placements/hires/{placement:str}", policy=STAFF)
async def hire_page(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    return respond.page(request, "placements/hires/hire.html", **await one_hire(request, runtime, placement))


@post(
    "/placements/hires/{placement:str}/follow-ups/{milestone:int}",
    policy=roles("officer", "lead", "employer"),
    asks=AnswerFollowUp,
)
async def answer(request: AnyRequest, runtime: Runtime, placement: str, milestone: int) -> Response[Any]:
    """One answer, from the worklist, the page of the hire, or the employer's people."""
    if request.state.actor.employer:
        page = forms.FormPage(
            "placements/hires/people.html",
            lambda _: "/placements/people",
            lambda: everybody(request, runtime, placement),
        )
    elif request.query_params.get("back") == "today":
        page = _in_list(request, runtime, placement, milestone)
    else:
        page = _here(request, runtime, placement, "hire")
    return await forms.submit(request, runtime, page, flash="Your answer is noted.")


@get("/placements/hires/{placement:str}/ending", policy=STAFF)
async def ending_form(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    context = await one_hire(request, runtime, placement)
    known_ending = {"last_day": context["hire"].last_day, "reason": context["hire"].reason}
    return respond.page(request, "placements/hires/ending.html", values=known_ending, **context)


@post("/placements/hires/{placement:str}/ending", policy=STAFF, asks=EndPlacement)
async def end(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    return await forms.submit(request, runtime, _here(request, runtime, placement, "ending"), flash="Noted.")


@get("/placements/hires/{placement:str}/void", policy=STAFF)
async def void_form(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    return respond.page(request, "placements/hires/void.html", **await one_hire(request, runtime, placement))


@post("/placements/hires/{placement:str}/void", policy=STAFF, asks=VoidPlacement)
async def void(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    flash = "The hire is taken back. Its history is kept."
    return await forms.submit(request, runtime, _here(request, runtime, placement, "void"), flash=flash)


@get("/placements/hires/{placement:str}/correction", policy=STAFF)
async def correction_form(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    context = await one_hire(request, runtime, placement)
    hire = context["hire"]
    terms = {name: getattr(hire, name) for name in CorrectHire.__struct_fields__ if hasattr(hire, name)}
    values = terms | {"funded_percent": hire.funded_bp // 100}
    return respond.page(request, "placements/hires/correction.html", values=values, **context)


@post("/placements/hires/{placement:str}/correction", policy=STAFF, asks=CorrectHire)
async def correct(request: AnyRequest, runtime: Runtime, placement: str) -> Response[Any]:
    flash = "The hire is corrected. What was recorded before is kept in its history."
    return await forms.submit(request, runtime, _here(request, runtime, placement, "correction"), flash=flash)


# -- what the pages show ---------------------------------------------------------------------------------------------


async def one_hire(request: AnyRequest, runtime: Runtime, placement: str) -> dict[str, Any]:
    """Everything about one hire of the organisation. Raises Missing."""
    actor = request.state.actor
    hire = await runtime.read(hires.hire, actor, placement)
    checks = await runtime.read(worklist.checks, actor, placement)
    today = runtime.clock.today(await runtime.read(known.zone, actor.organisation or ""))
    return {
        "hire": hire,
        "checks": checks,
        "passed": (await runtime.read(passed_on, [placement]))[placement],
        "open": next((check for check in reversed(checks) if check.state == "asked"), None),
        "answers": await runtime.read(history.answers, actor, placement, tools_of(runtime).sealer),
        "history": await runtime.read(history.history, actor, placement, tools_of(runtime).sealer),
        "amount": asked_pay(hire.country, hire.start, hire.hours),
        "hours": hire.hours,
        "minor": await runtime.read(limits.age_rule, hire.candidate, hire.employer),
        "today": today,
        "codes": codes([hire]),
    }


async def new_hire(request: AnyRequest, runtime: Runtime, given: dict[str, str]) -> dict[str, Any]:
    """The form of a hire, filled in as far as a referral, a vacancy or a case code tells. Raises Missing."""
    actor, today = request.state.actor, runtime.clock.today()
    referral = None
    if given.get("referral"):
        referral = await runtime.read(referrals.referral_of, actor, today, given["referral"])
        given = {
            "candidate": referral.case_code,
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
        "filled": bool(
            referral and referral.vacancy and (await runtime.read(known.vacancy, referral.vacancy)).is_filled
        ),
        "employers": await runtime.read(known.employers, **await forms.chosen(request, "employer")),
        "vacancies": await runtime.read(known.vacancies, today, **await forms.chosen(request, "vacancy")),
        "amount": asked_pay("BG", today, 40),
        "hours": 40,
        "minor": await runtime.read(limits.age_rule_of, actor, given.get("candidate", ""), given.get("employer", "")),
        "codes": [given["candidate"]] if given.get("candidate") and not unready else [],
    }


# -- where the forms stand --------------------------------------------------------------------------------------------


def _here(request: AnyRequest, runtime: Runtime, placement: str, template: str) -> forms.FormPage:
    """A page about one hire, which leads back to the hire."""
    return forms.FormPage(
        f"placements/hires/{template}.html",
        lambda _: f"/placements/hires/{placement}",
        lambda: one_hire(request, runtime, placement),
    )


def _in_list(request: AnyRequest, runtime: Runtime, placement: str, milestone: int) -> forms.FormPage:
    """A line of Today, which htmx swaps alone."""
    actor, day = request.state.actor, runtime.clock.today()

    async def context() -> dict[str, Any]:
        check = await runtime.read(worklist.check, actor, placement, milestone)
        whole = request.headers.get("HX-Request") != "true"
        return {"check": check, "today": day, "seen": []} | (
            await one_hire(request, runtime, placement) if whole else {}
        )

    return forms.FormPage(
        "placements/hires/hire.html", lambda _: "/placements/today", context, "placements/hires/_check.html"
    )


PAGES = [
    hire_list, hire_form, record, pay, hire_page, answer, ending_form, end, void_form, void, correction_form, correct,
]  # fmt: skip
