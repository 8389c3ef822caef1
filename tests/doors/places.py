"""The routes of the whole site and what their bodies hold, looked up once for a run."""

from functools import cache
from typing import Any

from msgspec import inspect

from services import documents as wire
from services.documents import Route


@cache
def routes() -> tuple[Route, ...]:
    return tuple(wire.routes())


@cache
def asked_for(method: str, path: str) -> tuple[Any, ...]:
    """The fields of the first command that this route reads: a name, a type, whether it must be there."""
    route = next(one for one in routes() if (one.method, one.path) == (method, path))
    found: list[Any] = []
    for command in route.commands[:1]:
        info: Any = inspect.type_info(command)
        found += [one for one in info.fields if one.name not in route.parameters]
    return tuple(found)
