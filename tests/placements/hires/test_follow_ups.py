"""Questions on day 30, 90, 180 and 365: asked once, answered by whoever may speak."""

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import ending as handlers
from services.placements.hires.handlers import following_up as following_up_handlers
from services.placements.hires.model.placement import Placement
from shared.events import intake as heard
from shared.events.placements import (
    FollowUpDue,
    FollowUpSettled,
    PlacementRetained,
)
from shared.transaction import Missing, Refused
from tests.placements.conftest import BAKERY, TODAY, Office, days
from tests.placements.hires.questions import states


def test_a_question_is_asked_once_on_the_morning_it_falls_due(office: Office) -> None:
    hire = office.hire()
    office.morning(TODAY + days(29))
    assert office.told(FollowUpDue) == []
    office.morning(TODAY + days(30))
    office.morning(TODAY + days(31))
    (asked,) = office.told(FollowUpDue)
    assert (asked.placement, asked.milestone, asked.due) == (hire, 30, TODAY + days(30))
    assert (asked.candidate, asked.employer, asked.organisation) == ("candidate-1", BAKERY, "plovdiv")


def test_a_hire_recorded_late_is_asked_about_at_once_and_only_for_the_newest_milestone(office: Office) -> None:
    hire = office.hire(start=TODAY - days(95))
    assert [event.milestone for event in office.told(FollowUpDue)] == [90]
    assert states(office, hire) == {30: "passed_over", 90: "asked", 180: "ahead", 365: "ahead"}


def test_a_service_that_confirms_day_90_is_told_and_settles_the_question(office: Office) -> None:
    hire = office.hire()
    office.morning(TODAY + days(30))
    office.morning(TODAY + days(90))
    office.answer(hire, 90, "at_work")
    assert office.told(PlacementRetained) == [
        PlacementRetained(placement=hire, milestone=90, checked_on=TODAY + days(90), evidence=1)
    ]
    assert [event.milestone for event in office.told(FollowUpSettled)] == [30, 90]
    assert states(office, hire)[180] == "ahead"


def test_an_employers_still_here_is_told_but_does_not_settle_the_question(office: Office) -> None:
    hire = office.hire()
    office.morning(TODAY + days(90))
    office.answer(hire, 90, "at_work", office.employer)
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]
    assert office.told(FollowUpSettled) == []
    assert states(office, hire)[90] == "asked"


@pytest.mark.parametrize("relative", ["group-1", BAKERY])
def test_a_service_of_the_employers_own_group_counts_like_the_employer(office: Office, relative: str) -> None:
    office.hear(heard.EmployerGroup(employer=BAKERY, group="group-1", on=TODAY - days(9)))
    mine = heard.OrganisationChanged(organisation="plovdiv", name="Фондация", town="Пловдив", group=relative)
    office.hear(mine)
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]


def test_a_related_party_counts_like_the_employer(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90), related_party=True)
    office.answer(hire, 90, "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]


def test_a_check_before_the_milestone_is_kept_and_the_question_stays_open(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "at_work", checked_on=TODAY - days(1))
    assert office.told(FollowUpSettled) == []
    assert states(office, hire)[90] == "asked"


def test_nobody_was_at_work_tomorrow_or_before_the_start(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    for day in (TODAY + days(1), TODAY - days(91)):
        with pytest.raises(Refused) as refused:
            office.answer(hire, 90, "at_work", checked_on=day)
        assert refused.value.field == "checked_on"
    assert office.told(PlacementRetained) == []


def test_not_reachable_keeps_the_question_open_and_the_attempt(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "not_reachable")
    office.answer(hire, 90, "not_reachable")
    attempts = office.look(lambda s: s.get(Placement, hire).question(90).attempts)
    assert (attempts, states(office, hire)[90]) == (2, "asked")
    assert office.told(PlacementRetained, FollowUpSettled) == []


def test_strangers_have_no_say(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    for who in (office.other_officer, office.other_employer):
        with pytest.raises(Missing):
            office.answer(hire, 90, "at_work", who)
    assert office.told(PlacementRetained) == []


def test_the_employer_reminds_the_service_once_a_day(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    command = commands.RemindService(placement=hire, milestone=90)
    office.do(following_up_handlers.remind_service, command, office.employer)
    with pytest.raises(Refused):
        office.do(following_up_handlers.remind_service, command, office.employer)
    with pytest.raises(Missing):
        office.do(following_up_handlers.remind_service, command, office.officer)


def test_a_placement_taken_back_is_not_asked_about(office: Office) -> None:
    hire = office.hire()
    office.do(handlers.void_placement, commands.VoidPlacement(placement=hire, reason="never_started"))
    office.morning(TODAY + days(90))
    assert office.told(FollowUpDue) == []


def test_volunteering_is_not_asked_about(office: Office) -> None:
    hire = office.hire(contract="volunteering")
    assert states(office, hire) == {}
