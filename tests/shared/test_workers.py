"""What is looked after in the background goes on, whatever goes wrong with it."""

import asyncio
from dataclasses import replace

import pytest

from services.placements.service import SERVICE
from shared import running
from shared.auth import Keys
from shared.service import Runtime, Service, Subject, Worker
from shared.settings import BadSetting, Settings, from_environment
from tests.patience import PATIENCE


def with_workers(*workers: Worker) -> Service:
    return replace(SERVICE, subjects=(Subject(name="letters", workers=workers),))


def test_a_worker_that_fails_ends_neither_the_others_nor_itself(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LATER", 0.0)
    monkeypatch.setattr(running, "ASIDE", 0.0)
    done, ran = asyncio.Event(), list[str]()

    async def broken(runtime: Runtime) -> None:
        ran.append("broken")
        raise ValueError("a letter nobody could write")

    async def sound(runtime: Runtime) -> None:
        ran.append("sound")
        if ran.count("sound") == 3:
            done.set()

    runtime = Runtime(with_workers(broken, sound), settings, Keys(settings.data / "keys", create=True))

    async def scenario() -> None:
        task = asyncio.create_task(running._run_workers(runtime))
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({task, asyncio.ensure_future(done.wait())}, return_when=asyncio.FIRST_COMPLETED)
        assert not task.done(), "the worker has died, and the process would with it"
        await running.ended([task])

    asyncio.run(scenario())
    assert ran[:6] == ["broken", "sound"] * 3
    runtime.close()


def test_a_worker_that_failed_rests_a_minute(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "ASIDE", 0.0)
    done, ran = asyncio.Event(), list[str]()

    async def broken(runtime: Runtime) -> None:
        ran.append("broken")
        raise ValueError

    async def sound(runtime: Runtime) -> None:
        ran.append("sound")
        if ran.count("sound") == 3:
            done.set()

    runtime = Runtime(with_workers(broken, sound), settings, Keys(settings.data / "keys", create=True))

    async def scenario() -> None:
        task = asyncio.create_task(running._run_workers(runtime))
        async with asyncio.timeout(PATIENCE):
            await done.wait()
        await running.ended([task])

    asyncio.run(scenario())
    assert ran.count("broken") == 1
    runtime.close()


@pytest.mark.parametrize(
    "url",
    [
        "smtp://user:sec/ret@mail.example:587", "smtp://user:парола@mail.example", "smtp://user:%D0%B6@mail.example",
        "mail.example:25", "http://mail.example", "smtp://", "smtp://user:sec#ret@mail.example", "smtp://mail:port",
    ],
)  # fmt: skip
def test_a_mail_server_that_cannot_be_meant_is_refused_at_the_start(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEADFAST_MAIL_URL", url)
    with pytest.raises(BadSetting, match="STEADFAST_MAIL_URL") as refused:
        from_environment()
    assert "ret" not in str(refused.value)


@pytest.mark.parametrize("url", ["", "smtp://mail.example", "smtps://user:sec%2Fret@mail.example:465"])
def test_a_mail_server_with_an_escaped_password_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEADFAST_MAIL_URL", url)
    assert from_environment().mail_url == url
