"""My data: a person comes in with a one-time code, sees what is kept and who looked, and decides."""

from collections import Counter
from typing import Any

import msgspec
from litestar import get, post
from litestar.response import Response

from services.intake.access.commands import EndSession
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.welcome import begin_try, counted, speak
from services.intake.candidates.queries.files import candidate_file
from services.intake.rights.commands import EnterOwnData, MailCode, MakeDataRequest, SpeakOwn, WithdrawOwn
from services.intake.rights.queries.own_data import own_data
from services.intake.rights.queries.requests import as_centre
from services.intake.tools import tools_of
from shared import languages, security_log
from shared.auth import ANYBODY, roles
from shared.clock import SOFIA
from shared.languages import of_a_person
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.guard import SEEN, SESSION, set_cookie
from web.requests import AnyRequest
from web.text import render

PERSON = roles("candidate")
HERE, DOOR = "/intake/my-data", "/intake/my-data/sign-in"


def _door(request: AnyRequest, lang: str = "") -> dict[str, Any]:
    """What the door shows, in the language that was chosen there."""
    wanted = lang or request.query_params.get("lang", "") or request.state.lang
    request.state.lang = of_a_person(wanted)
    return {
        "alternates": tuple((one, f"{DOOR}?lang={one}") for one in languages.PERSON),
        "unchecked": request.state.lang in languages.UNCHECKED,
        "sent": "sent" in request.query_params,
        "nav": (),
    }


async def _door_again(request: AnyRequest, errors: forms.Errors) -> Response[Any]:
    """The door with what was typed but the code, in the language of the form."""
    lang = str((await forms.fields(request)).get("lang", ""))
    page = forms.FormPage("intake/rights/my_data_door.html", lambda _: HERE, _door(request, lang))
    return await forms.again(request, page, errors, without=("code",))


@get("/intake/my-data/sign-in", policy=ANYBODY)
async def door(request: AnyRequest) -> Response[Any]:
    if request.state.actor is not None and request.state.actor.is_person:
        return respond.see_other(HERE)
    return respond.page(request, "intake/rights/my_data_door.html", **_door(request))


@post("/intake/my-data/codes", policy=ANYBODY, asks=MailCode)
async def ask_for_code(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The same page, after the same time, whether or not there is such a file: the letter is sent afterwards."""

    async def ask(command: MailCode) -> str:
        await runtime.ask(command)
        return f"{DOOR}?lang={command.lang}&sent"

    within = counted(request, runtime, "my-data code", forgiven=False)
    sent = await forms.carry_out(request, runtime, MailCode, by=ask, within=within)
    return await _door_again(request, sent) if isinstance(sent, forms.Errors) else respond.see_other(sent)


@post("/intake/my-data/sign-in", policy=ANYBODY, asks=EnterOwnData)
async def enter(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """A short session of its own kind; whoever was signed in on this browser is not any more."""

    async def ask(command: EnterOwnData) -> tuple[str, str]:
        with security_log.refusals("one-time code refused"):
            tried = await begin_try(request, runtime, "my-data", command.case_code.strip())
            candidate = await runtime.ask(command)
        await runtime.do(forget_try, tried)
        return candidate, command.lang

    entered = await forms.carry_out(request, runtime, EnterOwnData, by=ask)
    if isinstance(entered, forms.Errors):
        return await _door_again(request, entered)
    return await _welcome(request, runtime, *entered)


async def _welcome(request: AnyRequest, runtime: Runtime, candidate: str, lang: str) -> Response[Any]:
    if request.state.actor is not None:
        await runtime.ask(EndSession(), request.state.actor)
    token, actor = runtime.keys.sign_in(account=candidate, roles=("candidate",), lang=lang)
    for name, value in ((SESSION, token), (SEEN, runtime.keys.seen(actor.session))):
        set_cookie(request.scope, runtime, name, value)
    return respond.see_other(HERE)


@post("/intake/my-data/sign-out", policy=PERSON, asks=EndSession)
async def leave(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    await runtime.ask(EndSession(), request.state.actor)
    return forms.signed_out(respond.see_other(f"{DOOR}?lang={request.state.lang}"), request, runtime)


@post("/intake/my-data/language", policy=PERSON, reads=SpeakOwn)
async def choose_language(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Back to the page where it was chosen."""
    form = await forms.fields(request)
    command = respond.read(SpeakOwn, form)
    if isinstance(command, SpeakOwn):
        speak(request, runtime, command.lang)
    return respond.see_other(respond.local(str(form.get("_back", "")), HERE))


# -- inside --------------------------------------------------------------------------------------------------------------


async def own_page(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """Everything about the person whose session this is, and nobody else. Raises Missing after an erasure."""
    actor, keys = request.state.actor, tools_of(runtime).keys
    centre = await runtime.read(as_centre, actor)
    data = await runtime.read(own_data, keys, centre, actor.account)
    return {
        "file": await runtime.read(candidate_file, keys, centre, actor.account),
        "data": data,
        "looks": _looks(data["read_by"]),
        "today": runtime.clock.today(),
        "unchecked": request.state.lang in languages.UNCHECKED,
        "nav": (),
    }


def _looks(readings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line for each day and person, with what it was for and how often; the file for a program has each reading."""
    lines: dict[Any, Counter[str]] = {}
    for each in readings:
        line = lines.setdefault((each["at"].astimezone(SOFIA).date(), each["by"]), Counter())
        line[each["purpose"]] += 1
    return [{"on": day, "by": by, "purposes": tuple(purposes.items())} for (day, by), purposes in lines.items()]


@get("/intake/my-data", policy=PERSON)
async def my_data(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Everything there is; whoever was erased meanwhile reads that it is so, and is signed out."""
    try:
        inside = await own_page(request, runtime)
    except Missing:
        await runtime.ask(EndSession(), request.state.actor)
        gone = respond.see_other(f"{DOOR}?lang={request.state.lang}", "Everything that was kept about you is erased.")
        return forms.signed_out(gone, request, runtime)
    return respond.page(request, "intake/rights/my_data.html", **inside)


@get("/intake/my-data/file.json", policy=PERSON)
async def my_file(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """To take along, for a program."""
    context = await own_page(request, runtime)
    body = msgspec.json.format(msgspec.json.encode(context["data"]), indent=2)
    return _attached(body, "application/json", f"{context['file'].case_code}.json")


@get("/intake/my-data/file.html", policy=PERSON)
async def my_page(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """To take along, for reading: one file that needs nothing else."""
    context = await own_page(request, runtime)
    body = render("intake/rights/my_data_file.html", request.state.lang, **context)
    return _attached(body.encode(), "text/html; charset=utf-8", f"{context['file'].case_code}.html")


def _attached(body: bytes, kind: str, name: str) -> Response[Any]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=kind, headers=headers)


def _page(request: AnyRequest, runtime: Runtime) -> forms.FormPage:
    return forms.FormPage("intake/rights/my_data.html", lambda _: HERE, lambda: own_page(request, runtime))


@post("/intake/my-data/permissions/{permission:str}/withdrawal", policy=PERSON, asks=WithdrawOwn)
async def withdraw(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(request, runtime, _page(request, runtime), flash="The permission is withdrawn.")


@post("/intake/my-data/wishes", policy=PERSON, asks=MakeDataRequest)
async def wish(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    said = "Your centre has your wish and answers within a month."
    return await forms.submit(request, runtime, _page(request, runtime), flash=said)


PAGES = [door, ask_for_code, enter, leave, choose_language, my_data, my_file, my_page, withdraw, wish]
