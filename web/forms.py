"""One way from a form, or the same command as JSON, to a handler and back: nothing typed is lost, nothing is half done."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.exceptions import ClientException

from shared.auth import SYSTEM, Actor
from shared.service import Desk
from shared.transaction import Refused
from web.door import SEEN, SESSION, set_cookie
from web.form import Errors, Message, read
from web.outer import MOST_FIELDS
from web.respond import Flash, again, page, see_other
from web.text import translate

C = TypeVar("C", bound=msgspec.Struct)
AnyRequest = Request[Any, Any, Any]
Context = Mapping[str, Any] | Callable[[], Awaitable[Mapping[str, Any]]] | None


async def submit(
    request: AnyRequest,
    desk: Desk,
    command: type[C],
    handler: Callable[[C, Any], Any],
    *,
    template: str,
    then: Callable[[Any], str],
    context: Context = None,
    given: Mapping[str, Any] | None = None,
    fragment: str | None = None,
    flash: Flash | str | None = None,
) -> Response[Any]:
    """Read, carry out, answer. `given` fields come from the address and win over the form.

    A refused form comes back as `template` (or `fragment` for htmx) with status 422, its raw values and every mistake;
    success is a 303 to `then(result)`, or for htmx with a fragment that fragment, drawn from a fresh context.
    """
    if request.content_type[0] == "application/json":
        return await _submit_json(request, desk, command, handler, then, given)
    form = await fields(request)
    if given:
        form = {**form, **given}
    asked = read(command, form)
    errors = asked if isinstance(asked, Errors) else None
    result: Any = None
    if errors is None:
        try:
            result = await desk.do(handler, asked, _actor(request))
        except Refused as refused:
            errors = Errors({refused.field: refusal(refused, request.state.lang)})
    if errors is not None:
        more = await _context(context)
        return again(request, template, form, errors, fragment=fragment, **more)
    if fragment and request.headers.get("HX-Request") == "true":
        return page(request, template, fragment=fragment, **await _context(context))
    return see_other(then(result), flash)


async def fields(request: AnyRequest) -> dict[str, Any]:
    """The form's fields, each with one value or a list of them. Raises 400 for what is no form."""
    try:
        form = await request.form()
    except (UnicodeError, LookupError, ValueError) as error:
        raise ClientException("unreadable form") from error
    pairs = list(form.multi_items())
    if len(pairs) > MOST_FIELDS:
        raise ClientException("too many fields")
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
        else:
            found[name] = value
    return found


def refusal(refused: Refused, lang: str) -> Message:
    """What a rule said no with, as a form message."""
    if "{" not in refused.message:
        return Message(refused.message, refused.params)
    return Message(translate(refused.message, lang).format(**refused.params).replace("%", "%%"))


async def _submit_json(
    request: AnyRequest,
    desk: Desk,
    command: type[C],
    handler: Callable[[C, Any], Any],
    then: Callable[[Any], str],
    given: Mapping[str, Any] | None,
) -> Response[Any]:
    try:
        body = msgspec.json.decode(await request.body())
        if not isinstance(body, dict):
            raise ClientException("the body is not an object")
        unknown = set(body) - set(command.__struct_fields__)
        if unknown:
            return problem(422, "Unknown fields", {name: "not a field of this command" for name in sorted(unknown)})
        asked = msgspec.convert({**body, **(given or {})}, command)
    except msgspec.ValidationError as error:
        return problem(422, str(error))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ClientException("not JSON") from error
    try:
        result = await desk.do(handler, asked, _actor(request))
    except Refused as refused:
        text = refusal(refused, "en")
        return problem(422, "Refused", {refused.field or "": text.text % text.params if text.params else text.text})
    location = then(result)
    return Response({"location": location}, status_code=201, headers={"Location": location})


def problem(status: int, title: str, errors: Mapping[str, str] | None = None) -> Response[Any]:
    """RFC 9457."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if errors:
        body["errors"] = dict(errors)
    return Response(body, status_code=status, media_type="application/problem+json")


def signed_in(response: Response[Any], request: AnyRequest, desk: Desk, token: str, actor: Actor) -> Response[Any]:
    """Put a new session on the response."""
    set_cookie(request.scope, desk, SESSION, token)
    set_cookie(request.scope, desk, SEEN, desk.keys.seen(actor.session))
    return response


def signed_out(response: Response[Any], request: AnyRequest, desk: Desk) -> Response[Any]:
    """Take the session off the browser, with whatever it kept."""
    for name in (SESSION, SEEN):
        set_cookie(request.scope, desk, name, "", 0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _actor(request: AnyRequest) -> Actor:
    return request.state.actor or msgspec.structs.replace(SYSTEM, account="visitor", roles=())


async def _context(context: Context) -> Mapping[str, Any]:
    if context is None:
        return {}
    return await context() if callable(context) else context
