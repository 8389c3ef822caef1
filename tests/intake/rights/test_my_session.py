"""The session of a person in the own data: short, and good for nothing else."""

import datetime

import pytest

from services.intake.candidates.commands import EraseCandidate
from services.intake.rights import commands as ask
from services.intake.rights.handlers import erasure, own
from shared.auth import ABSOLUTE, ANYBODY, HALF_IN, IDLE, SIGNED_IN, roles
from shared.transaction import Refused
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import Intake
from tests.intake.rights.own_data import DOOR, HERE, case_code, handed, inside, press

pytestmark = pytest.mark.one_database


def test_the_session_is_short_and_has_a_role_of_its_own(intake: Intake) -> None:
    browser = inside(intake, intake.candidate())
    who = browser.read_again()
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
def test_it_opens_nothing_but_the_own_data(intake: Intake, path: str) -> None:
    assert inside(intake, intake.candidate()).get(path).status_code in (303, 404)


def test_pages_for_anybody_signed_in_are_not_for_a_person_with_a_code() -> None:
    """Passwords, second factors and the own account belong to accounts."""
    who = actor("candidate", account="candidate-1")
    assert [policy.allows(who) for policy in (SIGNED_IN, HALF_IN, ANYBODY, roles("candidate"))] == [
        False,
        False,
        True,
        True,
    ]


def test_nobody_else_comes_in_there(intake: Intake) -> None:
    staff = Browser(intake, roles=("officer",), organisation=intake.organisation)
    assert staff.get(HERE).status_code == 404
    assert Browser(intake).get(HERE).headers["location"] == DOOR


def test_signing_out_ends_it_everywhere(intake: Intake) -> None:
    browser = inside(intake, intake.candidate())
    kept = dict(browser.cookies)
    assert press(browser, f"{HERE}/sign-out").status_code == 303
    browser.cookies = kept
    assert browser.get(HERE).status_code == 303


def test_an_erased_person_has_no_door(intake: Intake) -> None:
    candidate = intake.candidate()
    browser = inside(intake, candidate)
    code = handed(intake, candidate)
    told = case_code(intake, candidate)
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=candidate, sure=True), intake.officer)
    gone = browser.get(HERE)
    assert (gone.status_code, gone.headers["location"]) == (303, f"{DOOR}?lang=bg")
    assert "Всичко, което пазехме за вас, е изтрито." in browser.get(gone.headers["location"]).text
    assert browser.get(HERE).headers["location"] == DOOR, "the session is over"
    with pytest.raises(Refused):
        intake.do(own.enter_own_data, ask.EnterOwnData(case_code=told, code=code))


def test_signing_out_works_from_a_page_that_is_not_there(intake: Intake) -> None:
    browser = inside(intake, intake.candidate())
    page = browser.page("/intake/candidates", 404)
    forms = {form["action"]: form for form in page.select("header form")}
    assert "/intake/sign-out" not in forms
    assert not [link for link in page.select("header a") if not link.get_text(strip=True)]
    token = forms[f"{HERE}/sign-out"].find("input", attrs={"name": "_csrf"})["value"]
    assert browser.post(f"{HERE}/sign-out", _csrf=token).status_code == 303
    assert browser.get(HERE).status_code == 303


def test_the_language_is_switched_inside_and_the_session_lasts_no_longer_for_it(intake: Intake) -> None:
    browser = inside(intake, intake.candidate())
    before = browser.read_again()
    answer = press(browser, f"{HERE}/language", lang="tr", _back=f"{HERE}")
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert '<html lang="tr"' in browser.get(HERE).text
    after = browser.read_again()
    assert (after.session, after.issued, after.expires) == (before.session, before.issued, before.expires)
    press(browser, f"{HERE}/language", lang="xx", _back="https://elsewhere.example/")
    assert '<html lang="tr"' in browser.get(HERE).text
