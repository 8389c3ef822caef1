"""Nobody fills a stranger's mailbox from here."""

import pytest
import sqlalchemy as sa

from services.intake.access.commands import ForgetPassword
from services.intake.access.handlers.passwords import forget_password
from services.intake.letters import tables as letters
from services.intake.letters.handlers import write_letter
from services.intake.letters.model import BUDGETS
from shared.transaction import Transaction
from tests.intake.access.people import EMAIL, Person
from tests.intake.browsing import REGISTRATION, Browser
from tests.intake.conftest import PASSWORD, Intake, registration_of

MOST = {(whose, within.days): most for whose, within, most in BUDGETS}


def count(intake: Intake, kind: str) -> int:
    query = sa.select(sa.func.count()).select_from(letters.letter).where(letters.letter.c.kind == kind)
    return intake.runtime.database.look(lambda s: s.scalar(query)) or 0


def written(intake: Intake, *, address: str = EMAIL, network: str = "10.0.0.0/24", times: int, kind: str) -> int:
    """How many of so many letters from this network were put into the queue."""

    def write(tx: Transaction) -> int:
        tx.network = network
        return sum(bool(write_letter(tx, kind, address, "/intake/sign-in", "bg")) for _ in range(times))

    return intake.runtime.perform(write)


def test_5_06_forty_sign_ins_of_an_unconfirmed_registration_send_one_letter(intake: Intake) -> None:
    Browser(intake).post("/intake/register", **REGISTRATION)
    for _ in range(40):
        Browser(intake).post("/intake/sign-in", email=REGISTRATION["contact_email"], password=PASSWORD)
    assert count(intake, "confirm") == 1


def test_5_06_registrations_with_a_strangers_address_send_three_letters_an_hour(intake: Intake, ana: Person) -> None:
    from services.intake.employers.handlers.registration import register_employer

    for _ in range(20):
        intake.do(register_employer, registration_of(contact_email=EMAIL))
    assert count(intake, "known") == 3


def test_5_06_registrations_that_name_an_address_stop_none_of_its_other_letters(intake: Intake, ana: Person) -> None:
    assert written(intake, times=9, kind="known") == 3
    intake.do(forget_password, ForgetPassword(email=EMAIL))
    assert count(intake, "reset") == 1
    for kind in ("confirm", "own-code"):
        assert written(intake, times=9, kind=kind) == 3


def test_5_06_a_flood_of_registrations_leaves_the_total_of_the_ways_back_in_alone(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tuple((whose, within, 5 if whose == "" else most) for whose, within, most in BUDGETS)
    monkeypatch.setattr("services.intake.letters.handlers.BUDGETS", small)
    flood = [written(intake, address=f"n{n}@place.example", network=f"10.0.{n}.0/24", times=1, kind="confirm")
             for n in range(8)]  # fmt: skip
    assert sum(flood) == 5
    assert written(intake, times=1, kind="reset", network="10.1.1.0/24") == 1
    assert written(intake, times=1, kind="own-code", network="10.1.2.0/24") == 1


def test_5_06_one_network_has_a_budget_and_takes_nothing_from_another(intake: Intake) -> None:
    sent = sum(written(intake, address=f"n{n}@place.example", times=1, kind="confirm") for n in range(70))
    assert sent == MOST["network", 1]
    assert written(intake, address="n99@place.example", network="10.9.9.0/24", times=1, kind="confirm") == 1


@pytest.mark.parametrize("kind", ["invitation", "verified", "ask-employer", "returned"])
def test_5_06_what_the_office_sends_has_none(intake: Intake, kind: str) -> None:
    assert written(intake, times=9, kind=kind) == 9
