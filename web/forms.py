"""One way from a form, or the same command as JSON, to a handler and back: nothing typed is lost."""

import datetime
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import msgspec
from litestar import Response

from shared.auth import SYSTEM, Actor
from shared.idempotence import Led, Once
from shared.overtaken import Opened, Overtaken
from shared.service import Runtime
from shared.transaction import Refused
from web import meanwhile, respond, second_press
from web.answers import MACHINE
from web.form import Errors, Message, partly, read
from web.guard import SEEN, SESSION, form_of, set_cookie
from web.json_body import as_typed, json_object, mistyped
from web.problems import of_mistakes, problem
from web.refusals import mistakes_of, refusal
from web.requests import AnyRequest
from web.respond import Flash, asked_by_htmx, see_other

__all__ = [
    "Errors", "FormPage", "Message", "again", "carry_out", "chosen",
    "fields", "mistakes_of", "problem", "refusal", "signed_out", "submit",
]  # fmt: skip

C = TypeVar("C", bound=msgspec.Struct)
CrossField = Callable[[Mapping[str, Any], datetime.date], Iterable[Refused]]
Within = Callable[[Callable[[], Awaitable[Any]]], Awaitable[Any]]
Context = Mapping[str, Any] | Callable[[], Awaitable[Mapping[str, Any]]] | None
LONGEST_KEY = 200
FIND = "_find"
"""The button of a form that searches what a field may be, instead of sending the form (see `web.lists`)."""
SENT_BEFORE = Flash("This form was sent before. What you see is how it stands now.", kind="info")


@dataclass(frozen=True)
class FormPage:
    """Where a form stands: its template and what that shows, where success leads, and the part that htmx swaps."""

    template: str
    leads: Callable[[Any], str]
    context: Context = None
    fragment: str | None = None

    async def shown(self) -> Mapping[str, Any]:
        """The context, fresh."""
        if self.context is None:
            return {}
        return await self.context() if callable(self.context) else self.context


async def submit(
    request: AnyRequest,
    runtime: Runtime,
    page: FormPage,
    *,
    path: Mapping[str, Any] | None = None,
    flash: Flash | str | None = None,
    cross_field: CrossField | None = None,
    within: Within | None = None,
) -> Response[Any]:
    """Have what the route `asks` carried out by the service's table, once for each key, and answer.

    A refused form comes back as the page (or its fragment for htmx) with status 422, its raw values and every mistake;
    success is a 303 to where the page leads, or for htmx with a fragment that fragment, drawn from a fresh context.
    A form whose button searches comes back as it was typed, with what was found.
    What was sent before says so and not that it is done: others may have changed it since.
    """

    typed = await fields(request)
    if typed.get(FIND):
        fragment = page.fragment if asked_by_htmx(request) else None
        return respond.page(request, page.template, fragment=fragment, **{**await page.shown(), "values": typed})

    async def ask_once(asked: msgspec.Struct) -> Led:
        seen = await _opened(request, type(asked))
        return await runtime.ask_once(asked, _actor(request), await _sending(request), page.leads, seen)

    command = request.route_handler.opt["asks"]
    led = await carry_out(request, runtime, command, by=ask_once, path=path, cross_field=cross_field, within=within)
    if isinstance(led, Errors):
        return await again(request, page, led, path=path)
    if _is_json(request):
        return Response({"location": led.location}, status_code=201, headers={"Location": led.location})
    if page.fragment and asked_by_htmx(request):
        return respond.page(request, page.template, fragment=page.fragment, **await page.shown())
    return see_other(led.location, SENT_BEFORE if led.again and flash else flash)


async def carry_out(
    request: AnyRequest,
    runtime: Runtime,
    command: type[C],
    *,
    by: Callable[[C], Awaitable[Any]] | None = None,
    path: Mapping[str, Any] | None = None,
    cross_field: CrossField | None = None,
    within: Within | None = None,
) -> Any:
    """What the handler returned, or Errors: everything that is wrong with the form, or what a rule said no with.

    Parameters of the address that are fields of the command win over the form, and so does `path`: what the page knows
    besides. `cross_field` are the rules that need nothing but what was typed, and today: they are asked of whatever
    could be read, so that their mistakes are named together with those of the fields. `by` carries out what was read
    instead of the table's handler: with what it needs besides, or without a transaction. `within` is done around it:
    tries are counted there, so that one that comes too early is refused like any other form.
    """
    lang = MACHINE if _is_json(request) else request.state.lang
    asked = await _read(request, command, _of_path(request, path), _Rules(cross_field, runtime.clock.today(), lang))
    if isinstance(asked, Errors):
        return asked
    try:
        work = (
            partial(by, asked) if by else partial(runtime.ask, asked, _actor(request), await _opened(request, command))
        )
        return await (within(work) if within else work())
    except Overtaken as overtaken:
        return meanwhile.questions(overtaken, lang)
    except Refused as refused:
        return mistakes_of(refused, lang)


