"""The team lead hears on day 105, once a day."""

import datetime
from sqlite3 import Cursor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.base import Connection

from services.intake.access import tables as people
from services.intake.followups.handlers import questions as one_tap
from services.intake.followups.handlers import reminders as asking_again
from shared.events.placements import FollowUpDue, FollowUpSettled
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake
from tests.intake.followups.mornings import LEAD, days, in_language, morning, moved, since
from tests.intake.letters.questions import ask, due, hear, mailed, officer_account

pytestmark = pytest.mark.one_database


def test_on_day_105_each_lead_gets_one_letter_with_how_many_and_a_link_to_today(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    officer_account(intake, "lead", "second@centre.example")
    mine = actor("officer", account="gone", organisation=intake.organisation)
    for n in (1, 2, 3):
        ask(intake, due(intake, intake.candidate(who=mine, another=n > 1), placement=f"hire-{n}"))
    before = len(mailed(intake))
    hear(intake, one_tap.take_back_questions, FollowUpSettled(placement="hire-3", milestone=90))
    for n in (11, 14):
        morning(intake, TODAY + days(n))
    again = len(since(intake, before))
    morning(intake, TODAY + days(15))
    told = since(intake, before + again)
    assert sorted(letter["To"] for letter in told) == [LEAD, "second@centre.example"]
    for letter in told:
        assert letter["Subject"] == "2 проверки стигнаха до вас"
        assert "http://127.0.0.1:8000/placements/today\n" in letter.get_content()
        assert not any(word in letter.get_content() for word in ("Олена", "Коваль", "C-", "Хлебна", "answers/"))
    morning(intake, TODAY + days(16))
    assert len(since(intake, before + again)) == 2


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("lang", "subject", "words"),
    [
        ("bg", "Една проверка стигна до вас", "На ден 120 тя ще се брои за непотвърдена."),
        ("en", "One check has reached you", "On day 120 it counts as unconfirmed."),
    ],
)
def test_the_lead_reads_it_in_the_language_of_the_account(intake: Intake, lang: str, subject: str, words: str) -> None:
    officer_account(intake, "lead", LEAD)
    in_language(intake, lang)
    ask(intake, due(intake, intake.candidate()), at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(15))
    (letter,) = mailed(intake)
    assert letter["Subject"] == subject
    assert words in letter.get_content()


def test_there_is_one_letter_a_day_however_often_the_morning_runs(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    long_ago = intake.runtime.clock.now() - days(4)
    ask(intake, due(intake, intake.candidate()), at=long_ago)
    morning(intake, TODAY + days(15))
    ask(intake, due(intake, intake.candidate(another=True), placement="hire-2"), at=long_ago)
    morning(intake, TODAY + days(15))
    assert len(mailed(intake)) == 1
    morning(intake, TODAY + days(16))
    assert len(mailed(intake)) == 2


def test_a_start_that_was_corrected_moves_the_day_on_which_the_lead_hears(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    told, long_ago = due(intake, intake.candidate()), intake.runtime.clock.now() - days(4)
    ask(intake, told, at=long_ago)
    ask(intake, moved(told, TODAY + days(5)), at=long_ago)
    morning(intake, TODAY + days(15))
    assert mailed(intake) == []
    morning(intake, TODAY + days(20))
    assert len(mailed(intake)) == 1


def test_the_morning_reads_what_is_open_and_not_a_year_of_questions(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    ask(intake, due(intake, intake.candidate()), at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(15))
    read, engine = [], intake.runtime.database.engine

    def note(connection: Connection, cursor: Cursor, statement: str, *_: Any) -> None:
        read.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        intake.runtime.perform(lambda tx: asking_again.tell_leads(TODAY + days(15), tx))
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    questions = [statement.partition("WHERE")[2] for statement in read if "FROM asked_question" in statement]
    assert len(questions) == 2
    assert all("is_open" in where and "with_lead_on" in where for where in questions)


def test_leads_of_another_centre_do_not_hear_of_it(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    elsewhere = FollowUpDue(
        placement="hire-9",
        milestone=90,
        due=TODAY,
        candidate=intake.candidate(),
        employer="nobody",
        organisation="elsewhere",
    )
    ask(intake, elsewhere, at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(15))
    assert mailed(intake) == []


@pytest.mark.both_databases
def test_a_day_begins_where_the_organisation_works(intake: Intake) -> None:
    """At midnight in Sofia it is still the day before in Lisbon."""
    officer_account(intake, "lead", LEAD)
    zone = sa.update(people.organisation).values(zone="Europe/Lisbon")
    intake.runtime.database.transact(lambda s: s.execute(zone))
    ask(intake, due(intake, intake.candidate()), at=intake.runtime.clock.now() - days(4))
    day = TODAY + days(15)
    midnight = datetime.datetime.combine(day, datetime.time(0, 30)) - datetime.timedelta(hours=2)
    turned = midnight.replace(tzinfo=datetime.UTC) - datetime.datetime.now(datetime.UTC)
    assert intake.runtime.clock.file
    intake.runtime.clock.file.write_text(str(int(turned.total_seconds())))
    assert intake.runtime.clock.today() == day
    intake.runtime.perform(lambda tx: asking_again.tell_leads(day, tx))
    assert mailed(intake) == []
    morning(intake, day + days(1))
    assert len(mailed(intake)) == 1
