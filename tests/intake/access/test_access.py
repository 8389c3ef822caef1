"""Coming in: the second factor, guessing, forgotten passwords, pauses, the end of sessions; and no way around."""

import asyncio
import base64
import datetime
import math
import re
import statistics
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as access
from services.intake.access.commands import (
    AcceptInvitation,
    ChangeRoles,
    DeactivateAccount,
    InviteColleague,
    PassSecondFactor,
    SignIn,
)
from services.intake.access.handlers import accounts, factors, throttle
from services.intake.access.model import sign_in as model
from services.intake.access.queries import accounts as found
from services.intake.service import SERVICE
from shared.auth import Actor
from shared.clock import machine_now
from shared.events import intake as events
from shared.sessions import end_sessions
from shared.settings import Settings
from shared.transaction import Refused
from tests.intake.browsing import REGISTRATION, Browser, says
from tests.intake.conftest import PASSWORD, Intake
from tests.markup import Element, parsed
from tests.visitor import without_keys
from web.address import address_of, block_of

pytestmark = pytest.mark.one_database

HERE = "127.0.0.0/24"
EMAIL, OTHER = "ana@center.example", "seven green tables outside"
NOW = datetime.datetime(2026, 3, 2, 9, 0, 10, tzinfo=datetime.UTC)


# -- the rules alone --------------------------------------------------------------------------------------------------


def test_an_apps_code_is_good_for_its_step_and_the_ones_beside_it_and_only_once() -> None:
    secret = pyotp.random_base32()
    codes = {step: pyotp.TOTP(secret).at(NOW, counter_offset=step) for step in (-2, -1, 0, 1, 2)}
    assert {step for step, code in codes.items() if model.fitting_step(secret, code, NOW) is not None} == {-1, 0, 1}
    factor = model.Factor(id="f", account="a", kind="totp", secret="", made=NOW)
    assert factor.pass_totp(secret, codes[0], NOW)
    assert not factor.pass_totp(secret, codes[0], NOW)
    assert not factor.pass_totp(secret, codes[-1], NOW), "an older step than the last one used is over"
    assert factor.pass_totp(secret, codes[1], NOW)


def test_a_printed_code_is_good_once_however_it_is_written() -> None:
    [code, *others] = model.new_codes()
    assert len({code, *others}) == 10
    assert model.code_hash("a", code) == model.code_hash("a", f" {code.lower().replace('-', ' ')} ")
    assert model.code_hash("a", code) != model.code_hash("b", code)
    factor = model.Factor(id="f", account="a", kind="code", secret="", made=NOW)
    assert [factor.pass_code(NOW), factor.pass_code(NOW)] == [True, False]


def test_a_passkey_whose_count_goes_back_is_a_copy() -> None:
    factor = model.Factor(id="f", account="a", kind="passkey", secret="", made=NOW, counter=7)
    assert [factor.pass_passkey(count, NOW) for count in (8, 8, 3, 9)] == [True, False, False, True]
    still = model.Factor(id="g", account="a", kind="passkey", secret="", made=NOW)
    assert [still.pass_passkey(0, NOW), still.pass_passkey(0, NOW)] == [True, True], "some passkeys never count"


def test_the_wait_grows_to_half_a_minute_and_no_further() -> None:
    waits = [model.waiting_time(tries, 10).total_seconds() for tries in (0, 9, 10, 11, 12, 13, 14, 15, 1000)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_a_working_day_ends_at_midnight_in_sofia() -> None:
    late = datetime.datetime(2026, 3, 2, 22, 30, tzinfo=datetime.UTC)
    assert model.working_day(late) == datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("demo", "base", "alone"),
    [
        (True, "http://127.0.0.1:8000", True),
        (True, "http://localhost:8000", True),
        (True, "http://[::1]:8000", True),
        (False, "http://127.0.0.1:8000", False),
        (True, "https://steadfast.example", False),
        (True, "http://127.0.0.1.evil.example", False),
        (True, "http://10.0.0.7:8000", False),
    ],
)
def test_only_a_demonstration_of_this_machine_alone_is_a_playground(
    demo: bool, base: str, alone: bool, tmp_path: Path
) -> None:
    assert Settings(data=tmp_path, demo=demo, base_url=base).playground is alone


