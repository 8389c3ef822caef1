"""Still at work? Asked once, answered by many, counted from those whose word counts."""

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import ending as handlers
from services.placements.hires.handlers import following_up as following_up_handlers
from services.placements.hires.handlers import hiring as hiring_handlers
from services.placements.hires.model.ending import REASONS
from services.placements.hires.model.placement import Placement
from services.placements.hires.tables import follow_up_answer
from shared.events import intake as heard
from shared.events.placements import (
    CandidateFree,
    CandidatePlaced,
    FollowUpAnswered,
    FollowUpDue,
    FollowUpSettled,
    PlacementEnded,
    PlacementRetained,
)
from shared.transaction import Missing, Refused
from tests.placements.conftest import BAKERY, TODAY, Office, days


def states(office: Office, placement: str) -> dict[int, str]:
    return office.look(lambda s: {q.milestone: q.state for q in s.get(Placement, placement).follow_ups})


def test_a_question_is_asked_once_on_the_morning_it_falls_due(office: Office):
    hire = office.hire()
    office.morning(TODAY + days(29))
    assert office.told(FollowUpDue) == []
    office.morning(TODAY + days(30))
    office.morning(TODAY + days(31))
    (asked,) = office.told(FollowUpDue)
    assert (asked.placement, asked.milestone, asked.due) == (hire, 30, TODAY + days(30))
    assert (asked.candidate, asked.employer, asked.organisation) == ("candidate-1", BAKERY, "plovdiv")


def test_a_hire_recorded_late_is_asked_about_at_once_and_only_for_the_newest_milestone(office: Office):
    hire = office.hire(start=TODAY - days(95))
    assert [event.milestone for event in office.told(FollowUpDue)] == [90]
    assert states(office, hire) == {30: "passed_over", 90: "asked", 180: "ahead", 365: "ahead"}


def test_a_service_that_confirms_day_90_is_told_and_settles_the_question(office: Office):
    hire = office.hire()
    office.morning(TODAY + days(30))
    office.morning(TODAY + days(90))
    office.answer(hire, 90, "at_work")
    assert office.told(PlacementRetained) == [
        PlacementRetained(placement=hire, milestone=90, checked_on=TODAY + days(90), evidence=1)
    ]
    assert [event.milestone for event in office.told(FollowUpSettled)] == [30, 90]
    assert states(office, hire)[180] == "ahead"


def test_an_employers_still_here_is_told_but_does_not_settle_the_question(office: Office):
    hire = office.hire()
    office.morning(TODAY + days(90))
    office.answer(hire, 90, "at_work", office.employer)
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]
    assert office.told(FollowUpSettled) == []
    assert states(office, hire)[90] == "asked"


@pytest.mark.parametrize("relative", ["group-1", BAKERY])
def test_a_service_of_the_employers_own_group_counts_like_the_employer(office: Office, relative):
    office.hear(heard.EmployerGroup(employer=BAKERY, group="group-1", on=TODAY - days(9)))
    mine = heard.OrganisationChanged(organisation="plovdiv", name="Фондация", town="Пловдив", group=relative)
    office.hear(mine)
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]


