"""A question nobody answered is asked a second time and no third; on day 105 the team lead hears of the check that counts."""

import pytest
import sqlalchemy as sa

from services.intake.candidates.commands import EraseCandidate
from services.intake.followups import tables as asked
from services.intake.followups.handlers import questions as one_tap
from services.intake.followups.handlers import reminders as asking_again
from services.intake.letters import tables as letters_tables
from services.intake.rights.handlers import erasure
from shared.events.placements import FollowUpAnswered, FollowUpSettled
from tests.intake.conftest import TODAY, Intake
from tests.intake.followups.mornings import EMPLOYER, LEAD, OFFICER, days, everybody, morning, since
from tests.intake.letters.questions import (
    ADDRESS,
    ask,
    confirmed_employer,
    due,
    hear,
    links,
    mailed,
    officer_account,
    with_mail,
)

pytestmark = pytest.mark.one_database


def answered(intake: Intake, party: str, milestone: int = 90) -> None:
    told = FollowUpAnswered(placement="hire-1", milestone=milestone, party=party)
    hear(intake, asking_again.note_answers, told)


def settled(intake: Intake) -> None:
    hear(intake, one_tap.take_back_questions, FollowUpSettled(placement="hire-1", milestone=90))


# -- the second letter -------------------------------------------------------------------------------------------------
def test_on_the_tenth_day_everybody_who_said_nothing_gets_a_second_link(intake: Intake) -> None:
    everybody(intake)
    first = [link.mark for letter in mailed(intake) for link in links(intake, letter.get_content())]
    morning(intake, TODAY + days(9))
    assert since(intake) == []
    morning(intake, TODAY + days(10))
    second = since(intake)
    assert sorted(letter["To"] for letter in second) == sorted([ADDRESS, EMPLOYER, OFFICER])
    found = [link for letter in second for link in links(intake, letter.get_content())]
    assert {(link.placement, link.milestone, link.party) for link in found} == {
        ("hire-1", 90, "person"), ("hire-1", 90, "employer"), ("hire-1", 90, "officer"),
    }  # fmt: skip
    assert not {link.mark for link in found} & set(first), "a link of its own"


def test_nobody_gets_a_third_letter(intake: Intake) -> None:
    everybody(intake)
    for n in range(10, 130, 5):
        morning(intake, TODAY + days(n))
    letters = [letter["To"] for letter in mailed(intake)]
    assert {address: letters.count(address) for address in letters} == {ADDRESS: 2, EMPLOYER: 2, OFFICER: 2}


@pytest.mark.both_databases
@pytest.mark.parametrize(("party", "address"), [("person", ADDRESS), ("employer", EMPLOYER), ("officer", OFFICER)])
def test_who_has_said_something_is_not_asked_again_and_the_others_are(intake: Intake, party: str, address: str) -> None:
    everybody(intake)
    answered(intake, party)
    answered(intake, party)
    morning(intake, TODAY + days(10))
    assert sorted(letter["To"] for letter in since(intake)) == sorted({ADDRESS, EMPLOYER, OFFICER} - {address})


def test_a_word_about_another_question_answers_only_that(intake: Intake) -> None:
    everybody(intake)
    answered(intake, "employer", milestone=30)
    morning(intake, TODAY + days(10))
    assert EMPLOYER in [letter["To"] for letter in since(intake)]


def test_a_settled_question_is_not_asked_again(intake: Intake) -> None:
    everybody(intake)
    settled(intake)
    morning(intake, TODAY + days(10))
    assert since(intake) == []


def test_an_answer_takes_back_a_second_letter_that_was_not_sent_yet(intake: Intake) -> None:
    everybody(intake)
    morning(intake, TODAY + days(10))
    settled(intake)
    assert since(intake) == []
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(letters_tables.asked_link)).all()) == []


def test_a_question_that_is_open_again_is_not_asked_from_the_beginning(intake: Intake) -> None:
    """Its ending was taken back: the first letters have gone out, and the second are still to come."""
    told = everybody(intake)
    settled(intake)
    ask(intake, told)
    assert since(intake) == []
    morning(intake, TODAY + days(10))
    assert len(since(intake)) == 3
    ask(intake, told)
    morning(intake, TODAY + days(11))
    assert len(since(intake)) == 3


def test_a_question_told_long_ago_is_not_asked_a_second_time_either(intake: Intake) -> None:
    candidate = with_mail(intake)
    ask(intake, due(intake, candidate), at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(10))
    assert mailed(intake) == []


def test_what_is_heard_of_somebody_after_the_erasure_is_not_kept(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    told = due(intake, with_mail(intake), employer=confirmed_employer(intake))
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=told.candidate, sure=True), intake.officer)
    ask(intake, told)
    assert mailed(intake) == []
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(asked.asked_question)).all()) == []


def test_nobody_is_asked_again_about_somebody_who_was_erased(intake: Intake) -> None:
    told = everybody(intake)
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=told.candidate, sure=True), intake.officer)
    morning(intake, TODAY + days(20))
    assert since(intake) == []
