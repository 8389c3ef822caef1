"""Backups as a habit: made each day by the program itself, sealed where a key is given, tried, and taken away in time."""

import datetime
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from services.__main__ import main
from services.care.backup import KEYS, CannotBackUp
from services.care.doctor import FAILS, FINE, examine
from services.care.habit import DAILY, WEEKLY, expired, make
from services.care.trying import try_out
from services.condition.lines import GOOD, WAIT, Line, lines
from services.intake.keyring import candidate_key
from services.intake.service import SERVICE as INTAKE
from shared.auth import Keys
from shared.backups import MANIFEST, Kept, folder_of, kept_backups
from shared.nats_server import free_port
from shared.service import Runtime
from shared.settings import Settings
from tests.care.test_backup import installation

__all__ = ["installation"]

pytestmark = pytest.mark.one_database

STEADFAST = str(Path(sys.executable).with_name("steadfast"))
NOW = datetime.datetime(2026, 11, 30, 3, tzinfo=datetime.UTC)
STARTING = 60.0


def silent(_: str) -> None:
    """Nobody listens."""


def test_one_is_made_tried_and_for_its_owner_alone(installation: Settings) -> None:
    made = make(installation, silent)
    (kept,) = kept_backups(installation)
    assert (kept.folder, kept.tried is not None) == (made, True)
    assert [file for file in made.parent.rglob("*") if file.stat().st_mode & 0o077] == []
    assert sorted(file.name for file in made.parent.iterdir()) == [".lock", made.name], "the scratch place is gone"


@pytest.mark.parametrize("part", ["intake.db", "keys-backup/keys.db", "manifest.json"])
def test_one_that_is_not_what_was_written_does_not_stand_the_trial(installation: Settings, part: str) -> None:
    made = make(installation, silent)
    file = made / part
    file.write_bytes(file.read_bytes()[:-700])
    with pytest.raises(CannotBackUp):
        try_out(installation, made, silent)


def test_one_whose_keys_do_not_fit_its_files_does_not_stand_the_trial(installation: Settings) -> None:
    """Every digest is right, and yet nobody's name could be read."""
    runtime = Runtime(INTAKE, installation, Keys(installation.data / "keys"))
    runtime.tools.keys.database.transact(lambda session: session.execute(sa.delete(candidate_key)))
    runtime.close()
    with pytest.raises(CannotBackUp, match="files have no key"):
        make(installation, silent)
    assert kept_backups(installation)[0].tried is None


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(words), env=environment)


def test_the_command_makes_one_and_verifies_it(installation: Settings) -> None:
    here = ["--data", str(installation.data)]
    assert "no backup is kept here yet" in run(*here, "backup", "verify").output
    assert run(*here, "backup", "daily").exit_code == 0
    assert "tried: it can be restored" in run(*here, "backup", "verify").output


def kept_on(*days: int) -> list[Kept]:
    """Backups so many days old, newest first, whose folders are named by their age."""
    return [Kept(Path(str(day)), NOW - datetime.timedelta(days=day), NOW) for day in sorted(days)]


def test_each_of_a_week_is_kept_then_one_a_week_and_after_thirty_five_days_none() -> None:
    gone = {int(str(path)) for path in expired(kept_on(*range(60)), NOW)}
    stays = sorted(set(range(60)) - gone)
    assert stays[:DAILY] == list(range(DAILY))
    assert 3 <= len(stays[DAILY:]) <= 5
    assert max(stays) < WEEKLY


@given(st.sets(st.integers(0, 400), min_size=1))
def test_the_newest_is_never_taken_away(days: set[int]) -> None:
    assert Path(str(min(days))) not in set(expired(kept_on(*days), NOW))


def test_one_that_did_not_stand_its_trial_stands_for_no_week() -> None:
    bad = {day for day in range(20) if (NOW - datetime.timedelta(days=day)).weekday() == 6}
    kept = [
        msgspec.structs.replace(one, tried=None) if int(str(one.folder)) in bad else one for one in kept_on(*range(20))
    ]
    stays = set(range(20)) - {int(str(path)) for path in expired(kept, NOW)}
    assert {day for day in stays if day >= DAILY} & bad == set()
    assert len([day for day in stays if day >= DAILY]) >= 2


def test_the_keys_of_people_go_after_a_week(tmp_path: Path) -> None:
    """As long as a copy of a destroyed key exists, nobody is erased from older backups."""
    kept = [Kept(tmp_path / str(day), NOW - datetime.timedelta(days=day), NOW) for day in (0, 7)]
    for one in kept:
        (one.folder / KEYS).mkdir(parents=True)
    assert list(expired(kept, NOW)) == [tmp_path / "7" / KEYS]


def test_doctor_and_page_say_how_old_the_newest_is(installation: Settings) -> None:
    def states() -> dict[str, str]:
        return {check.name: check.state for check in examine(installation) if "backup" in check.name}

    def line() -> Line:
        found = runtime.database.look(lambda session: lines(session, runtime))
        return next(one for one in found if one.what == "backup")

    runtime = Runtime(INTAKE, installation, Keys(installation.data / "keys"))
    try:
        assert line().state == WAIT
        made = make(installation, silent)
        assert states() == {"backups": FINE, "newest backup": FINE}
        assert (line().state, line().number) == (GOOD, 1)
        age(made, 3)
        assert states()["backups"] == FAILS
        assert line().state == WAIT
    finally:
        runtime.close()


def age(folder: Path, days: int) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    at = datetime.datetime.fromisoformat(manifest["made"]) - datetime.timedelta(days=days)
    (folder / MANIFEST).write_text(json.dumps({**manifest, "made": at.isoformat()}))


def test_a_demonstration_makes_none_and_off_is_off(tmp_path: Path) -> None:
    assert folder_of(Settings(data=tmp_path, demo=True)) is None
    assert folder_of(Settings(data=tmp_path, backups="off")) is None
    assert folder_of(Settings(data=tmp_path)) == tmp_path / "backups"


@pytest.fixture
def serve(installation: Settings, tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    running: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        words = [STEADFAST, "up", "--port", str(free_port()), "--data", str(installation.data)]
        environment = {"PATH": "/usr/bin:/bin", "STEADFAST_METRICS": "off"}
        with (tmp_path / "said").open("wb") as said:
            running.append(subprocess.Popen(words, stdout=said, stderr=said, env=environment))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.mark.processes
def test_the_running_program_makes_one_by_itself_once_the_last_is_a_day_old(
    installation: Settings, serve: Callable[[], "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    first = make(installation, silent)
    age(first, 1)
    process, deadline = serve(), time.monotonic() + STARTING
    while len(kept_backups(installation)) < 2 or kept_backups(installation)[0].tried is None:
        assert process.poll() is None, (tmp_path / "said").read_text()
        assert time.monotonic() < deadline, (tmp_path / "said").read_text()
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert "a backup was made and tried" in (tmp_path / "said").read_text()