def test_a_related_party_counts_like_the_employer(office: Office):
    hire = office.hire(start=TODAY - days(90), related_party=True)
    office.answer(hire, 90, "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]


def test_a_check_before_the_milestone_is_kept_and_the_question_stays_open(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "at_work", checked_on=TODAY - days(1))
    assert office.told(FollowUpSettled) == []
    assert states(office, hire)[90] == "asked"


def test_nobody_was_at_work_tomorrow_or_before_the_start(office: Office):
    hire = office.hire(start=TODAY - days(90))
    for day in (TODAY + days(1), TODAY - days(91)):
        with pytest.raises(Refused) as refused:
            office.answer(hire, 90, "at_work", checked_on=day)
        assert refused.value.field == "checked_on"
    assert office.told(PlacementRetained) == []


def test_not_reachable_keeps_the_question_open_and_the_attempt(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "not_reachable")
    office.answer(hire, 90, "not_reachable")
    attempts = office.look(lambda s: s.get(Placement, hire).question(90).attempts)
    assert (attempts, states(office, hire)[90]) == (2, "asked")
    assert office.told(PlacementRetained, FollowUpSettled) == []


def test_left_needs_a_day_and_a_reason(office: Office):
    hire = office.hire(start=TODAY - days(90))
    with pytest.raises(Refused) as refused:
        office.answer(hire, 90, "left", reason="quit")
    assert refused.value.field == "last_day"
    with pytest.raises(Refused) as refused:
        office.answer(hire, 90, "left", last_day=TODAY)
    assert refused.value.field == "reason"


def test_left_ends_the_placement_and_the_questions(office: Office):
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
def test_only_the_class_of_the_reason_is_told(office: Office, reason, told):
    hire = office.hire(start=TODAY - days(20))
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, last_day=TODAY, reason=reason))
    assert office.told(PlacementEnded)[0].reason == told


def test_an_ending_only_the_employer_tells_keeps_the_question_open(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(1), reason="better_job")
    (ended,) = office.told(PlacementEnded)
    assert (ended.evidence, ended.reason) == (0, "excused")
    assert states(office, hire)[90] == "asked"


def test_the_service_corrects_the_employers_ending_and_not_the_other_way_round(office: Office):
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


def test_a_check_by_the_service_takes_the_employers_ending_back(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work")
    assert [(e.rev, e.last_day) for e in office.told(PlacementEnded)] == [(0, TODAY - days(9)), (1, None)]
    assert len(office.told(PlacementRetained)) == 1
    assert len(office.told(CandidatePlaced)) == 2
    assert states(office, hire)[90] == "settled"


def test_an_employer_takes_its_own_ending_back(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work", office.employer)
    assert [(e.rev, e.last_day) for e in office.told(PlacementEnded)] == [(0, TODAY - days(9)), (1, None)]
    assert states(office, hire)[90] == "asked"


def test_an_employers_still_here_beside_the_services_ending_changes_nothing(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work", office.employer)
    assert office.told(PlacementRetained) == []
    assert [event.rev for event in office.told(PlacementEnded)] == [0]


def test_the_service_puts_its_own_ending_right_before_it_confirms_a_later_day(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", last_day=TODAY - days(9), reason="quit")
    with pytest.raises(Refused):
        office.answer(hire, 90, "at_work")


def test_an_employers_left_before_a_confirmed_day_is_kept_beside_it(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "at_work")
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(30), reason="quit")
    assert office.told(PlacementEnded) == []
    applied = office.look(
        lambda s: list(s.scalars(sa.select(follow_up_answer.c.applied).order_by(follow_up_answer.c.id)))
    )
    assert applied == [True, False]


def test_an_ending_by_mistake_is_a_revision_without_a_last_day(office: Office):
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


def test_strangers_have_no_say(office: Office):
    hire = office.hire(start=TODAY - days(90))
    for who in (office.other_officer, office.other_employer):
        with pytest.raises(Missing):
            office.answer(hire, 90, "at_work", who)
    assert office.told(PlacementRetained) == []


def test_the_employer_reminds_the_service_once_a_day(office: Office):
    hire = office.hire(start=TODAY - days(90))
    command = commands.RemindService(placement=hire, milestone=90)
    office.do(following_up_handlers.remind_service, command, office.employer)
    with pytest.raises(Refused):
        office.do(following_up_handlers.remind_service, command, office.employer)
    with pytest.raises(Missing):
        office.do(following_up_handlers.remind_service, command, office.officer)


def test_a_placement_taken_back_is_not_asked_about(office: Office):
    hire = office.hire()
    office.do(handlers.void_placement, commands.VoidPlacement(placement=hire, reason="never_started"))
    office.morning(TODAY + days(90))
    assert office.told(FollowUpDue) == []


def test_volunteering_is_not_asked_about(office: Office):
    hire = office.hire(contract="volunteering")
    assert states(office, hire) == {}


# -- what intake needs to know, to ask again ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "answer", "more", "party"),
    [
        ("employer", "at_work", {}, "employer"),
        ("employer", "left", {"last_day": TODAY, "reason": "quit"}, "employer"),
        ("officer", "not_reachable", {}, "officer"),
        ("officer", "at_work", {}, "officer"),
    ],
)
def test_whoever_says_something_of_an_open_question_is_told_without_what_was_said(
    office: Office, who, answer, more, party
):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, answer, getattr(office, who), **more)
    (told,) = office.told(FollowUpAnswered)
    assert told == FollowUpAnswered(placement=hire, milestone=90, party=party)


def test_an_ending_that_only_the_employer_tells_is_its_answer_to_what_is_open(office: Office):
    hire = office.hire(start=TODAY - days(90))
    ending = commands.EndPlacement(placement=hire, last_day=TODAY, reason="quit")
    office.do(handlers.end_placement, ending, office.employer)
    assert [(one.milestone, one.party) for one in office.told(FollowUpAnswered)] == [(90, "employer")]


def test_a_word_about_a_question_that_is_not_asked_is_no_answer(office: Office):
    hire = office.hire()
    office.answer(hire, 90, "at_work", office.employer)
    assert office.told(FollowUpAnswered) == []


def test_a_question_that_is_open_again_is_told_again(office: Office):
    hire = office.hire(start=TODAY - days(90))
    first = office.told(FollowUpDue)
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, last_day=TODAY, reason="dismissed"))
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, mistake=True))
    assert [type(event) for event in office.told(FollowUpDue, FollowUpSettled)] == [
        FollowUpDue,
        FollowUpSettled,
        FollowUpDue,
    ]
    assert office.told(FollowUpDue) == first * 2


