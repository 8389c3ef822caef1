"""Passwords are slow to check on purpose: whoever sends many keeps nobody else waiting."""

import asyncio
import string
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from services.intake.access.commands import AcceptInvitation, ChooseLanguage, InviteColleague
from services.intake.access.handlers import accounts, sessions
from services.intake.access.hashing import prepare_passwords
from services.intake.access.model.accounts import (
    LONGEST_READ,
    LOOK_ALIKES,
    MOST_READINGS,
    Prepared,
    judged,
    password_fits,
    readings,
    weakness,
)
from services.intake.access.queries.accounts import organisations
from services.intake.tools import SlowWork
from shared.auth import SYSTEM
from shared.transaction import Refused
from tests.intake.access.people import EMAIL, Person, letter_path
from tests.intake.browsing import REGISTRATION, Browser
from tests.intake.conftest import PASSWORD, Intake


def while_hashing(intake: Intake, act: Callable[[], Awaitable[Any]]) -> None:
    """Does something while every thread that hashes is at work."""

    async def run() -> None:
        free = threading.Event()
        passwords = intake.runtime.tools.passwords
        busy = [asyncio.create_task(passwords.run(free.wait)) for _ in range(SlowWork.THREADS)]
        await asyncio.sleep(0)
        try:
            await asyncio.wait_for(act(), 20)
        finally:
            free.set()
            await asyncio.gather(*busy)

    asyncio.run(run())


def test_5_09_pages_and_writes_go_on_while_passwords_are_hashed(intake: Intake, ana: Person) -> None:
    runtime, who = intake.runtime, ana.web.keys.actor(ana.web.cookies["session"])
    assert who is not None

    async def act() -> None:
        waiting = asyncio.create_task(
            runtime.do(lambda _, tx: None, AcceptInvitation(token="x", name="Ана", password=PASSWORD))
        )
        await asyncio.sleep(0)
        assert await runtime.read(organisations)
        await runtime.do(sessions.choose_language, ChooseLanguage(lang="en"), who)
        assert not waiting.done(), "its transaction has not begun"
        waiting.cancel()

    while_hashing(intake, act)


def test_5_09_when_too_many_wait_the_next_one_is_told_kindly_and_at_once(intake: Intake) -> None:
    async def act() -> None:
        passwords = intake.runtime.tools.passwords
        waiting = [asyncio.create_task(passwords.run(bool)) for _ in range(SlowWork.MOST - SlowWork.THREADS)]
        await asyncio.sleep(0)
        with pytest.raises(Refused, match="Try again in a minute"):
            await passwords.run(bool)
        for each in waiting:
            each.cancel()

    while_hashing(intake, act)


def test_5_09_a_sign_in_that_is_refused_for_the_crowd_says_so_on_its_page(intake: Intake, ana: Person) -> None:
    passwords = intake.runtime.tools.passwords
    passwords._waiting = SlowWork.MOST
    answer = Browser(intake).post("/intake/sign-in", email=EMAIL, password=PASSWORD)
    passwords._waiting = 0
    assert answer.status_code == 422
    assert "след минута" in answer.text
    assert EMAIL in answer.text


def test_5_09_a_prepared_password_answers_only_for_the_hash_it_was_compared_with(intake: Intake, ana: Person) -> None:
    command = AcceptInvitation(token="x", name="Ана", password=PASSWORD)
    made = asyncio.run(prepare_passwords(intake.runtime, command, SYSTEM)).password
    assert (str(made), password_fits(made.hashed, PASSWORD)) == (PASSWORD, True)
    lying = Prepared("something else", tried="another hash", fits=True)
    assert not password_fits(made.hashed, lying)


MIXED = "@4({[<3691!|1|70$57+%2" * 3


@pytest.mark.parametrize("password", [MIXED, "({[<1|!" * 9, "1@4a5s$S7+" * 7, string.printable, "0123456789" * 12])
def test_5_09_no_password_has_more_readings_than_are_soon_tried(password: str) -> None:
    shown = judged(password)
    assert (len(shown) <= LONGEST_READ, readings(shown) <= MOST_READINGS) == (True, True)
    assert isinstance(weakness(password), str)


def test_5_09_a_mixture_of_look_alikes_is_judged_as_the_word_that_it_stands_for() -> None:
    assert readings("p@({[<!|1+$5word") > MOST_READINGS
    assert weakness("p@$$word|!+({[<%") == weakness(judged("p@$$word|!+({[<%"))
    assert weakness("p@$$w0rd1234")
    assert weakness("012345678901")
    assert not weakness("x8$kQ(2!7pL@v<R5m")


def test_5_09_our_look_alikes_are_those_of_the_library() -> None:
    from zxcvbn.matching import L33T_TABLE  # type: ignore[import-untyped]

    assert {letter: set(signs) for letter, signs in LOOK_ALIKES.items()} == {
        letter: set(signs) for letter, signs in L33T_TABLE.items()
    }


@pytest.mark.parametrize("kind", ["invitations", "reset", "confirm"])
def test_5_09_a_link_that_is_over_costs_no_hash(
    intake: Intake, ana: Person, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Browser(intake)
    if kind == "invitations":
        asked = InviteColleague(email="eva@center.example", roles=("officer",), organisation=intake.organisation)
        used = f"/intake/invitations/{intake.do(accounts.invite_colleague, asked)}"
    elif kind == "reset":
        web.post("/intake/reset", email=EMAIL)
        used = letter_path(web, "/intake/reset")
    else:
        web.post("/intake/register", **REGISTRATION)
        used = letter_path(web, "/intake/confirm")
    form = {"password": "four words of no kin"} | ({"name": "Ева Колева"} if kind == "invitations" else {})
    assert web.post(used, **form).status_code == 303
    monkeypatch.setattr(intake.runtime.tools.passwords, "_waiting", SlowWork.MOST)
    answer = Browser(intake).post(used, **form)
    assert answer.status_code == 422
    assert "след минута" not in answer.text, "it did not even ask for a place in the queue"
