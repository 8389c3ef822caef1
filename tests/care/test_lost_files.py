"""The detection drill: each file deleted, emptied and cut in turn; its service is closed, the others are not."""

import sqlite3
from contextlib import closing

import msgspec
import pytest

from services.care import whole
from services.program import SERVICES
from services.sample.progress import Progress
from services.serving import _site
from shared.auth import Keys
from shared.service import Runtime
from shared.settings import Settings
from tests.databases import upgraded

pytestmark = pytest.mark.one_database


def start(settings: Settings) -> dict[str, str]:
    """What each service says of its database at a start; where nothing is, its tables are there at the first."""
    if not settings.database and not [*settings.data.glob("*.db")]:
        prepare(settings)
    app = _site(list(SERVICES.values()), settings, Progress(loading=False))
    said = {name: runtime.lost for name, runtime in app.runtimes.items()}
    for runtime in app.runtimes.values():
        runtime.close()
    return said


def prepare(settings: Settings) -> None:
    keys = Keys(settings.data / "keys", create=True)
    for service in SERVICES.values():
        runtime = Runtime(service, settings, keys)
        upgraded(runtime.database, service.migrations)
        runtime.close()


CASES = [
    *((name, how, "is gone") for name in SERVICES for how in ("deleted", "emptied")),
    *((name, "cut", "is damaged") for name in SERVICES),
]


@pytest.mark.parametrize(("name", "how", "words"), CASES)
def test_a_file_that_is_not_what_it_was_closes_its_service_alone(
    settings: Settings, name: str, how: str, words: str
) -> None:
    plain = msgspec.structs.replace(settings, database="")
    assert set(start(plain).values()) == {""}
    assert whole.known(plain) == set(SERVICES)
    file = plain.data / f"{name}.db"
    if how == "deleted":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: 0 if how == "emptied" else file.stat().st_size // 2 // 4096 * 4096])
    for left in plain.data.glob(f"{name}.db-*"):
        left.unlink()
    for _ in range(2):
        said = start(plain)
        assert words in said.pop(name), "at the next start too"
        assert set(said.values()) == {""}


def test_a_file_that_is_held_is_not_called_damaged(settings: Settings) -> None:
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    with closing(sqlite3.connect(plain.data / "recognition.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        said = look_over(plain)
        assert "cannot be read (database is locked)" in said
        assert "damaged" not in said
    assert look_over(plain) == ""


def look_over(settings: Settings) -> str:
    """What is said of recognition's file by whoever does not wait for it."""
    runtime = Runtime(SERVICES["recognition"], settings, Keys(settings.data / "keys"))
    try:
        return whole.look(runtime, patience=0)
    finally:
        runtime.close()


def test_a_large_file_is_read_from_end_to_end_only_where_a_log_was_left(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    monkeypatch.setattr(whole, "SMALL", 0)
    spoil(plain, "outbox")
    assert look_over(plain) == ""
    (plain.data / "recognition.db-wal").write_bytes(b"what a killed process leaves")
    assert "is damaged" in look_over(plain)


def test_a_large_file_whose_revision_cannot_be_read_closes_its_service(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    monkeypatch.setattr(whole, "SMALL", 0)
    spoil(plain, "alembic_version")
    said = start(plain)
    assert "is damaged" in said.pop("recognition")
    assert set(said.values()) == {""}


def spoil(settings: Settings, table: str) -> None:
    """A page of recognition's file as a dying disk leaves it."""
    file = settings.data / "recognition.db"
    with closing(sqlite3.connect(file)) as made:
        root = made.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
    held = bytearray(file.read_bytes())
    held[(root - 1) * 4096 : root * 4096] = bytes([255]) * 4096
    file.write_bytes(held)


def test_the_list_is_kept_together_by_whoever_writes_it(settings: Settings) -> None:
    plain = msgspec.structs.replace(settings, database="")
    (plain.data / whole.KNOWN).write_text("elsewhere\n")
    start(plain)
    assert whole.known(plain) == {"elsewhere", *SERVICES}
    assert not list(plain.data.glob("databases.*"))


def test_a_folder_from_before_the_list_raises_no_alarm(settings: Settings) -> None:
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    (plain.data / whole.KNOWN).unlink()
    assert set(start(plain).values()) == {""}
    assert whole.known(plain) == set(SERVICES)


def test_a_file_that_is_not_whole_is_not_put_on_the_list(settings: Settings) -> None:
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    (plain.data / whole.KNOWN).unlink()
    spoil(plain, "outbox")
    assert "is damaged" in start(plain)["recognition"]
    assert whole.known(plain) == set(SERVICES) - {"recognition"}


def test_a_renamed_data_folder_raises_no_alarm(settings: Settings) -> None:
    plain = msgspec.structs.replace(settings, data=settings.data / "one", database="")
    plain.data.mkdir()
    start(plain)
    plain.data.rename(settings.data / "other")
    assert set(start(msgspec.structs.replace(plain, data=settings.data / "other")).values()) == {""}


@pytest.mark.both_databases
def test_files_begun_where_a_server_kept_the_databases_before_are_not_gone(settings: Settings) -> None:
    assert set(start(settings).values()) == {""}
    plain = msgspec.structs.replace(settings, database="")
    assert whole.known(plain) == (set() if "postgresql" in settings.database else set(SERVICES))
    assert set(start(plain).values()) == {""}
