"""The drill: a person is erased while the site works, an older backup is restored, and the person stays erased."""

import contextlib
import re
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from services.__main__ import main
from services.app import listening
from services.intake.keyring import KeyRing
from services.recognition.service import SERVICE as RECOGNITION
from shared.clock import Clock
from shared.database import Database
from shared.sealing import Sealer, master_key
from tests.arrangements import START, Running, arranged, one_process
from tests.journeys.test_ninety_days import joined
from tests.world import Person, World

pytestmark = pytest.mark.processes

CANARY, PHONE = "Канарка Звънлива", "+359 88 987 6543"
WISHES, SAID = "Тъгува по Мариупол", "Срамежлива беше"
ERASED = "лице, до което вече няма връзка"


def test_who_is_erased_stays_erased_when_an_older_backup_is_restored(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    live, backup, restored = (tmp_path / name for name in ("live", "backup", "restored"))
    live.mkdir()
    with arranged("one process, SQLite", live, request) as running, World(running, Clock(live / "clock")) as world:
        officer, person, other = _story(world)
        world.eventually(lambda: _all_taken(live))
        world.eventually(lambda: _morning_is_over(live, world))
        before = _command(running, "digest", "recognition")
        with _somebody_registering(world, officer):
            told = _command(running, "backup", str(backup))
        assert "intake.db" in told
        wrapped = _wrapped(live, person)
        sealed = _sealed(live, person)
        _erase_and_wait(officer, person)
        world.eventually(lambda: _all_taken(live))
        assert _command(running, "digest", "recognition") == before
        assert "agrees" in _command(running, "edition", "verify", "--all")
        assert "0 to mend" in _command(running, "doctor")
        assert "Никола Илиев" in officer.get(f"/intake/candidates/{other}").get_text()
        with pytest.raises(AssertionError, match="in use"):
            _command(running, "restore", str(backup), "--data", str(live))
    assert _found(live, CANARY, PHONE, WISHES, SAID) == []
    assert [file for file in live.glob("keys.db*") if wrapped in file.read_bytes()] == []
    assert _opens(live, person, sealed) is None

    _restored_without_the_list_she_is_back(running, backup, tmp_path, person, sealed)
    done = _command(running, "restore", str(backup), "--data", str(restored))
    assert "1 keys destroyed again" in done
    assert _opens(restored, person, sealed) is None
    assert _rows(restored / "placements.db", "SELECT count(*) FROM placement WHERE candidate = ?", person) == [(0,)]
    with one_process(restored, live / "clock") as again, World(again, Clock(live / "clock")) as world:
        world.eventually(lambda: _same(again, before))
        _nobody_finds_her_and_the_other_is_there(world, officer, person, other)
    assert _found(restored, CANARY, PHONE, WISHES, SAID) == []


def _restored_without_the_list_she_is_back(
    running: Running, backup: Path, folder: Path, person: str, sealed: str
) -> None:
    """The backup does hold her: it is the list of erasures that keeps her away."""
    empty, naive = folder / "empty.jsonl", folder / "naive"
    empty.touch()
    _command(running, "restore", str(backup), "--data", str(naive), "--erasures", str(empty))
    assert _opens(naive, person, sealed) == CANARY


def _nobody_finds_her_and_the_other_is_there(world: World, known: Person, person: str, other: str) -> None:
    officer = Person(world, known.email)
    officer.codes = known.codes
    officer.sign_in()
    officer.get(f"/intake/candidates/{person}", expect=404)
    assert CANARY not in officer.get("/intake/candidates").get_text()
    assert "Никола Илиев" in officer.get(f"/intake/candidates/{other}").get_text()
    world.eventually(lambda: _shows_erased(officer))


def _story(world: World) -> tuple[Person, str, str]:
    """Two people are hired, one of them with canaries in everything that can be written about her."""
    officer = world.staff("rada@centre.example", "officer", "Център за работа – Пловдив")
    editor = world.staff("elena@board.example", "editor")
    employer, _ = joined(world, officer, "hr@peshti.example", "206432104", "Седемте пещи", "Sedemte Peshti", 25)
    vacancy = world.publish_vacancy(employer)
    person, other = (world.ready_candidate(officer, name) for name in (CANARY, "Никола Илиев"))
    path = f"/intake/candidates/{person}"
    officer.post(f"{path}/identity", name=CANARY, born="1999-05-17", phone=PHONE, town="Пловдив", language="bg")
    officer.post(
        f"{path}/description",
        languages="bg:B1",
        right="unrestricted",
        right_seen_on=START.isoformat(),
        wishes=WISHES,
    )
    declined = world.refer(officer, person, world.publish_vacancy(employer, title="Продавач"))
    officer.post(f"/placements/referrals/{declined}/steps", state="declined", reason="other", text=SAID)
    for one in (person, other):
        world.hire(officer, referral=world.refer(officer, one, vacancy))
    world.pass_until(START.replace(month=7, day=16))
    world.eventually(lambda: world.publish_edition(editor, "2026-2"))
    return officer, person, other


def _erase_and_wait(officer: Person, person: str) -> None:
    """From the button until nothing leads to her anywhere."""
    officer.get(f"/intake/candidates/{person}/erasure")
    officer.post(f"/intake/candidates/{person}/erasure", sure="on")
    officer.get(f"/intake/candidates/{person}", expect=404)
    officer.world.eventually(lambda: _shows_erased(officer))


def _shows_erased(officer: Person) -> None:
    assert ERASED in officer.get("/placements/hires").get_text()


def _command(running: Running, *words: str) -> str:
    """As from another terminal; in this process, which is quicker."""
    done = CliRunner().invoke(main, words, env=running.environment)
    assert done.exit_code == 0, done.output
    return done.output


def _all_taken(folder: Path) -> None:
    """Everything told is in the stream, and recognition has taken what it hears of it."""
    told = [
        row
        for name in ("intake", "placements", "recognition")
        for row in _rows(folder / f"{name}.db", "SELECT type, stream_seq FROM outbox")
    ]
    assert [kind for kind, seq in told if seq is None] == []
    newest = max(seq for kind, seq in told if kind in listening(RECOGNITION).hears)
    assert _rows(folder / "recognition.db", "SELECT stream_seq FROM checkpoint")[0][0] >= newest


def _morning_is_over(folder: Path, world: World) -> None:
    """Recognition's timers have done what the day it was turned to brings: until then its standings still move."""
    assert _rows(folder / "recognition.db", "SELECT count(*) FROM due WHERE day <= ?", world.today.isoformat()) == [
        (0,)
    ]


def _same(running: Running, before: str) -> None:
    assert _command(running, "digest", "recognition") == before


class _somebody_registering:
    """Writes go on while the backup is made."""

    def __init__(self, world: World, officer: Person) -> None:
        self.officer, self.over, self.count = officer, threading.Event(), 0
        self.thread = threading.Thread(target=self._register)

    def __enter__(self) -> "_somebody_registering":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()
        assert self.count

    def _register(self) -> None:
        deadline = time.monotonic() + 30
        while not self.over.wait(0.1) or (not self.count and time.monotonic() < deadline):
            name = f"Човек Номер{'абвгдежзик'[self.count % 10]}{'абвгдежзик'[self.count // 10 % 10]}"
            facts: dict[str, Any] = {
                "name": name,
                "born": "1990-01-01",
                "no_phone": "true",
                "town": "Пловдив",
                "language": "bg",
            }
            with contextlib.suppress(AssertionError, httpx.TransportError):  # busy while the cut is made: tried again
                self.officer.get("/intake/candidates/new")
                self.officer.post("/intake/candidates", another="on", **facts)
                self.count += 1


def _rows(file: Path, query: str, *given: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(file) as connection:
        found = connection.execute(query, given).fetchall()
    connection.close()
    return found


def _wrapped(folder: Path, person: str) -> bytes:
    return bytes(_rows(folder / "keys.db", "SELECT wrapped FROM candidate_key WHERE candidate = ?", person)[0][0])


def _sealed(folder: Path, person: str) -> str:
    return str(_rows(folder / "intake.db", "SELECT name FROM candidate WHERE id = ?", person)[0][0])


def _opens(folder: Path, person: str, sealed: str) -> str | None:
    """What somebody with every file of the installation can still read of a sealed name kept from before."""
    database = Database(f"sqlite:///{folder / 'keys.db'}")
    try:
        sealer = KeyRing(database, Sealer(master_key(folder / "keys", "intake"))).sealers([person]).get(person)
        return sealer.open(sealed, f"candidate.name.{person}") if sealer else None
    finally:
        database.dispose()


def _found(folder: Path, *texts: str) -> list[str]:
    """Files below the folder (databases, event store, logs, mail) in which one of these can be read."""
    sought = [form for text in texts for form in (text.encode(), text.encode("utf-16-le"), _escaped(text))]
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert {"intake.db", "placements.db", "recognition.db", "keys.db"} <= {file.name for file in files}
    assert any(re.search(r"nats/store/.*\.blk", str(file)) for file in files)
    return [str(file) for file in files if any(form in file.read_bytes() for form in sought)]


def _escaped(text: str) -> bytes:
    return text.encode("ascii", "backslashreplace")
