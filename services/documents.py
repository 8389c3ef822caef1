"""What outsiders may rely on, written from the code: events (AsyncAPI), commands (OpenAPI), routes and their policy."""

import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click
import msgspec
import yaml

from services.recognition.board.queries import dictionary
from services.routes import SERVICES, Route, routes
from shared.events import Event
from shared.languages import FRAME
from shared.message import CONTRACTS, Message, schema

VERSION = "1.0.0"
LICENSE = {"name": "MIT", "identifier": "MIT"}


# -- events ---------------------------------------------------------------------------------------------------------


def asyncapi() -> str:
    """The AsyncAPI 3.0 document of every event, who tells it and who hears it, as YAML."""
    newest = sorted(CONTRACTS.values(), key=lambda event: (event.TYPE, event.VERSION))
    schemas = _schemas([Message, *newest])
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Steadfast events",
            "version": VERSION,
            "description": "One JetStream stream, EVENTS; each message a CloudEvents 1.0 envelope in structured JSON.",
            "license": {"name": LICENSE["name"]},
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {event.TYPE: _channel(event.TYPE, newest) for event in newest},
        "operations": dict(_operations()),
        "components": {
            "messages": {_message_name(event): _message(event) for event in newest},
            "schemas": schemas,
        },
    }
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


class _Plain(yaml.SafeDumper):
    """Repeats what is written twice: no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _channel(address: str, events: Sequence[type[Event]]) -> dict[str, Any]:
    names = [_message_name(event) for event in events if address == event.TYPE]
    return {"address": address, "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names}}


def _message_name(event: type[Event]) -> str:
    return f"{event.__name__}.{event.VERSION}"


def _message(event: type[Event]) -> dict[str, Any]:
    fixed = {"type": {"const": event.TYPE}, "dataschema": {"const": schema(event)}}
    data = {"$ref": f"#/components/schemas/{event.__name__}"}
    envelope = {"$ref": "#/components/schemas/Message"}
    return {
        "name": _message_name(event),
        "title": event.TYPE,
        "summary": inspect.cleandoc(event.__dict__.get("__doc__") or event.TYPE),
        "contentType": "application/cloudevents+json",
        "payload": {"allOf": [envelope, {"type": "object", "properties": {**fixed, "data": data}}]},
    }


def _operations() -> Iterator[tuple[str, Any]]:
    for service in SERVICES:
        for event in sorted(service.publishes, key=lambda event: event.TYPE):
            yield f"{service.name}.tells.{event.TYPE}", _operation("send", event.TYPE)
        for address in service.hears:
            yield f"{service.name}.hears.{address}", _operation("receive", address)


def _operation(action: str, address: str) -> dict[str, Any]:
    return {"action": action, "channel": {"$ref": f"#/channels/{address}"}}


# -- commands -------------------------------------------------------------------------------------------------------


def openapi() -> str:
    """The OpenAPI 3.1 document of every command that a form or a JSON body may ask for, and of the open data."""
    commanded = [route for route in routes() if route.command]
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    paths: dict[str, Any] = {}
    for route in commanded:
        paths.setdefault(route.template, {})[route.method.lower()] = _operation_of(route, schemas)
    paths |= dictionary.paths()
    schemas |= dictionary.schemas()
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Steadfast commands", "version": VERSION, "description": ABOUT, "license": LICENSE},
        "security": [{"session": [], "form_token": []}],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": SECURITY},
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


ABOUT = (
    "Every command is a page's form and, with Content-Type application/json, the same fields as JSON. "
    "Fields that the address names are left out of the body. What comes a second time with the same header "
    "Idempotency-Key is not done again within two days, and leads to the same Location. A day whose year is probably "
    "wrong is asked about with a 422: whoever means it sends the object `confirm` of that answer back as the field `_sure`. "
    "Whoever changes a thing may send, as the field `_was`, an object of what its fields said when they were read: what "
    "others changed meanwhile then stays where this command changes nothing, and is asked about with a 422 in the same "
    "way where both changed the same. Without `_was` the command is carried out as it comes."
)
SECURITY = {
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session"},
    "form_token": {"type": "apiKey", "in": "header", "name": "X-Form-Token"},
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        "confirm": {
            "type": "object",
            "description": "What is asked about, or others changed meanwhile, by field: sent back as `_sure`, it is taken",
            "additionalProperties": {"type": "string"},
        },
    },
}


def _operation_of(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    command = route.command
    if command is None:
        raise ValueError(f"{route.path} asks nothing")
    body = _body(command, route, schemas)
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {"403": "The form token or the origin is wrong", "404": "There is none, or not for you"}
    return {
        "operationId": _operation_id(route),
        "tags": [route.service],
        "summary": inspect.cleandoc(command.__doc__ or "").split("\n")[0],
        "description": f"For: {route.policy.name}.",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in route.parameters
        ],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {
            "201": {"description": "Done; Location names what it led to"},
            "401": {"description": "Sign in first", "content": problem},
            **{status: {"description": text, "content": problem} for status, text in refusals.items()},
            "422": {"description": "A field or a rule says no", "content": problem},
        },
    }


def _operation_id(route: Route) -> str:
    function = inspect.unwrap(route.handler.fn)
    path = [part for part in function.__module__.split(".")[1:] if part != "pages"]
    first = route.path.split("/")[1]
    language = (first,) if first in FRAME else ()
    return ".".join((*path, function.__name__, *language))


def _body(command: type[msgspec.Struct], route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    """The command's schema without the fields that the address gives, kept under the command's name where none is."""
    made = _schemas([command])
    own = made.pop(command.__name__)
    schemas.update(made)
    given = [name for name in route.parameters if name in own["properties"]]
    if not given:
        schemas[command.__name__] = own
        return {"$ref": f"#/components/schemas/{command.__name__}"}
    properties = {name: value for name, value in own["properties"].items() if name not in given}
    required = [name for name in own.get("required", []) if name not in given]
    return {**own, "properties": properties, "required": required}


def _schemas(structs: Sequence[type[msgspec.Struct]]) -> dict[str, Any]:
    _, components = msgspec.json.schema_components(structs, ref_template="#/components/schemas/{name}")
    return dict(components)


# -- permissions ----------------------------------------------------------------------------------------------------


def permissions() -> str:
    """The table of every route with who may use it, as Markdown."""
    lines = [
        "# Who may use what",
        "",
        "Written by `steadfast documents permissions` from the policies that the routes declare; do not edit.",
        "Whose rows a permitted person sees is decided in the SQL of each query; not permitted looks like not found.",
        "",
    ]
    for name in ("", *(service.name for service in SERVICES)):
        lines += [f"## {name or 'every service'}", "", "| method | address | for |", "|---|---|---|"]
        lines += [_line(route) for route in routes() if route.service == name]
        lines.append("")
    return "\n".join(lines)


def _line(route: Route) -> str:
    return f"| {route.method} | `{route.template}` | {route.policy.name} |"


# -- the command line -----------------------------------------------------------------------------------------------


@click.group(epilog="Example: steadfast documents asyncapi > docs/asyncapi.yaml")
def documents() -> None:
    """Documents written from the code: asyncapi, openapi, permissions."""


def _printing(name: str, document: Callable[[], str]) -> None:
    def show() -> None:
        print(document(), end="")

    show.__doc__ = document.__doc__
    documents.command(name, epilog=f"Example: steadfast documents {name}")(show)


for _name, _document in (("asyncapi", asyncapi), ("openapi", openapi), ("permissions", permissions)):
    _printing(_name, _document)

COMMANDS = (documents,)

if __name__ == "__main__":
    documents()
