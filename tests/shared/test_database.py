"""Transactions: lost races are run again, a commit whose answer was lost is not."""

import asyncio
import contextlib
import datetime
import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.sample.diary import Then
from shared.auth import SYSTEM, Keys
from shared.database import Database
from shared.service import Runtime, Service
from shared.settings import Settings
from shared.together import Piece, perform_together
from shared.transaction import Transaction
from tests.faults.reference import OFFICE, Declare, command, declare

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("relay")]
Open = Callable[[Service], Runtime]


def test_commands_about_one_aggregate_at_once_all_commit_with_versions_in_a_row(open_runtime: Open) -> None:
    async def scenario() -> None:
        runtime = open_runtime(OFFICE)
        await asyncio.gather(*(runtime.do(declare, Declare(7 * number)) for number in range(24)))
        box = OFFICE.metadata.tables["outbox"]
        versions = runtime.database.look(lambda s: s.scalars(sa.select(box.c.aggregate_version)).all())
        assert sorted(versions) == list(range(1, 25))

    asyncio.run(scenario())


def test_check_then_write_holds_when_two_do_it_at_once(open_runtime: Open) -> None:
    """Write skew: each sees that there is room for one more."""
    runtime = open_runtime(OFFICE)
    both = threading.Barrier(2, timeout=2)

    def enter(number: int) -> Callable[[Transaction], bool]:
        def work(tx: Transaction) -> bool:
            count = tx.session.scalars(sa.select(sa.func.count()).select_from(command)).one()
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait()
            if count < 1:
                tx.session.execute(sa.insert(command).values(number=number))
            return count < 1

        return work

    async def scenario() -> list[bool]:
        return await asyncio.gather(*(asyncio.to_thread(runtime.perform, enter(number)) for number in (1, 2)))

    assert sorted(asyncio.run(scenario())) == [False, True]


def test_a_transaction_that_loses_every_race_runs_alone_before_it_gives_up(open_runtime: Open) -> None:
    """Whenever the long one has read, a quick one writes what it read: without a turn of its own it never commits."""
    runtime = open_runtime(OFFICE)
    count = sa.select(sa.func.count()).select_from(command)
    reading, done = threading.Event(), threading.Event()
    written = threading.Semaphore(0)

    def add(number: int) -> Callable[[Session], int]:
        def work(session: Session) -> int:
            found = session.scalars(count).one()
            session.execute(sa.insert(command).values(number=number))
            return found

        return work

    def hurry() -> None:
        for number in itertools.count(2):
            reading.wait()
            reading.clear()
            if done.is_set():
                return
            runtime.database.transact(add(number))
            written.release()

    def long(session: Session) -> None:
        session.scalars(count).one()
        if not runtime.database.embedded:
            reading.set()
            written.acquire(timeout=0.5)
        session.execute(sa.insert(command).values(number=1))

    quick = threading.Thread(target=hurry)
    quick.start()
    try:
        runtime.database.transact(long)
    finally:
        done.set()
        reading.set()
        quick.join()
    assert 1 in runtime.database.look(lambda s: s.scalars(sa.select(command.c.number)).all())


def test_what_is_committed_together_is_each_done_in_its_own_time_and_all_or_none_of_it(open_runtime: Open) -> None:
    runtime, box = open_runtime(OFFICE), OFFICE.metadata.tables["outbox"].c
    days = [datetime.date(2026, 3, day) for day in (1, 2, 3)]
    pieces = [Piece(partial(declare, Declare(number)), lambda: SYSTEM, Then(day)) for number, day in enumerate(days)]

    def written() -> list[datetime.date]:
        return [at.date() for at in runtime.database.look(lambda s: s.scalars(sa.select(box.recorded_at)).all())]

    with pytest.raises(ZeroDivisionError):
        perform_together(runtime, [*pieces, Piece(lambda tx: 1 // 0, lambda: SYSTEM, Then(days[0]))])
    assert written() == []
    before = runtime.database.written
    perform_together(runtime, pieces)
    assert (written(), runtime.database.written) == (days, before + 1)


@pytest.fixture
def cutting(postgres: str, tmp_path: object) -> Iterator[tuple[str, threading.Event]]:
    """PostgreSQL behind a proxy that, once told to, swallows the answer to the next COMMIT and hangs up."""
    url = sa.make_url(postgres)
    proxy = Proxy(url)
    threading.Thread(target=proxy.accept, daemon=True).start()
    host, port = proxy.listener.getsockname()
    yield url.set(host=host, port=port, query={}).render_as_string(hide_password=False), proxy.cut
    for one in proxy.opened:
        one.close()


class Proxy:
    """On loopback, in front of the server of this address; `cut` is set by whoever wants an answer to get lost."""

    def __init__(self, url: sa.URL) -> None:
        self.url, self.cut = url, threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.opened: list[socket.socket] = [self.listener]
        self.hung_up: set[socket.socket] = set()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.forth, args=(client,), daemon=True).start()

    def forth(self, client: socket.socket) -> None:
        server = self.to_server()
        self.opened.extend((client, server))
        threading.Thread(target=self.back, args=(server, client), daemon=True).start()
        while data := receive(client):
            server.sendall(data)
            if self.cut.is_set() and b"COMMIT" in data:
                self.hung_up.add(client)

    def back(self, server: socket.socket, client: socket.socket) -> None:
        while data := receive(server):
            if client in self.hung_up or (self.cut.is_set() and b"COMMIT\x00" in data):
                client.shutdown(socket.SHUT_RDWR)
                self.cut.clear()
                return
            client.sendall(data)

    def to_server(self) -> socket.socket:
        where = self.url.query.get("host") or self.url.host or ""
        port = self.url.port or 5432
        if str(where).startswith("/"):
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{where}/.s.PGSQL.{port}")
            return server
        return socket.create_connection((str(where), port))


def receive(one: socket.socket) -> bytes:
    try:
        return one.recv(65536)
    except OSError:
        return b""


def test_a_commit_whose_answer_is_lost_is_not_run_again(
    cutting: tuple[str, threading.Event], settings: Settings, request: pytest.FixtureRequest
) -> None:
    if "sqlite" in settings.database:
        pytest.skip("there is no network to a file")
    url, cut = cutting
    name = sa.make_url(settings.database.replace("{service}", "intake")).database
    through = sa.make_url(url).set(database=name)
    database = Database(through.render_as_string(hide_password=False))
    runtime = Runtime(OFFICE, settings, Keys(settings.data / "keys", create=True))
    OFFICE.metadata.create_all(runtime.database.engine)
    runs: list[int] = []

    def work(session: Session) -> None:
        runs.append(1)
        session.execute(sa.insert(command).values(number=len(runs)))

    database.transact(work)
    cut.set()
    with pytest.raises(sa.exc.OperationalError):
        database.transact(work)
    assert runtime.database.look(lambda s: s.scalars(sa.select(command.c.number)).all()) == [1, 2]
    assert len(runs) == 2
    database.dispose()
    runtime.close()
