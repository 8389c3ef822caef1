"""Vacancies are public while published by a verified employer, and never longer than ninety days."""

import contextlib
import datetime

import pytest
import sqlalchemy as sa

from services.intake.employers import commands as ask_employers
from services.intake.employers import tables as employers
from services.intake.letters import tables as people
from services.intake.matching.queries.people import suggestions
from services.intake.vacancies import commands as ask
from services.intake.vacancies import handlers as registration
from services.intake.vacancies import handlers as vacancies
from services.intake.vacancies import queries as found
from services.intake.vacancies import tables as vacancies_tables
from services.intake.vacancies.timers import close_vacancies
from shared.events.intake import VacancyChanged, VacancyClosed, VacancyPublished
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake, vacancy_of

OTHER = "131071587"


def public(intake: Intake) -> list[str]:
    return [vacancy.id for vacancy in intake.runtime.database.look(lambda s: found.public_vacancies(s)).rows]


def passing(intake: Intake, days: int) -> None:
    day = TODAY + datetime.timedelta(days=days)
    intake.runtime.perform(lambda tx: close_vacancies(day, tx))


def test_a_draft_is_nobody_elses_business(intake: Intake) -> None:
    intake.drafted(intake.verified())
    assert (public(intake), intake.told(VacancyPublished)) == ([], [])


def test_an_unverified_employers_vacancy_waits_for_the_verification(intake: Intake) -> None:
    employer = intake.registered()
    vacancy = intake.published(employer)
    assert (public(intake), intake.told(VacancyPublished)) == ([], [])
    intake.do(registration.verify_employer, ask_employers.VerifyEmployer(employer=employer), intake.officer)
    assert public(intake) == [vacancy]
    assert [event.vacancy for event in intake.told(VacancyPublished)] == [vacancy]


def test_a_last_day_that_the_ninety_days_do_not_reach_is_refused_with_the_latest_possible_one(intake: Intake) -> None:
    employer = intake.verified()
    latest = TODAY + datetime.timedelta(days=89)
    with pytest.raises(Refused) as refused:
        intake.drafted(employer, closes=latest + datetime.timedelta(days=1))
    assert (refused.value.field, refused.value.params) == ("closes", {"latest": latest})
    vacancy = intake.published(employer, closes=latest)
    assert intake.runtime.database.look(lambda s: found.public_vacancy(s, vacancy)).last_day == latest
    intake.runtime.clock.turn_to(TODAY + datetime.timedelta(days=5))
    longer = vacancy_of(closes=latest + datetime.timedelta(days=5))
    facts = {name: getattr(longer, name) for name in ask.VacancyFacts.__struct_fields__}
    later = ask.ChangeVacancy(vacancy=vacancy, **facts)
    with pytest.raises(Refused, match="90 days at most") as refused:
        intake.do(vacancies.change_vacancy, later, intake.as_employer(employer))
    assert refused.value.params == {"latest": latest}


def test_a_closed_vacancy_is_gone_at_once_and_may_be_reopened(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer)
    intake.do(vacancies.close_vacancy, ask.CloseVacancy(vacancy=vacancy), intake.as_employer(employer))
    assert public(intake) == []
    assert intake.runtime.database.look(lambda s: found.public_vacancy(s, vacancy)).closed
    intake.do(vacancies.publish_vacancy, ask.PublishVacancy(vacancy=vacancy), intake.as_employer(employer))
    assert public(intake) == [vacancy]
    assert (len(intake.told(VacancyPublished)), len(intake.told(VacancyClosed))) == (2, 1)


def test_a_vacancy_that_never_was_public_is_missing_and_not_gone(intake: Intake) -> None:
    vacancy = intake.drafted(intake.verified())
    with pytest.raises(Missing):
        intake.runtime.database.look(lambda s: found.public_vacancy(s, vacancy))


