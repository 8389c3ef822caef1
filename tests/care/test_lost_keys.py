"""The keys of people's files are gone, emptied, cut or older than the files: intake is closed until somebody decides."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from services.__main__ import main
from services.care import people_keys
from services.care.doctor import FAILS, examine
from services.intake.service import SERVICE as INTAKE
from services.program import SERVICES
from services.sample.progress import Progress
from services.serving import _site
from shared.auth import Keys
from shared.service import Runtime
from shared.settings import Settings
from tests.care.test_lost_files import start
from tests.intake.conftest import Intake

pytestmark = pytest.mark.one_database

Damage = Callable[[Path, bytes], None]


@pytest.fixture
def plain(settings: Settings) -> Settings:
    """An installation of files with three people."""
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    with_people(plain, "Олена Коваль", "Марта Бойко", "Іра Лис")
    return plain


def with_people(settings: Settings, *names: str) -> None:
    runtime = Runtime(INTAKE, settings, Keys(settings.data / "keys"))
    office = Intake(runtime)
    for name in names:
        office.candidate(name=name)
    runtime.close()


def put(settings: Settings, content: bytes) -> None:
    for left in settings.data.glob("keys.db*"):
        left.unlink()
    if content:
        (settings.data / "keys.db").write_bytes(content)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("deleted", "3 of 3 files have no key"),
        ("cut", "is damaged"),
        ("garbage", "is damaged"),
        ("aged", "1 of 4 files have no key"),
    ],
)
def test_lost_keys_close_intake_alone_and_are_said(plain: Settings, how: str, words: str) -> None:
    before = (plain.data / "keys.db").read_bytes()
    if how == "aged":
        with_people(plain, "Соня Гук")
    put(plain, {"deleted": b"", "cut": before[:4096], "garbage": b"no database" * 999, "aged": before}[how])
    for _ in range(2):
        said = start(plain)
        lost = said.pop("intake")
        assert words in lost, "at the next start too"
        assert "keys-backup/keys.db" in lost
        assert "loss go-on-without keys" in lost
        assert set(said.values()) == {""}
    assert any(check.state == FAILS and "keys" in check.name + check.say for check in examine(plain))


def test_the_keys_of_a_backup_open_it_again(plain: Settings) -> None:
    before = (plain.data / "keys.db").read_bytes()
    put(plain, b"")
    assert start(plain)["intake"]
    put(plain, before)
    assert start(plain)["intake"] == ""


def test_whoever_goes_on_without_them_has_these_people_erased_and_nobody_else(plain: Settings) -> None:
    before = (plain.data / "keys.db").read_bytes()
    with_people(plain, "Соня Гук")
    put(plain, before)
    done = CliRunner().invoke(
        main,
        ["--data", str(plain.data), "loss", "go-on-without", "keys", "--reason", "the disk"],
        catch_exceptions=False,
    )
    assert "1 files without a key count as erased" in done.output
    app = _site(list(SERVICES.values()), plain, Progress(loading=False))
    try:
        intake = app.runtimes["intake"]
        assert intake.lost == ""
        for timer in intake.service.daily:
            intake.perform(lambda tx, timer=timer: timer(intake.clock.today(), tx))  # type: ignore[misc]
        assert people_keys.without_key(intake) == ([], 3)
    finally:
        for runtime in app.runtimes.values():
            runtime.close()
