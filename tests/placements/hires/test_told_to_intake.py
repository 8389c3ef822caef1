"""What intake needs to know, to ask again."""

from typing import Any

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import ending as handlers
from services.placements.hires.handlers import hiring as hiring_handlers
from shared.events import intake as heard
from shared.events.placements import (
    FollowUpAnswered,
    FollowUpDue,
    FollowUpSettled,
)
from tests.placements.conftest import TODAY, Office, days
from tests.placements.hires.questions import states


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
    office: Office, who: str, answer: str, more: dict[str, Any], party: str
) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, answer, getattr(office, who), **more)
    (told,) = office.told(FollowUpAnswered)
    assert told == FollowUpAnswered(placement=hire, milestone=90, party=party)


def test_an_ending_that_only_the_employer_tells_is_its_answer_to_what_is_open(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    ending = commands.EndPlacement(placement=hire, last_day=TODAY, reason="quit")
    office.do(handlers.end_placement, ending, office.employer)
    assert [(one.milestone, one.party) for one in office.told(FollowUpAnswered)] == [(90, "employer")]


def test_a_word_about_a_question_that_is_not_asked_is_no_answer(office: Office) -> None:
    hire = office.hire()
    office.answer(hire, 90, "at_work", office.employer)
    assert office.told(FollowUpAnswered) == []


def test_a_question_that_is_open_again_is_told_again(office: Office) -> None:
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


def test_an_ending_that_settled_nothing_is_taken_back_without_a_question_told_again(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.answer(hire, 90, "left", office.employer, last_day=TODAY - days(9), reason="quit")
    office.answer(hire, 90, "at_work", office.employer)
    assert len(office.told(FollowUpDue)) == 1


def test_a_corrected_start_tells_the_new_day_of_what_was_asked_and_of_nothing_else(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    right = commands.CorrectHire(placement=hire, start=TODAY - days(88), contract="permanent", hours=40)
    office.do(hiring_handlers.correct_hire, right)
    assert [(event.milestone, event.due) for event in office.told(FollowUpDue)] == [(90, TODAY), (90, TODAY + days(2))]
    same = commands.CorrectHire(placement=hire, start=TODAY - days(88), contract="permanent", hours=20)
    office.do(hiring_handlers.correct_hire, same)
    assert len(office.told(FollowUpDue)) == 2


def test_a_question_whose_day_was_moved_ahead_leaves_today_and_is_told_anew_on_that_day(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    right = commands.CorrectHire(placement=hire, start=TODAY - days(50), contract="permanent", hours=40)
    office.do(hiring_handlers.correct_hire, right)
    day = TODAY + days(40)
    assert [(event.milestone, event.due) for event in office.told(FollowUpDue)] == [(90, TODAY), (90, day)]
    assert states(office, hire)[90] == "ahead"
    for n in (39, 40, 41):
        office.morning(TODAY + days(n))
    assert [(event.milestone, event.due) for event in office.told(FollowUpDue)][2:] == [(90, day)]


def test_nothing_is_told_again_of_somebody_who_was_erased(office: Office) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.hear(heard.CandidateErased(candidate="candidate-1"))
    right = commands.CorrectHire(placement=hire, start=TODAY - days(88), contract="permanent", hours=40)
    office.do(hiring_handlers.correct_hire, right)
    assert len(office.told(FollowUpDue)) == 1
