"""Cases: mine, the office's or one officer's; who is away; and how many each has, for a team lead."""

from typing import Any

from litestar import get, post
from litestar.response import Response

from services.intake.access.queries.staff import names_of, officers_of
from services.intake.candidates.opening import OFFICER, noted
from services.intake.guidance.commands import EndStandIn, HandOver, HandOverAll, StandIn
from services.intake.guidance.model import acts_for
from services.intake.guidance.queries import cases as queries
from services.intake.guidance.queries import load as loads
from services.intake.tools import tools_of
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.lists import address
from web.requests import AnyRequest

LEAD = roles("lead")
HERE, LOAD, AWAY = "/intake/cases", "/intake/cases/load", "/intake/cases/stand-ins"
LIST, LOADS, STAND_INS = (f"intake/guidance/{name}.html" for name in ("cases", "load", "stand_ins"))
DUE = "intake/guidance/_due.html"


def _choice(request: AnyRequest) -> dict[str, str]:
    """Whose cases, and which of them: what is none of the list's shows all that are mine."""
    whose, what = (request.query_params.get(name, "")[:64] for name in ("whose", "what"))
    return {"whose": whose, "what": what if what in queries.GROUPS else ""}


async def _owners(request: AnyRequest, runtime: Runtime, whose: str) -> tuple[str, ...] | None:
    """Whose cases the list shows: none = everybody's."""
    actor, today = request.state.actor, runtime.clock.today()
    if whose == "office":
        return None
    away = await runtime.read(queries.stand_ins, actor.organisation, today)
    return (whose,) if whose else acts_for(actor.account, away)


async def _list(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """A page of the list; that names and steps are read is noted before they are opened."""
    actor, today, tools, choice = request.state.actor, runtime.clock.today(), tools_of(runtime), _choice(request)
    owners, after = await _owners(request, runtime, choice["whose"]), request.query_params.get("after", "")
    page = await runtime.read(queries.case_page, actor, today, owners=owners, what=choice["what"], after=after)
    reading = await noted(request, runtime, {row.case_code: "list" for row in page.rows})
    colleagues = await runtime.read(officers_of, tools.sealer, actor.organisation, request.state.lang)
    owned = await runtime.read(names_of, tools.sealer, {row.owner for row in page.rows})
    return {
        "rows": await runtime.read(queries.opened, tools.keys, page.rows, reading),
        "counts": await runtime.read(queries.counts, actor, today, owners),
        "names": {each.account: each.name for each in colleagues} | owned,
        "colleagues": colleagues,
        "away": await runtime.read(loads.absences, tools.sealer, actor, today),
        "next": page.next(HERE, **choice),
        "later": bool(after),
        "today": today,
        **choice,
    }


@get(HERE, policy=OFFICER)
async def cases(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, LIST, **await _list(request, runtime))


@get(f"{HERE}/due", policy=OFFICER)
async def due(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """What waits among one's own cases: the line that the list of today loads."""
    actor, today = request.state.actor, runtime.clock.today()
    counts = await runtime.read(queries.counts, actor, today, await _owners(request, runtime, ""))
    left = await runtime.read(loads.without_owner, tools_of(runtime).sealer, actor, today) if actor.is_("lead") else 0
    return respond.page(request, DUE, fragment=DUE, counts=counts, left=left)


@post(f"{HERE}/handover", policy=OFFICER, asks=HandOver)
async def hand_over(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    back = address(HERE, **_choice(request))
    page = forms.FormPage(LIST, lambda _: back, lambda: _list(request, runtime))
    return await forms.submit(request, runtime, page, flash="The cases are handed over.")


# -- for a team lead -----------------------------------------------------------------------------------------------------


async def _load(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    actor, sealer, lang = request.state.actor, tools_of(runtime).sealer, request.state.lang
    return {
        "rows": await runtime.read(loads.loads, sealer, actor, runtime.clock.today(), lang),
        "colleagues": await runtime.read(officers_of, sealer, actor.organisation, lang),
        "of": request.query_params.get("of", "")[:64],
    }


@get(LOAD, policy=LEAD)
async def load(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, LOADS, **await _load(request, runtime))


@post(f"{LOAD}/handover", policy=LEAD, asks=HandOverAll)
async def hand_over_all(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    page = forms.FormPage(LOADS, lambda _: LOAD, lambda: _load(request, runtime))
    return await forms.submit(request, runtime, page, flash="The cases are handed over.")


# -- away ------------------------------------------------------------------------------------------------------------------


async def _absences(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    actor, sealer, today = request.state.actor, tools_of(runtime).sealer, runtime.clock.today()
    return {
        "rows": await runtime.read(loads.absences, sealer, actor, today),
        "colleagues": await runtime.read(officers_of, sealer, actor.organisation, request.state.lang),
        "today": today,
    }


@get(AWAY, policy=OFFICER)
async def stand_ins(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, STAND_INS, **await _absences(request, runtime))


@post(AWAY, policy=OFFICER, asks=StandIn)
async def arrange_stand_in(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    page = forms.FormPage(STAND_INS, lambda _: AWAY, lambda: _absences(request, runtime))
    return await forms.submit(request, runtime, page, flash="It is arranged.")


@post(f"{AWAY}/{{stand_in:str}}/end", policy=OFFICER, asks=EndStandIn)
async def end_stand_in(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    page = forms.FormPage(STAND_INS, lambda _: AWAY, lambda: _absences(request, runtime))
    return await forms.submit(request, runtime, page, flash="The cases are with their owner again.")


PAGES = [cases, due, hand_over, load, hand_over_all, stand_ins, arrange_stand_in, end_stand_in]
