"""What a person asks for, and the papers of notice and receipt."""

import datetime

import pytest
import sqlalchemy as sa

from services.intake.candidates import tables as candidates_tables
from services.intake.candidates.commands import EraseCandidate, ReadNotice
from services.intake.candidates.handlers import candidates
from services.intake.rights import commands as ask
from services.intake.rights import tables as own_tables
from services.intake.rights.handlers import erasure, own
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import TODAY, Intake
from tests.intake.rights.own_data import HERE, as_person, case_code, inside, press, says

pytestmark = pytest.mark.one_database


def test_a_wish_is_a_task_for_the_centre_within_a_month(intake: Intake) -> None:
    candidate = intake.candidate()
    browser = inside(intake, candidate)
    assert press(browser, f"{HERE}/wishes", kind="correct", words="Роденa съм през май").status_code == 303
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    shown = says(officer, "/intake/wishes")
    assert "Роденa съм през май" in shown
    assert case_code(intake, candidate) in shown
    noted = intake.runtime.database.look(lambda s: s.scalars(sa.select(candidates_tables.read_audit.c.purpose)).all())
    assert noted == ["list"]
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(own_tables.data_request)).all())
    assert row.words.startswith("v1.")
    assert row.due_on == TODAY + datetime.timedelta(days=30)


def test_a_correction_says_what_is_wrong(intake: Intake) -> None:
    with pytest.raises(Refused) as refused:
        intake.do(own.make_data_request, ask.MakeDataRequest(kind="correct"), as_person(intake, intake.candidate()))
    assert refused.value.field == "words"


@pytest.mark.both_databases
def test_a_wish_is_answered_once_by_the_own_centre(intake: Intake) -> None:
    candidate = intake.candidate()
    wish = intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase"), as_person(intake, candidate))
    stranger = actor("officer", account="x", organisation="elsewhere")
    with pytest.raises(Missing):
        intake.do(own.answer_data_request, ask.AnswerDataRequest(wish=wish, outcome="done"), stranger)
    with pytest.raises(Refused, match="form"):
        intake.do(own.answer_data_request, ask.AnswerDataRequest(wish=wish, outcome="done"), intake.officer)
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    outcomes = {each["value"] for each in officer.page("/intake/wishes").select("main [name=outcome]")}
    assert outcomes == {"refused"}, "to say that somebody is erased erases nobody"
    intake.do(own.answer_data_request, ask.AnswerDataRequest(wish=wish, outcome="refused"), intake.officer)
    with pytest.raises(Refused):
        intake.do(own.answer_data_request, ask.AnswerDataRequest(wish=wish, outcome="done"), intake.officer)
    assert "не е възможно" in says(inside(intake, candidate))


def test_wishes_do_not_pile_up(intake: Intake) -> None:
    who = as_person(intake, intake.candidate())
    for _ in range(5):
        intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase"), who)
    with pytest.raises(Refused):
        intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase"), who)


@pytest.mark.both_databases
def test_erasing_takes_the_words_of_wishes_and_answers_them(intake: Intake) -> None:
    candidate = intake.candidate()
    intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase", words="Моля"), as_person(intake, candidate))
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=candidate, sure=True), intake.officer)
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(own_tables.data_request)).all())
    assert (row.words, row.outcome) == ("", "done")
    assert (
        Browser(intake, roles=("officer",), organisation=intake.organisation).get("/intake/wishes").status_code == 200
    )


def test_the_officer_hands_over_a_code_that_is_in_no_address(intake: Intake) -> None:
    candidate = intake.candidate()
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    page = officer.page(f"/intake/candidates/{candidate}")
    token = page.find("input", attrs={"name": "_csrf"})["value"]
    answer = officer.post(f"/intake/candidates/{candidate}/codes", _csrf=token)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert case_code(intake, candidate) in answer.text
    stranger = Browser(intake, roles=("officer",), organisation="elsewhere")
    assert stranger.post(f"/intake/candidates/{candidate}/codes").status_code in (403, 404)


# -- notice and receipt --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lang", "words"),
    [("uk", "Послуга безкоштовна"), ("ar", "الخدمة مجانية"), ("fa", "این خدمت رایگان"), ("tr", "Hizmet ücretsizdir")],
)
def test_notice_and_receipt_are_in_the_persons_language_and_say_that_nobody_has_checked_them(
    intake: Intake, lang: str, words: str
) -> None:
    candidate = intake.candidate(language=lang)
    intake.do(candidates.read_notice, ReadNotice(candidate=candidate, language=lang), intake.officer)
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    notice = officer.get(f"/intake/candidates/{candidate}/notice").text
    receipt = officer.get(f"/intake/candidates/{candidate}/receipt").text
    for page, unchecked in ((notice, "все още не е прегледан"), (receipt, "not yet checked by a native speaker")):
        assert words in page
        assert unchecked in page
    assert f'<section lang="{lang}"' in receipt
    assert '<html lang="bg"' in receipt, "around the sheet stands the officer's own page"
    assert "Услугата е безплатна" in receipt, "the office keeps the Bulgarian text beside it"
