"""The identities of deploy/nats on a real server: each service may do its own work there and nothing else."""

import asyncio
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nkeys  # type: ignore[import-untyped]
import pytest
from nats.aio.client import Client

from services.routes import SERVICES
from shared.broker import STREAM, Broker
from shared.message import CONTRACTS
from shared.nats_server import free_port, program
from shared.settings import Credentials
from tests.house.code import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

NAMES = ("intake", "placements", "recognition")


def seed() -> bytes:
    return bytes(nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER))


def public(key: bytes) -> str:
    return str(nkeys.from_seed(bytearray(key)).public_key.decode())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A single node with the identities of deploy/nats: its address and each identity's seed file."""
    folder: Path = tmp_path_factory.mktemp("nats")
    seeds = {name: seed() for name in (*NAMES, "provision")}
    publics = {
        f"NKEY_{name.upper()}": nkeys.from_seed(bytearray(key)).public_key.decode() for name, key in seeds.items()
    }
    port = free_port()
    (folder / "identities.conf").write_bytes((ROOT / "deploy/nats/identities.conf").read_bytes())
    (folder / "nats.conf").write_text(
        f'listen: "127.0.0.1:{port}"\nmax_payload: 65536\njetstream {{ store_dir: "{folder}/store" }}\n'
        'include "identities.conf"\n'
    )
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen([program(), "-c", folder / "nats.conf"], env={**os.environ, **publics}, stderr=log)
    url = f"nats://127.0.0.1:{port}"
    files = {name: folder / f"{name}.seed" for name in seeds}
    for name, file in files.items():
        file.write_bytes(seeds[name])
    asyncio.run(provision(url, str(files["provision"])))
    yield url, {name: str(file) for name, file in files.items()}
    child.terminate()
    child.wait()


async def provision(url: Any, key: str) -> None:
    broker = Broker(url, "provision", Credentials(key))
    await broker.connect()
    await broker.provision()
    await broker.close()


def run(work: Any) -> Any:
    return asyncio.run(asyncio.wait_for(work, 60))


async def opened(server: Any, name: str) -> Any:
    url, seeds = server
    broker = Broker(url, name, Credentials(seeds[name]))
    await broker.connect()
    return broker


@pytest.mark.parametrize("name", NAMES)
def test_a_service_does_its_own_work(server: Any, name: str) -> None:
    async def work() -> None:
        broker = await opened(server, name)
        subject = next(event.TYPE for event in CONTRACTS.values() if event.TYPE.startswith(f"{name}."))
        last = await broker.publish_page([(subject, f"{name}-1", b"{}"), (subject, f"{name}-2", b"{}")])
        stored = await broker.stored_at(last)
        assert stored is not None
        assert stored.event_id == f"{name}-2"
        assert await broker.newest(subject) == last
        hears = next(service.hears for service in SERVICES if service.name == name)
        for consumer, subjects in ((name, [subject]), (f"{name}_rebuild", [subject, *hears])):
            subscription = await broker.subscribe(consumer, subjects, 0)
            assert {delivery.payload for delivery in await subscription.next(10, 0.1)} == {b"{}"}
            await subscription.close()
            again = await broker.subscribe(consumer, subjects, last)
            await again.close()
        await broker.close()

    run(work())


def forbidden(name: str) -> Iterator[Any]:
    """What this identity must not do: subjects to publish on (with a body), each answered by silence."""
    for other in NAMES:
        if other != name:
            yield f"{other}.forged.event", b"{}"
            for verb in ("CREATE", "DELETE", "MSG.NEXT", "INFO"):
                yield f"$JS.API.CONSUMER.{verb}.{STREAM}.{other}", b"{}"
    for verb in ("UPDATE", "DELETE", "PURGE", "CREATE", "MSG.DELETE", "SNAPSHOT", "RESTORE", "LEADER.STEPDOWN"):
        yield f"$JS.API.STREAM.{verb}.{STREAM}", b"{}"
    yield from ((f"$JS.API.{verb}", b"") for verb in ("INFO", "STREAM.NAMES", "STREAM.LIST", "STREAM.CREATE.OTHER"))
    yield f"$JS.API.DIRECT.GET.{STREAM}", b'{"seq": 1}'
    yield f"$JS.API.CONSUMER.CREATE.{STREAM}.stranger", b"{}"
    yield f"$JS.API.CONSUMER.DURABLE.CREATE.{STREAM}.{name}", b"{}"
    yield f"$JS.API.CONSUMER.CREATE.{STREAM}.{name}.{name}.x", b"{}"
    yield f"$JS.ACK.{STREAM}.{name}.1.1.1.1.1", b"+ACK"
    yield "$SYS.REQ.SERVER.PING", b""
    yield "_INBOX_intake.reply" if name != "intake" else "_INBOX_placements.reply", b""
    yield "anything.else", b""


