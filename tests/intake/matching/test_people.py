"""Who is proposed for a vacancy, in which order, and for whom an application can be sent."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.candidates.commands import DescribeCandidate, GivePermission
from services.intake.candidates.handlers import candidates as files
from services.intake.candidates.handlers import permissions
from services.intake.matching.queries import people as matching
from services.intake.vacancies import handlers as vacancies
from services.intake.vacancies.queries import own_vacancy
from shared.events.placements import ReferralSent, VacancyFilled
from tests.intake.browsing import Browser
from tests.intake.conftest import TODAY, Intake, described

pytestmark = pytest.mark.both_databases


def offered(intake: Intake, vacancy: str, after: str = "") -> matching.Proposals:
    def look(session: Any) -> matching.Proposals:
        found = own_vacancy(session, intake.officer, vacancy)
        return matching.people_for(session, intake.officer, found, TODAY, after)

    return intake.runtime.database.look(look)


def allowed(intake: Intake, candidate: str, **more: Any) -> str:
    given = GivePermission(candidate=candidate, scope="apply", **more)
    return str(intake.do(permissions.give_permission, given, intake.officer))


def crowd(intake: Intake, number: int, *, skilled: int) -> set[str]:
    """So many ready people; every sixth or so of them cooks. Returns who does."""
    one = intake.ready()
    row = intake.runtime.database.look(lambda s: dict(s.execute(sa.select(candidates.candidate)).one()._mapping))
    given = intake.runtime.database.look(lambda s: s.execute(sa.select(candidates.permission)).first())
    assert given is None
    every = number // skilled
    rows = []
    for at in range(1, number):
        skills = ("cooking", "driving") if at % every == 0 else ("driving",) if at % 2 else ()
        waited = TODAY - datetime.timedelta(days=at % 40)
        own = {"id": f"person-{at:03}", "case_code": f"C-{at:04}", "ready_on": waited, "skills": skills}
        rows.append(row | own)
    allow = {
        "scope": "apply",
        "reach": "all",
        "words": "",
        "guardian": "",
        "folder": "",
        "given_by": "x",
        "begins": TODAY,
    }
    permitted = [{"id": f"p-{each['id']}", "candidate": each["id"], **allow} for each in rows]

    def write(session: Any) -> None:
        session.execute(sa.insert(candidates.candidate), rows)
        session.execute(sa.insert(candidates.permission), permitted)

    intake.runtime.database.transact(write)
    allowed(intake, one)
    return {each["id"] for each in rows if "cooking" in each["skills"]}


def test_of_a_hundred_and_fifty_the_first_twenty_have_what_is_asked_for(intake: Intake) -> None:
    able = crowd(intake, 151, skilled=25)
    assert len(able) == 25
    vacancy = intake.published(intake.verified(), skills=("cooking",), languages=("bg:A2",))
    found = offered(intake, vacancy)
    assert found.total == 151
    assert {one.id for one in found.people} <= able
    assert len(found.people) == 20
    waited = [one.ready_on for one in found.people]
    assert waited == sorted(waited)
    following = offered(intake, vacancy, found.last)
    assert [one.id in able for one in following.people] == [True] * 5 + [False] * 15


def test_each_asked_thing_is_answered_in_words(intake: Intake) -> None:
    vacancy = intake.published(
        intake.verified(), skills=("cooking", "healthcare"), languages=("bg:B1",), courses=("food-hygiene",)
    )
    one = intake.ready()
    skills = described(one, skills=("cooking", "care"), courses=("first-aid",))
    intake.do(files.describe_candidate, skills, intake.officer)
    page = Browser(intake, lang="en", roles=("officer",), organisation=intake.organisation).page(
        f"/intake/vacancies/{vacancy}/candidates"
    )
    said = [" ".join(each.get_text().split()) for each in page.select(f"#person-{one} li")]
    assert said == [
        "has cooking and baking",
        "nearly nursing and medicine (care of people)",
        "nearly Bulgarian – B1, gets by at work (speaks A2, simple talk)",
        "no course: food hygiene",
    ]


def test_the_button_is_there_exactly_where_the_application_can_be_sent(intake: Intake) -> None:
    employer = intake.verified()
    other = intake.verified(national_id="131071587", contact_email="b@b.example")
    vacancy = intake.published(employer)
    able = intake.ready(name="Мария Попова")
    silent = intake.ready(name="Иван Петров", another=True)
    elsewhere = intake.ready(name="Петър Димов", another=True)
    under_way = intake.ready(name="Яна Колева", another=True)
    allowed(intake, able)
    allowed(intake, elsewhere, reach="employer", employer=other)
    allowed(intake, under_way)
    sent = ReferralSent(referral="r-1", vacancy=vacancy, employer=employer, candidate=under_way, state="sent")
    intake.runtime.perform(lambda tx: vacancies.note_referrals([sent], tx))
    found = {one.id: one.obstacles for one in offered(intake, vacancy).people}
    assert found == {
        able: (),
        silent: ("no-permission",),
        elsewhere: ("no-permission",),
        under_way: ("under-way",),
    }
    full = VacancyFilled(vacancy=vacancy, employer=employer, on=TODAY)
    intake.runtime.perform(lambda tx: vacancies.note_filled([full], tx))
    assert {one.id: one.obstacles[:1] for one in offered(intake, vacancy).people}[able] == ("not-open",)
    page = Browser(intake, roles=("officer",), organisation=intake.organisation)
    assert page.page(f"/intake/vacancies/{vacancy}/candidates").find("form", action="/placements/referrals") is None


def test_vacancies_for_a_person_say_why_nothing_can_be_sent(intake: Intake) -> None:
    employer = intake.verified()
    asks = intake.published(employer, skills=("cooking",), title="Готвач")
    easy = intake.published(employer, title="Чистач")
    person = intake.ready()
    look = intake.runtime.database.look
    found = look(lambda s: matching.suggestions(s, intake.officer, person, TODAY))
    assert [(one.vacancy.id, one.obstacles) for one in found] == [
        (easy, ("no-permission",)),
        (asks, ("no-permission",)),
    ]
    allowed(intake, person)
    sent = ReferralSent(referral="r-1", vacancy=easy, employer=employer, candidate=person, state="sent")
    intake.runtime.perform(lambda tx: vacancies.note_referrals([sent], tx))
    found = look(lambda s: matching.suggestions(s, intake.officer, person, TODAY))
    assert {one.vacancy.id: one.obstacles for one in found} == {easy: ("under-way",), asks: ()}
    browser = Browser(intake, roles=("officer",), organisation=intake.organisation)
    page = browser.page(f"/intake/candidates/{person}/vacancies")
    fields = [
        form.find("input", attrs={"name": "vacancy"})["value"]
        for form in page.find_all("form", action="/placements/referrals")
    ]
    assert fields == [asks]


def test_a_completed_course_is_kept_and_erased_with_the_file(intake: Intake) -> None:
    person = intake.ready()
    command: DescribeCandidate = described(person, courses=("forklift", "forklift"))
    intake.do(files.describe_candidate, command, intake.officer)
    row = candidates.candidate.c
    kept = intake.runtime.database.look(lambda s: s.scalar(sa.select(row.courses).where(row.id == person)))
    assert kept == ("forklift",)


def test_a_permission_for_one_employer_is_none_for_the_vacancies_of_another(intake: Intake) -> None:
    one, other = intake.verified(), intake.verified(national_id="201593301", contact_email="other@firm.example")
    here, there = intake.published(one), intake.published(other)
    person = intake.ready()
    allowed(intake, person, reach="employer", employer=one)
    found = intake.runtime.database.look(lambda s: matching.suggestions(s, intake.officer, person, TODAY))
    assert {each.vacancy.id: each.obstacles for each in found} == {here: (), there: ("no-permission",)}
