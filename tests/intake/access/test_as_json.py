"""Pages that need the result of a command answer a program as every other form does."""

import httpx

from services.intake.access.commands import InviteColleague
from services.intake.access.handlers import accounts
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, Intake


def sent(web: Browser, path: str, body: dict[str, str]) -> httpx.Response:
    token = str(web.page("/intake/register").find("input", attrs={"name": "_csrf"})["value"])
    return web.ask("POST", path, json=body, headers={"x-form-token": token})


def test_a_wrong_password_as_json_is_a_problem(intake: Intake) -> None:
    answer = sent(Browser(intake), "/intake/sign-in", {"email": "nobody@center.example", "password": "something else"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["errors"] == {"": "The e-mail address or the password is not right"}


def test_a_field_that_is_none_of_the_command_is_named(intake: Intake) -> None:
    answer = sent(Browser(intake), "/intake/my-data/sign-in", {"case_code": "C-7F3K", "code": "1", "shoe": "43"})
    assert answer.json()["title"] == "Unknown fields"
    assert set(answer.json()["errors"]) == {"shoe"}


def test_an_invitation_is_accepted_as_json_and_its_token_is_taken_from_the_address(intake: Intake) -> None:
    invitation = InviteColleague(email="ana@center.example", roles=("officer",), organisation=intake.organisation)
    token = intake.do(accounts.invite_colleague, invitation)
    body = {"token": "another", "name": "Ана", "password": PASSWORD}
    answer = sent(Browser(intake), f"/intake/invitations/{token}", body)
    assert (answer.status_code, answer.headers["location"]) == (303, "/intake/second-factor")


def test_a_program_is_told_every_field_it_left_out_and_which_has_another_type(intake: Intake) -> None:
    answer = sent(Browser(intake), "/intake/my-data/sign-in", {})
    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"case_code", "code"})
    typed = sent(Browser(intake), "/intake/my-data/sign-in", {"case_code": "C-7F3K", "code": 7})  # type: ignore[dict-item]
    assert (typed.status_code, set(typed.json()["errors"])) == (422, {"code"})


def test_what_a_program_cannot_do_is_said_in_words(intake: Intake) -> None:
    web = Browser(intake)
    token = str(web.page("/intake/register").find("input", attrs={"name": "_csrf"})["value"])
    heads = {"content-type": "application/json", "x-form-token": token}
    said = {
        body: web.ask("POST", "/intake/sign-in", content=body, headers=heads).json()["title"]
        for body in ('{"email": ', "[1]", '{"email": "a", "email": "b"}')
    }
    not_json = "The body is not JSON, or names a field twice"
    assert list(said.values()) == [not_json, "The body is not a JSON object", not_json]
    strange = web.ask("POST", "/intake/sign-in", content="{}", headers={"content-type": "application/json"})
    assert strange.status_code == 403
    assert "form token" in strange.json()["title"]
