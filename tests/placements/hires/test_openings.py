"""A vacancy is filled while somebody works in each opening; the others hear when that begins and when it ends."""

from typing import Any

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import ending
from services.placements.hires.handlers.filling import count_all_openings
from services.placements.hires.tables import filled_vacancy
from services.placements.known import queries as known
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers as referrals
from services.placements.referrals.queries import referral_of
from shared.events import intake as heard
from shared.events.placements import EmployerHired, ReferralMoved, ReferralSent, VacancyFilled, VacancyReopened
from shared.transaction import Refused
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import BAKERY, TODAY, Office, days, permission

__all__ = ["officer"]
pytestmark = pytest.mark.both_databases


def openings(office: Office, number: int) -> None:
    given: dict[str, Any] = {"vacancy": "vacancy-1", "employer": BAKERY, "title": "Пекар", "kind": "job"}
    office.hear(heard.VacancyChanged(**given, openings=number))


def said(office: Office) -> list[str]:
    return [type(event).__name__ for event in office.told(VacancyFilled, VacancyReopened)]


def void(office: Office, hire: str) -> None:
    office.do(ending.void_placement, commands.VoidPlacement(placement=hire, reason="never_started"))


def end(office: Office, hire: str, **more: Any) -> None:
    office.do(ending.end_placement, commands.EndPlacement(placement=hire, **more))


def test_the_last_opening_is_told_once_and_its_return_when_the_hire_is_taken_back(office: Office) -> None:
    hire = office.hire(vacancy="vacancy-1")
    assert office.told(VacancyFilled) == [VacancyFilled(vacancy="vacancy-1", employer=BAKERY, on=TODAY)]
    assert office.look(known.vacancies, TODAY).rows == []
    void(office, hire)
    assert office.told(VacancyReopened) == [VacancyReopened(vacancy="vacancy-1", employer=BAKERY, on=TODAY)]
    assert [each.vacancy for each in office.look(known.vacancies, TODAY).rows] == ["vacancy-1"]


def test_of_two_openings_one_hire_leaves_the_other_open(office: Office) -> None:
    openings(office, 2)
    office.hire(vacancy="vacancy-1")
    assert said(office) == []
    assert [each.vacancy for each in office.look(known.vacancies, TODAY).rows] == ["vacancy-1"]
    office.hire("candidate-2", vacancy="vacancy-1")
    assert said(office) == ["VacancyFilled"]


def test_an_ending_opens_it_and_an_ending_taken_back_fills_it_again(office: Office) -> None:
    hire = office.hire(vacancy="vacancy-1", start=TODAY - days(10))
    end(office, hire, last_day=TODAY, reason="quit")
    end(office, hire, mistake=True)
    assert said(office) == ["VacancyFilled", "VacancyReopened", "VacancyFilled"]


def test_an_employer_that_looks_for_more_people_opens_it_again(office: Office) -> None:
    office.hire(vacancy="vacancy-1")
    openings(office, 3)
    openings(office, 1)
    assert said(office) == ["VacancyFilled", "VacancyReopened", "VacancyFilled"]


def test_a_hire_without_a_vacancy_fills_none(office: Office) -> None:
    void(office, office.hire())
    assert said(office) == []


def test_what_was_filled_before_anybody_was_told_is_told_in_the_morning(office: Office) -> None:
    office.hire(vacancy="vacancy-1")
    office.runtime.database.transact(lambda session: session.execute(filled_vacancy.delete()))
    for _ in range(2):
        office.runtime.perform(lambda tx: count_all_openings(TODAY, tx))
    assert said(office) == ["VacancyFilled", "VacancyFilled"]


def test_whoever_was_referred_to_a_place_that_others_filled_is_hired_without_the_vacancy(office: Office) -> None:
    office.hear(permission("candidate-2"))
    sent = office.refer("candidate-2")
    office.hire(vacancy="vacancy-1")
    second = office.hire(candidate=None, employer=None, referral=sent)
    assert [(event.placement == second, event.vacancy) for event in office.told(EmployerHired)] == [
        (False, "vacancy-1"),
        (True, None),
    ]


# -- no button that cannot succeed --------------------------------------------------------------------------------------


def test_a_draft_that_cannot_be_sent_has_no_button_and_says_why(office: Office, officer: Browser) -> None:
    office.hear(permission("candidate-2"))
    draft = office.refer("candidate-2", draft=True)
    page = officer.page(f"/placements/referrals/{draft}")
    assert page.find("input", attrs={"name": "state", "value": "sent"}) is not None
    office.hire(vacancy="vacancy-1")
    page = officer.page(f"/placements/referrals/{draft}")
    assert page.find("input", attrs={"name": "state", "value": "sent"}) is None
    assert "Every opening of this vacancy is filled." in text(page)
    with pytest.raises(Refused, match="Every opening"):
        office.do(referrals.move_referral, referrals_commands.MoveReferral(referral=draft, state="sent"))


def test_an_application_kept_as_a_draft_is_sent_by_sending_it(office: Office) -> None:
    """The proposals of intake do not know of drafts: their button must not be refused because of one."""
    office.hear(permission("candidate-1"))
    draft = office.refer(draft=True)
    assert office.refer() == draft
    assert [event.referral for event in office.told(ReferralSent)] == [draft]


def test_a_filled_vacancy_stands_in_no_select(office: Office, officer: Browser) -> None:
    paths = ("/placements/referrals/new", "/placements/hires/new")
    assert [officer.page(path).find("option", value="vacancy-1") is None for path in paths] == [False, False]
    office.hire(vacancy="vacancy-1")
    assert [officer.page(path).find("option", value="vacancy-1") is None for path in paths] == [True, True]


# -- what the employer sees ---------------------------------------------------------------------------------------------


def test_each_step_is_told_and_the_page_asks_intake_who_applies(office: Office) -> None:
    office.hear(permission("candidate-1"))
    sent = office.refer()
    owner = Browser(office, account="bakery", roles=("employer",), employer=BAKERY, lang="en")
    link = owner.page(f"/placements/referrals/{sent}").find("a", href=f"/intake/profiles/{sent}")
    assert link is not None
    assert link.find_parent(attrs={"hx-get": f"/intake/profiles/{sent}"}) is not None
    command = referrals_commands.MoveReferral(referral=sent, state="interview")
    office.do(referrals.move_referral, command, office.employer)
    assert [(event.referral, event.state) for event in office.told(ReferralMoved)] == [(sent, "interview")]
    office.hire(candidate=None, employer=None, referral=sent)
    assert office.look(referral_of, office.employer, TODAY, sent).state == "hired"
    assert owner.page(f"/placements/referrals/{sent}").find("a", href=f"/intake/profiles/{sent}") is None
