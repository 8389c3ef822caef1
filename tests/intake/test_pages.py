"""The pages of intake: who may see what, what a form does, and what it says when it does nothing."""

import asyncio
import datetime
import re
from email import message_from_bytes
from email.policy import default
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.access.commands import AcceptInvitation, ForgetPassword, InviteColleague
from services.intake.access.handlers import accounts, passwords
from services.intake.access.welcome import safe_next
from services.intake.candidates import tables as candidates
from services.intake.candidates import tables as candidates_tables
from services.intake.candidates.commands import GivePermission
from services.intake.candidates.handlers import permissions
from services.intake.candidates.pages import candidates as candidate_pages
from services.intake.employers import tables as employers_tables
from services.intake.letters import tables as letters_tables
from services.intake.letters.worker import deliver_letters
from services.site_map import ENTRANCES, HOMES, nav
from shared.events import intake as events
from shared.readers.searching import searched
from shared.service import Runtime
from tests.conftest import actor
from tests.intake.conftest import NUMBER, PASSWORD, TODAY, Intake, opened
from tests.markup import Element, parsed
from tests.visitor import Visitor, site_of, without_keys
from web.site import create_site

pytestmark = pytest.mark.one_database


class Browser(Visitor):
    """Somebody in front of intake, who also reads the letters it sends."""

    def __init__(self, intake: Intake, lang: str = "bg", **who: Any) -> None:
        self.runtime = intake.runtime
        known = {"account": "somebody", "name": "Рада", "lang": lang, **who} if who else {}
        super().__init__(site_of(self.runtime), self.runtime.keys, **known)
        self.cookies["lang"] = lang

    def post(self, path: str, **form: Any) -> httpx.Response:
        """Fills the form with the token of the page that was last looked at."""
        if "_csrf" not in form:
            form["_csrf"] = self.page("/intake/register").find("input", attrs={"name": "_csrf"})["value"]
        return self.ask("POST", path, data=form)

    def letters(self) -> list[str]:
        """With what the background sends within a second."""
        asyncio.run(deliver_letters(self.runtime))
        found = sorted((self.runtime.settings.data / "mail").glob("*.eml"))
        return [message_from_bytes(each.read_bytes(), policy=default).get_content() for each in found]


def officer(intake: Intake, **more: Any) -> Browser:
    return Browser(intake, roles=("officer",), organisation=intake.organisation, **more)


def link_in(letter: str, folder: str) -> str:
    found = re.search(rf"/intake/{folder}/[\w-]+", letter)
    assert found, letter
    return found.group()


def says(page: Element) -> str:
    return " ".join(page.get_text(" ").split())


REGISTRATION = {
    "country": "BG", "national_id": NUMBER, "name": "Хлебна къща", "name_en": "", "legal_form": "ood", "sector": "C",
    "town": "Пловдив", "headcount": "42", "contact_name": "Мария Илиева", "contact_email": "maria@hlebna.example",
}  # fmt: skip


