"""An older copy of a database that told nothing since is noticed at the next start; until somebody decides it is closed."""

import asyncio
import datetime
import shutil
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from services.__main__ import main
from services.app import App, working
from services.care import ages
from services.care.ages import Age
from services.program import SERVICES
from services.sample.progress import Progress
from services.serving import _site
from shared.database import DERIVED
from shared.gap import gap_of
from shared.nats_server import NatsServer
from shared.service import Runtime
from shared.settings import Settings
from tests.care.test_lost_files import prepare
from tests.shared.conftest import nats

__all__ = ["nats"]

pytestmark = pytest.mark.one_database

NOW = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)


@pytest.fixture
def plain(settings: Settings) -> Settings:
    plain = msgspec.structs.replace(settings, database="")
    prepare(plain)
    return plain


def opened(settings: Settings) -> App:
    return _site(list(SERVICES.values()), settings, Progress(loading=False))


def close(app: App) -> None:
    for runtime in app.runtimes.values():
        runtime.close()


def form(runtime: Runtime, key: str, at: datetime.datetime) -> None:
    """An answer of an interview, say: kept here, told to nobody."""
    row = {"key": key, "body": "b", "location": "/", "at": at}
    table = runtime.service.metadata.tables["idempotence"]
    runtime.database.transact(lambda session: session.execute(sa.insert(table).values(**row)))


def aged(settings: Settings) -> Path:
    """Recognition keeps two forms, and the copy from between them is put in its place."""
    app, file = opened(settings), settings.data / "recognition.db"
    form(app.runtimes["recognition"], "1", NOW)
    close(app)
    shutil.copy(file, settings.data / "copy")
    app = opened(settings)
    form(app.runtimes["recognition"], "2", NOW + datetime.timedelta(hours=1))
    ages.remember(settings, app.runtimes.values())
    close(app)
    for left in settings.data.glob("recognition.db*"):
        left.unlink()
    shutil.copy(settings.data / "copy", file)
    return file


def test_an_older_copy_is_noticed_though_the_stream_misses_nothing(plain: Settings, nats: NatsServer) -> None:
    aged(plain)

    async def start() -> dict[str, str]:
        app = opened(plain)
        async with working(app, nats.url):
            await asyncio.sleep(0)
            return {name: runtime.lost for name, runtime in app.runtimes.items()}

    for _ in range(2):
        said = asyncio.run(start())
        assert "is older than it was on" in said.pop("recognition"), "at the next start too"
        assert set(said.values()) == {""}


def test_whoever_goes_on_with_it_has_it_open_and_its_pages_say_so(plain: Settings) -> None:
    aged(plain)
    words = ["--data", str(plain.data), "loss", "go-on-without", "recognition", "--reason", "the disk died"]
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert "goes on with an older copy" in done.output
    app = opened(plain)
    recognition = app.runtimes["recognition"]
    try:
        assert recognition.aged == ""
        gap = recognition.database.look(lambda s: gap_of(s, recognition.service.metadata.tables["loss"]))
        assert gap is not None
        assert gap.since == NOW
    finally:
        close(app)


def test_the_same_database_at_the_next_start_is_no_older_copy(plain: Settings) -> None:
    for _ in range(3):
        app = opened(plain)
        assert {runtime.aged for runtime in app.runtimes.values()} == {""}
        ages.remember(plain, app.runtimes.values())
        close(app)


@pytest.mark.parametrize(
    ("now", "before", "older"),
    [
        (Age(3, NOW, NOW), Age(4, None, NOW), True),
        (Age(4, None, NOW), Age(4, NOW, NOW), False),
        (Age(5, NOW, NOW), Age(4, NOW + datetime.timedelta(hours=1), NOW), False),
        (Age(4, NOW, NOW), Age(4, NOW + datetime.timedelta(hours=1), NOW), True),
        (Age(4, NOW, NOW), Age(4, NOW, NOW), False),
    ],
)
def test_older_is_opened_less_often_or_without_the_newest_form(now: Age, before: Age, older: bool) -> None:
    assert now.is_before(before) is older


@pytest.mark.both_databases
def test_how_far_a_database_has_come_is_read_alike_on_both(settings: Settings) -> None:
    app = opened(settings)
    try:
        runtime = app.runtimes["recognition"]
        checkpoint = runtime.service.metadata.tables[f"{DERIVED}.checkpoint"]
        row = {"name": "at", "stream_seq": 1, "event_id": "", "stored": 0, "stream_created": "", "epoch": 7}
        runtime.database.transact(lambda session: session.execute(sa.insert(checkpoint).values(**row)))
        form(runtime, "1", NOW)
        found = runtime.database.look(lambda session: ages.age_of(session, runtime))
        assert (found.opened, found.form) == (7, NOW)
    finally:
        close(app)
