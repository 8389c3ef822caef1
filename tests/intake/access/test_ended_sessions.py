"""A forgotten password is chosen anew, and sessions end with what they rested on."""

import re

import pytest

from services.intake.access.commands import (
    ChangeRoles,
    DeactivateAccount,
    InviteColleague,
)
from services.intake.access.handlers import accounts
from tests.intake.access.people import EMAIL, OTHER, Person, hear, is_in, letter_path, session_of
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, Intake
from tests.markup import parsed

pytestmark = pytest.mark.one_database


@pytest.mark.both_databases
def test_a_forgotten_password_is_chosen_anew_by_a_link_that_is_good_once(ana: Person) -> None:
    web = Browser(ana.intake)
    sent = [web.post("/intake/reset", email=email).headers["location"] for email in (EMAIL, "nobody@center.example")]
    assert sent == ["/intake/reset/sent"] * 2
    assert len(web.letters()) == 3, "the invitation, the link, and a letter that there is no account"
    path = letter_path(web, "/intake/reset")
    web.page(path)
    web.page(path)
    assert web.post(path, password="short").status_code == 422
    assert OTHER not in web.post(path, password=OTHER).text
    assert web.get(path).status_code == 410
    hear(ana.intake)
    assert not is_in(ana.web), "sessions from before are over"
    assert ana.sign_in(Browser(ana.intake)).status_code == 422
    assert ana.sign_in(ana.web, OTHER).headers["location"] == "/intake/second-factor", "no device is known any more"


def test_no_more_than_three_letters_an_hour_go_to_one_address(ana: Person) -> None:
    web = Browser(ana.intake)
    for _ in range(6):
        assert web.post("/intake/reset", email="nobody@center.example").headers["location"] == "/intake/reset/sent"
    assert len(web.letters()) == 1 + 3


def test_somebody_sees_and_ends_the_own_sessions_and_nobody_elses(ana: Person) -> None:
    web = ana.elsewhere()
    mine, other = session_of(ana.web), session_of(web)
    assert mine is not None
    assert other is not None
    page = ana.web.page("/intake/account")
    assert page.find(id=f"session-{mine.reference}") is not None
    end = page.find("form", action=f"/intake/account/sessions/{other.reference}/end")
    assert end is not None
    stranger = Browser(ana.intake, roles=("officer",), organisation=ana.intake.organisation)
    assert stranger.post(str(end["action"])).status_code == 404
    assert ana.web.post(str(end["action"])).status_code == 303
    hear(ana.intake)
    assert (is_in(ana.web), is_in(web)) == (True, False)


@pytest.mark.both_databases
def test_a_new_password_ends_all_other_sessions(ana: Person) -> None:
    web = ana.elsewhere()
    wrong = ana.web.post("/intake/account/password", current_password="not mine at all", password=OTHER)
    assert wrong.status_code == 422
    assert ana.web.post("/intake/account/password", current_password=PASSWORD, password=OTHER).status_code == 303
    hear(ana.intake)
    assert (is_in(ana.web), is_in(web)) == (True, False)


@pytest.mark.both_databases
def test_a_new_factor_new_roles_and_closing_the_account_end_the_sessions(intake: Intake, ana: Person) -> None:
    web = ana.elsewhere()
    answer = web.post("/intake/account/codes", current_password=PASSWORD)
    ana.codes = [each.get_text() for each in parsed(answer.text).select(".codes code")]
    hear(intake)
    assert (is_in(ana.web), is_in(web)) == (False, True)
    intake.do(accounts.change_roles, ChangeRoles(account=ana.account, roles=("lead",)), intake.editor)
    hear(intake)
    assert not is_in(web)
    again = ana.elsewhere()
    session = session_of(again)
    assert session is not None
    assert session.roles == ("lead",)
    intake.do(accounts.deactivate_account, DeactivateAccount(account=ana.account), intake.editor)
    hear(intake)
    assert not is_in(again)


@pytest.mark.both_databases
def test_the_only_second_factor_of_a_colleague_cannot_be_removed(ana: Person) -> None:
    form = ana.web.page("/intake/account").find("form", action=re.compile("/removal$"))
    assert form is not None
    answer = ana.web.post(str(form["action"]), current_password=PASSWORD)
    assert answer.status_code == 422
    assert "единственият" in answer.text


def test_who_lost_everything_is_closed_and_invited_anew_without_the_old_factors(intake: Intake, ana: Person) -> None:
    intake.do(accounts.deactivate_account, DeactivateAccount(account=ana.account), intake.editor)
    asked = InviteColleague(email=EMAIL, roles=("officer",), organisation=intake.organisation)
    token = intake.do(accounts.invite_colleague, asked)
    web = Browser(intake)
    path = f"/intake/invitations/{token}"
    assert web.post(path, name="Ана", password=OTHER, lang="bg").headers["location"] == "/intake/second-factor"
    assert web.get("/intake/second-factor").headers["location"] == "/intake/second-factor/new"