class Asked:
    """A request as far as its address goes."""

    def __init__(self, peer: str, said: str = "") -> None:
        self.scope, self.headers = {"client": (peer, 1)}, {"x-forwarded-for": said} if said else {}


@pytest.mark.parametrize(
    ("peer", "said", "proxies", "counted"),
    [
        ("10.0.0.2", "", ("10.0.0.0/8",), "10.0.0.2"),
        ("10.0.0.2", "1.2.3.4, 203.0.113.9", ("10.0.0.0/8",), "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", (), "10.0.0.2"),
        ("198.51.100.1", "203.0.113.9", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "nonsense", ("10.0.0.0/8",), "10.0.0.2"),
    ],
)
def test_a_forwarded_address_counts_only_from_a_proxy_we_trust(
    peer: str, said: str, proxies: tuple[str, ...], counted: str, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, trusted_proxies=proxies)
    assert address_of(Asked(peer, said), settings) == counted  # type: ignore[arg-type]


def test_neighbours_are_counted_together() -> None:
    assert block_of("203.0.113.9") == block_of("203.0.113.200") == block_of("::ffff:203.0.113.1") == "203.0.113.0/24"
    assert block_of("2001:db8:1:aa00::1") == block_of("2001:db8:1:aaff::1") == "2001:db8:1:aa00::/56"


# -- people -----------------------------------------------------------------------------------------------------------


class Person:
    """A colleague who came in by an invitation and set up an app and printed codes."""

    def __init__(self, intake: Intake, email: str = EMAIL, roles: Any = ("officer",)) -> None:
        self.intake, self.email = intake, email
        asked = InviteColleague(email=email, roles=roles, organisation=intake.organisation)
        token = intake.do(accounts.invite_colleague, asked)
        self.account = intake.do(
            accounts.accept_invitation, AcceptInvitation(token=token, name="Ана Петрова", password=PASSWORD)
        )
        self.web = Browser(intake)
        assert self.sign_in(self.web).headers["location"] == "/intake/second-factor"
        page = self.web.page("/intake/second-factor/new")
        self.secret = page.code.get_text().replace(" ", "")
        sealed = page.find("input", attrs={"name": "sealed"})["value"]
        self.first = pyotp.TOTP(self.secret).now()
        answer = self.web.post("/intake/second-factor/new", sealed=sealed, code=self.first)
        self.codes = [each.get_text() for each in parsed(answer.text).select(".codes code")]

    def sign_in(self, web: Browser, password: str = PASSWORD, **more: str) -> Any:
        return web.post("/intake/sign-in", email=self.email, password=password, **more)

    def elsewhere(self) -> Browser:
        """Signed in on another device, whole."""
        web = Browser(self.intake)
        self.sign_in(web)
        assert web.post("/intake/second-factor", code=self.codes.pop()).status_code == 303
        return web


@pytest.fixture
def ana(intake: Intake) -> Person:
    return Person(intake)


def session_of(web: Browser) -> Actor | None:
    return web.keys.actor(web.cookies.get("session", ""))


def is_in(web: Browser) -> bool:
    return web.get("/intake/candidates").status_code == 200


def hear(intake: Intake) -> None:
    """What intake told of ended sessions comes back to it."""
    over = intake.told(events.SessionRevoked)
    intake.runtime.perform(lambda tx: end_sessions(over, tx))


def letter_path(web: Browser, about: str) -> str:
    found_ = [match.group() for text in web.letters() if (match := re.search(about + r"/[\w-]{20,}", text))]
    return found_[-1]


# -- the second factor ------------------------------------------------------------------------------------------------


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


# -- guessing ---------------------------------------------------------------------------------------------------------


def tried(intake: Intake, whose: str = EMAIL, block: str = "203.0.113.0/24", device: str = "") -> bool:
    try:
        intake.do(throttle.begin_try, throttle.Try("sign-in", whose, block, device))
    except Refused:
        return False
    return True


def buckets(intake: Intake, whose: str, block: str) -> list[str]:
    """The names under which a try is counted."""
    index = intake.runtime.tools.sealer.index
    return [index(f"{whose}\0{block}", "try.sign-in"), index(block, "try.block")]


def age_tries(intake: Intake, by: float) -> None:
    """As if so many seconds had passed since every try."""
    row = access.attempt.c
    tries = intake.runtime.database.look(lambda s: s.execute(sa.select(row.position, row.at)).all())
    for position, at in tries:
        older = sa.update(access.attempt).where(row.position == position).values(at=at - datetime.timedelta(seconds=by))
        intake.runtime.database.transact(partial(Session.execute, statement=older))


