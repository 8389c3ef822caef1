"""Nobody learns from outside who has an account, by words or by time; and nobody outside can keep an owner out."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as access
from services.intake.access.commands import AcceptInvitation, InviteColleague
from services.intake.access.handlers import accounts
from services.intake.letters import tables as letters
from shared.clock import machine_now
from shared.identity import is_bulgarian_company_number
from tests.intake.access.people import EMAIL, HERE, Person, buckets, letter_path
from tests.intake.access.people import OTHER as NEW
from tests.intake.access.toil import alike, toil_of
from tests.intake.browsing import REGISTRATION, Browser
from tests.intake.conftest import PASSWORD, Intake
from tests.visitor import without_keys

pytestmark = pytest.mark.one_database

STRANGER = "eva@center.example"


@pytest.fixture
def ana(intake: Intake) -> Person:
    return Person(intake)


def forget_tries(intake: Intake) -> None:
    for table in (access.attempt, letters.letter):
        intake.runtime.database.transact(partial(Session.execute, statement=sa.delete(table)))


def words(text: str) -> str:
    """A page without what differs from one visit to the next."""
    return re.sub(r'name="_csrf" value="[^"]*"|[\w.]+@[\w.]+', "", text)


@pytest.mark.both_databases
def test_a_forgotten_password_says_the_same_and_takes_as_long_for_a_stranger(intake: Intake, ana: Person) -> None:
    web = Browser(intake)

    def asked(email: str) -> tuple[int, str, str]:
        forget_tries(intake)
        answer = web.post("/intake/reset", email=email)
        return answer.status_code, answer.headers["location"], words(web.get(answer.headers["location"]).text)

    assert asked(EMAIL) == asked(STRANGER)
    assert alike(toil_of(lambda: asked(EMAIL)), toil_of(lambda: asked(STRANGER)))


def test_the_fourth_letter_in_an_hour_is_not_sent_and_nobody_sees_that(intake: Intake, ana: Person) -> None:
    for email in (EMAIL, STRANGER):
        web = Browser(intake)
        answers = [web.post("/intake/reset", email=email) for _ in range(5)]
        assert {(answer.status_code, answer.headers["location"]) for answer in answers} == {(303, "/intake/reset/sent")}


def test_registering_says_the_same_and_takes_as_long_with_an_address_that_has_an_account(
    intake: Intake, ana: Person
) -> None:
    numbers = companies()

    def registered(email: str) -> tuple[int, str, str]:
        forget_tries(intake)
        web = Browser(intake)
        answer = web.post("/intake/register", **{**REGISTRATION, "contact_email": email, "national_id": next(numbers)})
        return answer.status_code, answer.headers["location"], words(web.get(answer.headers["location"]).text)

    fresh = (f"hr{number}@place.example" for number in range(100))
    assert registered(EMAIL) == registered(next(fresh)) == (303, "/intake/register/sent", words(sent_page(intake)))
    assert alike(toil_of(lambda: registered(EMAIL)), toil_of(lambda: registered(next(fresh))))


def sent_page(intake: Intake) -> str:
    return Browser(intake).get("/intake/register/sent").text


def companies() -> Iterator[str]:
    """Company numbers with the right last digit."""
    return (str(number) for number in range(203_000_000, 204_000_000) if is_bulgarian_company_number(str(number)))


@pytest.mark.parametrize("kind", ["invitations", "reset", "confirm"])
def test_a_link_that_never_was_and_one_that_is_used_name_nobody(intake: Intake, ana: Person, kind: str) -> None:
    web = Browser(intake)
    if kind == "invitations":
        asked = InviteColleague(email=STRANGER, roles=("officer",), organisation=intake.organisation)
        used = f"/intake/invitations/{intake.do(accounts.invite_colleague, asked)}"
        given = AcceptInvitation(token=used.rpartition("/")[2], name="Ева Колева", password=PASSWORD)
        intake.do(accounts.accept_invitation, given)
    elif kind == "reset":
        web.post("/intake/reset", email=EMAIL)
        used = letter_path(web, "/intake/reset")
        web.post(used, password=NEW)
    else:
        web.post("/intake/register", **REGISTRATION)
        used = letter_path(web, "/intake/confirm")
        web.post(used, password=NEW)
    outside = Browser(intake)
    answers = [outside.get(f"/intake/{kind}/{'x' * 43}"), outside.get(used)]
    assert [answer.status_code for answer in answers] in ([404, 410], [410, 410])
    for answer in answers:
        assert "@" not in answer.text
        assert not re.search("Ева|Ана|Мария", answer.text)


def test_a_throttled_stranger_and_a_throttled_owner_wait_as_long(intake: Intake, ana: Person) -> None:
    said = []
    for email, block in ((EMAIL, HERE), (STRANGER, HERE)):
        flood(intake, email, block)
        said.append(Browser(intake).post("/intake/sign-in", email=email, password=PASSWORD))
    assert [answer.status_code for answer in said] == [429, 429]
    texts = {words(re.sub(r"\d+ сек", "", without_keys(answer.text))) for answer in said}
    assert len(texts) == 1


def test_under_attack_the_link_by_mail_lets_the_owner_in_on_a_new_device(intake: Intake, ana: Person) -> None:
    """Whoever guesses at an account, and whoever asks for letters in its name, keeps the owner out of nothing."""
    elsewhere = Browser(intake)
    for _ in range(6):
        elsewhere.post("/intake/reset", email=EMAIL)
    flood(intake, EMAIL, HERE)
    web = Browser(intake)
    assert ana.sign_in(web).status_code == 429, "by the password alone one waits"
    assert web.post(letter_path(web, "/intake/reset"), password=NEW).headers["location"] == "/intake/second-factor"
    assert web.post("/intake/second-factor", code=ana.codes.pop()).status_code == 303
    assert web.get("/intake/candidates").status_code == 200


def test_tries_at_the_second_factor_are_one_count_for_all_half_sessions(intake: Intake, ana: Person) -> None:
    """A new sign-in with the right password gives no new tries, and no half session lasts longer than a whole one."""
    statuses, said = [], []
    for _ in range(4):
        web = Browser(intake)
        ana.sign_in(web)
        answers = [web.post("/intake/second-factor", code="ZZZZ-ZZZZ") for _ in range(4)]
        statuses += [answer.status_code for answer in answers]
        said += ["Твърде много опити" in answer.text for answer in answers]
    assert set(statuses) == {422, 429}
    assert any(said)
    assert not any(said[:10])
    half, whole = web.keys.actor(web.cookies["session"]), ana.web.keys.actor(ana.web.cookies["session"])
    assert half is not None
    assert whole is not None
    assert half.expires - half.issued <= whole.expires - whole.issued
    assert half.idle_limit <= whole.idle_limit


def flood(intake: Intake, whose: str, block: str) -> None:
    """Sixteen tries this moment."""
    rows = [{"bucket": name, "at": machine_now()} for name in buckets(intake, whose, block) for _ in range(16)]
    intake.runtime.database.transact(lambda s: s.execute(sa.insert(access.attempt), rows))
