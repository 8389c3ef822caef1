"""A person without a password sees the own data with a one-time code, decides about it, and nobody else's."""

import asyncio
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from services.intake.letters import tables as people
from services.intake.letters.worker import deliver_letters
from services.intake.rights import commands as ask
from services.intake.rights import tables as own_tables
from services.intake.rights.handlers import own
from shared.transaction import Refused
from tests.intake.browsing import Browser
from tests.intake.conftest import Intake
from tests.intake.rights.own_data import DOOR, case_code, handed, inside, says, with_mail
from tests.markup import parsed

pytestmark = pytest.mark.one_database


# -- the door ------------------------------------------------------------------------------------------------------------
def test_case_code_and_one_time_code_open_the_own_data(intake: Intake) -> None:
    shown = says(inside(intake, intake.candidate()))
    assert "Олена Коваль" in shown
    assert "+359 88 123 4567" in shown


def test_a_code_is_good_once(intake: Intake) -> None:
    candidate = intake.candidate()
    code = handed(intake, candidate)
    form = {"case_code": case_code(intake, candidate), "code": code}
    assert Browser(intake).post(DOOR, **form).status_code == 303
    again = Browser(intake).post(DOOR, **form)
    assert again.status_code == 422
    assert "вече е използван" in again.text


@pytest.mark.both_databases
def test_a_code_typed_many_times_at_once_opens_once(intake: Intake) -> None:
    candidate = intake.candidate()
    entering = ask.EnterOwnData(case_code=case_code(intake, candidate), code=handed(intake, candidate))

    def enter(_: int) -> bool:
        try:
            intake.do(own.enter_own_data, entering)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as many:
        assert sum(many.map(enter, range(8))) == 1


def test_a_code_is_typed_as_one_reads_it(intake: Intake) -> None:
    candidate = intake.candidate()
    typed = handed(intake, candidate).lower().replace("-", " ")
    form = {"case_code": f" {case_code(intake, candidate).lower()} ", "code": typed}
    assert Browser(intake).post(DOOR, **form).status_code == 303


def test_codes_in_look_alikes_of_the_other_alphabet_open_the_file(intake: Intake) -> None:
    candidate = intake.candidate()
    alike = str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")
    form = {"case_code": case_code(intake, candidate), "code": handed(intake, candidate)}
    form = {name: code.translate(alike).replace("-", "") for name, code in form.items()}
    assert Browser(intake).post(DOOR, **form).status_code == 303


def test_a_code_opens_no_other_file(intake: Intake) -> None:
    first, second = intake.candidate(), intake.candidate(name="Марія Шевчук")
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, ask.EnterOwnData(case_code=case_code(intake, second), code=handed(intake, first)))


@pytest.mark.both_databases
def test_a_code_runs_out_by_the_machines_clock(intake: Intake) -> None:
    candidate = intake.candidate()
    entering = ask.EnterOwnData(case_code=case_code(intake, candidate), code=handed(intake, candidate))
    past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
    intake.runtime.database.transact(lambda s: s.execute(sa.update(own_tables.own_code).values(expires=past)))
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, entering)


@pytest.mark.both_databases
def test_a_code_is_kept_as_a_hash_only(intake: Intake) -> None:
    code = handed(intake, intake.candidate())
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(own_tables.own_code)).all())
    assert code.replace("-", "") not in str(row)
    assert len(row.code_hash) == 64


def test_an_earlier_code_from_the_centre_stops_working(intake: Intake) -> None:
    candidate = intake.candidate()
    first = handed(intake, candidate)
    handed(intake, candidate)
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, ask.EnterOwnData(case_code=case_code(intake, candidate), code=first))