async def again(
    request: AnyRequest,
    page: FormPage,
    errors: Errors,
    *,
    path: Mapping[str, Any] | None = None,
    without: Sequence[str] = (),
) -> Response[Any]:
    """The form once more with what is wrong with it, status 422; for JSON the mistakes as a problem.

    What was typed comes back, but for the fields that it is `without`.
    """
    if _is_json(request):
        if any(message.now is not None for message in errors.values()):
            await page.shown()  # what stands there now is read like the page: where reading is noted, so is this
        return of_mistakes(errors)
    typed = {**await fields(request), **_of_path(request, path)}
    form = {name: value for name, value in typed.items() if name not in without}
    return respond.again(request, page.template, form, errors, fragment=page.fragment, **await page.shown())


def _of_path(request: AnyRequest, path: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the address tells and the page adds; a command takes its own fields of it."""
    return {**request.path_params, **(path or {})}


async def _sending(request: AnyRequest) -> Once | None:
    """Which sending of which form this is; none where no key came.

    An address with a token is itself a secret, which is kept nowhere, and good for one use anyway.
    """
    sent = request.headers.get("idempotency-key") or (await fields(request)).get("_key")
    if not isinstance(sent, str) or not 0 < len(sent) <= LONGEST_KEY or "token" in request.path_params:
        return None
    actor = request.state.actor
    return Once(f"account/{actor.account}" if actor else f"visitor/{request.state.csrf}", sent)


async def _opened(request: AnyRequest, command: type[msgspec.Struct]) -> Opened | None:
    """What whoever changes a thing had before them, where the form or the JSON object says so."""
    if not _is_json(request):
        return meanwhile.opened_of(command, await fields(request), request.state.lang)
    body = await json_object(request)
    sure = second_press.marks(body.get(second_press.SURE))
    return meanwhile.opened_of(command, {meanwhile.WAS: body.get(meanwhile.WAS), second_press.SURE: sure}, MACHINE)


@dataclass(frozen=True)
class _Rules:
    """What a command is checked by beside its fields: rules between them, on this day, told in this language."""

    cross_field: CrossField | None
    today: datetime.date
    lang: str


async def _read(request: AnyRequest, command: type[C], path: Mapping[str, Any], rules: _Rules) -> C | Errors:
    known = {name: value for name, value in path.items() if name in command.__struct_fields__}
    if not _is_json(request):
        return _checked(command, {**await fields(request), **as_typed(known)}, rules)
    body = await json_object(request)
    sure = second_press.marks(body.pop(second_press.SURE, None))
    body.pop(meanwhile.WAS, None)
    wrong = mistyped(command, body, known)
    typed = {**as_typed({**body, **known}), second_press.SURE: sure}
    return wrong if wrong is not None else _checked(command, typed, rules)


def _checked(command: type[C], form: Mapping[str, Any], rules: _Rules) -> C | Errors:
    form = second_press.carried(command, form)
    asked, values = read(command, form, rules.lang), partly(command, form, rules.lang)[0]
    errors = asked if isinstance(asked, Errors) else Errors()
    for refused in rules.cross_field(values, rules.today) if rules.cross_field else ():
        errors.setdefault(refused.field, refusal(refused, rules.lang or "en"))
    days = second_press.Asked(values, second_press.sure_of(form), rules.today, rules.lang)
    errors.update(second_press.ask(command, days, besides=errors))
    return errors or asked


async def chosen(request: AnyRequest, name: str) -> dict[str, str]:
    """What a form in hand says of a field that is searched: the words `asked` for, and what is `chosen` already."""
    typed = (
        {**request.query_params, **await fields(request)} if request.method == "POST" else dict(request.query_params)
    )
    given = {"asked": typed.get(f"{FIND}_{name}", ""), "chosen": typed.get(name, "")}
    return {word: value[:LONGEST_KEY] if isinstance(value, str) else "" for word, value in given.items()}


async def fields(request: AnyRequest) -> dict[str, Any]:
    """The form's fields, each with one value or a list of them; none of JSON. Raises 400 for what is no form."""
    found: dict[str, Any] = {}
    if _is_json(request):
        return found
    for name, value in (await form_of(request)).multi_items():
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
        else:
            found[name] = value
    return found


def _is_json(request: AnyRequest) -> bool:
    return request.content_type[0] == "application/json"


def signed_out(response: Response[Any], request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Take the session off the browser, with whatever it kept."""
    for name in (SESSION, SEEN):
        set_cookie(request.scope, runtime, name, "", 0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _actor(request: AnyRequest) -> Actor:
    return request.state.actor or msgspec.structs.replace(SYSTEM, account="visitor", roles=())
