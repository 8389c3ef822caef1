"""A person without a password sees the own data with a one-time code, decides about it, and nobody else's."""

import asyncio
import datetime
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from services.intake.candidates import tables
from services.intake.candidates import tables as candidates_tables
from services.intake.candidates.commands import EraseCandidate, GivePermission, NoteReading, ReadNotice
from services.intake.candidates.handlers import candidates, permissions
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.letters import tables as people
from services.intake.letters.worker import deliver_letters
from services.intake.rights import commands as ask
from services.intake.rights import tables as own_tables
from services.intake.rights.handlers import erasure, own
from shared.auth import ABSOLUTE, ANYBODY, HALF_IN, IDLE, SIGNED_IN, roles
from shared.events.intake import PermissionWithdrawn
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake, described
from tests.intake.test_pages import Browser

pytestmark = pytest.mark.one_database

DOOR, HERE = "/intake/my-data/sign-in", "/intake/my-data"


def case_code(intake: Intake, candidate: str) -> str:
    row = tables.candidate.c
    return intake.runtime.database.look(lambda s: s.scalar(sa.select(row.case_code).where(row.id == candidate)))


def handed(intake: Intake, candidate: str) -> str:
    return intake.do(own.hand_code, ask.HandCode(candidate=candidate), intake.officer)


def inside(intake: Intake, candidate: str, lang: str = "bg") -> Browser:
    """Somebody who came in with a code from the centre."""
    browser = Browser(intake, lang)
    form = {"case_code": case_code(intake, candidate), "code": handed(intake, candidate), "lang": lang}
    assert browser.post(DOOR, **form).status_code == 303
    return browser


def says(browser: Browser, path: str = HERE, status: int = 200) -> str:
    return " ".join(browser.page(path, status).get_text(" ").split())


def press(browser: Browser, path: str, **form: Any) -> Any:
    """With the token of the page the person is on."""
    page = browser.page(HERE)
    return browser.post(path, _csrf=page.find("input", attrs={"name": "_csrf"})["value"], **form)


# -- the door ------------------------------------------------------------------------------------------------------------


def test_case_code_and_one_time_code_open_the_own_data(intake: Intake):
    shown = says(inside(intake, intake.candidate()))
    assert "Олена Коваль" in shown
    assert "+359 88 123 4567" in shown


def test_a_code_is_good_once(intake: Intake):
    candidate = intake.candidate()
    code = handed(intake, candidate)
    form = {"case_code": case_code(intake, candidate), "code": code}
    assert Browser(intake).post(DOOR, **form).status_code == 303
    again = Browser(intake).post(DOOR, **form)
    assert again.status_code == 422
    assert "вече е използван" in again.text


@pytest.mark.both_databases
def test_a_code_typed_many_times_at_once_opens_once(intake: Intake):
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


def test_a_code_is_typed_as_one_reads_it(intake: Intake):
    candidate = intake.candidate()
    typed = handed(intake, candidate).lower().replace("-", " ")
    form = {"case_code": f" {case_code(intake, candidate).lower()} ", "code": typed}
    assert Browser(intake).post(DOOR, **form).status_code == 303


def test_a_code_opens_no_other_file(intake: Intake):
    first, second = intake.candidate(), intake.candidate(name="Марія Шевчук")
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, ask.EnterOwnData(case_code=case_code(intake, second), code=handed(intake, first)))


@pytest.mark.both_databases
def test_a_code_runs_out_by_the_machines_clock(intake: Intake):
    candidate = intake.candidate()
    entering = ask.EnterOwnData(case_code=case_code(intake, candidate), code=handed(intake, candidate))
    past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
    intake.runtime.database.transact(lambda s: s.execute(sa.update(own_tables.own_code).values(expires=past)))
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, entering)


@pytest.mark.both_databases
def test_a_code_is_kept_as_a_hash_only(intake: Intake):
    code = handed(intake, intake.candidate())
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(own_tables.own_code)).all())
    assert code.replace("-", "") not in str(row)
    assert len(row.code_hash) == 64


