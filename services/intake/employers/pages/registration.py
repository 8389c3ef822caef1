"""Employers: registering, being checked, and what the office and the employer itself change later."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.access.queries.accounts import account
from services.intake.access.welcome import counted, follow, welcome
from services.intake.employers import commands
from services.intake.employers.handlers import registration
from services.intake.employers.queries import claims
from services.intake.employers.queries import employers as queries
from services.intake.tools import tools_of
from shared.auth import ANYBODY, roles
from shared.readers import printed
from shared.service import Runtime
from web import forms, respond
from web.grammar import transliterate
from web.requests import AnyRequest

OFFICE = roles("officer", "lead", "editor")
EDITOR = roles("editor")
OFFICE_OR_SELF = roles("officer", "lead", "editor", "employer")

CONFIRM = "intake/employers/confirm.html"
LONGEST_NAME = 200
UNNAMED = ".."
"""Stands for the name in Latin letters where there is no name to make it of: then only the name is a mistake."""


@get("/intake/register", policy=ANYBODY)
async def register_form(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "intake/employers/register.html", today=runtime.clock.today())


@post("/intake/register", policy=ANYBODY, asks=commands.RegisterEmployer)
async def register(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The name in Latin letters may be left empty: it is then made by the law's table."""
    given, form = {"lang": request.state.lang}, await forms.fields(request)
    if not str(form.get("name_en", "")).strip() and isinstance(form.get("name"), str):
        given["name_en"] = _in_latin(form["name"])
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "intake/employers/register.html", lambda _: "/intake/register/sent", {"today": runtime.clock.today()}
        ),
        path=given,
        cross_field=registration.mistakes,
        within=counted(request, runtime, "register", forgiven=False),
    )


def _in_latin(name: str) -> str:
    made = transliterate(name).strip()[:LONGEST_NAME]
    return made if len(made) > 1 and printed.is_readable(made) else UNNAMED


@get("/intake/register/sent", policy=ANYBODY)
async def register_sent(request: AnyRequest) -> Response[Any]:
    return respond.page(request, "intake/employers/register_sent.html")


@get("/intake/confirm/{token:str}", policy=ANYBODY)
async def confirm_form(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """Shows only: nothing is used up by looking."""
    link = await runtime.read(claims.registration, token)
    return respond.page(request, CONFIRM, status=200 if link.good else 410, link=link, token=token)


@post("/intake/confirm/{token:str}", policy=ANYBODY, asks=commands.ConfirmRegistration)
async def confirm(request: AnyRequest, runtime: Runtime, token: str) -> Response[Any]:
    """Whoever owns the address chooses the password here, and is in."""
    link = await runtime.read(claims.registration, token)
    made = await follow(request, runtime, commands.ConfirmRegistration, "confirm", good=link.good)
    if isinstance(made, forms.Errors):
        page = forms.FormPage(CONFIRM, lambda _: "/", {"link": link, "token": token})
        return await forms.again(request, page, made)
    return await welcome(request, runtime, await runtime.read(account, tools_of(runtime).sealer, made))


@get("/intake/employers", policy=OFFICE)
async def employers(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """By name, number or town; a page at a time."""
    asked, after = (request.query_params.get(name, "")[:LONGEST_NAME].strip() for name in ("q", "after"))
    found = await runtime.read(queries.employer_lines, asked, request.query_params.get("after", ""))
    return respond.page(
        request,
        "intake/employers/employers.html",
        rows=found.rows,
        next=found.next("/intake/employers", q=asked),
        asked=asked,
        later=bool(after),
        total=await runtime.read(queries.how_many),
        today=runtime.clock.today(),
    )


PAGES = [register_form, register, register_sent, confirm_form, confirm, employers]
