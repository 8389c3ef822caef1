"""Whoever looks for work reads beside a vacancy whom to call: the centres of its town, else of its region, else others."""

import pytest

from services.intake.access.commands import ChangeOrganisation, RegisterOrganisation
from services.intake.access.handlers.accounts import change_organisation, register_organisation
from services.intake.access.queries.centres import Near, nearest
from tests.intake.browsing import Browser, says
from tests.intake.conftest import Intake

pytestmark = pytest.mark.one_database


def near(intake: Intake, town: str) -> Near:
    found = intake.runtime.database.look(lambda session: nearest(session, town))
    assert found is not None
    return found


def centre(intake: Intake, name: str, town: str, phone: str | None = None) -> None:
    intake.do(register_organisation, RegisterOrganisation(name=name, town=town, phone=phone, hours="9–17"))


@pytest.mark.parametrize(
    ("town", "where", "first"),
    [
        ("Асеновград", "town", "Асеновград помага"),
        ("Кричим", "region", "Асеновград помага"),
        ("Русе", "other", "Асеновград помага"),
        ("Варна", "town", "Варна помага"),
        ("Berlin", "other", "Асеновград помага"),
    ],
)
def test_a_centre_of_the_town_is_nearer_than_one_of_its_region_and_that_nearer_than_any_other(
    intake: Intake, town: str, where: str, first: str
) -> None:
    centre(intake, "Асеновград помага", "Асеновград", "+359 331 10 000")
    centre(intake, "Варна помага", "Варна")
    found = near(intake, town)
    assert (found.where, found.centres[0].name) == (where, first)


@pytest.mark.both_databases
def test_the_vacancy_says_telephone_and_hours_of_the_centre(intake: Intake) -> None:
    reached = ChangeOrganisation(
        organisation=intake.organisation,
        name="Център Пловдив",
        town="Пловдив",
        phone="+359 32 100 200",
        hours="9–17 ч.",
    )
    intake.do(change_organisation, reached)
    vacancy = intake.published(intake.verified())
    page = Browser(intake).page(f"/bg/vacancies/{vacancy}")
    assert "Центрове в Пловдив" in says(page)
    assert "9–17 ч." in says(page)
    assert page.select_one(".centres a.phone")["href"] == "tel:+35932100200"
    assert "Център Пловдив" in says(Browser(intake).page("/bg/vacancies?town=Пловдив"))


@pytest.mark.both_databases
def test_the_administrator_says_where_a_centre_is_reached_and_a_wrong_number_loses_nothing(intake: Intake) -> None:
    admin, form = Browser(intake, roles=("administrator",)), {"name": "Център", "town": "Пловдив", "hours": "9–17"}
    wrong = admin.post(f"/intake/organisations/{intake.organisation}", **form, phone="звънете")
    assert wrong.status_code == 422
    right = admin.post(f"/intake/organisations/{intake.organisation}", **form, phone="032 100 200")
    assert right.status_code == 303
    assert near(intake, "Пловдив").centres[0].phone == "+35932100200"