def most(free: int, begun: float) -> int:
    """How many tries can have been taken since then, however slow the machine: the waits are 1, 2, 4, 8 ... seconds."""
    return free + int(math.log2(1 + time.monotonic() - begun)) + 1


def test_guessing_at_one_account_from_one_network_is_slowed_down_and_the_owner_is_not(intake: Intake) -> None:
    begun = time.monotonic()
    taken = sum(tried(intake) for _ in range(49))
    assert 10 <= taken <= most(10, begun)
    assert tried(intake, block="198.51.100.0/24"), "nobody elsewhere waits for it"
    assert tried(intake, device="the owner's browser")
    assert tried(intake, whose="other@center.example")
    for _ in range(8):
        age_tries(intake, 31)
        assert tried(intake), "never a lock"
    assert not tried(intake), "the wait has grown to half a minute"


def test_one_network_guessing_at_many_accounts_is_slowed_down(intake: Intake) -> None:
    begun = time.monotonic()
    assert 50 <= sum(tried(intake, whose=f"n{n}@center.example") for n in range(70)) <= most(50, begun)
    assert tried(intake, whose="n1@center.example", block="198.51.100.0/24")


@pytest.mark.both_databases
def test_a_right_password_is_no_guess(ana: Person) -> None:
    before = len(ana.intake.runtime.database.look(lambda s: s.execute(sa.select(access.attempt)).all()))
    ana.sign_in(Browser(ana.intake))
    assert len(ana.intake.runtime.database.look(lambda s: s.execute(sa.select(access.attempt)).all())) == before


def test_under_attack_the_owner_gets_in_on_a_known_device_and_all_see_the_same_page(ana: Person) -> None:
    for _ in range(16):
        for whose, block in ((EMAIL, HERE), ("nobody@center.example", HERE)):
            rows = [{"bucket": name, "at": machine_now()} for name in buckets(ana.intake, whose, block)]
            ana.intake.runtime.database.transact(
                partial(Session.execute, statement=sa.insert(access.attempt), params=rows)
            )
    stranger = Browser(ana.intake)
    answers = [
        stranger.post("/intake/sign-in", email=email, password=password)
        for email, password in (
            (EMAIL, PASSWORD),
            (EMAIL, "wrong password"),
            ("nobody@center.example", "wrong password"),
        )
    ]
    assert {answer.status_code for answer in answers} == {422}
    texts = {re.sub(r"\d+ сек|[a-z]+@center\.example", "", without_keys(answer.text)) for answer in answers}
    assert len(texts) == 1
    assert "Твърде много опити" in answers[0].text
    assert ana.sign_in(ana.web).headers["location"] == "/placements/today"


@pytest.mark.both_databases
def test_guessing_a_code_is_slowed_down_too(ana: Person) -> None:
    web = Browser(ana.intake)
    ana.sign_in(web)
    bucket = ana.intake.runtime.tools.sealer.index(ana.account, "try.second")
    rows = [{"bucket": bucket, "at": machine_now()} for _ in range(14)]
    ana.intake.runtime.database.transact(lambda s: s.execute(sa.insert(access.attempt), rows))
    answer = web.post("/intake/second-factor", code=ana.codes[0])
    assert answer.status_code == 422
    assert "Твърде много опити" in answer.text
    age_tries(ana.intake, 31)
    assert web.post("/intake/second-factor", code=ana.codes[0]).status_code == 303


def test_an_unknown_address_takes_as_long_as_a_wrong_password(ana: Person) -> None:
    runtime = ana.intake.runtime
    times: dict[str, list[float]] = {EMAIL: [], "nobody@center.example": []}
    for _ in range(12):
        for email, taken in times.items():
            asked = SignIn(email=email, password="wrong password")
            begun = time.perf_counter()
            runtime.database.look(partial(found.signing_in, sealer=runtime.tools.sealer, command=asked))
            taken.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.6 < known / unknown < 1.7


# -- forgotten --------------------------------------------------------------------------------------------------------


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


# -- sessions ---------------------------------------------------------------------------------------------------------


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


# -- pauses -----------------------------------------------------------------------------------------------------------

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