def test_another_employer_cannot_touch_it(intake: Intake) -> None:
    vacancy = intake.published(intake.verified())
    other = intake.verified(national_id=OTHER, contact_email="b@b.example")
    with pytest.raises(Missing):
        intake.do(vacancies.close_vacancy, ask.CloseVacancy(vacancy=vacancy), intake.as_employer(other))
    with pytest.raises(Missing):
        intake.do(vacancies.draft_vacancy, vacancy_of(employer=other), actor("employer", employer="somebody-else"))


def test_a_change_is_told_only_when_something_public_of_a_published_vacancy_differs(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer)
    for title in ("Пекар", "Главен пекар"):
        facts = {name: getattr(vacancy_of(title=title), name) for name in ask.VacancyFacts.__struct_fields__}
        command = ask.ChangeVacancy(vacancy=vacancy, **facts)
        intake.do(vacancies.change_vacancy, command, intake.as_employer(employer))
    assert [event.title for event in intake.told(VacancyChanged)] == ["Главен пекар"]


def test_a_vacancy_closes_by_itself_on_its_ninetieth_day(intake: Intake) -> None:
    intake.published(intake.verified())
    passing(intake, 89)
    assert intake.told(VacancyClosed) == []
    passing(intake, 90)
    passing(intake, 91)
    assert [event.on for event in intake.told(VacancyClosed)] == [TODAY + datetime.timedelta(days=90)]


def test_a_vacancy_is_open_on_its_closing_date_and_not_the_day_after(intake: Intake) -> None:
    intake.published(intake.verified(), closes=TODAY + datetime.timedelta(days=5))
    passing(intake, 5)
    assert len(public(intake)) == 1
    passing(intake, 6)
    assert public(intake) == []


def test_a_closing_date_in_the_past_and_an_upside_down_wage_are_refused(intake: Intake) -> None:
    from decimal import Decimal

    employer = intake.verified()
    for field, wrong in (
        ("closes", {"closes": TODAY - datetime.timedelta(days=1)}),
        ("wage_to", {"wage_from": Decimal(2000), "wage_to": Decimal(1500)}),
        ("wage_from", {"wage_from": Decimal("NaN")}),
    ):
        with pytest.raises(Refused) as refused:
            intake.drafted(employer, **wrong)
        assert refused.value.field == field


def letters(intake: Intake, kind: str = "vacancies-end") -> list[tuple[str, str]]:
    """Language and text of the letters of this kind."""
    sealer = intake.runtime.tools.sealer
    row = people.letter.c
    query = sa.select(people.letter).where(row.kind == kind).order_by(row.id)
    kept = intake.runtime.database.look(lambda s: s.execute(query).all())
    return [(each.lang, sealer.open(each.path, f"letter.path.{each.id}")) for each in kept]


def test_an_employer_is_told_once_ten_days_before_a_vacancy_ends(intake: Intake) -> None:
    employer = intake.verified()
    vacancies_ = [intake.published(employer, title=title) for title in ("Пекар", "Продавач")]
    passing(intake, 79)
    assert letters(intake) == []
    for day in (80, 81, 89, 90):
        passing(intake, day)
    [(lang, lines)] = letters(intake)
    assert lang == "bg"
    assert [line.split("\t")[:2] for line in lines.split("\n")] == [
        [f"/intake/vacancies/{vacancies_[0]}", "Пекар"],
        [f"/intake/vacancies/{vacancies_[1]}", "Продавач"],
    ]


def test_nobody_is_told_of_an_ending_that_was_chosen_or_that_nobody_sees(intake: Intake) -> None:
    intake.published(intake.verified(), closes=TODAY + datetime.timedelta(days=84))
    intake.published(intake.registered(national_id=OTHER, contact_email="b@b.example"))
    passing(intake, 80)
    assert letters(intake) == []


