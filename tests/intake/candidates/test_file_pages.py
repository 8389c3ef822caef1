"""The file of a person on the pages: from the first minute to ready, and only in its own office."""

import re

import pytest
import sqlalchemy as sa

from services.intake.access.commands import AcceptInvitation, InviteColleague
from services.intake.access.handlers import accounts
from services.intake.candidates import tables as candidates
from services.intake.candidates.commands import GivePermission
from services.intake.candidates.handlers import permissions
from shared.events import intake as events
from tests.intake.browsing import Browser, officer, says
from tests.intake.conftest import PASSWORD, Intake, opened
from tests.markup import parsed

pytestmark = pytest.mark.one_database


@pytest.mark.both_databases
def test_an_officer_takes_a_person_from_quick_start_to_ready(intake: Intake) -> None:
    web = officer(intake)
    form = {"name": "Олена Коваль", "born": "17.5.1998", "phone": "", "no_phone": "on", "town": "Пловдив"}
    here = web.post("/intake/candidates", **form, language="uk").headers["location"]
    assert "Прочетете уведомлението" in says(web.page(here))
    assert "още не сме питали" in says(web.page(here))
    assert web.post(f"{here}/readiness").status_code == 422
    again = web.post("/intake/candidates", **form, language="uk")
    assert again.status_code == 422
    assert 'name="another"' in again.text
    web.page(f"{here}/notice")
    assert web.post(f"{here}/notice", language="uk").status_code == 303
    web.page(f"{here}/description")
    known = {"languages": ["bg:A2", "uk:native", ""], "right": "unrestricted", "right_seen_on": "2.3.2026"}
    work = {"skills": ["cooking", "sewing"], "wishes": "Работа близо до дома"}
    work |= {"works_now": "no", "studied": "", "seeks": "yes", "seeking_since": "1.2.2025"}
    assert web.post(f"{here}/description", **known, **work).status_code == 303
    assert web.post(f"{here}/readiness").status_code == 303
    text = says(web.page(here))
    for words in ("Търси работа", "Работа близо до дома", "готвене", "продължително без работа"):
        assert words in text
    web.page(f"{here}/permissions/new")
    given = {"scope": "apply", "reach": "all", "folder": "12/3", "begins": "2.3.2026"}
    assert web.post(f"{here}/permissions", **given).status_code == 303
    receipt = says(web.page(f"{here}/receipt"))
    assert "Олена Коваль" in receipt
    withdraw = web.page(here).find("form", action=re.compile(r"/permissions/[^/]+/withdrawal"))
    assert withdraw is not None
    assert web.post(str(withdraw["action"])).status_code == 303
    assert len(intake.told(events.PermissionWithdrawn)) == 1
    web.page(f"{here}/identity")
    assert web.post(f"{here}/identity", **{**form, "name": "Олена Ковал"}, language="uk").status_code == 303
    assert web.post(f"{here}/readiness/withdrawal").status_code == 303


def test_a_walk_in_hired_yesterday_takes_three_pages(intake: Intake) -> None:
    """Found nowhere, registered, made ready with what the law asks, and on to the hire under its case code."""
    web = officer(intake)
    nobody = web.post("/intake/candidates/searches?then=hire", words="Йоана Примерова")
    assert 'href="/intake/candidates/new?then=hire"' in nobody.text
    form = {"name": "Йоана Примерова", "born": "17.5.1999", "no_phone": "on", "town": "Пловдив", "language": "bg"}
    page = web.page("/intake/candidates/new?then=hire")
    assert page.find("form", action="/intake/candidates?then=hire")
    here = web.post("/intake/candidates?then=hire", **form).headers["location"]
    page = web.page(here)
    assert {field["name"] for field in page.select("main [name]")} >= {"notice", "right", "right_seen_on", "languages"}
    refused = web.post(here, notice="bg", languages=["bg:native", ""], right="", right_seen_on="2.3.2026")
    assert (refused.status_code, "#right" in refused.text) == (422, True)
    onward = web.post(here, notice="bg", languages=["bg:native", ""], right="unrestricted", right_seen_on="2.3.2026")
    [event] = intake.told(events.CandidateReady)
    assert onward.headers["location"] == f"/placements/hires/new?candidate={event.case_code}&declared=now"
    found = web.post("/intake/candidates/searches?then=hire", words="Примерова")
    assert f'href="/placements/hires/new?candidate={event.case_code}"' in found.text


@pytest.mark.both_databases
def test_a_case_code_leads_to_what_its_file_misses_and_only_in_its_own_office(intake: Intake) -> None:
    candidate = intake.candidate()
    web, code = officer(intake), str(opened(intake, candidate).case_code)
    assert web.get(f"/intake/files/{code}").headers["location"] == f"/intake/candidates/{candidate}"
    there = web.get(f"/intake/files/{code.lower()}?then=hire").headers["location"]
    assert there == f"/intake/candidates/{candidate}/readiness?then=hire"
    other = Browser(intake, roles=("officer",), organisation="elsewhere")
    assert other.get(f"/intake/files/{code}").status_code == 404