def test_an_employer_registers_confirms_by_the_mailed_link_and_is_in(intake: Intake) -> None:
    web = Browser(intake)
    assert web.post("/intake/register", **REGISTRATION).headers["location"] == "/intake/register/sent"
    assert not intake.told(events.EmployerRegistered), "nothing is an employer before its address is proved"
    [letter] = web.letters()
    assert "Мария" not in letter
    path = link_in(letter, "confirm")
    web.page(path)
    assert web.post(path, password="short").status_code == 422
    answer = web.post(path, password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/intake/employer")
    [fact] = [event for event in intake.told() if type(event) is events.EmployerRegistered]
    assert fact.name_en == "Hlebna kashta"
    home = says(web.page("/intake/employer"))
    assert "Хлебна къща" in home
    assert "Проверяваме регистрацията" in home
    assert web.get(path).status_code == 410


def test_a_registration_with_mistakes_comes_back_with_all_of_them_and_what_was_typed(intake: Intake) -> None:
    web = Browser(intake)
    answer = web.post("/intake/register", **{**REGISTRATION, "town": "", "headcount": "много"})
    page = parsed(answer.text)
    assert answer.status_code == 422
    hrefs = {str(link["href"]) for link in page.select("[data-error-summary] a")}
    assert hrefs == {"#town", "#headcount"}
    assert page.find(id="name")["value"] == "Хлебна къща"


def test_a_registration_names_the_rules_that_were_broken_together_with_the_fields(intake: Intake) -> None:
    wrong = {"town": "", "national_id": "121362928"}
    answer = Browser(intake).post("/intake/register", **{**REGISTRATION, **wrong})
    links = parsed(answer.text).select("[data-error-summary] a")
    assert {str(link["href"]) for link in links} == {"#town", "#national_id"}


def test_registering_asks_only_what_the_check_needs(intake: Intake) -> None:
    """Everything else has its own page, to which the first steps lead."""
    web = Browser(intake)
    form = web.page("/intake/register").select_one("main form")
    asked = {field["name"] for field in form.select("input, select") if not str(field["name"]).startswith("_")}
    phone = {"contact_phone"}
    assert asked == {name for name in REGISTRATION if name != "name_en"} | phone
    employer = intake.verified()
    own = Browser(intake, roles=("employer",), employer=employer)
    facts = f"/intake/employers/{employer}/facts"
    assert own.page("/intake/employer").select_one(f".task-list a[href='{facts}']")
    more = {field["name"] for field in own.page(facts).select("main form input, main form select")}
    assert {"name_en", "founded", "website", "trade_word", "trade_gender", "seeks_partners"} <= more


@pytest.mark.both_databases
def test_what_is_public_names_the_rules_that_were_broken_together_with_the_fields(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    facts = {"name": "Хлебна къща", "name_en": "Hlebna kashta", "legal_form": "ood", "sector": "C"}
    wrong = {"town": "", "founded": str(TODAY.year + 1), "trade_word": "хотели"}
    answer = web.post(f"/intake/employers/{employer}/facts", **facts, **wrong)
    links = parsed(answer.text).select("[data-error-summary] a")
    assert {str(link["href"]) for link in links} == {"#town", "#founded", "#trade_gender"}


def test_a_vacancy_names_the_rules_that_were_broken_together_with_the_fields(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    past = (TODAY - datetime.timedelta(days=1)).isoformat()
    facts = {"description": "Месене и печене на хляб в малък екип.", "contract": "permanent", "town": "Пловдив"}
    wrong = {"title": "", "closes": past, "wage_from": "2000", "wage_to": "1000"}
    answer = web.post("/intake/vacancies", **facts, **wrong)
    links = parsed(answer.text).select("[data-error-summary] a")
    assert {str(link["href"]) for link in links} == {"#title", "#closes", "#wage_to"}


def test_a_wrong_company_number_is_explained_at_its_field(intake: Intake) -> None:
    answer = Browser(intake).post("/intake/register", **{**REGISTRATION, "national_id": "121362928"})
    page = parsed(answer.text)
    assert [str(link["href"]) for link in page.select("[data-error-summary] a")] == ["#national_id"]


def test_signing_in_answers_alike_for_an_unknown_address_and_a_wrong_password(intake: Intake) -> None:
    invitation = InviteColleague(email="ana@center.example", roles=("officer",), organisation=intake.organisation)
    token = intake.do(accounts.invite_colleague, invitation)
    intake.do(accounts.accept_invitation, AcceptInvitation(token=token, name="Ана", password=PASSWORD))
    web = Browser(intake)
    wrong = web.post("/intake/sign-in", email="ana@center.example", password="something else")
    unknown = web.post("/intake/sign-in", email="ani@center.example", password="something else")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert without_keys(wrong.text).replace("ana@", "ani@") == without_keys(unknown.text)
    right = web.post("/intake/sign-in", email="ana@center.example", password=PASSWORD, next="/intake/candidates")
    assert right.headers["location"] == "/intake/second-factor?next=/intake/candidates"
    assert web.get("/intake/candidates").headers["location"] == "/intake/second-factor?next=/intake/candidates"


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "https://evil.example", "intake", "/\tx", "/", "/a\nb", "/é"]
)
def test_signing_in_never_leads_to_another_site(path: str) -> None:
    assert safe_next(path) == ""


def test_signing_out_ends_the_session(intake: Intake) -> None:
    web = officer(intake)
    page = web.page("/intake/candidates")
    token = page.find("input", attrs={"name": "_csrf"})["value"]
    answer = web.post("/intake/sign-out", _csrf=token)
    assert answer.headers["location"] == "/intake/sign-in"
    assert len(intake.told(events.SessionRevoked)) == 1
    assert web.get("/intake/candidates").headers["location"].startswith("/intake/sign-in")


@pytest.mark.both_databases
def test_an_invitation_is_shown_and_accepted_on_its_page(intake: Intake) -> None:
    admin = Browser(intake, roles=("administrator",))
    answer = admin.post(
        "/intake/colleagues", email="rada@center.example", roles="officer", organisation=intake.organisation, lang="bg"
    )
    assert answer.status_code == 303
    [letter] = admin.letters()
    path = link_in(letter, "invitations")
    web = Browser(intake)
    assert "Център Пловдив" in says(web.page(path))
    assert web.post(path, name="Рада Колева", password="short", lang="bg").status_code == 422
    assert (
        web.post(path, name="Рада Колева", password=PASSWORD, lang="en").headers["location"] == "/intake/second-factor"
    )
    assert web.get(path).status_code == 410
    assert "Рада Колева" in says(admin.page("/intake/colleagues"))


@pytest.mark.both_databases
def test_an_organisation_that_belongs_to_an_employers_group_is_told(intake: Intake) -> None:
    employer, admin = intake.verified(), Browser(intake, roles=("administrator",))
    for _ in range(2):
        sent = {"name": "Център Пловдив", "town": "Пловдив", "group": employer}
        assert admin.post(f"/intake/organisations/{intake.organisation}", **sent).status_code == 303
    assert [event.group for event in intake.told() if type(event) is events.OrganisationChanged] == [employer]


STAFF_ONLY = ("/intake/candidates", "/intake/candidates/new", "/intake/employers", "/intake/names?c=C-2222")


@pytest.mark.parametrize("path", STAFF_ONLY)
def test_an_employer_finds_no_office_page(intake: Intake, path: str) -> None:
    web = Browser(intake, roles=("employer",), employer=intake.registered())
    assert web.get(path).status_code == 404
    assert Browser(intake).get(path).status_code == 303


@pytest.mark.both_databases
def test_an_officer_checks_an_employer_and_confirms_a_practice(intake: Intake) -> None:
    employer, web = intake.registered(), officer(intake)
    listed = web.page("/intake/employers")
    assert listed.find("a", href=f"/intake/employers/{employer}") is not None
    assert "05.03.2026" in says(listed).replace("\N{NO-BREAK SPACE}", " ")
    assert "Мария Илиева" in says(web.page(f"/intake/employers/{employer}"))
    assert web.post(f"/intake/employers/{employer}/verification").status_code == 303
    form = {"practice": "mentor", "details": "in-paid-time", "confirmed_on": "1.3.2026"}
    assert web.post(f"/intake/employers/{employer}/practices", **form).status_code == 303
    assert "Наставник" in says(web.page(f"/intake/employers/{employer}"))
    assert web.post(f"/intake/employers/{employer}/practices/mentor/withdrawal").status_code == 303
    assert len(intake.told(events.PracticeWithdrawn)) == 1
    assert web.post(f"/intake/employers/{employer}/closing").status_code == 404


@pytest.mark.both_databases
def many_employers(intake: Intake, count: int) -> None:
    """As if so many had been registered and checked."""
    table, first = employers_tables.employer, intake.verified()

    def copied(session: Session) -> None:
        known = dict(session.execute(sa.select(table).where(table.c.id == first)).mappings().one())
        for number in range(count):
            facts = {"name": f"Фурна № {number:03d}", "name_en": f"Bakery {number:03d}", "national_id": f"n{number}"}
            more = {"id": f"e-{number:03d}", "town": "Русе", "search": searched(*facts.values(), "Русе")}
            session.execute(sa.insert(table).values(**{**known, **facts, **more}))

    intake.runtime.database.transact(copied)


def listed(page: Element) -> set[str]:
    return {str(row["id"]) for row in page.select("tr[id^=employer-]")}


@pytest.mark.both_databases
def test_every_employer_is_reachable_by_pages_and_by_name_number_or_town(intake: Intake) -> None:
    many_employers(intake, 338)
    browser, here = officer(intake), "/intake/employers"
    seen: set[str] = set()
    while here:
        page = browser.page(here)
        seen |= listed(page)
        here = str(link["href"]) if (link := page.select_one("a[rel=next]")) else ""
    assert len(seen) == 339
    for asked in ("furna 007", "Bakery 007", "n7"):
        assert "employer-e-007" in listed(browser.page(f"/intake/employers?q={asked}"))
    assert len(listed(browser.page("/intake/employers?q=гр. Пловдив"))) == 1


@pytest.mark.both_databases
def test_a_choice_of_more_than_thirty_is_searched_and_nothing_typed_is_lost(intake: Intake) -> None:
    many_employers(intake, 40)
    candidate, browser = intake.candidate(), officer(intake)
    here = f"/intake/candidates/{candidate}/permissions"
    assert not browser.page(f"{here}/new").select("select[name=employer]")
    typed = {"scope": "apply", "reach": "employer", "words": "както се разбрахме", "begins": "2.3.2026"}
    searched_for = page_of(browser.post(here, **typed, _find="employer", _find_employer="furna 01"))
    found = [str(each["value"]) for each in searched_for.select("input[name=employer]")]
    assert found == ["", *(f"e-{number:03d}" for number in range(10, 20))]
    assert "както се разбрахме" in searched_for.text
    assert not searched_for.select("[data-error-summary]")
    assert browser.post(here, **typed, employer="e-013").status_code == 303


def test_the_only_one_that_a_search_finds_is_chosen_and_can_be_changed(intake: Intake) -> None:
    many_employers(intake, 40)
    candidate, browser = intake.candidate(), officer(intake)
    here = f"/intake/candidates/{candidate}/permissions"
    browser.page(f"{here}/new")

    def chosen(words: str, **typed: str) -> list[str]:
        page = page_of(browser.post(here, scope="apply", reach="employer", _find_employer=words, **typed))
        return [str(each["value"]) for each in page.select("input[name=employer][checked]")]

    assert chosen("furna 013", _find="employer") == ["e-013"]
    assert chosen("furna 013", _find="employer", employer="") == ["e-013"]
    assert chosen("furna 014", _find="employer", employer="e-013") == ["e-014"], "the earlier one stays beside it"
    assert chosen("furna 01", _find="employer", employer="e-013") == ["e-013"]
    assert chosen("furna 013", _find="another field", employer="") == [""], "what was taken back is not chosen again"


def page_of(answer: httpx.Response) -> Element:
    assert answer.status_code == 200
    return parsed(answer.text)


def test_a_name_of_two_alphabets_is_asked_about_and_the_officer_sees_which_letters(intake: Intake) -> None:
    intake.verified(name="Седемте пещи", name_en="Sedemte peshti")
    guest = Browser(intake)
    new = {**REGISTRATION, "national_id": "131071587", "contact_email": "b@example.org", "name": "Cедемте пещи"}
    asked = guest.post("/intake/register", **new)
    assert asked.status_code == 422
    page = parsed(asked.text)
    mark = page.select_one("input[name=_sure]")
    assert mark is not None
    assert page.select_one("#name-error")
    assert guest.post("/intake/register", **new, _sure=str(mark["value"])).status_code == 303
    key = intake.registered(name="Cедемте пещи", national_id="121396123", contact_email="c@example.org")
    seen = officer(intake).page(f"/intake/employers/{key}")
    assert [each.text for each in seen.select("mark")] == ["C"]
    assert "Седемте пещи" in says(seen)


def test_an_error_in_a_closed_fold_opens_it(intake: Intake) -> None:
    key = intake.registered()
    answer = officer(intake).post(f"/intake/employers/{key}/refusal", reason="")
    page = parsed(answer.text)
    error = page.select_one("#reason-error")
    assert error is not None
    fold = error.find_parent("details")
    assert fold is not None
    assert fold.has_attr("open")
    assert len(page.select("details[open]")) == 1


@pytest.mark.both_databases
def test_an_editor_groups_suspends_and_closes(intake: Intake) -> None:
    lead, other = intake.verified(), intake.verified(national_id="131071587", contact_email="b@b.example", name="Друга")
    web = Browser(intake, roles=("editor",))
    here = f"/intake/employers/{other}"
    assert web.post(f"{here}/group", group=lead, since="1.3.2026").status_code == 303
    assert "Хлебна къща" in says(web.page(here))
    assert web.post(f"{here}/suspensions", begins="1.2.2026", reason="Постановление 12").status_code == 303
    page = web.page(here)
    correction = page.find("form", action=re.compile("/suspensions/."))
    assert correction is not None
    assert web.post(str(correction["action"]), begins="1.2.2026", ends="1.6.2026").status_code == 303
    assert [event.rev for event in intake.told(events.EmployerSuspended)] == [0, 1]
    assert web.post(f"{here}/closing").status_code == 303
    assert len(intake.told(events.EmployerClosed)) == 1


@pytest.mark.both_databases
def test_a_vacancy_goes_from_draft_to_the_public_page_and_is_gone_when_closed(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    form = {
        "kind": "job", "title": "Пекар", "description": "Месене и печене на хляб.\nНощна смяна.",
        "contract": "permanent",
        "hours": "40", "town": "Пловдив", "place": "on-site", "wage_from": "1 250,50", "languages": ["", "bg:A2", ""],
        "support": "mentor", "openings": "2",
    }  # fmt: skip
    here = web.post("/intake/vacancies", **form).headers["location"]
    vacancy = here.rpartition("/")[2]
    public = f"/bg/vacancies/{vacancy}"
    assert Browser(intake).get(public).status_code == 404
    assert web.post(f"{here}/publication").status_code == 303
    text = says(Browser(intake).page(public)).replace("\N{NO-BREAK SPACE}", " ")
    assert "1251 €" in text or "1250 €" in text
    assert "български – A2" in text
    assert "Пекар" in says(Browser(intake).page("/en/vacancies?town=&kind=job"))
    assert web.post(f"{here}/text", **{**form, "title": "Главен пекар"}).status_code == 303
    assert "Главен пекар" in says(web.page(here))
    assert web.post(f"{here}/closing").status_code == 303
    assert Browser(intake).get(public).status_code == 410
    assert "Пекар" not in says(Browser(intake).page("/bg/vacancies"))


def test_a_public_page_sets_no_cookie(intake: Intake) -> None:
    assert "set-cookie" not in officer(intake).get("/bg/vacancies").headers


def test_an_employers_vacancy_page_is_missing_for_another_employer(intake: Intake) -> None:
    vacancy = intake.published(intake.verified())
    other = intake.verified(national_id="131071587", contact_email="b@b.example")
    web = Browser(intake, roles=("employer",), employer=other)
    assert web.get(f"/intake/vacancies/{vacancy}").status_code == 404
    assert web.post(f"/intake/vacancies/{vacancy}/closing").status_code == 404


def wrong_with(answer: httpx.Response) -> set[str]:
    """The fields that a refused form names, each beside itself."""
    assert answer.status_code == 422
    return {str(each["id"]).removesuffix("-error") for each in parsed(answer.text).select(".field-error[id]")}


def test_readiness_names_at_once_what_is_misread_what_contradicts_and_what_is_missing(intake: Intake) -> None:
    web, here = officer(intake), f"/intake/candidates/{intake.candidate()}"
    assert wrong_with(web.post(f"{here}/readiness")) == {"notice", "right", "languages"}
    given = {"right": "until", "right_date": "", "right_seen_on": "31.2.2026", "notice": "uk"}
    assert wrong_with(web.post(f"{here}/readiness", **given)) == {"right_date", "right_seen_on", "languages"}
    given = {"right": "until", "right_date": "1.1.2026", "right_seen_on": "2.3.2026", "languages": "bg:A2"}
    assert wrong_with(web.post(f"{here}/readiness", **given)) == {"notice", "right_date"}


def test_a_description_names_all_its_contradictions_at_once(intake: Intake) -> None:
    web, here = officer(intake), f"/intake/candidates/{intake.candidate()}"
    said = {"right": "until", "right_seen_on": "31.2.2026", "languages": ["bg:A2", "bg:B1"], "seeks": "yes"}
    named = wrong_with(web.post(f"{here}/description", **said))
    assert named == {"right_date", "right_seen_on", "languages", "seeking_since"}


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


def test_the_menu_says_where_one_is_also_on_pages_that_stand_elsewhere(intake: Intake) -> None:
    employer, web = intake.verified(), officer(intake)
    web.site = create_site({"intake": intake.runtime}, nav, ENTRANCES)
    for path, said in (
        ("/intake/wishes", "Кандидати"),
        ("/intake/candidates/new", "Кандидати"),
        (f"/intake/vacancies/{intake.published(employer)}", "Работодатели"),
    ):
        assert [item.get_text() for item in web.page(path).select("nav [aria-current]")] == [said], path


def test_whoever_has_two_roles_has_each_item_of_the_menu_once_with_all_that_belongs_to_it() -> None:
    for roles in (("officer", "editor"), ("editor", "officer")):
        [item] = [link for link in nav(actor(*roles), "bg") if link.href == "/intake/employers"]
        assert item.under == ("/intake/vacancies", "/recognition/standings/"), roles


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
        ["Промяна (Ана Колева)", "Роля (Ана Колева)"],
        ["Промяна (Борис Янев)", "Роля (Борис Янев)"],
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


def test_names_come_only_for_the_own_organisation_and_leave_a_trace(intake: Intake) -> None:
    intake.candidate()
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(candidates.candidate.c.case_code)))
    asked = f"/intake/names?c={code}&c=C-NONE"
    answer = officer(intake).get(asked)
    assert answer.text.strip() == f"""<span hx-swap-oob="innerHTML:[data-name='{code}']">Олена Коваль</span>"""
    assert answer.headers["cache-control"] == "no-store"
    stranger = Browser(intake, roles=("officer",), organisation="somewhere-else")
    assert stranger.get(asked).text.strip() == ""
    audit = intake.runtime.database.look(lambda s: s.execute(sa.select(candidates_tables.read_audit)).all())
    assert [(row.account, row.organisation, row.purpose) for row in audit] == [
        ("somebody", intake.organisation, "names")
    ]


