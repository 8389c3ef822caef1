"""Today: what the office has to ask, and what it waits for."""

import datetime

from litestar import Request, get
from litestar.response import Response

from services.placements.queries import hires, known, referrals
from shared.auth import roles
from shared.service import Desk
from web import respond

SOON = datetime.timedelta(days=7)
AT_ONCE = 100
"""As many lines as names are given for; the rest moves up as these are answered."""


@get("/placements/today", policy=roles("officer", "lead"))
async def today(request: Request, desk: Desk) -> Response:
    actor = request.state.actor
    day = desk.clock.today(await desk.read(known.zone, actor.organisation or ""))
    urgent = await desk.read(hires.worklist, actor, day)
    checks = urgent[:AT_ONCE]
    waiting = await desk.read(referrals.waiting, actor, day)
    to_call = codes([check for check in checks if check.state == "asked"])
    return respond.page(
        request,
        "placements/today.html",
        today=day,
        checks=checks,
        more=len(urgent) - len(checks),
        with_lead=sum(check.state == "asked" and check.is_with_lead(day) for check in urgent),
        waiting=waiting,
        coming=await desk.read(hires.coming, actor, day + SOON),
        codes=[code for code in codes(checks, waiting) if code not in to_call],
        to_call=to_call,
    )


def codes(*lists: list) -> list[str]:
    """The case codes of a page, once each, as many as names are given for."""
    return list(dict.fromkeys(row.case_code for rows in lists for row in rows if row.case_code))[:AT_ONCE]
