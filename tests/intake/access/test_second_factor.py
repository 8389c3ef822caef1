"""The second factor: set up before anything else, asked once a day, good once, and no way around it."""

import asyncio
import base64
import datetime
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec
import pyotp
import pytest
import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.commands import (
    AcceptInvitation,
    InviteColleague,
    PassSecondFactor,
    SignIn,
)
from services.intake.access.handlers import accounts, factors
from services.intake.access.model import sign_in as model
from services.intake.access.queries import accounts as found
from services.intake.service import SERVICE
from shared.clock import machine_now
from shared.events import intake as events
from shared.transaction import Refused
from tests.intake.access.people import EMAIL, OTHER, Person, is_in, letter_path, session_of
from tests.intake.browsing import REGISTRATION, Browser
from tests.intake.conftest import PASSWORD, Intake

pytestmark = pytest.mark.one_database


def test_a_new_colleague_sets_up_the_second_factor_before_anything_else(intake: Intake, ana: Person) -> None:
    assert len(ana.codes) == 10
    assert is_in(ana.web)
    session = session_of(ana.web)
    assert session is not None
    assert session.second


@pytest.mark.both_databases
def test_the_second_factor_is_asked_once_a_day_on_each_device_and_gives_a_new_session(ana: Person) -> None:
    assert ana.sign_in(ana.web).headers["location"] == "/placements/today", "this device was asked today"
    web = Browser(ana.intake)
    assert ana.sign_in(web, next="/intake/candidates").headers["location"].startswith("/intake/second-factor?next=")
    half = session_of(web)
    assert web.post("/intake/second-factor", code="000000").status_code == 422
    answer = web.post("/intake/second-factor", code=ana.codes[0], next="/intake/candidates")
    assert answer.headers["location"] == "/intake/candidates"
    whole = session_of(web)
    assert half is not None
    assert whole is not None
    assert half.session != whole.session
    assert half.reference in {event.session for event in ana.intake.told(events.SessionRevoked)}
    yesterday = {"second_on": model.working_day(machine_now()) - datetime.timedelta(days=1)}
    ana.intake.runtime.database.transact(lambda s: s.execute(sa.update(access.device).values(**yesterday)))
    assert ana.sign_in(web).headers["location"] == "/intake/second-factor"


def test_a_code_that_was_used_is_refused(ana: Person) -> None:
    web = Browser(ana.intake)
    ana.sign_in(web)
    assert web.post("/intake/second-factor", code=ana.first).status_code == 422, "it set the factor up"
    code = ana.codes.pop()
    assert web.post("/intake/second-factor", code=code).status_code == 303
    again = Browser(ana.intake)
    ana.sign_in(again)
    assert again.post("/intake/second-factor", code=code).status_code == 422


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["printed", "app"])
def test_of_fifty_uses_of_one_code_at_once_exactly_one_succeeds(ana: Person, kind: str) -> None:
    runtime, who = ana.intake.runtime, msgspec.structs.replace(ana.intake.officer, account=ana.account)
    code = ana.codes[0] if kind == "printed" else pyotp.TOTP(ana.secret).at(machine_now(), counter_offset=1)

    async def use() -> bool:
        try:
            await runtime.do(factors.pass_second_factor, PassSecondFactor(code=code), who)
        except Refused:
            return False
        return True

    async def all_at_once() -> list[bool]:
        return await asyncio.gather(*(use() for _ in range(50)))

    assert sum(asyncio.run(all_at_once())) == 1


@pytest.mark.both_databases
def test_the_secret_and_the_codes_do_not_lie_open_in_the_database(ana: Person) -> None:
    rows = ana.intake.runtime.database.look(lambda s: list(s.execute(sa.select(access.factor))))
    assert len(rows) == 11
    text = repr(rows)
    assert not [code for code in (ana.secret, *ana.codes, *map(model.normal_code, ana.codes)) if code in text]


ENTRANCES = {
    "/intake/sign-in", "/intake/invitations/{token:str}", "/intake/confirm/{token:str}", "/intake/reset",
    "/intake/reset/{token:str}", "/intake/unlock", "/intake/register", "/intake/my-data/codes", "/intake/my-data/sign-in",
}  # fmt: skip


STEPS = {
    "/intake/second-factor", "/intake/second-factor/passkey", "/intake/second-factor/new",
    "/intake/second-factor/passkeys", "/intake/second-factor/challenges", "/intake/sign-out",
}  # fmt: skip


def routes(method: str) -> Iterator[tuple[str, Any]]:
    for page in SERVICE.pages:
        if method in page.http_methods:
            for path in page.paths:
                yield path, page.opt["policy"]


def test_the_ways_in_are_these_and_no_other() -> None:
    assert {path for path, policy in routes("POST") if not policy.signed_in} == ENTRANCES
    assert {path for path, policy in routes("POST") if policy.half} == STEPS


