"""What a person sees, decides and takes along."""

import datetime
import json
import re

import pytest

from services.intake.candidates.commands import GivePermission, NoteReading
from services.intake.candidates.handlers import candidates, permissions
from services.intake.rights import commands as ask
from services.intake.rights.handlers import own
from shared.events.intake import PermissionWithdrawn
from tests.intake.browsing import Browser
from tests.intake.conftest import TODAY, Intake, described
from tests.intake.rights.own_data import DOOR, HERE, as_person, case_code, inside, press, says, with_mail

pytestmark = pytest.mark.one_database


def test_the_person_sees_who_looked(intake: Intake) -> None:
    candidate = intake.candidate()
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation, account="officer-1")
    officer.page(f"/intake/candidates/{candidate}")
    shown = says(inside(intake, candidate))
    assert "officer-1" in shown
    assert "личното дело" in shown or "файл" in shown or "досие" in shown


def test_who_looked_is_one_line_for_each_day_and_person(intake: Intake) -> None:
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
def test_the_person_sees_everything_the_file_says(intake: Intake) -> None:
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
def test_nothing_about_the_person_is_left_in_english(intake: Intake, lang: str) -> None:
    candidate = intake.candidate()
    facts = described(candidate, skills=("cooking",), availability=("nights",), education="6")
    intake.do(candidates.describe_candidate, facts, intake.officer)
    page = inside(intake, candidate, lang).get(HERE).text
    for english in ("Languages", "first language", "Without restriction", "cooking", "nights", "Bachelor", "not asked"):
        assert english not in page, english


def test_the_officers_overview_has_the_address_and_what_was_asked_for(intake: Intake) -> None:
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


def test_every_reading_is_shown(intake: Intake) -> None:
    candidate = intake.candidate()
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation, account="officer-1")
    code = case_code(intake, candidate)
    for _ in range(60):
        intake.do(candidates.note_reading, NoteReading(readings={code: "file"}), officer.signed_in)
    browser = inside(intake, candidate)
    (line,) = browser.page(HERE).select('tr[id^="reading-"]')
    assert "× 60" in line.get_text()
    assert len(json.loads(browser.get(f"{HERE}/file.json").text)["read_by"]) == 60


def test_a_permission_ends_with_one_press(intake: Intake) -> None:
    candidate = intake.candidate()
    given = intake.do(permissions.give_permission, GivePermission(candidate=candidate, scope="apply"), intake.officer)
    answer = press(inside(intake, candidate), f"{HERE}/permissions/{given}/withdrawal")
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert intake.told(PermissionWithdrawn) == [
        PermissionWithdrawn(permission=given, candidate=candidate, scope="apply", on=TODAY)
    ]


def test_somebody_elses_permission_is_not_there(intake: Intake) -> None:
    theirs = intake.candidate()
    given = intake.do(permissions.give_permission, GivePermission(candidate=theirs, scope="apply"), intake.officer)
    browser = inside(intake, intake.candidate(name="Марія Шевчук"))
    assert press(browser, f"{HERE}/permissions/{given}/withdrawal").status_code == 404
    assert intake.told(PermissionWithdrawn) == []


def test_the_data_goes_along_as_a_file_and_as_a_page(intake: Intake) -> None:
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
def test_it_reads_in_the_own_language_marked_until_a_native_has_checked(intake: Intake, lang: str) -> None:
    browser = inside(intake, intake.candidate(), lang)
    for path in (HERE, f"{DOOR}?lang={lang}"):
        answer = browser.get(path) if path == HERE else Browser(intake).get(path)
        assert f'<html lang="{lang}"' in answer.text
        assert "Machine-assisted translation" in answer.text
        assert ">My data<" not in answer.text
