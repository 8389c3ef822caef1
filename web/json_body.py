"""A command as JSON: one object, each field once, no other fields, no other types."""

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar.exceptions import ClientException

from web.form import Errors
from web.requests import AnyRequest

FIELD = re.compile(r"\$\.(\w+)")


class NotAnObject(ClientException):
    """What was sent as JSON is no object with each of its fields once: `detail` says what is wrong."""


def mistyped(command: type[msgspec.Struct], body: Mapping[str, Any], known: Mapping[str, Any]) -> Errors | None:
    """What JSON may not do and a form cannot: other fields, other types. What is left out the form's reader names."""
    unknown = set(body) - set(command.__struct_fields__)
    if unknown:
        return Errors(dict.fromkeys(sorted(unknown), "not a field of this command")).titled("Unknown fields")
    given = {**body, **known}
    if any(field.required and field.encode_name not in given for field in msgspec.structs.fields(command)):
        return None
    try:
        msgspec.convert(given, command)
    except msgspec.ValidationError as error:
        field = FIELD.search(str(error))
        return Errors({field[1]: str(error)} if field else {}).titled(str(error))
    return None


async def json_object(request: AnyRequest) -> dict[str, Any]:
    """Raises 400 for what is no JSON object or names a field twice."""
    raw = await request.body()
    try:
        body = msgspec.json.decode(raw)
        json.loads(raw, object_pairs_hook=_once)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise NotAnObject("The body is not JSON, or names a field twice") from error
    if not isinstance(body, dict):
        raise NotAnObject("The body is not a JSON object")
    return body


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a field is named twice")


def as_typed(body: Mapping[str, Any]) -> dict[str, Any]:
    """JSON values as a person would type them, so that one reader cleans and limits both kinds of body."""
    return {name: _typed(value) for name, value in body.items() if value is not None}


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return [_typed(one) for one in value]
    return str(value) if isinstance(value, int | float) else value
