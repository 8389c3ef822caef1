"""On the last day of a fixed term the service and the employer are asked whether the job goes on."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers.renewing import answer_renewal
from services.placements.hires.tables import follow_up_answer, placement
from shared.events import intake as heard
from shared.events.placements import EmployerHired, FixedTermOver, PlacementEnded
from shared.transaction import Doubted, Missing, Refused
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import BAKERY, TODAY, Office, days

__all__ = ["officer"]

LAST = TODAY + days(60)


@pytest.fixture
def hire(office: Office) -> str:
    return office.hire(contract="fixed_term", planned_last_day=LAST, role="Пекар")


def say(office: Office, hire: str, answer: Any, who: Any = None, **more: Any) -> None:
    command = commands.AnswerRenewal(placement=hire, answer=answer, **more)
    office.do(answer_renewal, command, who)


def row(office: Office) -> Any:
    return office.runtime.database.look(lambda s: s.execute(sa.select(placement)).one())


def test_it_is_asked_on_the_last_day_once_and_anew_for_another_last_day(office: Office, hire: str) -> None:
    for day in (LAST - days(1), LAST, LAST + days(1)):
        office.morning(day)
    (told,) = office.told(FixedTermOver)
    assert (told.placement, told.candidate, told.employer, told.on) == (hire, "candidate-1", BAKERY, LAST)
    assert row(office).renewal_asked_for == LAST
    say(office, hire, "renewed", planned_last_day=LAST + days(30))
    office.morning(LAST + days(30))
    assert [each.on for each in office.told(FixedTermOver)] == [LAST, LAST + days(30)]


def test_renewed_by_the_service_prolongs_the_planned_days_under_a_higher_revision(office: Office, hire: str) -> None:
    office.morning(LAST)
    say(office, hire, "renewed", planned_last_day=LAST + days(100))
    hired = office.told(EmployerHired)
    assert [(each.rev, each.planned_days) for each in hired] == [(0, 61), (1, 161)]
    assert row(office).planned_last_day == LAST + days(100)
    with pytest.raises(Refused, match="answered already"):
        say(office, hire, "permanent")


def test_made_permanent_it_has_no_end_any_more(office: Office, hire: str) -> None:
    office.morning(LAST)
    say(office, hire, "permanent")
    assert [(each.rev, each.permanent) for each in office.told(EmployerHired)] == [(0, False), (1, True)]
    assert (row(office).contract, row(office).planned_last_day) == ("permanent", None)


def test_not_renewed_records_the_ending_on_the_planned_day(office: Office, hire: str) -> None:
    office.morning(LAST)
    with pytest.raises(Refused) as refused:
        say(office, hire, "ended")
    assert refused.value.field == "reason"
    say(office, hire, "ended", reason="not_renewed")
    (ended,) = office.told(PlacementEnded)
    assert (ended.last_day, ended.reason, ended.evidence) == (LAST, "employer", 1)
    assert row(office).state == "ended"


def test_the_employers_renewal_is_kept_and_waits_for_the_service(office: Office, officer: Browser, hire: str) -> None:
    office.morning(LAST)
    say(office, hire, "renewed", who=office.employer, planned_last_day=LAST + days(90))
    assert len(office.told(EmployerHired)) == 1
    kept = office.runtime.database.look(lambda s: s.execute(sa.select(follow_up_answer)).one())
    assert (kept.answer, kept.last_day, kept.party, kept.evidence) == ("renewed", LAST + days(90), "employer", 0)
    assert "The employer says: renewed until 30 Jul 2026" in text(officer.page("/placements/today")).replace(
        "\xa0", " "
    )
    form = officer.page(f"/placements/hires/{hire}/renewal")
    assert form.select_one("#planned_last_day")["value"] == (LAST + days(90)).isoformat()


def test_the_employers_ending_goes_the_way_of_its_endings(office: Office, hire: str) -> None:
    office.morning(LAST)
    say(office, hire, "ended", who=office.employer, reason="not_renewed")
    assert [each.evidence for each in office.told(PlacementEnded)] == [0]


@pytest.mark.parametrize("until", [None, LAST, LAST - days(1)])
def test_a_renewal_needs_a_later_day(office: Office, hire: str, until: datetime.date | None) -> None:
    office.morning(LAST)
    with pytest.raises(Refused) as refused:
        say(office, hire, "renewed", planned_last_day=until)
    assert refused.value.field == "planned_last_day"


def test_a_renewal_beyond_the_paper_is_asked_about(office: Office, hire: str) -> None:
    office.morning(LAST)
    told: dict[str, Any] = {
        "candidate": "candidate-1",
        "case_code": "C-7F3K",
        "organisation": "plovdiv",
        "on": TODAY,
        "person": "p-1",
    }
    office.hear(heard.CandidateRegistered(**told, age_band="adult", may_work_until=LAST + days(5)))
    with pytest.raises(Doubted) as asked:
        say(office, hire, "permanent")
    say(office, hire, "permanent", meant=(asked.value.mark,))
    assert row(office).contract == "permanent"


def test_before_the_last_day_and_for_strangers_there_is_nothing_to_answer(office: Office, hire: str) -> None:
    with pytest.raises(Refused):
        say(office, hire, "permanent")
    office.morning(LAST)
    for stranger in (office.other_officer, office.other_employer):
        with pytest.raises(Missing):
            say(office, hire, "permanent", who=stranger)


def test_nobody_is_told_of_a_job_that_ended_or_of_somebody_erased(office: Office, hire: str) -> None:
    office.hear(heard.CandidateErased(candidate="candidate-1"))
    office.morning(LAST)
    assert office.told(FixedTermOver) == []


def test_both_find_the_question_on_their_page_and_answer_it_with_a_form(
    office: Office, officer: Browser, hire: str
) -> None:
    employer = Browser(office, account="bakery", name="Б", roles=("employer",), employer=BAKERY, lang="en")
    assert "Does the job go on?" not in text(officer.page("/placements/today"))
    office.morning(LAST)
    assert officer.page("/placements/today").select(f"a[href='/placements/hires/{hire}/renewal']")
    assert employer.page("/placements/people").select(f"a[href='/placements/hires/{hire}/renewal']")
    assert "confirms it" in text(employer.page(f"/placements/hires/{hire}/renewal"))
    path = f"/placements/hires/{hire}/renewal"
    assert employer.post(path, answer="permanent").headers["location"] == "/placements/people"
    assert "You have answered" in text(employer.page("/placements/people"))
    far = officer.post(path, answer="renewed", planned_last_day="1.5.2126")
    assert far.status_code == 422
    assert "Is the year right?" in far.text
    assert officer.post(path, answer="permanent").headers["location"] == f"/placements/hires/{hire}"
    assert "Contract prolonged" in text(officer.page(f"/placements/hires/{hire}"))
    assert "Does the job go on?" not in text(officer.page("/placements/today"))
