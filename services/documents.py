"""What outsiders may rely on, written from the code: events (AsyncAPI), commands (OpenAPI), routes and their policy."""

import ast
import inspect
import json
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import click
import msgspec
import yaml
from litestar import Litestar

from services.app import create_app
from services.demo import DEMO_PAGES
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from shared.auth import Policy
from shared.events import Event
from shared.message import CONTRACTS, Message, schema
from shared.settings import Settings
from web.site import handlers

SERVICES = (INTAKE, PLACEMENTS, RECOGNITION)
VERSION = "1.0.0"
LICENSE = {"name": "MIT", "identifier": "MIT"}
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


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


# -- routes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Route:
    """One method of one address: whose it is, who may use it, and what a form or JSON body asks for."""

    method: str
    path: str
    service: str
    policy: Policy
    handler: Any

    @property
    def template(self) -> str:
        """The address as OpenAPI writes it."""
        return "/".join(_parameter(part) or part for part in self.path.split("/")) or "/"

    @property
    def parameters(self) -> list[str]:
        return [found[1:-1] for part in self.path.split("/") if (found := _parameter(part))]

    @property
    def commands(self) -> list[type[msgspec.Struct]]:
        """The command structs this route names, itself or by the functions of its own file that it calls."""
        return sorted(_named(inspect.unwrap(self.handler.fn)), key=lambda command: command.__name__)


def _parameter(part: str) -> str:
    return f"{{{part[1:-1].partition(':')[0]}}}" if part.startswith("{") else ""


def routes() -> list[Route]:
    """Every route of the whole site, demonstration included, from the application itself."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(SERVICES, Settings(data=Path(folder)), DEMO_PAGES)
        for runtime in app.runtimes.values():
            runtime.close()
    site: Any = app.site
    while not isinstance(site, Litestar):
        site = site.app
    found = {}
    for handler in handlers(site):
        for path in handler.paths:
            for method in handler.http_methods:
                service = "" if path_is_common(path) else handler.opt["service"]
                found[path, method] = Route(method, path, service, handler.opt["policy"], handler)
    return [found[key] for key in sorted(found)]


def path_is_common(path: str) -> bool:
    """Whether every service answers this address alike."""
    return path.split("/")[1] in ("static", "healthz", "readyz", "language", "demo")


def _named(function: FunctionType, seen: frozenset[Any] = frozenset()) -> set[type[msgspec.Struct]]:
    """Command classes that the source hands on as a value; one that it fills in itself is not asked for by the body."""
    found: set[type[msgspec.Struct]] = set()
    tree = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))))
    filled = {node.func for node in tree if isinstance(node, ast.Call)}
    for node in tree:
        thing = _resolved(node, function.__globals__)
        if _is_command(thing) and node not in filled:
            found.add(thing)
        elif inspect.isfunction(thing) and thing.__module__ == function.__module__ and thing not in seen:
            found |= _named(thing, seen | {function})
    return found


def _resolved(node: ast.AST, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _resolved(node.value, names)
        return getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
    return None


def _is_command(thing: Any) -> bool:
    if not (isinstance(thing, type) and issubclass(thing, msgspec.Struct)):
        return False
    package, *rest = thing.__module__.split(".")
    return package == "services" and rest[-1:] == ["commands"]


# -- commands -------------------------------------------------------------------------------------------------------


def openapi() -> str:
    """The OpenAPI 3.1 document of every command that a form or a JSON body may ask for."""
    asked = [route for route in routes() if route.method in UNSAFE and route.commands]
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    paths: dict[str, Any] = {}
    for route in asked:
        paths.setdefault(route.template, {})[route.method.lower()] = _ask(route, schemas)
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
    "Fields that the address names are left out of the body."
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
    },
}


def _ask(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    bodies = [_body(command, route, schemas) for command in route.commands]
    body = bodies[0] if len(bodies) == 1 else {"oneOf": bodies}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {"403": "The form token or the origin is wrong", "404": "There is none, or not for you"}
    return {
        "operationId": _operation_id(route),
        "tags": [route.service],
        "summary": inspect.cleandoc(route.commands[0].__doc__ or "").split("\n")[0],
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
    return ".".join((*path, function.__name__))


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
