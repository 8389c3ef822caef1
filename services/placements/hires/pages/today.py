"""Today: what the office has to ask, and what it waits for."""

import datetime
from typing import Any

from litestar import get
from litestar.response import Response

from services.placements.hires.queries import worklist
from services.placements.hires.queries.papers import ending_papers
from services.placements.hires.queries.renewals import over_terms
from services.placements.known import queries as known
from services.placements.known.queries import AT_ONCE, codes
from services.placements.referrals import queries as referrals
from shared.auth import roles
from shared.service import Runtime
from web import respond
from web.lists import address
from web.requests import AnyRequest

SOON = datetime.timedelta(days=7)


@get("/placements/today", policy=roles("officer", "lead"))
async def today(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    actor = request.state.actor
    day = runtime.clock.today(await runtime.read(known.zone, actor.organisation or ""))
    urgent = await runtime.read(worklist.worklist, actor, day)
    checks, begins = _page(urgent, request.query_params.get("after", ""))
    waiting = await runtime.read(referrals.waiting, actor, day)
    over = await runtime.read(over_terms, actor, day)
    papers = await runtime.read(ending_papers, actor, day)
    to_call = codes([check for check in checks if check.state == "asked"])
    return respond.page(
        request,
        "placements/hires/today.html",
        today=day,
        checks=checks,
        more=len(urgent) - begins - len(checks),
        later=begins > 0,
        next=address("/placements/today", after=checks[-1].id) if begins + len(checks) < len(urgent) else "",
        with_lead=sum(check.state == "asked" and check.is_with_lead(day) for check in urgent),
        waiting=waiting,
        papers=papers,
        over=over,
        coming=await runtime.read(worklist.coming, actor, day + SOON),
        codes=[code for code in codes(checks, over, waiting, papers) if code not in to_call],
        to_call=to_call,
    )


def _page(urgent: list[worklist.Check], after: str) -> tuple[list[worklist.Check], int]:
    """The lines behind one, and how many stand before them; behind one that is answered by now, from the beginning."""
    begins = next((place + 1 for place, check in enumerate(urgent) if check.id == after), 0)
    return urgent[begins : begins + AT_ONCE], begins


PAGES = [today]
