"""One way from a form, or the same command as JSON, to a handler and back: nothing typed is lost."""

import datetime
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.exceptions import ClientException

from shared.auth import SYSTEM, Actor
from shared.service import Runtime
from shared.transaction import Refused
from web.answers import MACHINE
from web.form import Errors, Message, partly, read
from web.formats import day
from web.guard import SEEN, SESSION, form_of, set_cookie
from web.respond import Flash, again, page, see_other
from web.text import translate

C = TypeVar("C", bound=msgspec.Struct)
AnyRequest = Request[Any, Any, Any]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CrossField = Callable[[Mapping[str, Any], datetime.date], Iterable[Refused]]
Context = Mapping[str, Any] | Callable[[], Awaitable[Mapping[str, Any]]] | None


async def submit(
    request: AnyRequest,
    runtime: Runtime,
    command: type[C],
    handler: Callable[[C, Any], Any],
    *,
    template: str,
    then: Callable[[Any], str],
    context: Context = None,
    given: Mapping[str, Any] | None = None,
    fragment: str | None = None,
    flash: Flash | str | None = None,
    beside: CrossField | None = None,
) -> Response[Any]:
    """Read, carry out, answer. `given` fields come from the address and win over the form.

    `beside` are the rules that need nothing but what was typed, and today: they are asked of whatever could be read,
    so that their mistakes are named together with those of the fields.

    A refused form comes back as `template` (or `fragment` for htmx) with status 422, its raw values and every mistake;
    success is a 303 to `then(result)`, or for htmx with a fragment that fragment, drawn from a fresh context.
    """
    if request.content_type[0] == "application/json":
        return await _submit_json(request, runtime, command, handler, then, given, beside)
    form = await fields(request)
    if given:
        form = {**form, **given}
    asked = _checked(command, form, beside, runtime.clock.today(), request.state.lang)
    errors = asked if isinstance(asked, Errors) else None
    result: Any = None
    if errors is None:
        try:
            result = await runtime.do(handler, asked, _actor(request))
        except Refused as refused:
            errors = Errors({refused.field: refusal(refused, request.state.lang)})
    if errors is not None:
        more = await _context(context)
        return again(request, template, form, errors, fragment=fragment, **more)
    if fragment and request.headers.get("HX-Request") == "true":
        return page(request, template, fragment=fragment, **await _context(context))
    return see_other(then(result), flash)


def _checked(
    command: type[C], form: Mapping[str, Any], beside: CrossField | None, today: datetime.date, lang: str
) -> C | Errors:
    asked = read(command, form, lang)
    if beside is None:
        return asked
    errors = asked if isinstance(asked, Errors) else Errors()
    for refused in beside(partly(command, form, lang)[0], today):
        errors.setdefault(refused.field, refusal(refused, lang or "en"))
    return errors or asked


async def fields(request: AnyRequest) -> dict[str, Any]:
    """The form's fields, each with one value or a list of them. Raises 400 for what is no form."""
    found: dict[str, Any] = {}
    for name, value in (await form_of(request)).multi_items():
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
        else:
            found[name] = value
    return found


def refusal(refused: Refused, lang: str) -> Message:
    """What a rule said no with, as a form message. What it names stays apart from the text: the template escapes it."""
    if "{" not in refused.message:
        return Message(refused.message, refused.params)
    text = translate(refused.message, lang).replace("%", "%%")
    dates = {name: day(one, lang) for name, one in refused.params.items() if isinstance(one, datetime.date)}
    return Message(PLACEHOLDER.sub(r"%(\1)s", text), refused.params | dates)


async def _submit_json(
    request: AnyRequest,
    runtime: Runtime,
    command: type[C],
    handler: Callable[[C, Any], Any],
    then: Callable[[Any], str],
    given: Mapping[str, Any] | None,
    beside: CrossField | None,
) -> Response[Any]:
    body = await _json_object(request)
    unknown = set(body) - set(command.__struct_fields__)
    if unknown:
        return problem(422, "Unknown fields", dict.fromkeys(sorted(unknown), "not a field of this command"))
    try:
        msgspec.convert({**body, **(given or {})}, command)
    except msgspec.ValidationError as error:
        return problem(422, str(error))
    asked = _checked(command, _as_typed({**body, **(given or {})}), beside, runtime.clock.today(), MACHINE)
    if isinstance(asked, Errors):
        return problem(422, "Refused", {name: _said(message) for name, message in asked.items()})
    try:
        result = await runtime.do(handler, asked, _actor(request))
    except Refused as refused:
        return problem(422, "Refused", {refused.field or "": _said(refusal(refused, "en"))})
    location = then(result)
    return Response({"location": location}, status_code=201, headers={"Location": location})


async def _json_object(request: AnyRequest) -> dict[str, Any]:
    """Raises 400 for what is no JSON object or names a field twice."""
    raw = await request.body()
    try:
        body = msgspec.json.decode(raw)
        json.loads(raw, object_pairs_hook=_once)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ClientException("not JSON") from error
    if not isinstance(body, dict):
        raise ClientException("the body is not an object")
    return body


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a field is named twice")


def _as_typed(body: Mapping[str, Any]) -> dict[str, Any]:
    """JSON values as a person would type them, so that one reader cleans and limits both kinds of body."""
    return {name: _typed(value) for name, value in body.items() if value is not None}


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return [_typed(one) for one in value]
    return str(value) if isinstance(value, int | float) else value


def _said(message: Message) -> str:
    return message.text % message.params if message.params else message.text


def problem(status: int, title: str, errors: Mapping[str, str] | None = None) -> Response[Any]:
    """RFC 9457."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if errors:
        body["errors"] = dict(errors)
    return Response(body, status_code=status, media_type="application/problem+json")


def signed_in(
    response: Response[Any], request: AnyRequest, runtime: Runtime, token: str, actor: Actor
) -> Response[Any]:
    """Put a new session on the response."""
    set_cookie(request.scope, runtime, SESSION, token)
    set_cookie(request.scope, runtime, SEEN, runtime.keys.seen(actor.session))
    return response


def signed_out(response: Response[Any], request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Take the session off the browser, with whatever it kept."""
    for name in (SESSION, SEEN):
        set_cookie(request.scope, runtime, name, "", 0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _actor(request: AnyRequest) -> Actor:
    return request.state.actor or msgspec.structs.replace(SYSTEM, account="visitor", roles=())


async def _context(context: Context) -> Mapping[str, Any]:
    if context is None:
        return {}
    return await context() if callable(context) else context
