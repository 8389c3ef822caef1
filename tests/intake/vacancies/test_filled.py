"""A vacancy without an opening left is on no public page and proposed to nobody until one is free again."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.employers import tables as employers
from services.intake.matching.queries import people as matching
from services.intake.vacancies import handlers as vacancies
from services.intake.vacancies import queries as found
from services.intake.vacancies.tables import filled_vacancy
from shared.events.intake import VacancyChanged, VacancyPublished
from shared.events.placements import VacancyFilled, VacancyReopened
from tests.intake.browsing import Browser
from tests.intake.conftest import TODAY, Intake


@pytest.mark.both_databases
def test_a_filled_vacancy_is_on_no_public_page_until_it_is_open_again(intake: Intake) -> None:
    employer = intake.verified()
    vacancy, person = intake.published(employer), intake.ready()
    visitor, owner = Browser(intake), Browser(intake, roles=("employer",), employer=employer)

    def seen() -> tuple[int, int, int, int]:
        listed = intake.runtime.database.look(lambda s: found.public_vacancies(s)).rows
        towns = intake.runtime.database.look(found.towns)
        offers = intake.runtime.database.look(lambda s: matching.suggestions(s, intake.officer, person, TODAY))
        return len(listed), len(towns), len(offers), visitor.get(f"/bg/vacancies/{vacancy}").status_code

    assert seen() == (1, 1, 1, 200)
    full = VacancyFilled(vacancy=vacancy, employer=employer, on=TODAY)
    intake.runtime.perform(lambda tx: vacancies.note_filled([full], tx))
    assert seen() == (0, 0, 0, 410)
    page = owner.page(f"/intake/vacancies/{vacancy}")
    assert "Всички места са заети" in page.get_text()
    assert "Заета" in owner.page("/intake/vacancies").get_text()
    assert page.find("a", href=f"/bg/vacancies/{vacancy}") is None
    again = VacancyReopened(vacancy=vacancy, employer=employer, on=TODAY)
    intake.runtime.perform(lambda tx: vacancies.note_filled([again], tx))
    assert seen() == (1, 1, 1, 200)


def test_of_one_batch_the_last_word_holds(intake: Intake) -> None:
    """It may come before the vacancy is known here: nothing depends on who is heard first."""
    words: dict[str, Any] = {"vacancy": "later", "employer": "e-1", "on": TODAY}
    full, again = VacancyFilled(**words), VacancyReopened(**words)

    def kept() -> list[str]:
        return list(intake.runtime.database.look(lambda s: s.scalars(sa.select(filled_vacancy.c.vacancy))))

    rounds: list[tuple[list[Any], list[str]]] = [
        ([full, again], []),
        ([again, full], ["later"]),
        ([full], ["later"]),
        ([again], []),
    ]
    for heard, known in rounds:
        intake.runtime.perform(partial(vacancies.note_filled, heard))
        assert kept() == known


@pytest.mark.one_database
def test_what_a_vacancy_asks_for_is_said_on_its_page_and_told(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer, skills=("cooking",), languages=("bg:B1",), courses=("food-hygiene",))
    (told,) = intake.told(VacancyPublished)
    assert (told.skills, told.speaks, told.courses) == (("cooking",), ("bg.B1",), ("food-hygiene",))
    text = Browser(intake).page(f"/en/vacancies/{vacancy}").get_text(" ")
    for words in ("cooking and baking", "Bulgarian – B1", "food hygiene"):
        assert words in text
    owner = Browser(intake, lang="en", roles=("employer",), employer=employer)
    form = owner.page(f"/intake/vacancies/{vacancy}/text")
    ticked = {(each["name"], each["value"]) for each in form.select("input[type=checkbox][checked]")}
    assert {("skills", "cooking"), ("courses", "food-hygiene")} <= ticked
    assert intake.told(VacancyChanged) == []


@pytest.mark.one_database
def test_no_button_opens_a_vacancy_whose_last_day_has_passed(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.drafted(employer, closes=TODAY)
    owner = Browser(intake, roles=("employer",), employer=employer)
    publish = f"/intake/vacancies/{vacancy}/publication"
    assert owner.page(f"/intake/vacancies/{vacancy}").find("form", action=publish) is not None
    intake.runtime.clock.turn_to(TODAY.replace(day=9))
    page = owner.page(f"/intake/vacancies/{vacancy}")
    assert page.find("form", action=publish) is None
    assert page.find("a", href=f"/intake/vacancies/{vacancy}/text#closes") is not None


@pytest.mark.one_database
def test_whoever_registered_an_employer_has_no_button_to_verify_it(intake: Intake) -> None:
    employer = intake.registered()
    mine = sa.update(employers.employer).values(registered_by="officer-1")
    intake.runtime.database.transact(lambda s: s.execute(mine))
    path, verify = f"/intake/employers/{employer}", f"/intake/employers/{employer}/verification"
    for account, there in (("officer-1", False), ("officer-2", True)):
        page = Browser(intake, account=account, roles=("officer",), organisation=intake.organisation).page(path)
        assert (page.find("form", action=verify) is not None) is there
        assert ("Друг трябва да провери" in page.get_text()) is not there
