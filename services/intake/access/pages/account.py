"""One's own account: password, language, second factors, sessions."""

from collections.abc import Callable
from typing import Any

from litestar import Request, get, post
from litestar.response import Response

from services.intake.access.commands import ChangePassword, ChooseLanguage, EndOtherVisits, EndVisit
from services.intake.access.handlers import sessions
from services.intake.access.handlers.passwords import change_password
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.queries import accounts
from services.intake.access.queries import sign_in as access
from services.intake.access.welcome import begin, begin_try, knows_account, speak
from services.intake.tools import tools_of
from shared.auth import SIGNED_IN
from shared.service import Runtime
from shared.transaction import Refused
from web import forms, respond

AnyRequest = Request[Any, Any, Any]
HERE, TEMPLATE = "/intake/account", "intake/access/account.html"


async def own(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    actor = request.state.actor
    return {"access": await runtime.read(access.own_access, tools_of(runtime).sealer, actor), "staff": actor.is_staff}


async def with_password(request: AnyRequest, runtime: Runtime, handler: Callable[..., Any], asked: Any) -> Any:
    """Do what asks for the password once more; wrong ones are counted."""
    actor = request.state.actor
    trusted = await knows_account(request, runtime, actor.account)
    tried = await begin_try(request, runtime, "own", actor.account, trusted=trusted)
    done = await runtime.do(handler, asked, actor)
    await runtime.do(forget_try, tried)
    return done


@get("/intake/account", policy=SIGNED_IN)
async def account(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, TEMPLATE, **await own(request, runtime))


@post("/intake/account/password", policy=SIGNED_IN)
async def choose_password(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    form = await forms.fields(request)
    asked = respond.read(ChangePassword, form)
    errors: Any = asked if isinstance(asked, respond.Errors) else None
    if errors is None:
        try:
            await with_password(request, runtime, change_password, asked)
        except Refused as refused:
            errors = {refused.field: forms.refusal(refused, request.state.lang)}
        else:
            actor = request.state.actor
            who = await runtime.read(accounts.account, tools_of(runtime).sealer, actor.account)
            await begin(request, runtime, who, passed=actor.second)
            return respond.see_other(HERE, "The password is changed. All other sessions have ended.")
    return respond.again(request, TEMPLATE, form, errors, **await own(request, runtime))


@post("/intake/account/language", policy=SIGNED_IN)
async def choose_language(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The same session, with the language that is written in it; then back to the page where it was chosen."""
    form = await forms.fields(request)
    asked = respond.read(ChooseLanguage, form)
    if isinstance(asked, respond.Errors):
        return respond.again(request, TEMPLATE, form, asked, **await own(request, runtime))
    actor = request.state.actor
    await runtime.do(sessions.choose_language, asked, actor)
    speak(request, runtime, asked.lang)
    return respond.see_other(respond.local(str(form.get("_back", "")), HERE))


@post("/intake/account/sessions/{visit:str}/end", policy=SIGNED_IN)
async def end_visit(request: AnyRequest, runtime: Runtime, visit: str) -> Response[Any]:
    return await _end(request, runtime, EndVisit, sessions.end_visit, "The session has ended.", visit=visit)


@post("/intake/account/sessions/end", policy=SIGNED_IN)
async def end_other_visits(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    said = "All other sessions have ended."
    return await _end(request, runtime, EndOtherVisits, sessions.end_other_visits, said)


async def _end(
    request: AnyRequest, runtime: Runtime, command: Any, handler: Any, said: str, **given: str
) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        command,
        handler,
        template=TEMPLATE,
        then=lambda _: HERE,
        context=lambda: own(request, runtime),
        given=given,
        flash=said,
    )


PAGES = [account, choose_password, choose_language, end_visit, end_other_visits]
