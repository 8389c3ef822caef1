"""*Is everything all right?*: each service answers for itself, and asks the others from the page."""

from functools import cache
from typing import Any

from litestar import Response, get

from services.condition.lines import lines, worst
from shared.auth import roles
from shared.service import Runtime
from web import respond
from web.requests import AnyRequest

STAFF = roles("officer", "lead", "editor", "auditor", "administrator")
PARTS = ("intake", "placements", "recognition")
PART = "condition/_part.html"


@cache
def condition_pages(name: str) -> tuple[Any, ...]:
    """The page of one service, and the part of it that the pages of the others show; the same however often asked for."""

    @get(f"/{name}/all-right", policy=STAFF, name=f"{name} all right")
    async def all_right(request: AnyRequest, runtime: Runtime) -> Response[Any]:
        found = await runtime.read(lines, runtime)
        others = [part for part in PARTS if part != name]
        return respond.page(
            request, "condition/all_right.html", part=name, lines=found, worst=worst(found), others=others
        )

    @get(f"/{name}/all-right/brief", policy=STAFF, name=f"{name} all right in brief")
    async def all_right_brief(request: AnyRequest, runtime: Runtime) -> Response[Any]:
        found = await runtime.read(lines, runtime)
        return respond.page(request, PART, fragment=PART, part=name, lines=found, worst=worst(found))

    return all_right, all_right_brief
