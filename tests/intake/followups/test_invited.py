"""Recognition wants an interview: the employer's contact is written to, with the page and the questions to print."""

import datetime
from typing import Any

import pytest

from services.intake.followups.handlers import invited
from shared.events.recognition import InterviewTaken, InterviewWanted
from tests.intake.conftest import Intake
from tests.intake.letters.questions import confirmed_employer, hear, mailed

pytestmark = pytest.mark.one_database


def wanted(intake: Intake, *groups: str, **more: Any) -> None:
    hear(intake, invited.ask_contacts, *(InterviewWanted(group=group) for group in groups), **more)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("lang", "subject", "no"),
    [("bg", "Бихте ли разказали как го правите?", "Не, благодаря"), ("en", "Would you tell", "No, thank you")],
)
def test_the_contact_gets_the_page_and_the_questions_and_how_to_say_no(
    intake: Intake, lang: str, subject: str, no: str
) -> None:
    wanted(intake, confirmed_employer(intake, lang=lang))
    (letter,) = mailed(intake)
    assert subject in letter["Subject"]
    text = letter.get_content()
    assert no in text
    links = [line.removeprefix("http://127.0.0.1:8000") for line in text.splitlines() if "http" in line]
    assert links == ["/recognition/interview", f"/{lang}/interview"]


def test_one_employer_gets_one_letter_however_often_it_is_told_at_once(intake: Intake) -> None:
    group = confirmed_employer(intake)
    wanted(intake, group, group)
    assert len(mailed(intake)) == 1


def test_what_was_wanted_long_ago_is_not_mailed_any_more(intake: Intake) -> None:
    wanted(intake, confirmed_employer(intake), at=intake.runtime.clock.now() - datetime.timedelta(days=4))
    assert mailed(intake) == []


def test_the_contact_is_asked_once_whether_it_said_what_was_written_down(intake: Intake) -> None:
    group = confirmed_employer(intake)
    events = [InterviewTaken(statement=f"s-{number}", group=group) for number in range(2)]
    hear(intake, invited.ask_whether_it_was_said, *events)
    (letter,) = mailed(intake)
    assert letter["Subject"] == "Това ли казахте по телефона?"
    assert "/recognition/interview" in letter.get_content()
