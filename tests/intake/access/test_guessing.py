"""Guessing is slowed down, and the owner of the account is not."""

import math
import re
import time
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as access
from services.intake.access.commands import (
    SignIn,
)
from services.intake.access.handlers import throttle
from services.intake.access.queries import accounts as found
from shared.clock import machine_now
from shared.transaction import Refused
from tests.intake.access.people import EMAIL, HERE, Person, age_tries, buckets
from tests.intake.access.toil import Toil, alike, toil_of
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, Intake
from tests.visitor import without_keys

pytestmark = pytest.mark.one_database


def tried(intake: Intake, whose: str = EMAIL, block: str = "203.0.113.0/24", device: str = "") -> bool:
    try:
        intake.do(throttle.begin_try, throttle.Try("sign-in", whose, block, device))
    except Refused:
        return False
    return True


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
    assert {answer.status_code for answer in answers} == {429}
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
    assert answer.status_code == 429
    assert "Твърде много опити" in answer.text
    age_tries(ana.intake, 31)
    assert web.post("/intake/second-factor", code=ana.codes[0]).status_code == 303


def test_an_unknown_address_takes_as_long_as_a_wrong_password(ana: Person) -> None:
    runtime = ana.intake.runtime

    def toil(email: str) -> Toil:
        asked = SignIn(email=email, password="wrong password")
        return toil_of(
            lambda: runtime.database.look(partial(found.signing_in, sealer=runtime.tools.sealer, command=asked))
        )

    assert toil(EMAIL).hashes == 1
    assert alike(toil(EMAIL), toil("nobody@center.example"))