def test_a_telephone_comes_only_where_somebody_is_to_be_called_and_its_reading_says_so(intake: Intake) -> None:
    intake.candidate()
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(candidates.candidate.c.case_code)))
    answer = officer(intake).get(f"/intake/names?call={code}&call=C-NONE")
    assert f"""innerHTML:[data-name='{code}']">Олена Коваль</span>""" in answer.text
    assert f"""innerHTML:[data-phone='{code}']"><a class="phone" href="tel:+359""" in answer.text
    stranger = Browser(intake, roles=("officer",), organisation="somewhere-else")
    assert stranger.get(f"/intake/names?call={code}").text.strip() == ""
    audit = intake.runtime.database.look(lambda s: s.scalars(sa.select(candidates_tables.read_audit.c.purpose)).all())
    assert audit == ["call"]


@pytest.mark.both_databases
def test_names_are_given_for_a_hundred_codes_in_all_those_to_call_first_and_each_is_noted_once(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_pages, "MOST_CODES", 3)
    keys = [
        intake.candidate(name=name, another=True)
        for name in ("Ана Ананиева", "Бела Борисова", "Вяра Велева", "Гина Ганева")
    ]
    of = dict(
        intake.runtime.database.look(
            lambda s: s.execute(sa.select(candidates.candidate.c.id, candidates.candidate.c.case_code)).all()
        )
    )
    codes = [of[key] for key in keys]
    asked = "&".join([*(f"c={code}" for code in codes[:3]), *(f"call={code}" for code in codes[2:])])
    answer = officer(intake).get(f"/intake/names?{asked}")
    assert [name in answer.text for name in ("Ана", "Бела", "Вяра", "Гина")] == [True, False, True, True]
    row = candidates_tables.read_audit.c
    noted = intake.runtime.database.look(lambda s: s.execute(sa.select(row.candidate, row.purpose, row.at)).all())
    assert sorted(each[:2] for each in noted) == sorted([(keys[0], "names"), (keys[2], "call"), (keys[3], "call")])


