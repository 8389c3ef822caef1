"""A session that was replaced while somebody typed: the same person goes on, and nobody else gets what was typed."""

import pytest

from services.intake.access.commands import ChangeRoles
from services.intake.access.handlers import accounts
from tests.intake.access.people import EMAIL, Person, hear
from tests.intake.browsing import REGISTRATION, Browser, says
from tests.intake.conftest import PASSWORD, Intake
from tests.markup import as_sent, parsed

pytestmark = pytest.mark.one_database
NEW = "/intake/candidates"
TYPED = {"name": "Олена Коваль", "born": "17.5.1998", "no_phone": "on", "town": "Пловдив", "language": "uk"}


def token_of(web: Browser, path: str = "/intake/candidates/new") -> str:
    return str(web.page(path).select_one("input[name=_csrf]")["value"])


def sign_out(web: Browser) -> None:
    """In another tab."""
    assert web.post("/intake/sign-out", _csrf=token_of(web)).status_code == 303


def sign_in(person: Person, web: Browser, **more: str) -> None:
    assert person.sign_in(web, **more).status_code in (200, 303)
    assert web.post("/intake/second-factor", code=person.codes.pop()).status_code == 303


@pytest.mark.both_databases
def test_who_signed_out_meanwhile_signs_in_again_and_goes_on(intake: Intake, ana: Person) -> None:
    token = token_of(ana.web)
    sign_out(ana.web)
    refused = ana.web.post(NEW, **TYPED, _csrf=token)
    assert refused.status_code == 422
    assert "Влезте отново" in says(parsed(refused.text))
    asked = as_sent(parsed(refused.text), "/intake/sign-in")
    again = ana.web.post("/intake/sign-in", **{**asked, "email": EMAIL, "password": PASSWORD})
    factor = as_sent(parsed(again.text), "/intake/second-factor")
    on = ana.web.post("/intake/second-factor", **{**factor, "code": ana.codes.pop()})
    kept = as_sent(parsed(on.text), NEW)
    assert {name: kept[name] for name in TYPED} == TYPED
    assert ana.web.post(NEW, **kept).status_code == 303


def test_who_is_in_again_already_as_the_same_person_just_goes_on(intake: Intake, ana: Person) -> None:
    token = token_of(ana.web)
    sign_out(ana.web)
    sign_in(ana, ana.web)
    assert ana.web.post(NEW, **TYPED, _csrf=token).status_code == 303


def test_whose_roles_changed_signs_in_again_and_goes_on(intake: Intake, ana: Person) -> None:
    token = token_of(ana.web)
    intake.do(accounts.change_roles, ChangeRoles(account=ana.account, roles=("officer", "lead")))
    hear(intake)
    refused = ana.web.post(NEW, **TYPED, _csrf=token)
    assert refused.status_code == 422
    assert as_sent(parsed(refused.text), "/intake/sign-in")["_held"]


def test_another_person_neither_sends_nor_gets_what_was_typed(intake: Intake, ana: Person) -> None:
    other = Person(intake, "eva@center.example")
    token = token_of(ana.web)
    assert other.web.post(NEW, **TYPED, _csrf=token).status_code == 403
    sign_out(ana.web)
    refused = ana.web.post(NEW, **TYPED, _csrf=token)
    held = str(as_sent(parsed(refused.text), "/intake/sign-in")["_held"])
    sign_in(other, ana.web, _held=held)
    assert "Олена" not in says(ana.web.page("/intake/candidates"))


def test_a_token_of_nobody_or_with_another_name_in_it_is_refused(intake: Intake, ana: Person) -> None:
    other = Person(intake, "eva@center.example")
    mark, account, signed = token_of(ana.web).split("~")
    stranger = Browser(intake)
    for forged in (
        f"{mark}~{other.account}~{signed}",
        f"x~{account}~{signed}",
        f"{mark}~{account}",
        f"~{account}~",
        "~~",
    ):
        assert stranger.post(NEW, **TYPED, _csrf=forged).status_code == 403, forged
        assert other.web.post(NEW, **TYPED, _csrf=forged).status_code == 403, forged


def test_what_a_visitor_began_stands_though_somebody_signed_in_meanwhile(intake: Intake, ana: Person) -> None:
    web = Browser(intake)
    token = token_of(web, "/intake/register")
    sign_in(ana, web)
    assert web.post("/intake/register", **REGISTRATION, _csrf=token).status_code == 303
    assert web.post(NEW, **TYPED, _csrf=token).status_code == 403


def test_signing_out_twice_is_no_form_to_keep(ana: Person) -> None:
    token = token_of(ana.web)
    sign_out(ana.web)
    assert ana.web.post("/intake/sign-out", _csrf=token).headers["location"] == "/intake/sign-in"