def test_an_ending_that_settled_nothing_is_taken_back_without_a_question_told_again(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work", office.employer)
    assert len(office.told(FollowUpDue)) == 1


def test_a_corrected_start_tells_the_new_day_of_what_was_asked_and_of_nothing_else(office: Office):
    hire = office.hire(start=TODAY - days(90))
    right = commands.CorrectHire(placement=hire, start=TODAY - days(88), contract="permanent", hours=40)
    office.do(hiring_handlers.correct_hire, right)
    assert [(event.milestone, event.due) for event in office.told(FollowUpDue)] == [(90, TODAY), (90, TODAY + days(2))]
    same = commands.CorrectHire(placement=hire, start=TODAY - days(88), contract="permanent", hours=20)
    office.do(hiring_handlers.correct_hire, same)
    assert len(office.told(FollowUpDue)) == 2


def test_a_question_whose_day_was_moved_ahead_leaves_today_and_is_told_anew_on_that_day(office: Office):
    hire = office.hire(start=TODAY - days(90))
    right = commands.CorrectHire(placement=hire, start=TODAY - days(50), contract="permanent", hours=40)
    office.do(hiring_handlers.correct_hire, right)
    day = TODAY + days(40)
    assert [(event.milestone, event.due) for event in office.told(FollowUpDue)] == [(90, TODAY), (90, day)]
    assert states(office, hire)[90] == "ahead"
    for n in (39, 40, 41):
        office.morning(TODAY + days(n))
    assert [(event.milestone, event.due) for event in office.told(FollowUpDue)][2:] == [(90, day)]


def test_nothing_is_told_again_of_somebody_who_was_erased(office: Office):
    hire = office.hire(start=TODAY - days(90))
    office.hear(heard.CandidateErased(candidate="candidate-1"))
    right = commands.CorrectHire(placement=hire, start=TODAY - days(88), contract="permanent", hours=40)
    office.do(hiring_handlers.correct_hire, right)
    assert len(office.told(FollowUpDue)) == 1
