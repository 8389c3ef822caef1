"""Beside the hires that an office recorded: counted, waiting until when, or not counted and why. Asked by their pages."""

import re
from typing import Any

from litestar import Response, get

from services.recognition.oversight.queries.counting import counting
from shared.auth import roles
from shared.service import Runtime
from web import respond
from web.requests import AnyRequest

MOST = 60
"""A page of hires."""
REFERENCE = re.compile(r"[0-9A-Za-z-]{1,64}")
PART = "recognition/oversight/_counting.html"


@get("/recognition/counting", policy=roles("officer", "lead"))
async def counting_of_hires(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Parts that go into the lines of the page that asked (`h` = its hires)."""
    given = dict.fromkeys(request.query_params.getall("h", []))
    hires = [one for one in given if REFERENCE.fullmatch(one)][:MOST]
    organisation = request.state.actor.organisation or ""
    found = await runtime.read(counting, organisation, hires, runtime.clock.today())
    return respond.page(request, PART, fragment=PART, hires=found)


PAGES = (counting_of_hires,)