@pytest.mark.both_databases
def test_no_way_in_leads_past_the_second_factor(intake: Intake, ana: Person) -> None:
    """Every entrance, then every step and every other page, with everything but the second factor."""
    web = Browser(intake)
    web.post("/intake/reset", email=EMAIL)
    reset = letter_path(web, "/intake/reset")
    assert web.post(reset, password=OTHER).headers["location"] == "/intake/second-factor"
    halves = [web, Browser(intake)]
    assert ana.sign_in(halves[1], OTHER).headers["location"] == "/intake/second-factor"
    for half in halves:
        half.post("/intake/unlock", password=OTHER)
        half.post("/intake/sign-in", email=EMAIL, password=OTHER)
        for path in sorted(STEPS - {"/intake/sign-out"}):
            for form in ({}, {"code": ""}, {"code": "123456", "credential": "{}", "challenge": "x", "sealed": "v1.x"}):
                half.post(path, **form)
        page = half.get("/intake/second-factor/new")
        assert page.headers["location"] == "/intake/second-factor", "a password alone adds no factor"
        assert half.post("/intake/second-factor/challenges", adding="on").status_code == 404
        session = session_of(half)
        assert session is not None
        assert session.owes_second
        half.post("/language", lang="en", back="/")
        for path, policy in routes("GET"):
            if policy.signed_in and not policy.half:
                answer = half.get(re.sub(r"\{[^}]*\}", "x", path))
                assert answer.headers.get("location", "").startswith("/intake/second-factor"), path
        token = half.page("/intake/second-factor").find("input", attrs={"name": "_csrf"})["value"]
        for path, policy in routes("POST"):
            if policy.signed_in and not policy.half:
                answer = half.post(re.sub(r"\{[^}]*\}", "x", path), _csrf=str(token))
                assert answer.headers.get("location", "").startswith("/intake/second-factor"), path


def test_a_forged_second_factor_in_the_session_is_nobody(ana: Person) -> None:
    web = Browser(ana.intake)
    ana.sign_in(web)
    body, _, mark = web.cookies["session"].partition(".")

    said = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).replace(b'"second":false', b'"second":true')
    web.cookies["session"] = base64.urlsafe_b64encode(said).rstrip(b"=").decode() + "." + mark
    assert web.get("/intake/candidates").headers["location"].startswith("/intake/sign-in")


def test_sample_accounts_need_no_second_factor_in_a_demonstration_and_nowhere_else(intake: Intake) -> None:
    runtime, kept = intake.runtime, intake.runtime.settings
    for email, demo, base, led in (
        ("a@steadfast.example", True, "http://127.0.0.1:8000", "/placements/today"),
        ("b@steadfast.example.org", True, "http://127.0.0.1:8000", "/intake/second-factor"),
        ("a@steadfast.example", False, "http://127.0.0.1:8000", "/intake/second-factor"),
    ):
        runtime.settings = msgspec.structs.replace(kept, demo=demo, base_url=base)
        asked = SignIn(email=email, password=PASSWORD)
        if not runtime.database.look(partial(found.signing_in, sealer=runtime.tools.sealer, command=asked)):
            token = intake.do(
                accounts.invite_colleague,
                InviteColleague(email=email, roles=("officer",), organisation=intake.organisation),
            )
            intake.do(accounts.accept_invitation, AcceptInvitation(token=token, name="Ана", password=PASSWORD))
        answer = Browser(intake).post("/intake/sign-in", email=email, password=PASSWORD)
        assert answer.headers["location"] == led, (email, demo, base)


@pytest.mark.both_databases
def test_an_employer_may_have_a_second_factor_and_is_then_asked_for_it(intake: Intake) -> None:
    web = Browser(intake)
    web.post("/intake/register", **REGISTRATION)
    web.post(letter_path(web, "/intake/confirm"), password=PASSWORD)
    assert web.get("/intake/employer").status_code == 200
    page = web.page("/intake/second-factor/new")
    sealed = page.find("input", attrs={"name": "sealed"})["value"]
    code = pyotp.TOTP(page.code.get_text().replace(" ", "")).now()
    assert web.post("/intake/second-factor/new", sealed=sealed, code=code).status_code == 422, "first the password"
    given = {"sealed": sealed, "code": code, "current_password": PASSWORD}
    assert web.post("/intake/second-factor/new", **given).status_code == 200
    assert web.get("/intake/employer").status_code == 200
    other = Browser(intake)
    answer = other.post("/intake/sign-in", email=REGISTRATION["contact_email"], password=PASSWORD)
    assert answer.headers["location"] == "/intake/second-factor"
    assert other.get("/intake/employer").headers["location"].startswith("/intake/second-factor")