def test_an_earlier_code_from_the_centre_stops_working(intake: Intake):
    candidate = intake.candidate()
    first = handed(intake, candidate)
    handed(intake, candidate)
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, ask.EnterOwnData(case_code=case_code(intake, candidate), code=first))


def test_whatever_is_wrong_at_the_door_reads_the_same(intake: Intake):
    candidate = intake.candidate()
    handed(intake, candidate)
    code = case_code(intake, candidate)
    forms = ({"case_code": code, "code": "AAAA-AAAA-AAAA"}, {"case_code": "C-2222", "code": "AAAA-AAAA-AAAA"})
    answers = [Browser(intake).post(DOOR, **form) for form in forms]
    assert [answer.status_code for answer in answers] == [422, 422]
    told = [BeautifulSoup(answer.text, "html.parser").find(class_="error-summary").get_text() for answer in answers]
    assert told[0] == told[1]
    assert "AAAA-AAAA" not in answers[0].text, "a code does not come back"


def test_guessing_is_slow(intake: Intake):
    candidate = intake.candidate()
    browser, form = Browser(intake), {"case_code": case_code(intake, candidate), "code": "AAAA-AAAA-AAAA"}
    answers = [browser.post(DOOR, **form) for _ in range(12)]
    assert "Твърде много" in answers[-1].text
    assert {answer.status_code for answer in answers} == {422}


def test_hostile_codes_are_refused_and_nothing_breaks(intake: Intake):
    for code in ("", "é" * 40, "\u202e", "'; DROP TABLE own_code", "x" * 5000, "<script>"):
        answer = Browser(intake).post(DOOR, case_code=code, code=code)
        assert answer.status_code in (400, 422)
        assert "<script>" not in answer.text.replace("<script src", "")


# -- a code by mail ------------------------------------------------------------------------------------------------------


def with_mail(intake: Intake) -> str:
    candidate = intake.candidate()
    intake.do(candidates.read_notice, ReadNotice(candidate=candidate, language="uk"), intake.officer)
    intake.do(one_tap.note_address, NoteAddress(candidate=candidate, email="olena@post.example"), intake.officer)
    return candidate


def sent(intake: Intake) -> list[str]:
    """What the background sends within a second."""
    asyncio.run(deliver_letters(intake.runtime))
    return Browser(intake).letters()


def test_a_mailed_code_opens_the_own_data(intake: Intake):
    candidate = with_mail(intake)
    browser = Browser(intake)
    asked = browser.post("/intake/my-data/codes", case_code=case_code(intake, candidate), lang="uk")
    assert asked.headers["location"] == f"{DOOR}?lang=uk&sent"
    (letter,) = sent(intake)
    code = next(word for word in letter.split() if word.count("-") == 2 and len(word) == 14)
    assert browser.post(DOOR, case_code=case_code(intake, candidate), code=code).status_code == 303


def test_asking_for_a_code_tells_nobody_whether_there_is_a_file(intake: Intake):
    known, unknown = with_mail(intake), "C-2222"
    answers = [
        Browser(intake).post("/intake/my-data/codes", case_code=code, lang="bg")
        for code in (case_code(intake, known), case_code(intake, intake.candidate(another=True)), unknown)
    ]
    assert len({(answer.status_code, answer.headers["location"]) for answer in answers}) == 1
    assert len(sent(intake)) == 1


@pytest.mark.both_databases
def test_asking_for_a_mailed_code_takes_no_paper_out_of_use(intake: Intake):
    candidate = with_mail(intake)
    paper = handed(intake, candidate)
    intake.do(own.mail_code, ask.MailCode(case_code=case_code(intake, candidate)))
    entered = ask.EnterOwnData(case_code=case_code(intake, candidate), code=paper)
    assert intake.do(own.enter_own_data, entered) == candidate


