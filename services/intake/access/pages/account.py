"""One's own account: password, language, second factors, sessions."""

from functools import partial
from typing import Any

import msgspec
from litestar import get, post
from litestar.response import Response

from services.intake.access.commands import ChangePassword, ChooseLanguage, EndOtherVisits, EndVisit, NoteOwnTelephone
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.queries import accounts
from services.intake.access.queries import sign_in as access
from services.intake.access.welcome import begin, begin_try, knows_account, speak
from services.intake.tools import tools_of
from shared import security_log
from shared.auth import SIGNED_IN, roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

HERE, TEMPLATE = "/intake/account", "intake/access/account.html"


async def own(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    actor = request.state.actor
    return {"access": await runtime.read(access.own_access, tools_of(runtime).sealer, actor), "staff": actor.is_staff}


async def with_password(request: AnyRequest, runtime: Runtime, command: msgspec.Struct) -> Any:
    """Do what asks for the password once more; wrong ones are counted."""
    actor = request.state.actor
    trusted = await knows_account(request, runtime, actor.account)
    tried = await begin_try(request, runtime, "own", actor.account, trusted=trusted)
    with security_log.refusals("own password refused", actor.account):
        done = await runtime.ask(command, actor)
    await runtime.do(forget_try, tried)
    return done


def own_form(request: AnyRequest, runtime: Runtime) -> forms.FormPage:
    """A form of the own account, which leads back to it."""
    return forms.FormPage(TEMPLATE, lambda _: HERE, lambda: own(request, runtime))


@get("/intake/account", policy=SIGNED_IN)
async def account(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await own(request, runtime))


@post("/intake/account/password", policy=SIGNED_IN, asks=ChangePassword)
async def choose_password(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    by = partial(with_password, request, runtime)
    done = await forms.carry_out(request, runtime, ChangePassword, by=by)
    if isinstance(done, forms.Errors):
        return await forms.again(request, own_form(request, runtime), done)
    actor = request.state.actor
    who = await runtime.read(accounts.account, tools_of(runtime).sealer, actor.account)
    await begin(request, runtime, who, passed=actor.second)
    return respond.see_other(HERE, "The password is changed. All other sessions have ended.")


@post("/intake/account/language", policy=SIGNED_IN, asks=ChooseLanguage)
async def choose_language(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The same session, with the language that is written in it; then back to the page where it was chosen."""

    async def choose(command: ChooseLanguage) -> None:
        await runtime.ask(command, request.state.actor)
        speak(request, runtime, command.lang)

    done = await forms.carry_out(request, runtime, ChooseLanguage, by=choose)
    if isinstance(done, forms.Errors):
        return await forms.again(request, own_form(request, runtime), done)
    back = str((await forms.fields(request)).get("_back", ""))
    return respond.see_other(respond.local(back, HERE))


@post("/intake/account/telephone", policy=roles("officer", "lead"), asks=NoteOwnTelephone)
async def note_telephone(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(request, runtime, own_form(request, runtime), flash="The telephone is noted.")


@post("/intake/account/sessions/{visit:str}/end", policy=SIGNED_IN, asks=EndVisit)
async def end_visit(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(request, runtime, own_form(request, runtime), flash="The session has ended.")


@post("/intake/account/sessions/end", policy=SIGNED_IN, asks=EndOtherVisits)
async def end_other_visits(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(request, runtime, own_form(request, runtime), flash="All other sessions have ended.")


PAGES = [account, choose_password, choose_language, note_telephone, end_visit, end_other_visits]
