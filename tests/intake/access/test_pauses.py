"""After a pause nothing typed is lost, and nothing typed reaches another account."""

import asyncio
import datetime
import time

import msgspec
import pytest

from shared.clock import machine_now
from tests.intake.access.people import EMAIL, OTHER, Person, is_in, session_of
from tests.intake.browsing import Browser, says
from tests.intake.conftest import PASSWORD, Intake
from tests.markup import Element, parsed

pytestmark = pytest.mark.one_database


TYPED = {"name": "Олена Коваль", "born": "17.5.1998", "no_phone": "on", "town": "Пловдив", "language": "uk"}


def idle(web: Browser) -> None:
    """Half an hour and a bit since the last click."""
    session = session_of(web)
    assert session is not None
    at = int(time.time()) - 31 * 60
    web.cookies["seen"] = web.keys.seen(session.session, at)


def fields_of(page: Element, action: str) -> dict[str, str]:
    form = page.find("form", action=action)
    assert form is not None, page.get_text()
    return {str(each["name"]): str(each.get("value", "")) for each in form.select("input[name]")}


def test_what_was_typed_before_a_pause_is_sent_once_after_the_password(intake: Intake, ana: Person) -> None:
    token = fields_of(ana.web.page("/intake/candidates/new"), "/intake/candidates")["_csrf"]
    idle(ana.web)
    before = session_of(ana.web)
    locked = ana.web.post("/intake/candidates", **TYPED, _csrf=token)
    assert locked.status_code == 422
    asked = fields_of(parsed(locked.text), "/intake/unlock")
    assert not is_in(ana.web)
    wrong = ana.web.post("/intake/unlock", **{**asked, "password": "not mine at all"})
    assert wrong.status_code == 422
    asked = fields_of(parsed(wrong.text), "/intake/unlock")
    on = ana.web.post("/intake/unlock", **{**asked, "password": PASSWORD})
    kept = fields_of(parsed(on.text), "/intake/candidates")
    assert {name: kept[name] for name in TYPED} == TYPED
    assert ana.web.post("/intake/candidates", **kept).status_code == 303
    assert says(ana.web.page("/intake/candidates")).count("Олена Коваль") == 1
    after = session_of(ana.web)
    assert before is not None
    assert after is not None
    assert before.session == after.session, "the same session goes on"


def test_a_page_leads_back_to_itself_after_a_pause(ana: Person) -> None:
    idle(ana.web)
    led = ana.web.get("/intake/candidates?state=ready").headers["location"]
    asked = fields_of(ana.web.page(led), "/intake/unlock")
    answer = ana.web.post("/intake/unlock", **{**asked, "password": PASSWORD})
    assert answer.headers["location"] == "/intake/candidates?state=ready"
    assert is_in(ana.web)


def test_what_was_typed_outlives_the_session_but_never_reaches_another_account(intake: Intake, ana: Person) -> None:
    session = session_of(ana.web)
    assert session is not None
    over = msgspec.structs.replace(session, expires=machine_now() - datetime.timedelta(minutes=1))
    ana.web.cookies["session"] = ana.web.keys.sign_again(over)
    token = ana.web.keys.form_token(over.session)
    page = ana.web.post("/intake/candidates", **TYPED, _csrf=token)
    asked = fields_of(parsed(page.text), "/intake/sign-in")
    assert "Олена" not in str(asked), "what is kept is sealed against being changed, not shown"
    other = Person(intake, "eva@center.example")
    other.web.cookies.pop("session")
    answer = other.web.post("/intake/sign-in", email=other.email, password=PASSWORD, _held=asked["_held"])
    assert (answer.status_code, answer.headers.get("location")) == (303, "/placements/today")
    on = ana.web.post("/intake/sign-in", email=EMAIL, password=PASSWORD, _held=asked["_held"], _csrf=asked["_csrf"])
    kept = fields_of(parsed(on.text), "/intake/candidates")
    assert ana.web.post("/intake/candidates", **kept).status_code == 303


def test_no_password_is_kept_in_a_page(ana: Person) -> None:
    token = ana.web.keys.form_token(ana.web.read_again().session)
    idle(ana.web)
    page = ana.web.post("/intake/account/password", current_password=PASSWORD, password=OTHER, _csrf=token)
    text = fields_of(parsed(page.text), "/intake/unlock")["_held"]
    held = ana.web.keys.held(text)
    assert held is not None
    assert held.fields == []
    assert ana.web.keys.held(text[:-2] + "xx") is None


@pytest.mark.both_databases
def test_the_script_unlocks_in_place(ana: Person) -> None:
    token = ana.web.keys.form_token(ana.web.read_again().session)
    idle(ana.web)

    async def ask(password: str) -> int:
        form = {"password": password, "_csrf": token}
        answer = await ana.web._send("POST", "/intake/unlock", data=form, headers={"accept": "application/json"})
        return answer.status_code

    assert asyncio.run(ask("not mine at all")) == 422
    assert asyncio.run(ask(PASSWORD)) == 204
    assert is_in(ana.web)