def test_letters_with_codes_are_few_an_hour(intake: Intake):
    candidate = with_mail(intake)
    for _ in range(6):
        intake.do(own.mail_code, ask.MailCode(case_code=case_code(intake, candidate)))
    assert intake.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(people.letter))) == 3


# -- the session ---------------------------------------------------------------------------------------------------------


def test_the_session_is_short_and_has_a_role_of_its_own(intake: Intake):
    browser = inside(intake, intake.candidate())
    who = browser.keys.actor(browser.cookies["session"])
    assert who.roles == ("candidate",)
    assert who.expires - who.issued == ABSOLUTE["candidate"] == datetime.timedelta(minutes=30)
    assert who.idle_limit == IDLE["candidate"] == datetime.timedelta(minutes=10)
    assert not who.owes_second
    assert not who.is_staff


@pytest.mark.parametrize(
    "path",
    [
        "/intake/account", "/intake/candidates", "/intake/second-factor", "/intake/employer", "/intake/vacancies",
        "/intake/wishes", "/intake/names?c=C-7F3K",
    ],
)  # fmt: skip
def test_it_opens_nothing_but_the_own_data(intake: Intake, path):
    assert inside(intake, intake.candidate()).get(path).status_code in (303, 404)


def test_pages_for_anybody_signed_in_are_not_for_a_person_with_a_code():
    """Passwords, second factors and the own account belong to accounts."""
    who = actor("candidate", account="candidate-1")
    assert [policy.allows(who) for policy in (SIGNED_IN, HALF_IN, ANYBODY, roles("candidate"))] == [
        False,
        False,
        True,
        True,
    ]


def test_nobody_else_comes_in_there(intake: Intake):
    staff = Browser(intake, roles=("officer",), organisation=intake.organisation)
    assert staff.get(HERE).status_code == 404
    assert Browser(intake).get(HERE).headers["location"] == DOOR


def test_signing_out_ends_it_everywhere(intake: Intake):
    browser = inside(intake, intake.candidate())
    kept = dict(browser.cookies)
    assert press(browser, f"{HERE}/sign-out").status_code == 303
    browser.cookies = kept
    assert browser.get(HERE).status_code == 303


def test_an_erased_person_has_no_door(intake: Intake):
    candidate = intake.candidate()
    browser = inside(intake, candidate)
    code = handed(intake, candidate)
    told = case_code(intake, candidate)
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=candidate, sure=True), intake.officer)
    assert browser.get(HERE).status_code == 404
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, ask.EnterOwnData(case_code=told, code=code))


def test_signing_out_works_from_a_page_that_is_not_there(intake: Intake):
    browser = inside(intake, intake.candidate())
    page = browser.page("/intake/candidates", 404)
    forms = {form["action"]: form for form in page.select("header form")}
    assert "/intake/sign-out" not in forms
    assert not [link for link in page.select("header a") if not link.get_text(strip=True)]
    token = forms[f"{HERE}/sign-out"].find("input", attrs={"name": "_csrf"})["value"]
    assert browser.post(f"{HERE}/sign-out", _csrf=token).status_code == 303
    assert browser.get(HERE).status_code == 303


def test_the_language_is_switched_inside_and_the_session_lasts_no_longer_for_it(intake: Intake):
    browser = inside(intake, intake.candidate())
    before = browser.keys.actor(browser.cookies["session"])
    answer = press(browser, f"{HERE}/language", lang="tr", _back=f"{HERE}")
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert '<html lang="tr"' in browser.get(HERE).text
    after = browser.keys.actor(browser.cookies["session"])
    assert (after.session, after.issued, after.expires) == (before.session, before.issued, before.expires)
    press(browser, f"{HERE}/language", lang="xx", _back="https://elsewhere.example/")
    assert '<html lang="tr"' in browser.get(HERE).text


# -- what the person sees and decides ------------------------------------------------------------------------------------