def test_whose_names_are_read_is_noted_in_one_transaction_before_the_answer(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.candidate(), intake.candidate(name="Ана Ананиева", another=True)
    codes = intake.runtime.database.look(lambda s: s.scalars(sa.select(candidates.candidate.c.case_code)).all())
    web, done = officer(intake), []
    performed = Runtime.do

    async def counted(runtime: Runtime, handler: Any, *rest: Any) -> Any:
        done.append(handler.__name__)
        return await performed(runtime, handler, *rest)

    monkeypatch.setattr(Runtime, "do", counted)
    assert web.get(f"/intake/names?c={codes[0]}&call={codes[1]}").text.count("data-name") == 2
    assert done == ["note_reading"]


@pytest.mark.both_databases
def test_the_language_is_switched_on_every_page_kept_in_the_account_and_comes_back_to_the_page(intake: Intake) -> None:
    invitation = InviteColleague(email="ana@center.example", roles=("officer",), organisation=intake.organisation)
    token = intake.do(accounts.invite_colleague, invitation)
    intake.do(accounts.accept_invitation, AcceptInvitation(token=token, name="Ана", password=PASSWORD))
    key = intake.runtime.database.look(lambda s: s.scalar(sa.select(people.account.c.id)))
    web = Browser(intake, account=key, roles=("officer",), organisation=intake.organisation)
    page = web.page("/intake/candidates?state=ready")
    switch = page.find("form", action="/intake/account/language")
    assert switch is not None
    sent = {field["name"]: field["value"] for field in switch.find_all("input")}
    before = web.read_again()
    there = web.post("/intake/account/language", **sent, lang="en").headers["location"]
    after = web.read_again()
    assert (after.lang, after.issued, after.expires) == ("en", before.issued, before.expires), "it lasts no longer"
    assert there == "/intake/candidates?state=ready"
    assert "People looking for work" in says(web.page(there))
    away = web.post("/intake/account/language", _back="https://elsewhere.example/", lang="bg")
    assert away.headers["location"] == "/intake/account"
    web.post("/intake/account/language", _back="/intake/account", lang="en")
    intake.do(passwords.forget_password, ForgetPassword(email="ana@center.example"))
    letters = intake.runtime.database.look(
        lambda s: s.execute(sa.select(letters_tables.letter.c.kind, letters_tables.letter.c.lang)).all()
    )
    assert ("reset", "en") in [tuple(each) for each in letters]


def test_a_switch_on_a_page_that_answers_a_form_comes_back_to_the_page_of_the_form(intake: Intake) -> None:
    web = officer(intake)
    form = {"words": "Никой", "_csrf": web.token}
    came = {"referer": "http://127.0.0.1:8000/intake/candidates?state=ready"}
    found = asyncio.run(web._send("POST", "/intake/candidates/searches", data=form, headers=came))
    assert 'name="_back" value="/intake/candidates?state=ready"' in found.text


def test_another_organisations_file_is_missing(intake: Intake) -> None:
    candidate = intake.ready()
    stranger = Browser(intake, roles=("officer",), organisation="somewhere-else")
    for path in ("", "/identity", "/description", "/notice", "/receipt", "/permissions/new", "/vacancies"):
        assert stranger.get(f"/intake/candidates/{candidate}{path}").status_code == 404
    for path in ("/readiness", "/notice", "/permissions", "/readiness/withdrawal"):
        sent = stranger.post(f"/intake/candidates/{candidate}{path}", language="bg", scope="apply")
        assert sent.status_code == 404


def test_a_form_without_its_token_does_nothing(intake: Intake) -> None:
    employer, web = intake.registered(), officer(intake)
    assert web.post(f"/intake/employers/{employer}/verification", _csrf="forged").status_code == 403
    assert intake.told(events.EmployerVerified) == []


@pytest.mark.parametrize("lang", ["bg", "en"])
def test_every_page_says_everything_in_its_language(intake: Intake, lang: str) -> None:
    employer = intake.verified()
    vacancy, candidate = intake.published(employer), intake.ready()
    staff = officer(intake, lang=lang)
    own = Browser(intake, lang, roles=("employer",), employer=employer)
    visitor = Browser(intake, lang)
    for web, path in (
        (visitor, "/intake/sign-in"),
        (visitor, "/intake/register"),
        (visitor, "/intake/register/sent"),
        (visitor, f"/{lang}/vacancies"),
        (own, "/intake/employer"),
        (own, f"/intake/employers/{employer}/facts"),
        (own, "/intake/vacancies"),
        (own, "/intake/vacancies/new"),
        (own, f"/intake/vacancies/{vacancy}/text"),
        (staff, f"/intake/candidates/{candidate}"),
        (staff, f"/intake/employers/{employer}"),
    ):
        page = web.page(path)
        assert page.html["lang"] == lang
        assert page.h1 is not None
        text = says(page.main)
        cyrillic = len(re.findall(r"[а-я]", text))
        assert (cyrillic > len(text) / 3) == (lang == "bg"), (path, text[:400])


@pytest.mark.parametrize(("role", "home"), HOMES)
def test_whoever_has_a_first_page_has_a_menu_with_it(role: str, home: str) -> None:
    assert home in [link.href for link in nav(actor(role), "bg")]
