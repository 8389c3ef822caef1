"""What was kept as it was typed gets its one form: told where it is public, and never two companies of one."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.access.tables import organisation
from services.intake.candidates.handlers import normal_forms
from services.intake.candidates.tables import candidate
from services.intake.candidates.worker import normalise_all, normalise_forms
from services.intake.employers.tables import employer
from services.intake.vacancies.tables import vacancy
from shared.events.intake import EmployerChanged, OrganisationChanged, VacancyChanged
from shared.transaction import Refused
from tests.intake.conftest import NUMBER, TODAY, Intake

OTHER = {"national_id": "131071587", "contact_email": "b@example.org"}


def put(intake: Intake, table: sa.Table, key: str, **values: Any) -> None:
    intake.runtime.database.transact(lambda s: s.execute(sa.update(table).where(table.c.id == key).values(**values)))


def kept(intake: Intake, table: sa.Table, key: str, column: str) -> Any:
    return intake.runtime.database.look(lambda s: s.scalar(sa.select(table.c[column]).where(table.c.id == key)))


def test_towns_of_before_get_their_official_form_and_what_is_public_is_told_once(intake: Intake) -> None:
    key = intake.verified()
    rows = {
        employer: key,
        vacancy: intake.published(key),
        candidate: intake.candidate(),
        organisation: intake.organisation,
    }
    for table, row in rows.items():
        put(intake, table, row, town="гр. Пловдив")
    left: list[int] = []
    normalise_all(intake.runtime, left.append)
    assert left == [4]
    assert {kept(intake, table, row, "town") for table, row in rows.items()} == {"Пловдив"}
    normalise_all(intake.runtime)
    told = [type(event) for event in intake.told(EmployerChanged, VacancyChanged, OrganisationChanged)]
    assert sorted(kind.__name__ for kind in told) == ["EmployerChanged", "OrganisationChanged", "VacancyChanged"]


def test_every_morning_brings_over_a_step_and_what_has_no_other_form_stays(intake: Intake) -> None:
    person, abroad, several = intake.candidate(), intake.candidate(another=True), intake.candidate(another=True)
    for row, town in ((person, "Plovdiv"), (abroad, "Łódź"), (several, "Бяла")):
        put(intake, candidate, row, town=town)
    intake.runtime.perform(lambda tx: normalise_forms(TODAY, tx))
    assert [kept(intake, candidate, row, "town") for row in (person, abroad, several)] == ["Пловдив", "Łódź", "Бяла"]
    assert intake.runtime.database.look(normal_forms.forms_wait) == 0


def test_it_goes_step_by_step(intake: Intake) -> None:
    for row in [intake.drafted(intake.registered()), intake.drafted(intake.registered(**OTHER))]:
        put(intake, vacancy, row, town="Plovdiv")
    left = [intake.runtime.perform(lambda tx: normal_forms.normalise_some(1, tx)) for _ in range(3)]
    assert left == [1, 0, 0]


def test_a_number_of_before_gets_its_one_form_and_the_employer_keeps_its_id(intake: Intake) -> None:
    key = intake.verified()
    put(intake, employer, key, national_id=f"BG {NUMBER}")
    normalise_all(intake.runtime)
    assert kept(intake, employer, key, "national_id") == NUMBER
    assert intake.told(EmployerChanged)[-1].national_id == NUMBER


def test_who_is_there_under_an_id_of_an_old_form_is_found_by_its_number(intake: Intake) -> None:
    """An id is made of the number as it was once written; registering again does not begin a second company."""
    facts = row_of(intake, intake.verified())
    old = {**facts, "id": "made-of-an-old-form", "country": "PL", "national_id": "526-10-40-828"}
    intake.runtime.database.transact(lambda s: s.execute(sa.insert(employer).values(**old)))
    normalise_all(intake.runtime)
    with pytest.raises(Refused, match="registered and checked already"):
        intake.registered(country="PL", **{**OTHER, "national_id": "PL5261040828"})


def row_of(intake: Intake, key: str) -> dict[str, Any]:
    query = sa.select(employer).where(employer.c.id == key)
    return dict(intake.runtime.database.look(lambda s: s.execute(query).mappings().one()))


def test_two_ids_of_one_company_are_named_and_never_made_one_silently(intake: Intake) -> None:
    one, other = intake.verified(), intake.verified(**OTHER)
    put(intake, employer, other, national_id=f"BG{NUMBER}")
    normalise_all(intake.runtime)
    assert kept(intake, employer, other, "national_id") == f"BG{NUMBER}"
    assert intake.runtime.database.look(normal_forms.doubles) == [(other, one)]