def test_the_person_sees_who_looked(intake: Intake):
    candidate = intake.candidate()
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation, account="officer-1")
    officer.page(f"/intake/candidates/{candidate}")
    shown = says(inside(intake, candidate))
    assert "officer-1" in shown
    assert "личното дело" in shown or "файл" in shown or "досие" in shown


def test_who_looked_is_one_line_for_each_day_and_person(intake: Intake):
    candidate = intake.candidate()
    for account in ("officer-1", "officer-2"):
        officer = Browser(intake, roles=("officer",), organisation=intake.organisation, account=account)
        for path in ("", "", "/receipt", ""):
            officer.page(f"/intake/candidates/{candidate}{path}")
    browser = inside(intake, candidate)
    lines = [row.get_text(" ") for row in browser.page(HERE).find_all("tr", id=re.compile("^reading-"))]
    assert [sum(name in line for line in lines) for name in ("officer-1", "officer-2")] == [1, 1]
    assert all(("досие" in line) and (";" in line) for line in lines if "officer-" in line)
    file = json.loads(browser.get(f"{HERE}/file.json").text)
    assert sum(each["by"] == "officer-1" for each in file["read_by"]) == 4, "the file has every reading"


@pytest.mark.both_databases
def test_the_person_sees_everything_the_file_says(intake: Intake):
    candidate = with_mail(intake)
    facts = described(
        candidate,
        skills=("cooking",),
        availability=("nights",),
        education="6",
        works_now=False,
        seeks=True,
        seeking_since=datetime.date(2026, 2, 1),
        studied=False,
    )
    intake.do(candidates.describe_candidate, facts, intake.officer)
    paper = GivePermission(candidate=candidate, scope="apply", guardian="Галина Коваль", folder="Папка 17")
    intake.do(permissions.give_permission, paper, intake.officer)
    shown = says(inside(intake, candidate))
    file = says(inside(intake, candidate), f"{HERE}/file.html")
    for words in (
        "A2",
        "Без ограничения",
        "готвене",
        "нощни",
        "Бакалавър",
        "Търси работа от",
        "1 февруари",
        "Галина",
        "Папка 17",
    ):
        assert words in shown, words
        assert words in file, words


@pytest.mark.parametrize("lang", ["uk", "ar", "fa", "tr"])
def test_nothing_about_the_person_is_left_in_english(intake: Intake, lang):
    candidate = intake.candidate()
    facts = described(candidate, skills=("cooking",), availability=("nights",), education="6")
    intake.do(candidates.describe_candidate, facts, intake.officer)
    page = inside(intake, candidate, lang).get(HERE).text
    for english in ("Languages", "first language", "Without restriction", "cooking", "nights", "Bachelor", "not asked"):
        assert english not in page, english


def test_the_officers_overview_has_the_address_and_what_was_asked_for(intake: Intake):
    candidate = with_mail(intake)
    intake.do(
        own.make_data_request,
        ask.MakeDataRequest(kind="correct", words="Роденa съм през май"),
        as_person(intake, candidate),
    )
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    shown = says(officer, f"/intake/candidates/{candidate}/data")
    assert "olena@post.example" in shown
    assert "Роденa съм през май" in shown


def test_every_reading_is_shown(intake: Intake):
    candidate = intake.candidate()
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation, account="officer-1")
    code = case_code(intake, candidate)
    for _ in range(60):
        intake.do(candidates.note_reading, NoteReading(readings={code: "file"}), officer.actor)
    browser = inside(intake, candidate)
    (line,) = browser.page(HERE).select('tr[id^="reading-"]')
    assert "× 60" in line.get_text()
    assert len(json.loads(browser.get(f"{HERE}/file.json").text)["read_by"]) == 60


