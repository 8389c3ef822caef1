"""Coming in and going out on the pages: by a password, by an invitation, never to another site."""

import pytest

from services.intake.access.commands import AcceptInvitation, InviteColleague
from services.intake.access.handlers import accounts
from services.intake.access.welcome import safe_next
from shared.events import intake as events
from tests.intake.browsing import Browser, link_in, officer, says
from tests.intake.conftest import PASSWORD, Intake
from tests.visitor import without_keys

pytestmark = pytest.mark.one_database


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


def test_a_form_without_its_token_does_nothing(intake: Intake) -> None:
    employer, web = intake.registered(), officer(intake)
    assert web.post(f"/intake/employers/{employer}/verification", _csrf="forged").status_code == 403
    assert intake.told(events.EmployerVerified) == []
