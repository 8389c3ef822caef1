"""The routes of the whole site and what their bodies hold, looked up once for a run."""

from functools import cache
from typing import Any

from msgspec import inspect

from services import routes as site
from services.routes import Route


@cache
def routes() -> tuple[Route, ...]:
    return tuple(site.routes())


@cache
def asked_for(method: str, path: str) -> tuple[Any, ...]:
    """The fields of the command that this route asks: a name, a type, whether it must be there."""
    route = next(one for one in routes() if (one.method, one.path) == (method, path))
    if route.command is None:
        return ()
    info: Any = inspect.type_info(route.command)
    return tuple(one for one in info.fields if one.name not in route.parameters)
