"""What a service does when it starts beside others, or where something it needs is wrong or away."""

import asyncio
import contextlib
import datetime
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from services.__main__ import main
from services.app import create_app
from services.placements.service import SERVICE
from shared.auth import Keys
from shared.database import Database
from shared.lease import Lease
from shared.migrations import Ahead, current, newest, upgrade
from shared.running import Morning, ended
from shared.sealing import master_key
from shared.service import Runtime, Subject
from shared.settings import BadSetting, Settings
from shared.transaction import Transaction
from tests.patience import PATIENCE


def steadfast(*words: str, **environment: str) -> str:
    """What the command says where it fails in plain words."""
    done = CliRunner().invoke(main, words, env=environment)
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit), done.exception
    return done.output


def test_a_mistyped_folder_is_said_and_becomes_no_new_installation(tmp_path: Path) -> None:
    mistyped = tmp_path / "vra"
    assert "holds no database of recognition" in steadfast("--data", str(mistyped), "digest", "recognition")
    assert not mistyped.exists()


def test_a_site_whose_database_does_not_answer_is_not_ready(settings: Settings) -> None:
    app = create_app([SERVICE], settings)
    runtime = app.runtimes["placements"]
    assert asyncio.run(app.unready()) == "not yet"
    app.ready = True
    assert asyncio.run(app.unready()) == ""
    there, runtime.database = runtime.database, Database("postgresql://nobody@127.0.0.1:1/nothing")
    assert "placements does not answer" in asyncio.run(app.unready())
    runtime.database.dispose()
    runtime.database = there
    runtime.close()


@pytest.mark.parametrize("url", ["nonsense", "sqlite:///one.db", "mysql://somewhere/{service}"])
def test_a_database_that_all_services_would_share_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting):
        Settings(data=tmp_path, database=url).database_url("intake")
    assert "{service}" in steadfast("--data", str(tmp_path), "migrate", STEADFAST_DATABASE=url)


def test_a_database_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://somebody:unspoken@127.0.0.1:1/{service}"
    said = steadfast("--data", str(tmp_path), "migrate", STEADFAST_DATABASE=url)
    assert "refused" in said
    assert "unspoken" not in said


def test_a_port_that_is_taken_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert "--port" in steadfast("up", "--port", str(port), "--data", str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_host_that_nobody_could_type_is_refused(tmp_path: Path) -> None:
    assert "STEADFAST_BASE_URL" in steadfast("up", "--host", "0.0.0.0", "--data", str(tmp_path))


def test_nothing_to_replay_is_no_success(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["--data", str(tmp_path), "migrate"])
    assert made.exit_code == 0, made.output
    assert "nothing of nobody" in steadfast("--data", str(tmp_path), "dead-letters", "replay", "recognition", "nobody")


def test_two_instances_that_upgrade_at_once_upgrade_once(
    new_databases: Callable[[], AbstractContextManager[str]],
) -> None:
    with new_databases() as pattern, contextlib.ExitStack() as stack:
        two = [Database(pattern.replace("{service}", "placements")) for _ in range(2)]
        for database in two:
            stack.callback(database.dispose)
        done: list[object] = []

        def run(database: Database) -> None:
            try:
                done.append(upgrade(database, SERVICE.migrations))
            except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
                done.append(error)

        threads = [threading.Thread(target=run, args=(database,)) for database in two]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(map(str, done)) == ["False", "True"]
        assert current(two[0]) == newest(SERVICE.migrations)


def test_older_code_leaves_a_newer_database_alone(settings: Settings) -> None:
    runtime = Runtime(SERVICE, settings, Keys(settings.data / "keys", create=True))
    upgrade(runtime.database, SERVICE.migrations)
    runtime.database.transact(
        lambda session: session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    )
    with pytest.raises(Ahead):
        upgrade(runtime.database, SERVICE.migrations)
    runtime.close()


def test_a_lost_secret_of_person_references_is_never_made_anew(settings: Settings) -> None:
    """With another one everybody hired again would be somebody new, and count again."""
    runtime = Runtime(SERVICE, settings, Keys(settings.data / "keys", create=True))
    upgrade(runtime.database, SERVICE.migrations)
    runtime.close()
    (settings.data / "keys" / "placements.key").unlink()
    with pytest.raises(BadSetting, match=r"placements\.key is gone"):
        Runtime(SERVICE, settings, Keys(settings.data / "keys"))


@pytest.mark.parametrize("left", [0, 16])
def test_a_key_that_was_cut_is_said_and_never_used(tmp_path: Path, left: int) -> None:
    """Found by the detection drill: half a key is a key too, and what it seals nobody opens once the whole one is back."""
    secret = master_key(tmp_path, "placements", create=True)
    file = tmp_path / "placements.key"
    file.chmod(0o600)
    file.write_bytes(secret[:left])
    with pytest.raises(BadSetting, match=r"placements\.key is damaged"):
        master_key(tmp_path, "placements")


async def _morning(runtime: Runtime, lease: Lease, until: Callable[[Morning], bool]) -> None:
    morning = Morning(runtime, lease)
    task = asyncio.create_task(morning.run())
    try:
        async with asyncio.timeout(PATIENCE):
            while not until(morning):
                assert not task.done(), task.exception()
                await asyncio.sleep(0.01)
    finally:
        await ended([task])


def test_a_morning_outlives_a_database_that_is_away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that restarts refuses connections for a moment; what stands by must not go down with it."""
    monkeypatch.setattr("shared.running.ASIDE", 0.01)
    runtime = Runtime(SERVICE, settings, Keys(settings.data / "keys", create=True))
    upgrade(runtime.database, SERVICE.migrations)
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    lease = Lease(away, SERVICE.metadata.tables["lease"], "placements.morning", "one")
    tried = 0
    take = lease.take

    async def counted(by_force: bool = False) -> bool:
        nonlocal tried
        tried += 1
        if tried > 2:
            lease.database = runtime.database
        return await take(by_force)

    monkeypatch.setattr(lease, "take", counted)
    asyncio.run(_morning(runtime, lease, lambda morning: morning.day is not None))
    assert tried == 3
    away.dispose()
    runtime.close()


def test_a_timer_that_fails_holds_up_no_other_and_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, written: Callable[[], list[dict[str, str]]]
) -> None:
    monkeypatch.setattr("shared.running.LATER", 0.01)
    ran: list[str] = []

    def broken(today: datetime.date, tx: Transaction) -> None:
        ran.append("broken")
        if ran.count("broken") < 3:
            raise ValueError("one bad row")

    def sound(today: datetime.date, tx: Transaction) -> None:
        ran.append("sound")

    service = replace(SERVICE, subjects=(Subject(name="timers", daily=(broken, sound)),))
    runtime = Runtime(service, settings, Keys(settings.data / "keys", create=True))
    upgrade(runtime.database, SERVICE.migrations)
    lease = Lease(runtime.database, SERVICE.metadata.tables["lease"], "placements.morning", "one")
    asyncio.run(_morning(runtime, lease, lambda morning: morning.day is not None and not morning.left))
    assert ran == ["broken", "sound", "broken", "broken"]
    said = [line["error"].partition(":")[0] for line in written() if line["event"] == "a timer failed"]
    assert said == ["ValueError", "ValueError"]
    assert "one bad row" not in str(written()), "a message may name somebody"
    runtime.close()


def test_a_worker_that_loses_its_first_cancellation_is_cancelled_again() -> None:
    async def stubborn() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await asyncio.sleep(60)

    async def scenario() -> None:
        task = asyncio.create_task(stubborn())
        await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            await ended([task])
        assert task.cancelled()

    asyncio.run(scenario())
