"""What lies between a service and NATS is cut, loses the answers, slows down or goes half open: nothing is lost or doubled."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import msgspec
import pytest

from shared.broker import connected
from tests.faults.reference import published
from tests.faults.rig import Rig, Worker, until
from tests.faults.test_instances import sequences, waiting
from tests.shared.test_half_open import Way

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("broker"), pytest.mark.one_database]


class Troubled(Way):
    """A way to NATS that can be cut, that can keep the answers to itself, and that can be slow."""

    def __init__(self, port: int) -> None:
        self.answers = threading.Event()
        self.answers.set()
        self.slow = 0.0
        """Seconds by which each piece comes later."""
        self.ends: list[socket.socket] = []
        self.port_behind = port
        super().__init__(lambda: socket.create_connection(("127.0.0.1", port)))

    def cut(self) -> None:
        """Every connection at once, as a firewall does that was started anew."""
        ends, self.ends = self.ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _forward(self, one: socket.socket, other: socket.socket) -> None:
        self.ends.append(one)
        try:
            while data := one.recv(65536):
                self.open.wait()
                if one.getpeername()[1] == self.port_behind:
                    self.answers.wait()
                time.sleep(self.slow)
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            end.close()


@pytest.fixture
def way(rig: Rig) -> Iterator[Troubled]:
    """Every worker of the rig goes this way."""
    troubled = Troubled(rig.nats.port)
    url = rig.nats.url.replace(f":{rig.nats.port}", f":{troubled.port}")
    rig.settings = msgspec.structs.replace(rig.settings, nats_url=url)
    yield troubled
    troubled.open.set()
    troubled.answers.set()
    troubled.listening.close()


def acknowledged(office: Worker, number: int) -> None:
    until(lambda: len(office.acknowledged) >= number, "commands that commit whatever the way does")


def stored(rig: Rig) -> int:
    """The newest place of the stream, asked on a way of our own."""

    async def newest() -> int:
        broker = await connected(rig.nats.url, "sink")
        state = await broker.state()
        await broker.close()
        return state.last

    return asyncio.run(newest())


def test_a_way_that_is_cut_again_and_again_loses_and_doubles_nothing(rig: Rig, way: Troubled) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 600)
    for goal in range(100, 600, 100):
        acknowledged(office, goal)
        way.cut()
    rig.settled(600)


def test_pages_whose_answer_is_lost_are_stored_once(rig: Rig, way: Troubled) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 50)
    rig.settled(50)
    way.answers.clear()
    office.do(50, 51)
    until(lambda: stored(rig) == 51, "a page that is stored")
    office.do(51, 150)
    acknowledged(office, 150)
    assert waiting(rig) == 100, "nobody answers for it"
    way.cut()
    way.answers.set()
    rig.settled(150)
    until(lambda: sequences(rig) == list(range(1, 151)), "each event at one place of the stream")


def test_a_way_that_goes_half_open_is_noticed_and_used_again(rig: Rig, way: Troubled) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 50)
    rig.settled(50)
    way.open.clear()
    office.do(50, 100)
    acknowledged(office, 100)
    log = rig.settings.data / "office.log"
    until(lambda: "relay waits for the broker" in log.read_text(), "a relay that says that it waits")
    way.open.set()
    rig.settled(100)


def test_a_slow_way_only_takes_longer(rig: Rig, way: Troubled) -> None:
    way.slow = 0.1
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 100)
    rig.settled(100)
    assert len(published(rig.office)) == 100
