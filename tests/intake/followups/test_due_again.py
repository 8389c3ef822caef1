"""When a question is asked again, by itself."""

import datetime

import pytest

from shared.events.placements import FollowUpDue
from tests.intake.conftest import TODAY
from tests.intake.followups.mornings import days, question

pytestmark = pytest.mark.one_database


def test_whoever_said_nothing_is_asked_again_after_ten_days_and_not_a_third_time() -> None:
    one = question()
    one.answer("employer")
    assert one.ask_again(TODAY + days(9)) == ()
    assert one.ask_again(TODAY + days(10)) == ("person", "officer")
    assert one.ask_again(TODAY + days(20)) == ()


def test_nobody_is_asked_again_about_a_settled_question() -> None:
    one = question()
    one.settle()
    assert one.ask_again(TODAY + days(10)) == ()


@pytest.mark.parametrize(("milestone", "until"), [(90, 24), (180, 29)])
def test_nobody_is_asked_again_when_an_answer_is_of_no_use(milestone: int, until: int) -> None:
    """The check for day 90 is over on day 120; the others are left alone once the first links have run out."""
    late = {"milestone": milestone, "due": TODAY, "asked_on": TODAY + days(14)}
    day = {90: TODAY + days(30), 180: TODAY + days(44)}[milestone]
    assert question(**late).ask_again(day) == ()
    assert question(**late).ask_again(day - days(1)) != ()


def test_what_was_too_old_to_be_mailed_at_all_is_not_asked_again() -> None:
    assert question(asked_on=None).ask_again(TODAY + days(10)) == ()


def test_the_check_for_day_90_reaches_the_lead_once_on_day_105() -> None:
    one = question()
    assert [one.reach_lead(one.start + days(n)) for n in (104, 105, 106)] == [False, True, False]


def test_after_day_120_the_lead_is_not_told_that_it_will_count_as_unconfirmed() -> None:
    one = question()
    assert [one.reach_lead(one.start + days(n)) for n in (191, 120, 119)] == [False, False, True]


def told_anew(due: datetime.date) -> FollowUpDue:
    whose = {"candidate": "c-1", "employer": "e-1", "organisation": "o-1"}
    return FollowUpDue(placement="p-1", milestone=90, due=due, **whose)


def test_a_question_put_off_to_a_later_day_begins_anew_on_that_day() -> None:
    one = question(asked_again_on=TODAY + days(10), with_lead_on=TODAY + days(15), answered=("person",))
    one.tell(told_anew(TODAY + days(80)), TODAY + days(20))
    assert (one.asked_on, one.asked_again_on, one.with_lead_on, one.answered) == (None, None, None, ())
    assert [one.ask(TODAY + days(n), fresh=True) for n in (79, 80, 81)] == [False, True, False]


def test_nobody_is_asked_a_second_time_before_the_day_itself() -> None:
    one = question(due=TODAY + days(12))
    assert one.ask_again(TODAY + days(11)) == ()
    assert one.ask_again(TODAY + days(12)) != ()


def test_what_is_settled_or_not_for_day_90_does_not_reach_the_lead() -> None:
    one = question()
    one.settle()
    assert not one.reach_lead(TODAY + days(20))
    assert not question(milestone=30).reach_lead(TODAY + days(200))


def test_a_settled_question_does_not_say_whom_it_was_about() -> None:
    one = question(candidate="c-1", employer="e-1", organisation="o-1")
    one.settle()
    assert (one.candidate, one.employer) == ("", "")
