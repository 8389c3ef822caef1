"""Whoever tries too often gets the same form back with what was typed and the seconds; what succeeds is no guess."""

import pytest
import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.commands import InviteColleague
from services.intake.access.handlers import accounts
from shared.clock import machine_now
from tests.intake.access.people import EMAIL, HERE, Person, letter_path
from tests.intake.browsing import REGISTRATION, Browser
from tests.intake.conftest import PASSWORD, Intake

pytestmark = pytest.mark.one_database
FORMS = {
    "/intake/register": REGISTRATION,
    "/intake/reset": {"email": EMAIL},
    "/intake/my-data/codes": {"case_code": "C-7F3K", "lang": "bg"},
}


@pytest.fixture
def ana(intake: Intake) -> Person:
    return Person(intake)


def crowd(intake: Intake, tries: int = 60) -> None:
    """So many tries came from this network a moment ago."""
    bucket = intake.runtime.tools.sealer.index(HERE, "try.block")
    rows = [{"bucket": bucket, "at": machine_now()} for _ in range(tries)]
    intake.runtime.database.transact(lambda session: session.execute(sa.insert(access.attempt), rows))


def many(intake: Intake) -> int:
    count = sa.select(sa.func.count()).select_from(access.attempt)
    return intake.runtime.database.look(lambda session: session.scalar(count) or 0)


def links(intake: Intake, ana: Person) -> dict[str, dict[str, str]]:
    """The mailed links with the form of each."""
    web = Browser(intake)
    asked = InviteColleague(email="eva@center.example", roles=("officer",), organisation=intake.organisation)
    invited = f"/intake/invitations/{intake.do(accounts.invite_colleague, asked)}"
    web.post("/intake/reset", email=EMAIL)
    reset = letter_path(web, "/intake/reset")
    web.post("/intake/register", **REGISTRATION)
    new = {"password": "four words of no kin"}
    return {invited: {**new, "name": "Ева Колева"}, reset: new, letter_path(web, "/intake/confirm"): new}


def test_a_form_that_comes_too_early_comes_back_with_what_was_typed_and_the_seconds(
    intake: Intake, ana: Person
) -> None:
    forms = FORMS | links(intake, ana)
    crowd(intake)
    for path, form in forms.items():
        answer = Browser(intake).post(path, **form)
        assert answer.status_code == 429, path
        assert int(answer.headers["retry-after"]) > 0
        assert "Твърде много опити. Опитайте отново след" in answer.text
        typed = [value for name, value in form.items() if name not in ("password", "name_en", "lang", "case_code")]
        assert [value for value in typed if value not in answer.text] == []
        machine = Browser(intake)
        token = machine.page("/intake/sign-in").find("input", attrs={"name": "_csrf"})["value"]
        said = machine.ask("POST", path, json={}, headers={"X-Form-Token": token})
        assert said.status_code in (422, 429)
        assert said.json()["title"]


def test_a_link_that_is_over_says_how_long_to_wait_too(intake: Intake, ana: Person) -> None:
    web = Browser(intake)
    web.post("/intake/reset", email=EMAIL)
    used = letter_path(web, "/intake/reset")
    assert web.post(used, password="four words of no kin").status_code == 303
    crowd(intake)
    answer = Browser(intake).post(used, password=PASSWORD)
    assert (answer.status_code, "retry-after" in answer.headers) == (429, True)


def test_what_succeeds_is_forgiven_so_that_a_room_on_one_network_is_not_shut_out(intake: Intake, ana: Person) -> None:
    made = links(intake, ana)
    before = many(intake)
    for path, form in made.items():
        assert Browser(intake).post(path, **form).status_code == 303, path
    numbers = {"national_id": "175074752", "contact_email": "other@hlebna.example", "name": "Друга фурна"}
    assert Browser(intake).post("/intake/register", **{**REGISTRATION, **numbers}).status_code == 303
    assert many(intake) - before <= 2, "a registration that nobody confirmed yet, and its letter"
