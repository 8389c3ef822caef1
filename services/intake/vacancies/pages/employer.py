"""The page of one employer: who it is, what it offers, and what the office, an editor or itself changes."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.employers import commands
from services.intake.employers.handlers import registration
from services.intake.employers.queries import employers as queries
from services.intake.tools import tools_of
from services.intake.vacancies import queries as vacancies
from services.intake.vacancies import queries as vacancies_queries
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.lists import Choices
from web.requests import AnyRequest

OFFICE = roles("officer", "lead", "editor")
EDITOR = roles("editor")
OFFICE_OR_SELF = roles("officer", "lead", "editor", "employer")


async def _choices(request: AnyRequest, runtime: Runtime, group: str | None) -> Choices[queries.Choice]:
    """Who may lead the group; who does now is always among them."""
    typed = await forms.chosen(request, "group")
    return await runtime.read(queries.employer_choices, typed["asked"], typed["chosen"] or group or "")


async def _file(request: AnyRequest, runtime: Runtime, employer: str) -> dict[str, Any]:
    actor = request.state.actor
    found = await runtime.read(queries.employer_file, tools_of(runtime).sealer, actor, employer)
    return {
        "employer": found,
        "vacancies": await runtime.read(vacancies.own_vacancies, actor, employer),
        "choices": await _choices(request, runtime, found.group) if actor.is_("editor") else Choices([]),
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


def _page(request: AnyRequest, runtime: Runtime, employer: str, template: str = "") -> forms.FormPage:
    """A form about one employer, which leads back to its page: the office's or the employer's own."""
    own = request.state.actor.is_("employer")
    return forms.FormPage(
        f"intake/vacancies/{template or ('home' if own else 'employer')}.html",
        lambda _: "/intake/employer" if own else f"/intake/employers/{employer}",
        lambda: _file(request, runtime, employer),
    )


@post("/intake/employers/{employer:str}/verification", policy=OFFICE, asks=commands.VerifyEmployer)
async def verify(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The employer is verified.")


@post("/intake/employers/{employer:str}/claims/{claim:str}/verification", policy=OFFICE, asks=commands.VerifyEmployer)
async def verify_claim(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The employer is verified.")


@post("/intake/employers/{employer:str}/refusal", policy=OFFICE, asks=commands.RefuseEmployer)
async def refuse(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The registration is refused.")


@post("/intake/employers/{employer:str}/practices", policy=OFFICE, asks=commands.ConfirmPractice)
async def confirm_practice(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The practice is confirmed.")


@post(
    "/intake/employers/{employer:str}/practices/{practice:str}/withdrawal",
    policy=OFFICE,
    asks=commands.WithdrawPractice,
)
async def withdraw_practice(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The practice is withdrawn.")


@post("/intake/employers/{employer:str}/headcounts", policy=OFFICE_OR_SELF, asks=commands.CountStaff)
async def count_staff(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The headcount is noted.")


@post("/intake/employers/{employer:str}/listing", policy=OFFICE_OR_SELF, asks=commands.JoinListing)
async def join(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The agreement is noted.")


@post("/intake/employers/{employer:str}/listing/withdrawal", policy=OFFICE_OR_SELF, asks=commands.LeaveListing)
async def leave(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The agreement is withdrawn.")


@get("/intake/employers/{employer:str}/facts", policy=OFFICE_OR_SELF)
async def facts_form(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return respond.page(request, "intake/vacancies/employer_facts.html", **await _file(request, runtime, employer))


@post("/intake/employers/{employer:str}/facts", policy=OFFICE_OR_SELF, asks=commands.ChangeEmployer)
async def change(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    page, said = _page(request, runtime, employer, "employer_facts"), "The changes are saved."
    return await forms.submit(request, runtime, page, flash=said, cross_field=registration.mistaken_facts)


@post("/intake/employers/{employer:str}/proposal/acceptance", policy=OFFICE, asks=commands.DecideChange)
async def accept_change(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    page, said = _page(request, runtime, employer), "The change is public."
    return await forms.submit(request, runtime, page, path={"accept": "true"}, flash=said)


@post("/intake/employers/{employer:str}/proposal/refusal", policy=OFFICE, asks=commands.DecideChange)
async def refuse_change(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    page, said = _page(request, runtime, employer), "The change is refused."
    return await forms.submit(request, runtime, page, path={"accept": "false"}, flash=said)


@post("/intake/employers/{employer:str}/suspensions", policy=EDITOR, asks=commands.SuspendEmployer)
async def suspend(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The suspension is noted.")


@post("/intake/employers/{employer:str}/suspensions/{suspension:str}", policy=EDITOR, asks=commands.CorrectSuspension)
async def correct_suspension(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The suspension is corrected.")


@post("/intake/employers/{employer:str}/group", policy=EDITOR, asks=commands.JoinGroup)
async def join_group(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The group is noted.")


@post("/intake/employers/{employer:str}/closing", policy=EDITOR, asks=commands.CloseEmployer)
async def close(request: AnyRequest, runtime: Runtime, employer: str) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime, employer), flash="The employer is closed.")


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
