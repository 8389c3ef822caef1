"""An editor gave words or a figure back: the employer's contact is told to sign in, and reads neither in the letter."""

import datetime
from typing import Any

import pytest

from services.intake.commands import employers as ask
from services.intake.handlers import employers, returned
from shared.events.recognition import StatementReturned
from tests.intake.conftest import Intake
from tests.intake.test_letters import forget_letters, hear, mailed

CONTACT = "maria@hlebna.example"
INTERVIEW, FIGURES = "/recognition/interview", "/recognition/figures"


def given_back(intake: Intake, *kinds: str, group: str, **more: Any) -> None:
    events = [StatementReturned(statement=f"s-{n}", group=group, kind=kind) for n, kind in enumerate(kinds)]
    hear(intake, returned.tell_contacts, *events, **more)


def registered(intake: Intake, **more: Any) -> str:
    employer = intake.verified(**more)
    forget_letters(intake)
    return employer


@pytest.mark.parametrize(("kind", "page"), [("answer", INTERVIEW), ("figure", FIGURES)])
@pytest.mark.parametrize(
    ("lang", "subject", "words"),
    [
        ("bg", "Редактор ви върна нещо за доработка", "Влезте в профила си"),
        ("en", "An editor has given something back to you", "Sign in to read it"),
    ],
)
def test_the_contact_gets_a_link_to_the_page_that_says_what_and_why(intake: Intake, kind, page, lang, subject, words):
    employer = registered(intake, lang=lang)
    given_back(intake, kind, group=employer)
    (letter,) = mailed(intake)
    assert (letter["To"], letter["Subject"]) == (CONTACT, subject)
    text = letter.get_content()
    assert words in text
    assert [line for line in text.splitlines() if "http" in line] == [f"http://127.0.0.1:8000{page}"]


def test_what_came_back_at_once_is_one_letter(intake: Intake):
    given_back(intake, "answer", "answer", "figure", group=registered(intake))
    (letter,) = mailed(intake)
    assert INTERVIEW in letter.get_content()
    assert FIGURES in letter.get_content()


def test_every_employer_of_the_group_is_told_and_nobody_else(intake: Intake):
    lead = registered(intake)
    other = registered(intake, national_id="175074752", contact_email="other@group.example")
    registered(intake, national_id="831902088", contact_email="stranger@elsewhere.example")
    intake.do(employers.join_group, ask.JoinGroup(employer=other, group=lead), intake.editor)
    given_back(intake, "answer", group=lead)
    assert sorted(letter["To"] for letter in mailed(intake)) == [CONTACT, "other@group.example"]


def test_an_employer_that_has_closed_is_not_written_to(intake: Intake):
    employer = registered(intake)
    intake.do(employers.close_employer, ask.CloseEmployer(employer=employer), intake.editor)
    given_back(intake, "answer", group=employer)
    assert mailed(intake) == []


def test_what_came_back_long_ago_is_not_mailed_any_more(intake: Intake):
    long_ago = intake.desk.clock.now() - datetime.timedelta(days=4)
    given_back(intake, "answer", group=registered(intake), at=long_ago)
    assert mailed(intake) == []


def test_a_kind_that_is_not_known_yet_is_passed_over(intake: Intake):
    given_back(intake, "letter", group=registered(intake))
    assert mailed(intake) == []