def test_whatever_is_wrong_at_the_door_reads_the_same(intake: Intake) -> None:
    candidate = intake.candidate()
    handed(intake, candidate)
    code = case_code(intake, candidate)
    forms = ({"case_code": code, "code": "AAAA-AAAA-AAAA"}, {"case_code": "C-2222", "code": "AAAA-AAAA-AAAA"})
    answers = [Browser(intake).post(DOOR, **form) for form in forms]
    assert [answer.status_code for answer in answers] == [422, 422]
    told = [parsed(answer.text).find(class_="error-summary").get_text() for answer in answers]
    assert told[0] == told[1]
    assert "AAAA-AAAA" not in answers[0].text, "a code does not come back"


def test_guessing_is_slow(intake: Intake) -> None:
    candidate = intake.candidate()
    browser, form = Browser(intake), {"case_code": case_code(intake, candidate), "code": "AAAA-AAAA-AAAA"}
    answers = [browser.post(DOOR, **form) for _ in range(12)]
    assert "Твърде много" in answers[-1].text
    assert {answer.status_code for answer in answers} == {422, 429}


def test_hostile_codes_are_refused_and_nothing_breaks(intake: Intake) -> None:
    for code in ("", "é" * 40, "\u202e", "'; DROP TABLE own_code", "x" * 5000, "<script>"):
        answer = Browser(intake).post(DOOR, case_code=code, code=code)
        assert answer.status_code in (400, 422)
        assert "<script>" not in answer.text.replace("<script src", "")


def sent(intake: Intake) -> list[str]:
    """What the background sends within a second."""
    asyncio.run(deliver_letters(intake.runtime))
    return Browser(intake).letters()


def test_a_mailed_code_opens_the_own_data(intake: Intake) -> None:
    candidate = with_mail(intake)
    browser = Browser(intake)
    asked = browser.post("/intake/my-data/codes", case_code=case_code(intake, candidate), lang="uk")
    assert asked.headers["location"] == f"{DOOR}?lang=uk&sent"
    (letter,) = sent(intake)
    code = next(word for word in letter.split() if word.count("-") == 2 and len(word) == 14)
    assert browser.post(DOOR, case_code=case_code(intake, candidate), code=code).status_code == 303


def test_asking_for_a_code_tells_nobody_whether_there_is_a_file(intake: Intake) -> None:
    known, unknown = with_mail(intake), "C-2222"
    answers = [
        Browser(intake).post("/intake/my-data/codes", case_code=code, lang="bg")
        for code in (case_code(intake, known), case_code(intake, intake.candidate(another=True)), unknown)
    ]
    assert len({(answer.status_code, answer.headers["location"]) for answer in answers}) == 1
    assert len(sent(intake)) == 1


@pytest.mark.both_databases
def test_asking_for_a_mailed_code_takes_no_paper_out_of_use(intake: Intake) -> None:
    candidate = with_mail(intake)
    paper = handed(intake, candidate)
    intake.do(own.mail_code, ask.MailCode(case_code=case_code(intake, candidate)))
    entered = ask.EnterOwnData(case_code=case_code(intake, candidate), code=paper)
    assert intake.do(own.enter_own_data, entered) == candidate


def codes_in_use(intake: Intake) -> list[str]:
    return intake.runtime.database.look(lambda s: list(s.scalars(sa.select(own_tables.own_code.c.code_hash))))


def test_a_code_stays_good_where_no_letter_with_a_new_one_may_go(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = with_mail(intake)
    asked = ask.MailCode(case_code=case_code(intake, candidate))
    intake.do(own.mail_code, asked)
    before = codes_in_use(intake)
    monkeypatch.setattr("services.intake.letters.handlers.BUDGETS", (("to", datetime.timedelta(days=1), 1),))
    intake.do(own.mail_code, asked)
    assert codes_in_use(intake) == before
    monkeypatch.undo()
    intake.do(own.mail_code, asked)
    assert len(codes_in_use(intake)) == 1
    assert codes_in_use(intake) != before


def test_letters_with_codes_are_few_an_hour(intake: Intake) -> None:
    candidate = with_mail(intake)
    for _ in range(6):
        intake.do(own.mail_code, ask.MailCode(case_code=case_code(intake, candidate)))
    assert intake.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(people.letter))) == 3