def test_a_permission_ends_with_one_press(intake: Intake):
    candidate = intake.candidate()
    given = intake.do(permissions.give_permission, GivePermission(candidate=candidate, scope="apply"), intake.officer)
    answer = press(inside(intake, candidate), f"{HERE}/permissions/{given}/withdrawal")
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert intake.told(PermissionWithdrawn) == [
        PermissionWithdrawn(permission=given, candidate=candidate, scope="apply", on=TODAY)
    ]


def test_somebody_elses_permission_is_not_there(intake: Intake):
    theirs = intake.candidate()
    given = intake.do(permissions.give_permission, GivePermission(candidate=theirs, scope="apply"), intake.officer)
    browser = inside(intake, intake.candidate(name="Марія Шевчук"))
    assert press(browser, f"{HERE}/permissions/{given}/withdrawal").status_code == 404
    assert intake.told(PermissionWithdrawn) == []


def test_the_data_goes_along_as_a_file_and_as_a_page(intake: Intake):
    candidate = with_mail(intake)
    browser = inside(intake, candidate)
    file = browser.get(f"{HERE}/file.json")
    data = json.loads(file.text)
    assert data["person"]["name"] == "Олена Коваль"
    assert data["email"] == "olena@post.example"
    assert {"permissions", "wishes", "read_by", "told", "applications"} <= set(data)
    page = browser.get(f"{HERE}/file.html")
    assert "Олена Коваль" in page.text
    for answer in (file, page):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("lang", ["uk", "ar", "fa", "tr"])
def test_it_reads_in_the_own_language_marked_until_a_native_has_checked(intake: Intake, lang):
    browser = inside(intake, intake.candidate(), lang)
    for path in (HERE, f"{DOOR}?lang={lang}"):
        answer = browser.get(path) if path == HERE else Browser(intake).get(path)
        assert f'<html lang="{lang}"' in answer.text
        assert "Machine-assisted translation" in answer.text
        assert ">My data<" not in answer.text


# -- what the person asks for --------------------------------------------------------------------------------------------


def as_person(intake: Intake, candidate: str) -> Any:
    return actor("candidate", account=candidate)


def test_a_wish_is_a_task_for_the_centre_within_a_month(intake: Intake):
    candidate = intake.candidate()
    browser = inside(intake, candidate)
    assert press(browser, f"{HERE}/wishes", kind="correct", words="Роденa съм през май").status_code == 303
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    shown = says(officer, "/intake/wishes")
    assert "Роденa съм през май" in shown
    assert case_code(intake, candidate) in shown
    noted = intake.runtime.database.look(lambda s: s.scalars(sa.select(candidates_tables.read_audit.c.purpose)).all())
    assert noted == ["list"]
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(own_tables.wish)).all())
    assert row.words.startswith("v1.")
    assert row.due_on == TODAY + datetime.timedelta(days=30)


def test_a_correction_says_what_is_wrong(intake: Intake):
    with pytest.raises(Refused) as refused:
        intake.do(own.make_data_request, ask.MakeDataRequest(kind="correct"), as_person(intake, intake.candidate()))
    assert refused.value.field == "words"


@pytest.mark.both_databases
def test_a_wish_is_answered_once_by_the_own_centre(intake: Intake):
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


def test_wishes_do_not_pile_up(intake: Intake):
    who = as_person(intake, intake.candidate())
    for _ in range(5):
        intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase"), who)
    with pytest.raises(Refused):
        intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase"), who)


@pytest.mark.both_databases
def test_erasing_takes_the_words_of_wishes_and_answers_them(intake: Intake):
    candidate = intake.candidate()
    intake.do(own.make_data_request, ask.MakeDataRequest(kind="erase", words="Моля"), as_person(intake, candidate))
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=candidate, sure=True), intake.officer)
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(own_tables.wish)).all())
    assert (row.words, row.outcome) == ("", "done")
    assert (
        Browser(intake, roles=("officer",), organisation=intake.organisation).get("/intake/wishes").status_code == 200
    )


def test_the_officer_hands_over_a_code_that_is_in_no_address(intake: Intake):
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
    intake: Intake, lang, words
):
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
