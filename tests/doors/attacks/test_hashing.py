"""Passwords are slow to check on purpose: whoever sends many keeps nobody else waiting."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from services.intake.access.commands import AcceptInvitation, ChooseLanguage
from services.intake.access.handlers import sessions
from services.intake.access.hashing import prepare_passwords
from services.intake.access.model.accounts import Prepared, password_fits
from services.intake.access.queries.accounts import organisations
from services.intake.tools import SlowWork
from shared.auth import SYSTEM
from shared.transaction import Refused
from tests.intake.access.test_access import EMAIL, Person
from tests.intake.conftest import PASSWORD, Intake
from tests.intake.test_pages import Browser


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
