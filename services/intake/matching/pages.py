"""People for a vacancy and vacancies for a person: proposed with reasons; a person decides."""

from typing import Any

from litestar import get
from litestar.response import Response

from services.intake.candidates.commands import NoteReading
from services.intake.candidates.opening import OFFICER, one_file
from services.intake.candidates.queries import candidates
from services.intake.matching.commands import OpenProfile
from services.intake.matching.queries import people as matching
from services.intake.matching.queries import profiles
from services.intake.tools import tools_of
from services.intake.vacancies import queries as vacancies
from shared.auth import roles
from shared.service import Runtime
from web import respond
from web.requests import AnyRequest


@get("/intake/vacancies/{vacancy:str}/candidates", policy=roles("officer", "lead"))
async def people_for_vacancy(request: AnyRequest, runtime: Runtime, vacancy: str) -> Response[Any]:
    """Ready people of the own organisation with what they have of what is asked; the reading of their names is noted first."""
    actor = request.state.actor
    found = await runtime.read(vacancies.own_vacancy, actor, vacancy)
    after = request.query_params.get("after", "")[:64]
    proposed = await runtime.read(matching.people_for, actor, found, runtime.clock.today(), after)
    reading = NoteReading(readings={one.case_code: "match" for one in proposed.people})
    noted = await runtime.ask(reading, actor)
    names = await runtime.read(candidates.names, tools_of(runtime).keys, actor, noted)
    named = {each.id: each.name for each in names}
    return respond.page(request, "intake/matching/vacancy_people.html", vacancy=found, proposed=proposed, names=named)


@get("/intake/candidates/{candidate:str}/vacancies", policy=OFFICER)
async def match(request: AnyRequest, runtime: Runtime, candidate: str) -> Response[Any]:
    """Open vacancies with reasons: it only proposes, a person decides."""
    context = await one_file(request, runtime, candidate, "match")
    today = runtime.clock.today()
    offers = await runtime.read(matching.suggestions, request.state.actor, candidate, today)
    shown, links = _slice(request, offers, f"/intake/candidates/{candidate}/vacancies")
    return respond.page(request, "intake/matching/candidate_vacancies.html", offers=shown, **links, **context)


def _slice(request: AnyRequest, offers: list[Any], here: str) -> tuple[list[Any], dict[str, Any]]:
    """As many as somebody reads, and where the others are; a number nobody was told of is the first page."""
    asked = request.query_params.get("page", "")
    page = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    end = max(page, 1) * matching.PAGE
    following = f"{here}?page={page + 1}" if end < len(offers) else ""
    return offers[end - matching.PAGE : end], {"next": following, "previous": here if page > 1 else ""}


@get("/intake/profiles/{referral:str}", policy=roles("employer"))
async def profile(request: AnyRequest, runtime: Runtime, referral: str) -> Response[Any]:
    """What the employer may know of somebody whose application it was sent; a page of placements asks for it."""
    actor = request.state.actor
    named = await runtime.ask(OpenProfile(referral=referral), actor)
    found = await runtime.read(
        profiles.profile, tools_of(runtime).keys, actor, referral, runtime.clock.today(), named=named
    )
    part = "intake/matching/_profile.html"
    return respond.page(request, "intake/matching/profile.html", fragment=part, profile=found, second=actor.second)


PAGES = [people_for_vacancy, match, profile]
