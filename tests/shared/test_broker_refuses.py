"""A broker that answers some questions never: nobody waits long for it, and what helps is said."""

import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from shared.broker import Broker, BrokerAway, connected
from shared.nats_server import free_port, program

pytestmark = pytest.mark.processes

PROMISED = 5.0
"""Seconds within which events flow again."""


@pytest.fixture
def denies(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts a server that lets everything pass but one subject, whose questions stay without an answer."""
    children = []

    def start(subject: str) -> str:
        port = free_port()
        (tmp_path / "nats.conf").write_text(
            f'listen: "127.0.0.1:{port}"\njetstream {{ store_dir: "{tmp_path}/store" }}\n'
            "authorization { users: [ { user: all, password: all },\n"
            f'  {{ user: some, password: some, permissions: {{ publish: {{ deny: "{subject}" }} }} }} ] }}\n'
        )
        children.append(subprocess.Popen([program(), "-c", tmp_path / "nats.conf"], stderr=subprocess.DEVNULL))
        return f"nats://{{}}:{{}}@127.0.0.1:{port}"

    yield start
    for child in children:
        child.terminate()
        child.wait()


async def _as(who: str, url: str, work: Callable[[Broker], Awaitable[None]]) -> None:
    broker = await connected(url.format(who, who), who)
    try:
        await work(broker)
    finally:
        await broker.close()


def test_a_consumer_whose_deletion_nobody_answers_is_made_again_within_five_seconds(
    denies: Callable[[str], str],
) -> None:
    async def work() -> None:
        await _as("all", url, Broker.provision)
        await _as("some", url, subscribed)

    async def subscribed(broker: Broker) -> None:
        async with asyncio.timeout(PROMISED):
            subscription = await broker.subscribe("sink", ["intake.>"], 0)
        await subscription.close()

    url = denies("$JS.API.CONSUMER.DELETE.>")
    asyncio.run(work())


def test_whoever_may_not_make_the_stream_again_says_who_may(denies: Callable[[str], str]) -> None:
    async def gone(broker: Broker) -> None:
        broker._replicas = 1  # as one that made it once
        with pytest.raises(BrokerAway, match="steadfast provision"):
            await broker.present()

    asyncio.run(_as("some", denies("$JS.API.STREAM.CREATE.>"), gone))
