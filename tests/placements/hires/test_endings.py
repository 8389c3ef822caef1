"""Somebody left: who may say so, what is told, and what happens to what somebody else said."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import ending as handlers
from services.placements.hires.model.ending import REASONS
from services.placements.hires.tables import follow_up_answer
from shared.events.placements import (
    CandidateFree,
    CandidatePlaced,
    FollowUpDue,
    FollowUpSettled,
    PlacementEnded,
    PlacementRetained,
)
from shared.transaction import Refused
from tests.placements.conftest import TODAY, Office, days
from tests.placements.hires.questions import states


def test_left_needs_a_day_and_a_reason(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    with pytest.raises(Refused) as refused:
        office.answer(hire, 90, "left", reason="quit")
    assert refused.value.field == "last_day"
    with pytest.raises(Refused) as refused:
        office.answer(hire, 90, "left", last_day=TODAY)
    assert refused.value.field == "reason"


def test_left_ends_the_placement_and_the_questions(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", last_day=TODAY - days(40), reason="moved")
    assert office.told(PlacementEnded) == [
        PlacementEnded(placement=hire, last_day=TODAY - days(40), reason="excused", evidence=1)
    ]
    assert [event.milestone for event in office.told(FollowUpSettled)] == [90]
    assert office.told(CandidateFree) == [CandidateFree(candidate="candidate-1", on=TODAY - days(40))]
    assert set(states(office, hire).values()) == {"passed_over", "not_needed"}
    office.morning(TODAY + days(90))
    assert len(office.told(FollowUpDue)) == 1


@pytest.mark.parametrize(("reason", "told"), sorted(REASONS.items()))
def test_only_the_class_of_the_reason_is_told(office: Office, reason: Any, told: str) -> None:
    hire = office.hire(start=TODAY - days(20))
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, last_day=TODAY, reason=reason))
    assert office.told(PlacementEnded)[0].reason == told


def test_an_ending_only_the_employer_tells_keeps_the_question_open(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(1), reason="better_job")
    (ended,) = office.told(PlacementEnded)
    assert (ended.evidence, ended.reason) == (0, "excused")
    assert states(office, hire)[90] == "asked"


def test_the_service_corrects_the_employers_ending_and_not_the_other_way_round(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "left", last_day=TODAY - days(10), reason="dismissed")
    later = commands.EndPlacement(placement=hire, last_day=TODAY - days(1), reason="study")
    office.do(handlers.end_placement, later, office.employer)
    assert [(e.rev, e.reason, e.evidence) for e in office.told(PlacementEnded)] == [
        (0, "candidate", 0),
        (1, "employer", 1),
    ]
    answers = office.look(lambda s: s.execute(sa.select(follow_up_answer).order_by(follow_up_answer.c.id)).all())
    assert [(row.party, row.applied) for row in answers] == [("employer", True), ("officer", True), ("employer", False)]


def test_a_check_by_the_service_takes_the_employers_ending_back(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work")
    assert [(e.rev, e.last_day) for e in office.told(PlacementEnded)] == [(0, TODAY - days(9)), (1, None)]
    assert len(office.told(PlacementRetained)) == 1
    assert len(office.told(CandidatePlaced)) == 2
    assert states(office, hire)[90] == "settled"


def test_an_employer_takes_its_own_ending_back(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work", office.employer)
    assert [(e.rev, e.last_day) for e in office.told(PlacementEnded)] == [(0, TODAY - days(9)), (1, None)]
    assert states(office, hire)[90] == "asked"


def test_an_employers_still_here_beside_the_services_ending_changes_nothing(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work", office.employer)
    assert office.told(PlacementRetained) == []
    assert [event.rev for event in office.told(PlacementEnded)] == [0]


def test_the_service_puts_its_own_ending_right_before_it_confirms_a_later_day(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", last_day=TODAY - days(9), reason="quit")
    with pytest.raises(Refused):
        office.answer(hire, 90, "at_work")


def test_an_employers_left_before_a_confirmed_day_is_kept_beside_it(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "at_work")
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(30), reason="quit")
    assert office.told(PlacementEnded) == []
    applied = office.look(
        lambda s: list(s.scalars(sa.select(follow_up_answer.c.applied).order_by(follow_up_answer.c.id)))
    )
    assert applied == [True, False]


def test_an_ending_by_mistake_is_a_revision_without_a_last_day(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, last_day=TODAY, reason="dismissed"))
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, mistake=True))
    assert [(e.rev, e.last_day) for e in office.told(PlacementEnded)] == [(0, TODAY), (1, None)]
    assert states(office, hire)[90] == "asked"
    assert [type(e) for e in office.told(CandidatePlaced, CandidateFree)] == [
        CandidatePlaced,
        CandidateFree,
        CandidatePlaced,
    ]