@pytest.mark.parametrize("name", NAMES)
def test_a_service_does_nothing_else(server: Any, name: str) -> None:
    async def work() -> None:
        denied: set[str] = set()
        client = await connect(server, name, denied)
        for subject, body in forbidden(name):
            await client.publish(subject, body, reply=client.new_inbox())
        await client.flush()
        await until(lambda: len(denied) >= len(list(forbidden(name))))
        assert denied == {subject.lower() for subject, _ in forbidden(name)}
        await client.close()

    run(work())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "subject", [">", "intake.>", "placements.>", "recognition.>", "$JS.EVENT.>", "$SYS.>", "_INBOX.>"]
)
def test_a_service_listens_to_nothing_but_its_own_inbox(server: Any, name: str, subject: str) -> None:
    async def work() -> None:
        denied: set[str] = set()
        client = await connect(server, name, denied)
        for queue in ("", "q"):
            await client.subscribe(subject, queue=queue)
        foreign = next(other for other in NAMES if other != name)
        await client.subscribe(f"_INBOX_{foreign}.>")
        await client.flush()
        await until(lambda: {subject.lower(), f"_inbox_{foreign}.>"} <= denied)
        await client.close()

    run(work())


def test_the_stream_is_as_it_must_be(server: Any) -> None:
    async def work() -> Any:
        broker = await opened(server, "intake")
        info = await broker.api(f"STREAM.INFO.{STREAM}", {})
        await broker.close()
        return info["config"]

    config = run(work())
    assert (config["discard"], config["deny_delete"], config["deny_purge"]) == ("new", True, True)
    assert (config["retention"], config["storage"], config["max_age"]) == ("limits", "file", 0)
    assert not config.get("allow_direct")


def test_the_provisioner_reads_and_tells_nothing(server: Any) -> None:
    async def work() -> None:
        denied: set[str] = set()
        client = await connect(server, "provision", denied)
        for subject in (
            "intake.candidate.ready",
            f"$JS.API.STREAM.MSG.GET.{STREAM}",
            f"$JS.API.STREAM.DELETE.{STREAM}",
        ):
            await client.publish(subject, b"{}", reply=client.new_inbox())
        await client.flush()
        await until(lambda: len(denied) == 3)
        await client.close()

    run(work())


@pytest.mark.parametrize("who", ["nobody", "by password", "a foreign key", "a known key, forged"])
def test_nobody_comes_in_without_a_key_of_ours(server: Any, who: str) -> None:
    url, seeds = server
    ours = public(Path(seeds["intake"]).read_bytes())
    asked = {
        "nobody": {},
        "by password": {"user": "intake", "pass": "intake"},
        "a foreign key": {"nkey": public(seed()), "sig": "AAAA"},
        "a known key, forged": {"nkey": ours, "sig": "AAAA"},
    }[who]
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 5) as line:
        answers = line.makefile("rb")
        assert answers.readline().startswith(b"INFO ")
        line.sendall(b"CONNECT " + json.dumps({"verbose": False, **asked}).encode() + b"\r\nPING\r\n")
        assert b"Authorization Violation" in answers.readline()
        answers.close()


def test_a_payload_past_the_limit_is_refused(server: Any) -> None:
    async def work() -> None:
        client = await connect(server, "intake", set())
        assert client.max_payload == 65536
        await client.close()

    run(work())


async def connect(server: Any, name: str, denied: Any) -> Any:
    """A client whose refused subjects are noted in `denied`, in the small letters that it reports them in."""
    url, seeds = server

    async def note(error: Any) -> None:
        text = str(error)
        if "permissions violation" in text.lower():
            denied.add(text.split('"')[1])

    client = Client()
    await client.connect(url, nkeys_seed=seeds[name], inbox_prefix=f"_INBOX_{name}".encode(), error_cb=note)
    return client


async def until(true: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)