def test_a_vacancy_kept_open_lasts_ninety_days_more_and_is_told_of_again(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer)
    passing(intake, 85)
    intake.runtime.clock.turn_to(TODAY + datetime.timedelta(days=85))
    intake.do(vacancies.prolong_vacancy, ask.ProlongVacancy(vacancy=vacancy), intake.as_employer(employer))
    passing(intake, 174)
    assert (public(intake), len(letters(intake))) == ([vacancy], 2)
    passing(intake, 175)
    assert public(intake) == []
    intake.runtime.clock.turn_to(TODAY + datetime.timedelta(days=175))
    with pytest.raises(Refused):
        intake.do(vacancies.prolong_vacancy, ask.ProlongVacancy(vacancy=vacancy), intake.as_employer(employer))


def test_a_vacancy_with_many_days_left_is_not_prolonged(intake: Intake) -> None:
    """It would stand on top of the list for ever."""
    employer = intake.verified()
    vacancy = intake.published(employer)
    prolong = ask.ProlongVacancy(vacancy=vacancy)
    for day, good in ((0, False), (79, False), (80, True)):
        intake.runtime.clock.turn_to(TODAY + datetime.timedelta(days=day))
        with contextlib.nullcontext() if good else pytest.raises(Refused):
            intake.do(vacancies.prolong_vacancy, prolong, intake.as_employer(employer))


def test_after_an_outage_a_vacancy_is_told_of_first_and_closed_a_day_later(intake: Intake) -> None:
    employer = intake.verified()
    first, second = intake.published(employer), intake.published(employer, title="Продавач")
    passing(intake, 95)
    assert (len(letters(intake)), intake.told(VacancyClosed)) == (1, [])
    intake.runtime.clock.turn_to(TODAY + datetime.timedelta(days=95))
    intake.do(vacancies.prolong_vacancy, ask.ProlongVacancy(vacancy=second), intake.as_employer(employer))
    passing(intake, 96)
    assert [event.vacancy for event in intake.told(VacancyClosed)] == [first]


def test_an_employer_without_a_contact_is_not_noted_as_told(intake: Intake) -> None:
    vacancy = intake.published(intake.verified())
    intake.runtime.database.transact(lambda s: s.execute(sa.update(employers.employer).values(contact="")))
    passing(intake, 80)
    row = vacancies_tables.vacancy.c
    assert intake.runtime.database.look(lambda s: s.scalar(sa.select(row.warned_on).where(row.id == vacancy))) is None
    passing(intake, 90)
    assert len(intake.told(VacancyClosed)) == 1


def test_a_letter_about_a_registration_follows_the_language_of_the_account(intake: Intake) -> None:
    intake.verified(lang="en")
    assert [lang for lang, _ in letters(intake, "verified")] == ["en"]


@pytest.mark.parametrize("asked", ["Пловдив", "Plovdiv", "гр. Пловдив"])
def test_a_town_is_one_town_in_the_public_list_and_its_filter_however_it_was_written(
    intake: Intake, asked: str
) -> None:
    employer = intake.verified()
    written = {intake.published(employer, town=town) for town in ("гр. Пловдив", "Пловдив", "Plovdiv")}
    intake.published(employer, town="Асеновград")
    rows = intake.runtime.database.look(lambda s: found.public_vacancies(s, town=asked)).rows
    assert {vacancy.id for vacancy in rows} == written
    assert intake.runtime.database.look(found.towns) == ["Асеновград", "Пловдив"]


@pytest.mark.parametrize("town", ["гр. Пловдив", "Plovdiv", "пловдив"])
def test_somebody_of_the_vacancys_town_is_told_so_however_it_was_written(intake: Intake, town: str) -> None:
    candidate, vacancy = intake.ready(town="Пловдив"), intake.published(intake.verified(), town=town)
    offers = intake.runtime.database.look(lambda s: suggestions(s, intake.officer, candidate, TODAY))
    assert [(offer.vacancy.id, offer.place) for offer in offers] == [(vacancy, "town")]


def test_a_draft_with_a_personal_number_is_not_published(intake: Intake) -> None:
    """Whatever form it came by."""
    with pytest.raises(Refused, match="personal number"):
        intake.published(intake.verified(), description="Месене на хляб на смени. ЕГН 7501010010")
