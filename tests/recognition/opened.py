"""Fixtures of the tests that open recognition's database and feed it through its projection."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.recognition import commands, handlers
from services.recognition.service import SERVICE
from shared.service import Desk
from tests.conftest import BACKENDS, actor
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.telling import employer, kept, practices

OVENS, HOTEL, BOOKS = "175074752", "131071587", "121000010"
JANUARY = datetime.date(2024, 1, 10)
AUTUMN = datetime.date(2024, 9, 1)
EDITOR = actor("editor", account="editor-1")


@pytest.fixture(params=BACKENDS)
def database_pattern(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Either database, as in tests/conftest.py, but only recognition's own: five would be five times the wait."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/{{service}}.db"
        return
    url = sa.make_url(request.getfixturevalue("postgres"))
    mark = f"t_{uuid.uuid4().hex[:8]}"
    pattern = url.set(database=f"{mark}_SERVICE").render_as_string(hide_password=False)
    name = f"{mark}_recognition"
    admin = sa.create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}" STRATEGY WAL_LOG'))
        yield pattern.replace("SERVICE", "{service}")
        connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def heard(open_desk: Callable[..., Desk]) -> Arrivals:
    return Arrivals(open_desk(SERVICE))


@pytest.fixture
def ovens(heard: Arrivals) -> Arrivals:
    """One employer of gold: twelve people who stayed, all settled and proved by the end of 2025."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40))
    heard.tell(*kept(OVENS, 12, AUTUMN), *practices(OVENS, ("mentor", "language"), datetime.date(2024, 6, 1)))
    return heard


def publish(desk: Desk, number: str) -> str:
    return desk.perform(doing(handlers.publish_edition, commands.PublishEdition(number=number)), EDITOR)


def correct(desk: Desk, number: str, note: str = "") -> str:
    return desk.perform(doing(handlers.correct_edition, commands.CorrectEdition(number=number, note=note)), EDITOR)
