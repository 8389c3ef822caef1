"""The menu says where one is, and the language is switched on every page."""

import asyncio
import re

import pytest
import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.access.commands import AcceptInvitation, ForgetPassword, InviteColleague
from services.intake.access.handlers import accounts, passwords
from services.intake.letters import tables as letters_tables
from services.site_map import ENTRANCES, HOMES, nav
from tests.conftest import actor
from tests.intake.browsing import Browser, officer, says
from tests.intake.conftest import PASSWORD, Intake
from web.site import create_site

pytestmark = pytest.mark.one_database


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
