"""A question nobody answered is asked a second time and no third; on day 105 the team lead hears of the check that counts."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.candidates.commands import EraseCandidate
from services.intake.followups import tables as asked
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.followups.handlers import reminders as asking_again
from services.intake.followups.model import Question
from services.intake.letters import tables as letters_tables
from services.intake.rights.handlers import erasure
from services.intake.service import SERVICE
from shared.events.placements import FollowUpAnswered, FollowUpDue, FollowUpSettled
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake
from tests.intake.letters.test_letters import (
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

EMPLOYER, OFFICER, LEAD = "maria@hlebna.example", "rada@centre.example", "lead@centre.example"


def days(n: int) -> datetime.timedelta:
    return datetime.timedelta(days=n)


def morning(intake: Intake, day: datetime.date) -> None:
    intake.runtime.clock.turn_to(day)
    for timer in SERVICE.daily:
        intake.runtime.perform(lambda tx, timer=timer: timer(day, tx))


def answered(intake: Intake, party: str, milestone: int = 90) -> None:
    told = FollowUpAnswered(placement="hire-1", milestone=milestone, party=party)
    hear(intake, asking_again.note_answers, told)


def settled(intake: Intake) -> None:
    hear(intake, one_tap.take_back_questions, FollowUpSettled(placement="hire-1", milestone=90))


def everybody(intake: Intake) -> FollowUpDue:
    """A question that the person, the employer and the officer were asked."""
    employer = confirmed_employer(intake)
    officer = officer_account(intake)
    candidate = with_mail(intake, who=actor("officer", account=officer, organisation=intake.organisation))
    question = due(intake, candidate, employer=employer)
    ask(intake, question)
    assert sorted(letter["To"] for letter in mailed(intake)) == sorted([ADDRESS, EMPLOYER, OFFICER])
    return question


def since(intake: Intake, before: int = 3) -> list[Any]:
    return mailed(intake)[before:]


# -- by itself ---------------------------------------------------------------------------------------------------------


def question(**more: Any) -> Question:
    return Question(**{"placement": "p-1", "milestone": 90, "due": TODAY, "asked_on": TODAY, **more})


def test_whoever_said_nothing_is_asked_again_after_ten_days_and_not_a_third_time():
    one = question()
    one.answer("employer")
    assert one.ask_again(TODAY + days(9)) == ()
    assert one.ask_again(TODAY + days(10)) == ("person", "officer")
    assert one.ask_again(TODAY + days(20)) == ()


def test_nobody_is_asked_again_about_a_settled_question():
    one = question()
    one.settle()
    assert one.ask_again(TODAY + days(10)) == ()


@pytest.mark.parametrize(("milestone", "until"), [(90, 24), (180, 29)])
def test_nobody_is_asked_again_when_an_answer_is_of_no_use(milestone, until):
    """The check for day 90 is over on day 120; the others are left alone once the first links have run out."""
    late = {"milestone": milestone, "due": TODAY, "asked_on": TODAY + days(14)}
    day = {90: TODAY + days(30), 180: TODAY + days(44)}[milestone]
    assert question(**late).ask_again(day) == ()
    assert question(**late).ask_again(day - days(1)) != ()


def test_what_was_too_old_to_be_mailed_at_all_is_not_asked_again():
    assert question(asked_on=None).ask_again(TODAY + days(10)) == ()


def test_the_check_for_day_90_reaches_the_lead_once_on_day_105():
    one = question()
    assert [one.reach_lead(one.start + days(n)) for n in (104, 105, 106)] == [False, True, False]


def test_after_day_120_the_lead_is_not_told_that_it_will_count_as_unconfirmed():
    one = question()
    assert [one.reach_lead(one.start + days(n)) for n in (191, 120, 119)] == [False, False, True]


def told_anew(due: datetime.date) -> FollowUpDue:
    whose = {"candidate": "c-1", "employer": "e-1", "organisation": "o-1"}
    return FollowUpDue(placement="p-1", milestone=90, due=due, **whose)


def test_a_question_put_off_to_a_later_day_begins_anew_on_that_day():
    one = question(asked_again_on=TODAY + days(10), with_lead_on=TODAY + days(15), answered=("person",))
    one.tell(told_anew(TODAY + days(80)), TODAY + days(20))
    assert (one.asked_on, one.asked_again_on, one.with_lead_on, one.answered) == (None, None, None, ())
    assert [one.ask(TODAY + days(n), fresh=True) for n in (79, 80, 81)] == [False, True, False]


def test_nobody_is_asked_a_second_time_before_the_day_itself():
    one = question(due=TODAY + days(12))
    assert one.ask_again(TODAY + days(11)) == ()
    assert one.ask_again(TODAY + days(12)) != ()


def test_what_is_settled_or_not_for_day_90_does_not_reach_the_lead():
    one = question()
    one.settle()
    assert not one.reach_lead(TODAY + days(20))
    assert not question(milestone=30).reach_lead(TODAY + days(200))


def test_a_settled_question_does_not_say_whom_it_was_about():
    one = question(candidate="c-1", employer="e-1", organisation="o-1")
    one.settle()
    assert (one.candidate, one.employer) == ("", "")


# -- the second letter -------------------------------------------------------------------------------------------------


def test_on_the_tenth_day_everybody_who_said_nothing_gets_a_second_link(intake: Intake):
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


def test_nobody_gets_a_third_letter(intake: Intake):
    everybody(intake)
    for n in range(10, 130, 5):
        morning(intake, TODAY + days(n))
    letters = [letter["To"] for letter in mailed(intake)]
    assert {address: letters.count(address) for address in letters} == {ADDRESS: 2, EMPLOYER: 2, OFFICER: 2}


@pytest.mark.both_databases
@pytest.mark.parametrize(("party", "address"), [("person", ADDRESS), ("employer", EMPLOYER), ("officer", OFFICER)])
def test_who_has_said_something_is_not_asked_again_and_the_others_are(intake: Intake, party, address):
    everybody(intake)
    answered(intake, party)
    answered(intake, party)
    morning(intake, TODAY + days(10))
    assert sorted(letter["To"] for letter in since(intake)) == sorted({ADDRESS, EMPLOYER, OFFICER} - {address})


def test_a_word_about_another_question_answers_only_that(intake: Intake):
    everybody(intake)
    answered(intake, "employer", milestone=30)
    morning(intake, TODAY + days(10))
    assert EMPLOYER in [letter["To"] for letter in since(intake)]


def test_a_settled_question_is_not_asked_again(intake: Intake):
    everybody(intake)
    settled(intake)
    morning(intake, TODAY + days(10))
    assert since(intake) == []


def test_an_answer_takes_back_a_second_letter_that_was_not_sent_yet(intake: Intake):
    everybody(intake)
    morning(intake, TODAY + days(10))
    settled(intake)
    assert since(intake) == []
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(letters_tables.asked_link)).all()) == []


def test_a_question_that_is_open_again_is_not_asked_from_the_beginning(intake: Intake):
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


def test_a_question_told_long_ago_is_not_asked_a_second_time_either(intake: Intake):
    candidate = with_mail(intake)
    ask(intake, due(intake, candidate), at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(10))
    assert mailed(intake) == []


def test_what_is_heard_of_somebody_after_the_erasure_is_not_kept(intake: Intake):
    officer_account(intake, "lead", LEAD)
    told = due(intake, with_mail(intake), employer=confirmed_employer(intake))
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=told.candidate, sure=True), intake.officer)
    ask(intake, told)
    assert mailed(intake) == []
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(asked.asked_question)).all()) == []


def test_nobody_is_asked_again_about_somebody_who_was_erased(intake: Intake):
    told = everybody(intake)
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=told.candidate, sure=True), intake.officer)
    morning(intake, TODAY + days(20))
    assert since(intake) == []


def moved(told: FollowUpDue, due: datetime.date) -> FollowUpDue:
    return FollowUpDue(**{name: getattr(told, name) for name in told.__struct_fields__} | {"due": due})


def test_a_start_that_was_corrected_begins_the_letters_anew_on_the_new_day(intake: Intake):
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


def test_a_letter_that_waits_is_taken_back_where_its_question_is_put_off(intake: Intake):
    told = due(intake, with_mail(intake))
    ask(intake, told)
    ask(intake, moved(told, TODAY + days(5)))
    assert mailed(intake) == []
    other = due(intake, told.candidate, placement="hire-2")
    ask(intake, other, moved(other, TODAY + days(5)))
    assert mailed(intake) == [], "also where both are heard at once"


def test_while_the_first_letter_waits_no_second_is_written(intake: Intake):
    """The mail server was away for ten days."""
    employer = confirmed_employer(intake)
    ask(intake, due(intake, with_mail(intake), employer=employer))
    morning(intake, TODAY + days(10))
    assert sorted(letter["To"] for letter in mailed(intake)) == [EMPLOYER, ADDRESS]


@pytest.mark.both_databases
def test_whoever_was_written_no_first_letter_gets_that_and_not_a_second(intake: Intake):
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


def test_a_first_letter_that_is_known_by_its_link_only_is_followed_by_a_second(intake: Intake):
    """A letter goes a week after it was sent."""
    ask(intake, due(intake, with_mail(intake)))
    assert len(mailed(intake)) == 1
    intake.runtime.database.transact(lambda s: s.execute(sa.delete(letters_tables.letter)))
    morning(intake, TODAY + days(10))
    assert intake.runtime.database.look(lambda s: list(s.scalars(sa.select(letters_tables.letter.c.kind)))) == [
        "again-person"
    ]


@pytest.mark.both_databases
def test_what_was_asked_before_it_was_kept_here_is_not_asked_from_the_beginning(intake: Intake):
    told = everybody(intake)
    intake.runtime.database.transact(lambda s: s.execute(sa.delete(asked.asked_question)))
    ask(intake, told)
    assert since(intake) == []


@pytest.mark.both_databases
def test_nobody_is_asked_about_a_day_of_more_than_a_year_ago(intake: Intake):
    """Such a question is not kept any more: told again, it may have been asked long ago."""
    told = due(intake, with_mail(intake))
    ask(intake, moved(told, TODAY - days(366)))
    assert mailed(intake) == []
    ask(intake, moved(told, TODAY - days(365)))
    assert mailed(intake) == []


def test_an_employer_with_several_questions_gets_one_second_letter(intake: Intake):
    employer = confirmed_employer(intake)
    ask(intake, due(intake, intake.ready(), employer=employer))
    ask(intake, due(intake, intake.ready(another=True), 30, "hire-2", employer))
    assert len(mailed(intake)) == 2
    morning(intake, TODAY + days(10))
    (letter,) = since(intake, before=2)
    assert len(links(intake, letter.get_content())) == 2


def in_language(intake: Intake, lang: str) -> None:
    intake.runtime.database.transact(lambda s: s.execute(sa.update(people.account).values(lang=lang)))


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
def test_the_second_letter_says_when_the_check_counts_as_unconfirmed_and_names_nobody(intake: Intake, lang):
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
def test_the_person_reads_it_in_the_language_of_the_file(intake: Intake, language, words):
    ask(intake, due(intake, with_mail(intake, language=language)))
    assert len(mailed(intake)) == 1
    morning(intake, TODAY + days(10))
    (letter,) = since(intake, before=1)
    assert words in letter.get_content()


def test_a_question_that_is_never_counted_says_no_day(intake: Intake):
    ask(intake, due(intake, with_mail(intake, language="en"), milestone=180))
    assert len(mailed(intake)) == 1
    morning(intake, TODAY + days(10))
    (letter,) = since(intake, before=1)
    assert "counts as" not in letter.get_content()


# -- the team lead -----------------------------------------------------------------------------------------------------


def test_on_day_105_each_lead_gets_one_letter_with_how_many_and_a_link_to_today(intake: Intake):
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
def test_the_lead_reads_it_in_the_language_of_the_account(intake: Intake, lang, subject, words):
    officer_account(intake, "lead", LEAD)
    in_language(intake, lang)
    ask(intake, due(intake, intake.candidate()), at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(15))
    (letter,) = mailed(intake)
    assert letter["Subject"] == subject
    assert words in letter.get_content()


def test_there_is_one_letter_a_day_however_often_the_morning_runs(intake: Intake):
    officer_account(intake, "lead", LEAD)
    long_ago = intake.runtime.clock.now() - days(4)
    ask(intake, due(intake, intake.candidate()), at=long_ago)
    morning(intake, TODAY + days(15))
    ask(intake, due(intake, intake.candidate(another=True), placement="hire-2"), at=long_ago)
    morning(intake, TODAY + days(15))
    assert len(mailed(intake)) == 1
    morning(intake, TODAY + days(16))
    assert len(mailed(intake)) == 2


def test_a_start_that_was_corrected_moves_the_day_on_which_the_lead_hears(intake: Intake):
    officer_account(intake, "lead", LEAD)
    told, long_ago = due(intake, intake.candidate()), intake.runtime.clock.now() - days(4)
    ask(intake, told, at=long_ago)
    ask(intake, moved(told, TODAY + days(5)), at=long_ago)
    morning(intake, TODAY + days(15))
    assert mailed(intake) == []
    morning(intake, TODAY + days(20))
    assert len(mailed(intake)) == 1


def test_the_morning_reads_what_is_open_and_not_a_year_of_questions(intake: Intake):
    officer_account(intake, "lead", LEAD)
    ask(intake, due(intake, intake.candidate()), at=intake.runtime.clock.now() - days(4))
    morning(intake, TODAY + days(15))
    read, engine = [], intake.runtime.database.engine

    def note(connection, cursor, statement, *_) -> None:
        read.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        intake.runtime.perform(lambda tx: asking_again.tell_leads(TODAY + days(15), tx))
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    questions = [statement.partition("WHERE")[2] for statement in read if "FROM asked_question" in statement]
    assert len(questions) == 2
    assert all("is_open" in where and "with_lead_on" in where for where in questions)


def test_leads_of_another_centre_do_not_hear_of_it(intake: Intake):
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
def test_a_day_begins_where_the_organisation_works(intake: Intake):
    """At midnight in Sofia it is still the day before in Lisbon."""
    officer_account(intake, "lead", LEAD)
    zone = sa.update(people.organisation).values(zone="Europe/Lisbon")
    intake.runtime.database.transact(lambda s: s.execute(zone))
    ask(intake, due(intake, intake.candidate()), at=intake.runtime.clock.now() - days(4))
    day = TODAY + days(15)
    midnight = datetime.datetime.combine(day, datetime.time(0, 30)) - datetime.timedelta(hours=2)
    turned = midnight.replace(tzinfo=datetime.UTC) - datetime.datetime.now(datetime.UTC)
    intake.runtime.clock.file.write_text(str(int(turned.total_seconds())))
    assert intake.runtime.clock.today() == day
    intake.runtime.perform(lambda tx: asking_again.tell_leads(day, tx))
    assert mailed(intake) == []
    morning(intake, day + days(1))
    assert len(mailed(intake)) == 1
