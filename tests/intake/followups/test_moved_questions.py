"""Starts that were corrected, letters that wait, questions told before this was kept."""

import pytest
import sqlalchemy as sa

from services.intake.followups import tables as asked
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.letters import tables as letters_tables
from tests.intake.conftest import TODAY, Intake
from tests.intake.followups.mornings import EMPLOYER, LEAD, OFFICER, days, everybody, in_language, morning, moved, since
from tests.intake.letters.questions import (
    ADDRESS,
    ask,
    confirmed_employer,
    due,
    links,
    mailed,
    officer_account,
    with_mail,
)

pytestmark = pytest.mark.one_database


def test_a_start_that_was_corrected_begins_the_letters_anew_on_the_new_day(intake: Intake) -> None:
    officer_account(intake, "lead", LEAD)
    later = moved(everybody(intake), TODAY + days(80))
    ask(intake, later)
    letters = {}
    for n in range(1, 130):
        before = len(mailed(intake))
        morning(intake, TODAY + days(n))
        if n in (80, 84):
            ask(intake, later)
        if new := since(intake, before):
            letters[n - 80] = sorted(letter["To"] for letter in new)
    asked_all = sorted([ADDRESS, EMPLOYER, OFFICER])
    assert letters == {0: asked_all, 10: asked_all, 15: [LEAD]}


def test_a_letter_that_waits_is_taken_back_where_its_question_is_put_off(intake: Intake) -> None:
    told = due(intake, with_mail(intake))
    ask(intake, told)
    ask(intake, moved(told, TODAY + days(5)))
    assert mailed(intake) == []
    other = due(intake, told.candidate, placement="hire-2")
    ask(intake, other, moved(other, TODAY + days(5)))
    assert mailed(intake) == [], "also where both are heard at once"


def test_while_the_first_letter_waits_no_second_is_written(intake: Intake) -> None:
    """The mail server was away for ten days."""
    employer = confirmed_employer(intake)
    ask(intake, due(intake, with_mail(intake), employer=employer))
    morning(intake, TODAY + days(10))
    assert sorted(letter["To"] for letter in mailed(intake)) == [EMPLOYER, ADDRESS]


@pytest.mark.both_databases
def test_whoever_was_written_no_first_letter_gets_that_and_not_a_second(intake: Intake) -> None:
    """The address was noted after the question had been asked, or the letter was given up."""
    candidate = with_mail(intake)
    employer = confirmed_employer(intake)
    intake.do(one_tap.note_address, NoteAddress(candidate=candidate, email=""), intake.officer)
    ask(intake, due(intake, candidate, employer=employer))
    given_up = sa.update(letters_tables.letter).values(given_up=intake.runtime.clock.now())
    intake.runtime.database.transact(lambda s: s.execute(given_up))
    intake.do(one_tap.note_address, NoteAddress(candidate=candidate, email=ADDRESS), intake.officer)
    morning(intake, TODAY + days(10))
    kinds = (
        sa.select(letters_tables.letter.c.kind)
        .where(letters_tables.letter.c.given_up.is_(None))
        .order_by(letters_tables.letter.c.kind)
    )
    assert intake.runtime.database.look(lambda s: list(s.scalars(kinds))) == ["ask-employer", "ask-person"]


def test_a_first_letter_that_is_known_by_its_link_only_is_followed_by_a_second(intake: Intake) -> None:
    """A letter goes a week after it was sent."""
    ask(intake, due(intake, with_mail(intake)))
    assert len(mailed(intake)) == 1
    intake.runtime.database.transact(lambda s: s.execute(sa.delete(letters_tables.letter)))
    morning(intake, TODAY + days(10))
    assert intake.runtime.database.look(lambda s: list(s.scalars(sa.select(letters_tables.letter.c.kind)))) == [
        "again-person"
    ]


@pytest.mark.both_databases
def test_what_was_asked_before_it_was_kept_here_is_not_asked_from_the_beginning(intake: Intake) -> None:
    told = everybody(intake)
    intake.runtime.database.transact(lambda s: s.execute(sa.delete(asked.asked_question)))
    ask(intake, told)
    assert since(intake) == []


@pytest.mark.both_databases
def test_nobody_is_asked_about_a_day_of_more_than_a_year_ago(intake: Intake) -> None:
    """Such a question is not kept any more: told again, it may have been asked long ago."""
    told = due(intake, with_mail(intake))
    ask(intake, moved(told, TODAY - days(366)))
    assert mailed(intake) == []
    ask(intake, moved(told, TODAY - days(365)))
    assert mailed(intake) == []


def test_an_employer_with_several_questions_gets_one_second_letter(intake: Intake) -> None:
    employer = confirmed_employer(intake)
    ask(intake, due(intake, intake.ready(), employer=employer))
    ask(intake, due(intake, intake.ready(another=True), 30, "hire-2", employer))
    assert len(mailed(intake)) == 2
    morning(intake, TODAY + days(10))
    (letter,) = since(intake, before=2)
    assert len(links(intake, letter.get_content())) == 2


SAYS = {
    "bg": {
        EMPLOYER: ("Един въпрос чака отговор", "На 1 април 2026 г. ще се брои за непотвърдено", "Повече няма да ви пишем"),
        OFFICER: ("Един въпрос още чака отговор", "ако дотогава не го потвърдите вие или човекът", "списъка си за днес"),
    },
    "en": {
        EMPLOYER: ("A question is open", "Counts as unconfirmed on 1 April 2026", "We do not write to you"),
        OFFICER: ("A question is still open", "unless you or the person confirm it before", "your list for today"),
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", SAYS)
def test_the_second_letter_says_when_the_check_counts_as_unconfirmed_and_names_nobody(
    intake: Intake, lang: str
) -> None:
    everybody(intake)
    in_language(intake, lang)
    morning(intake, TODAY + days(10))
    read = {
        letter["To"]: f"{letter['Subject']} {letter.get_content()}".replace("\xa0", " ") for letter in since(intake)
    }
    for address, words in SAYS[lang].items():
        assert [word for word in words if word not in read[address]] == []
    for text in read.values():
        assert not any(word in text for word in ("Олена", "Коваль", "123 4567", "Хлебна", "1998"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bg", "от този ден работата се брои за непотвърдена"), ("en", "counts as not confirmed from that day"),
        ("uk", "вважатиметься непідтвердженою"), ("ar", "غير مؤكَّد"), ("fa", "تأییدنشده"), ("tr", "onaylanmamış sayılır"),
    ],
)  # fmt: skip
def test_the_person_reads_it_in_the_language_of_the_file(intake: Intake, language: str, words: str) -> None:
    ask(intake, due(intake, with_mail(intake, language=language)))
    assert len(mailed(intake)) == 1
    morning(intake, TODAY + days(10))
    (letter,) = since(intake, before=1)
    assert words in letter.get_content()


def test_a_question_that_is_never_counted_says_no_day(intake: Intake) -> None:
    ask(intake, due(intake, with_mail(intake, language="en"), milestone=180))
    assert len(mailed(intake)) == 1
    morning(intake, TODAY + days(10))
    (letter,) = since(intake, before=1)
    assert "counts as" not in letter.get_content()