def test_the_hires_of_a_person_are_one_link_away_from_the_file_also_when_nobody_is_at_work(intake: Intake) -> None:
    candidate, web = intake.candidate(), officer(intake)
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(candidates.candidate.c.case_code)))
    link = web.page(f"/intake/candidates/{candidate}").select_one(f"main a[href='/placements/hires?code={code}']")
    assert link is not None
    assert link.get_text() == "Наемания"


def test_every_colleagues_disclosure_and_its_boxes_are_named_after_the_colleague(intake: Intake) -> None:
    for name, mail in (("Ана Колева", "ana@center.example"), ("Борис Янев", "boris@center.example")):
        invitation = InviteColleague(email=mail, roles=("officer",), organisation=intake.organisation)
        token = intake.do(accounts.invite_colleague, invitation)
        intake.do(accounts.accept_invitation, AcceptInvitation(token=token, name=name, password=PASSWORD))
    page = Browser(intake, roles=("administrator",)).page("/intake/colleagues")
    rows = page.select("tr[id^=colleague-]")
    assert [[says(one) for one in row.select("summary, legend")] for row in rows] == [
        ["Промяна (Ана Колева)", "Роля (Ана Колева)", "Закриване на профила (Ана Колева)"],
        ["Промяна (Борис Янев)", "Роля (Борис Янев)", "Закриване на профила (Борис Янев)"],
    ]


@pytest.mark.both_databases
def test_matching_proposes_with_reasons_and_sends_to_placements(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer, languages=("bg:B1",), openings=3)
    candidate, web = intake.ready(), officer(intake)
    here = f"/intake/candidates/{candidate}/vacancies"
    assert web.page(here).find("form", action="/placements/referrals") is None
    intake.do(permissions.give_permission, GivePermission(candidate=candidate, scope="apply"), intake.officer)
    page = web.page(here)
    form = page.find("form", action="/placements/referrals")
    assert form is not None
    sent = {str(each["name"]): str(each["value"]) for each in form.find_all("input")}
    assert (sent["candidate"], sent["vacancy"], sent["employer"]) == (candidate, vacancy, employer)
    assert sent["_csrf"]
    assert "в същото населено място" in says(page)
    assert "български – B1" in says(page)


def test_another_organisations_file_is_missing(intake: Intake) -> None:
    candidate = intake.ready()
    stranger = Browser(intake, roles=("officer",), organisation="somewhere-else")
    for path in ("", "/identity", "/description", "/notice", "/receipt", "/permissions/new", "/vacancies"):
        assert stranger.get(f"/intake/candidates/{candidate}{path}").status_code == 404
    for path in ("/readiness", "/notice", "/permissions", "/readiness/withdrawal"):
        sent = stranger.post(f"/intake/candidates/{candidate}{path}", language="bg", scope="apply")
        assert sent.status_code == 404


def test_a_field_that_another_answer_makes_necessary_is_not_called_optional(intake: Intake) -> None:
    web = officer(intake)
    person = {"name": "Олена Коваль", "born": "17.5.1998", "phone": "", "no_phone": "on", "town": "Пловдив"}
    here = web.post("/intake/candidates", **person, language="uk").headers["location"]
    for page in ("readiness", "description"):
        label = web.page(f"{here}/{page}").select_one("label[for=right_date]")
        assert label is not None
        assert "по желание" not in label.text
        assert "ако правото започва или изтича" in label.text
        assert web.post(f"{here}/{page}", right="until", right_seen_on="2.3.2026").status_code == 422


def test_a_number_beside_the_tick_that_there_is_none_is_asked_about(intake: Intake) -> None:
    form = {"name": "Олена Коваль", "born": "17.5.1998", "phone": "0888 123 456", "no_phone": "on", "town": "Пловдив"}
    answer = officer(intake).post("/intake/candidates", **form, language="uk")
    assert answer.status_code == 422
    assert "махнете отметката" in parsed(answer.text).select_one("#no_phone-error").get_text().lower()


@pytest.mark.parametrize("lang", ["bg", "en", "lv", "pl"])
def test_a_question_ends_before_the_next_sentence_begins(intake: Intake, lang: str) -> None:
    form = {"name": "Амина 2", "born": "17.5.1998", "phone": "888 123 456", "town": "Пловдиф", "language": "uk"}
    page = parsed(officer(intake, lang=lang).post("/intake/candidates", **form).text)
    for field in ("name", "phone", "town"):
        said = " ".join(page.select_one(f"#{field}-error").get_text().split())
        assert re.search(r"[.?!] (Ако да|If it is|Ja ir|Jeśli tak)", said), said
