"""An editor gave words or a figure back: the employer's contact is told to sign in, and reads neither in the letter."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.employers import commands as ask
from services.intake.employers import tables
from services.intake.employers.handlers import employers
from services.intake.followups.handlers import returned
from services.intake.vacancies import handlers as vacancies_handlers
from shared.events.recognition import AwardGiven, StatementReturned
from tests.intake.conftest import Intake
from tests.intake.letters.questions import confirmed_employer, forget_letters, hear, mailed

pytestmark = pytest.mark.one_database

CONTACT = "maria@hlebna.example"
INTERVIEW, FIGURES = "/recognition/interview", "/recognition/figures"


def given_back(intake: Intake, *kinds: str, group: str, **more: Any) -> None:
    events = [StatementReturned(statement=f"s-{n}", group=group, kind=kind) for n, kind in enumerate(kinds)]
    hear(intake, returned.tell_contacts, *events, **more)


def registered(intake: Intake, **more: Any) -> str:
    """A checked employer whose contact confirmed its address."""
    return confirmed_employer(intake, **more)


@pytest.mark.parametrize(("kind", "page"), [("answer", INTERVIEW), ("figure", FIGURES)])
@pytest.mark.parametrize(
    ("lang", "subject", "words"),
    [
        ("bg", "Редактор ви върна нещо за доработка", "Влезте в профила си"),
        ("en", "An editor has given something back to you", "Sign in to read it"),
    ],
)
def test_the_contact_gets_a_link_to_the_page_that_says_what_and_why(
    intake: Intake, kind: str, page: str, lang: str, subject: str, words: str
) -> None:
    employer = registered(intake, lang=lang)
    given_back(intake, kind, group=employer)
    (letter,) = mailed(intake)
    assert (letter["To"], letter["Subject"]) == (CONTACT, subject)
    text = letter.get_content()
    assert words in text
    assert [line for line in text.splitlines() if "http" in line] == [f"http://127.0.0.1:8000{page}"]


def test_what_came_back_at_once_is_one_letter(intake: Intake) -> None:
    given_back(intake, "answer", "answer", "figure", group=registered(intake))
    (letter,) = mailed(intake)
    assert INTERVIEW in letter.get_content()
    assert FIGURES in letter.get_content()


def test_every_employer_of_the_group_is_told_and_nobody_else(intake: Intake) -> None:
    lead = registered(intake)
    other = registered(intake, national_id="175074752", contact_email="other@group.example")
    registered(intake, national_id="831902088", contact_email="stranger@elsewhere.example")
    intake.do(employers.join_group, ask.JoinGroup(employer=other, group=lead), intake.editor)
    given_back(intake, "answer", group=lead)
    assert sorted(letter["To"] for letter in mailed(intake)) == [CONTACT, "other@group.example"]


@pytest.mark.both_databases
def test_who_is_refused_not_checked_or_not_confirmed_in_the_group_is_not_written_to(intake: Intake) -> None:
    """Anybody can register: only who was checked and confirmed the address reads what an editor wrote."""
    lead = registered(intake)
    refused = intake.registered(national_id="175074752", contact_email="refused@group.example")
    intake.do(
        vacancies_handlers.refuse_employer, ask.RefuseEmployer(employer=refused, reason="Не е наша"), intake.editor
    )
    unchecked = intake.registered(national_id="831902088", contact_email="unchecked@group.example")
    unconfirmed = intake.verified(national_id="131071587", contact_email="unconfirmed@group.example")
    members = sa.update(tables.employer).where(tables.employer.c.id.in_([refused, unchecked, unconfirmed]))
    theirs = people.account.c.employer == unconfirmed
    everyone = sa.update(people.account).values(confirmed=sa.case((theirs, sa.false()), else_=sa.true()))
    intake.runtime.database.transact(lambda s: s.execute(members.values(group=lead)))
    intake.runtime.database.transact(lambda s: s.execute(everyone))
    forget_letters(intake)
    given_back(intake, "answer", group=lead)
    assert [letter["To"] for letter in mailed(intake)] == [CONTACT]


@pytest.mark.both_databases
def test_somebody_who_has_left_the_employer_is_not_written_to(intake: Intake) -> None:
    employer = registered(intake)
    intake.runtime.database.transact(lambda s: s.execute(sa.update(people.account).values(active=False)))
    given_back(intake, "answer", group=employer)
    assert mailed(intake) == []


def test_what_comes_back_while_a_letter_waits_is_in_that_letter(intake: Intake) -> None:
    employer = registered(intake)
    for kind in ("answer", "answer", "figure", "figure"):
        given_back(intake, kind, group=employer)
    first, second = mailed(intake)
    assert INTERVIEW in first.get_content()
    assert FIGURES in second.get_content()
    given_back(intake, "answer", group=employer)
    assert len(mailed(intake)) == 3, "the first has gone out"


def test_an_employer_that_has_closed_is_not_written_to(intake: Intake) -> None:
    employer = registered(intake)
    intake.do(vacancies_handlers.close_employer, ask.CloseEmployer(employer=employer), intake.editor)
    given_back(intake, "answer", group=employer)
    assert mailed(intake) == []


def test_what_came_back_long_ago_is_not_mailed_any_more(intake: Intake) -> None:
    long_ago = intake.runtime.clock.now() - datetime.timedelta(days=4)
    given_back(intake, "answer", group=registered(intake), at=long_ago)
    assert mailed(intake) == []


def test_a_kind_that_is_not_known_yet_is_passed_over(intake: Intake) -> None:
    given_back(intake, "letter", group=registered(intake))
    assert mailed(intake) == []


def test_a_winner_is_told_once_where_the_award_stands(intake: Intake) -> None:
    group = registered(intake)
    forget_letters(intake)
    events = [AwardGiven(award=f"a-{n}", group=group, year=2025) for n in range(2)]
    hear(intake, returned.tell_winners, *events)
    (letter,) = mailed(intake)
    assert (letter["To"], letter["Subject"]) == (CONTACT, "Жури ви присъди награда")
    assert "http://127.0.0.1:8000/bg/awards/2025" in letter.get_content()
