"""A hire is recorded once, and told when it counts, with what the score needs and no name."""

import datetime

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.model.placement import Placement, person_reference
from services.placements.hires.queries import hires
from services.placements.hires.tables import placement
from services.placements.known.handlers import doubles
from services.placements.known.tables import named_employer
from shared.events.placements import CandidatePlaced, EmployerHired
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.placements.conftest import BAKERY, TODAY, Office, days, registered


def test_a_hire_is_told_with_what_the_score_needs_and_no_name(office: Office) -> None:
    hire = office.hire(
        contract="fixed_term", planned_last_day=datetime.date(2026, 6, 1), hours=30, pay="yes", funded_percent=25
    )
    (event,) = office.told(EmployerHired)
    secret = office.runtime.tools.person_secret
    assert event == EmployerHired(
        placement=hire,
        employer=BAKERY,
        group=BAKERY,
        person=person_reference(secret, BAKERY, "candidate-1"),
        start=TODAY,
        permanent=False,
        planned_days=92,
        hours=30,
        wage_bp=12000,
        funded_bp=2500,
        organisation="plovdiv",
    )
    assert office.told(CandidatePlaced) == [CandidatePlaced(candidate="candidate-1", on=TODAY)]


@pytest.mark.parametrize(("pay", "told"), [("yes", 12000), ("no", 11999), ("not_told", None)])
def test_the_answer_about_pay_becomes_basis_points(office: Office, pay: str, told: int | None) -> None:
    office.hire(pay=pay)
    assert office.told(EmployerHired)[0].wage_bp == told


@pytest.mark.parametrize("contract", ["internship", "volunteering", "civil", "freelance"])
def test_what_is_not_an_employment_contract_is_recorded_but_never_told_as_a_hire(office: Office, contract: str) -> None:
    hire = office.hire(contract=contract)
    assert office.told(EmployerHired) == []
    assert office.runtime.database.look(lambda s: s.get_one(Placement, hire).contract) == contract
    placed = [CandidatePlaced(candidate="candidate-1", on=TODAY)] if contract in ("civil", "freelance") else []
    assert office.told(CandidatePlaced) == placed


def test_an_apprenticeship_is_a_hire(office: Office) -> None:
    office.hire(contract="apprenticeship")
    assert len(office.told(EmployerHired)) == 1


def test_a_case_code_is_as_good_as_a_reference(office: Office) -> None:
    office.hire(candidate="c-7f3k")
    assert office.told(CandidatePlaced)[0].candidate == "candidate-1"


def test_a_fixed_term_needs_its_last_day_and_a_permanent_contract_has_none(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.hire(contract="fixed_term")
    assert refused.value.field == "planned_last_day"
    with pytest.raises(Refused):
        office.hire(contract="permanent", planned_last_day=TODAY + days(90))


def test_an_employer_nobody_knows_is_named_by_company_number(office: Office) -> None:
    office.hire(employer=None, company_number="175074752", employer_name="Нова пекарна")
    expected = employer_id("BG", "175074752")
    assert office.told(EmployerHired)[0].employer == expected
    row = office.look(lambda s: s.execute(sa.select(named_employer)).one())
    assert (row.employer, row.name) == (expected, "Нова пекарна")


def test_a_company_number_with_a_wrong_check_digit_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.hire(employer=None, company_number="175074753", employer_name="Нова пекарна")
    assert refused.value.field == "company_number"


def test_an_employer_under_an_id_of_an_old_form_is_found_by_its_number_and_named_by_the_doctor(office: Office) -> None:
    """Before its number had one form the same company could begin twice; hires of before keep the id that was told."""
    old = {"employer": "made-of-an-old-form", "country": "BG", "name": "Нова пекарна"}
    office.runtime.database.transact(
        lambda s: s.execute(sa.insert(named_employer).values(**old, national_id="175074752"))
    )
    placement = office.hire(employer=None, company_number="BG 175 074 752")
    assert office.look(hires.hire, office.officer, placement).employer == "made-of-an-old-form"
    assert office.look(doubles) == []
    office.hear(registered("registered", "175074752", "Нова пекарна"))
    assert office.look(doubles) == [("made-of-an-old-form", "registered")]


def test_a_known_company_number_needs_no_name(office: Office) -> None:
    office.hire(employer=None, company_number="131071587")
    assert office.told(EmployerHired)[0].employer == BAKERY


def test_one_opening_cannot_be_filled_twice(office: Office) -> None:
    office.hire(vacancy="vacancy-1", employer=None)
    with pytest.raises(Refused) as refused:
        office.hire(candidate="candidate-2", vacancy="vacancy-1", employer=None)
    assert refused.value.field == "vacancy"


def test_an_opening_is_free_again_when_the_job_ended(office: Office) -> None:
    first = office.hire(vacancy="vacancy-1", start=TODAY - days(10))
    office.do(
        ending_handlers.end_placement, commands.EndPlacement(placement=first, last_day=TODAY - days(1), reason="quit")
    )
    office.hire(candidate="candidate-2", vacancy="vacancy-1")
    assert len(office.told(EmployerHired)) == 2


def test_the_same_hire_reported_twice_is_one_hire(office: Office) -> None:
    first = office.hire()
    with pytest.raises(Refused) as refused:
        office.hire(start=TODAY - days(14))
    assert refused.value.params["placement"] == first
    assert len(office.told(EmployerHired)) == 1


def test_a_second_hire_after_the_first_ended_is_a_hire_of_its_own(office: Office) -> None:
    first = office.hire(start=TODAY - days(10))
    office.do(
        ending_handlers.end_placement,
        commands.EndPlacement(placement=first, last_day=TODAY - days(1), reason="not_renewed"),
    )
    office.hire(start=TODAY)
    assert len(office.told(EmployerHired)) == 2


def test_an_officer_records_only_people_of_the_own_organisation(office: Office) -> None:
    with pytest.raises(Refused):
        office.hire(candidate="candidate-9")
    with pytest.raises(Refused):
        office.hire(candidate="candidate-1", who=office.other_officer)


def test_only_the_employer_sets_its_own_reference(office: Office) -> None:
    hire = office.hire()
    command = commands.SetStaffReference(placement=hire, staff_reference="П-17")
    with pytest.raises(Missing):
        office.do(handlers.set_staff_reference, command, office.other_employer)
    office.do(handlers.set_staff_reference, command, office.employer)
    assert office.look(lambda s: s.scalar(sa.select(placement.c.staff_reference))) == "П-17"
