"""Today: what the office has to ask, and what it waits for."""

import datetime
from typing import Any

from litestar import get
from litestar.response import Response

from services.placements.hires.queries import worklist
from services.placements.hires.queries.elsewhere import at_work_elsewhere
from services.placements.hires.queries.papers import ending_papers
from services.placements.hires.queries.renewals import over_terms
from services.placements.known import queries as known
from services.placements.known.queries import codes
from services.placements.referrals import queries as referrals
from shared.auth import roles
from shared.service import Runtime
from web import respond
from web.lists import address
from web.requests import AnyRequest

PAGE, ANSWERED = 60, 20
"""Lines of a page, and how many of them at most are answered already."""
SOON = datetime.timedelta(days=7)


@get("/placements/today", policy=roles("officer", "lead"))
async def today(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    actor = request.state.actor
    day = runtime.clock.today(await runtime.read(known.zone, actor.organisation or ""))
    after = request.query_params.get("after", "")[:100]
    urgent = await runtime.read(worklist.worklist, actor, day, after=after, limit=PAGE, answered=ANSWERED)
    checks = urgent.checks
    waiting = await runtime.read(referrals.waiting, actor, day)
    over = await runtime.read(over_terms, actor, day)
    papers = await runtime.read(ending_papers, actor, day)
    elsewhere = await runtime.read(at_work_elsewhere, actor)
    to_call = codes([check for check in checks if check.state == "asked"])
    return respond.page(
        request,
        "placements/hires/today.html",
        today=day,
        checks=checks,
        more=urgent.more,
        later=bool(after),
        next=address("/placements/today", after=urgent.last) if urgent.last else "",
        with_lead=urgent.with_lead,
        waiting=waiting,
        papers=papers,
        over=over,
        elsewhere=elsewhere,
        coming=await runtime.read(worklist.coming, actor, day + SOON),
        codes=[code for code in codes(checks, over, waiting, papers, elsewhere) if code not in to_call],
        to_call=to_call,
    )


PAGES = [today]
