"""A way to PostgreSQL that takes bytes and forwards none: whoever asks is told in time, and goes on when it forwards again."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from services.intake.service import SERVICE
from shared import server
from shared.auth import Keys
from shared.clock import Clock
from shared.database import Database
from shared.service import Runtime
from shared.settings import Settings
from shared.trouble import is_away
from tests.conftest import make_tables
from tests.databases import Server
from tests.visitor import Visitor, site_of


class Way:
    """A proxy of the loopback in front of a server's socket. While it is `blocked` it takes everything and forwards nothing."""

    def __init__(self, behind: Callable[[], socket.socket]) -> None:
        self.behind = behind
        self.open = threading.Event()
        self.open.set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                there, here = self.behind(), self.listening.accept()[0]
            except OSError:
                return
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=self._forward, args=(one, other), daemon=True).start()

    def _forward(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                self.open.wait()
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            end.close()


@contextmanager
def way_to(url: sa.URL) -> Iterator[Way]:
    folder = Path(str(url.query.get("host") or url.host))

    def behind() -> socket.socket:
        if not folder.is_absolute():
            return socket.create_connection((str(url.host), url.port or 5432))
        there = socket.socket(socket.AF_UNIX)
        there.connect(str(folder / f".s.PGSQL.{url.port or 5432}"))
        return there

    way = Way(behind)
    try:
        yield way
    finally:
        way.open.set()
        way.listening.close()


@pytest.fixture
def half_open(lender: Server) -> Iterator[tuple[Way, str]]:
    """The way, and the URL pattern of empty databases that leads over it."""
    with lender.lent(to_others=True) as pattern:
        url = sa.make_url(pattern.replace("{service}", "SERVICE"))
        with way_to(url) as way:
            over = url.set(host="127.0.0.1", port=way.port, query={})
            yield way, over.render_as_string(hide_password=False).replace("SERVICE", "{service}")


def one(session: sa.orm.Session) -> object:
    return session.scalar(sa.text("SELECT 1"))


def test_a_way_that_forwards_nothing_is_noticed_and_used_again_when_it_does(half_open: tuple[Way, str]) -> None:
    way, pattern = half_open
    database = Database(pattern.replace("{service}", "intake"))
    assert database.transact(one) == 1
    way.open.clear()
    for work in (database.transact, database.look):
        with pytest.raises(sa.exc.OperationalError) as away:
            work(one)
        assert is_away(away.value)
    way.open.set()
    assert database.transact(one) == database.look(one) == 1
    database.dispose()


def test_a_statement_under_way_is_given_up_after_what_it_may_take(
    half_open: tuple[Way, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "ANSWER", 1)
    way, pattern = half_open
    database = Database(pattern.replace("{service}", "intake"))

    def cut(session: sa.orm.Session) -> None:
        one(session)
        way.open.clear()
        one(session)

    with pytest.raises(sa.exc.OperationalError) as away:
        database.look(cut)
    assert away.value.connection_invalidated
    way.open.set()
    assert database.look(one) == 1
    database.dispose()


def test_the_site_says_that_it_is_away_and_serves_again_by_itself(
    half_open: tuple[Way, str], tmp_path: Path, clock: Clock
) -> None:
    way, pattern = half_open
    settings = Settings(data=tmp_path, database=pattern, clock_file=clock.file, instance=f"test-{os.getpid()}")
    runtime = Runtime(SERVICE, settings, Keys(tmp_path / "keys", create=True))
    make_tables(runtime)
    officer = Visitor(site_of(runtime), runtime.keys, account="maria", roles=("officer",), organisation="o", lang="en")
    here = "/intake/employers"

    def answer() -> httpx.Response:
        return officer.ask("GET", here)

    assert answer().status_code == 200
    way.open.clear()
    assert answer().status_code == 503
    way.open.set()
    assert answer().status_code == 200
    runtime.close()
