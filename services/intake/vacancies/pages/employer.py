"""The page of one employer: who it is, what it offers, and what the office, an editor or itself changes."""

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.response import Response

from services.intake.employers import commands, queries
from services.intake.employers.handlers import employers as handlers
from services.intake.employers.handlers import registration
from services.intake.tools import tools_of
from services.intake.vacancies import handlers as vacancies_handlers
from services.intake.vacancies import queries as vacancies
from services.intake.vacancies import queries as vacancies_queries
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond

AnyRequest = Request[Any, Any, Any]
OFFICE = roles("officer", "lead", "editor")
EDITOR = roles("editor")
OFFICE_OR_SELF = roles("officer", "lead", "editor", "employer")


async def _file(request: AnyRequest, runtime: Runtime, employer: str) -> dict[str, Any]:
    actor = request.state.actor
    return {
        "employer": await runtime.read(queries.employer_file, tools_of(runtime).sealer, actor, employer),
        "vacancies": await runtime.read(vacancies.own_vacancies, actor, employer),
        "choices": await runtime.read(queries.employer_choices) if actor.is_("editor") else [],
        "waiting": await runtime.read(vacancies_queries.applications_waiting, employer),
        "today": runtime.clock.today(),
    }


@get("/intake/employers/{employer:str}", policy=OFFICE)
async def employer_file(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/employer.html", **await _file(request, runtime, employer))


@get("/intake/employer", policy=roles("employer"))
async def employer_home(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(
        request, "intake/vacancies/home.html", **await _file(request, runtime, request.state.actor.employer)
    )


async def _act(
    request: AnyRequest,
    runtime: Runtime,
    employer: str,
    command: type[msgspec.Struct],
    handler: Callable[..., Any],
    flash: str,
    **given: str,
) -> Response[Any]:
    """One act on one employer: back to its page, for the office or for the employer itself."""
    own = request.state.actor.is_("employer")
    return await forms.submit(
        request,
        runtime,
        command,
        handler,
        template="intake/vacancies/home.html" if own else "intake/vacancies/employer.html",
        then=lambda _: "/intake/employer" if own else f"/intake/employers/{employer}",
        context=lambda: _file(request, runtime, employer),
        given={"employer": employer, **given},
        flash=flash,
    )


@post("/intake/employers/{employer:str}/verification", policy=OFFICE)
async def verify(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work = vacancies_handlers.verify_employer
    return await _act(request, runtime, employer, commands.VerifyEmployer, work, "The employer is verified.")


@post("/intake/employers/{employer:str}/claims/{claim:str}/verification", policy=OFFICE)
async def verify_claim(request: AnyRequest, runtime: Runtime, employer: str, claim: str) -> Response[Any]:
    work, said = vacancies_handlers.verify_employer, "The employer is verified."
    return await _act(request, runtime, employer, commands.VerifyEmployer, work, said, claim=claim)


@post("/intake/employers/{employer:str}/refusal", policy=OFFICE)
async def refuse(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work = registration.refuse_employer
    return await _act(request, runtime, employer, commands.RefuseEmployer, work, "The registration is refused.")


@post("/intake/employers/{employer:str}/practices", policy=OFFICE)
async def confirm_practice(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work = handlers.confirm_practice
    return await _act(request, runtime, employer, commands.ConfirmPractice, work, "The practice is confirmed.")


@post("/intake/employers/{employer:str}/practices/{practice:str}/withdrawal", policy=OFFICE)
async def withdraw_practice(request: AnyRequest, runtime: Runtime, employer: str, practice: str) -> Response[Any]:
    work, said = handlers.withdraw_practice, "The practice is withdrawn."
    return await _act(request, runtime, employer, commands.WithdrawPractice, work, said, practice=practice)


@post("/intake/employers/{employer:str}/headcounts", policy=OFFICE_OR_SELF)
async def count_staff(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await _act(request, runtime, employer, commands.CountStaff, handlers.count_staff, "The headcount is noted.")


@post("/intake/employers/{employer:str}/listing", policy=OFFICE_OR_SELF)
async def join(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await _act(
        request, runtime, employer, commands.JoinListing, handlers.join_listing, "The agreement is noted."
    )


@post("/intake/employers/{employer:str}/listing/withdrawal", policy=OFFICE_OR_SELF)
async def leave(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work = handlers.leave_listing
    return await _act(request, runtime, employer, commands.LeaveListing, work, "The agreement is withdrawn.")


@get("/intake/employers/{employer:str}/facts", policy=OFFICE_OR_SELF)
async def facts_form(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/employer_facts.html", **await _file(request, runtime, employer))


@post("/intake/employers/{employer:str}/facts", policy=OFFICE_OR_SELF)
async def change(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    own = request.state.actor.is_("employer")
    return await forms.submit(
        request,
        runtime,
        commands.ChangeEmployer,
        handlers.change_employer,
        template="intake/vacancies/employer_facts.html",
        then=lambda _: "/intake/employer" if own else f"/intake/employers/{employer}",
        context=lambda: _file(request, runtime, employer),
        given={"employer": employer},
        flash="The changes are saved.",
        beside=registration.mistaken_facts,
    )


@post("/intake/employers/{employer:str}/proposal/acceptance", policy=OFFICE)
async def accept_change(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work, said = handlers.decide_change, "The change is public."
    return await _act(request, runtime, employer, commands.DecideChange, work, said, accept="true")


@post("/intake/employers/{employer:str}/proposal/refusal", policy=OFFICE)
async def refuse_change(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work, said = handlers.decide_change, "The change is refused."
    return await _act(request, runtime, employer, commands.DecideChange, work, said, accept="false")


@post("/intake/employers/{employer:str}/suspensions", policy=EDITOR)
async def suspend(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work = handlers.suspend_employer
    return await _act(request, runtime, employer, commands.SuspendEmployer, work, "The suspension is noted.")


@post("/intake/employers/{employer:str}/suspensions/{suspension:str}", policy=EDITOR)
async def correct_suspension(request: AnyRequest, runtime: Runtime, employer: str, suspension: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        commands.CorrectSuspension,
        handlers.correct_suspension,
        template="intake/vacancies/employer.html",
        then=lambda _: f"/intake/employers/{employer}",
        context=lambda: _file(request, runtime, employer),
        given={"suspension": suspension},
        flash="The suspension is corrected.",
    )


@post("/intake/employers/{employer:str}/group", policy=EDITOR)
async def join_group(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await _act(request, runtime, employer, commands.JoinGroup, handlers.join_group, "The group is noted.")


@post("/intake/employers/{employer:str}/closing", policy=EDITOR)
async def close(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    work = vacancies_handlers.close_employer
    return await _act(request, runtime, employer, commands.CloseEmployer, work, "The employer is closed.")


PAGES = [
    employer_file,
    employer_home,
    verify,
    verify_claim,
    refuse,
    confirm_practice,
    withdraw_practice,
    count_staff,
    join,
    leave,
    facts_form,
    change,
    accept_change,
    refuse_change,
    suspend,
    correct_suspension,
    join_group,
    close,
]
