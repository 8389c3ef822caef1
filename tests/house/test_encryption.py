"""What goes between the containers of deploy/ is encrypted, and each side knows whom it speaks to."""

import asyncio
import datetime
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from cryptography import x509
from nats.aio.client import Client
from nats.errors import Error as NatsError

from deploy import prepare
from shared.broker import Broker
from shared.nats_server import free_port, program
from shared.settings import BadSetting, Credentials, from_environment
from tests.house.code import ROOT
from tests.patience import PATIENCE

DEPLOY = ROOT / "deploy"


class Node(NamedTuple):
    """A nats-server with the TLS lines of deploy/nats/nats.conf and certificates made as for an installation."""

    port: int
    secrets: Path

    @property
    def authority(self) -> str:
        return str(self.secrets / "office" / "authority.pem")

    def shown(self, authority: str = "") -> Credentials:
        return Credentials(str(self.secrets / "office" / "provision.seed"), authority or self.authority)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation") / "secrets"
    prepare.prepare(folder)
    return folder


@pytest.fixture(scope="module")
def node(secrets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    folder = tmp_path_factory.mktemp("node")
    shutil.copytree(secrets, folder / "secrets")
    prepare.certificates(folder / "secrets", {"nats": ("localhost",)})
    port = free_port()
    encrypted = re.search(r"^tls \{.*?^\}", (DEPLOY / "nats/nats.conf").read_text(), re.M | re.S)
    assert encrypted is not None
    shutil.copyfile(DEPLOY / "nats/identities.conf", folder / "identities.conf")
    (folder / "nats.conf").write_text(
        f'listen: "127.0.0.1:{port}"\nmax_payload: 65536\njetstream {{ store_dir: "{folder}/store" }}\n'
        + encrypted[0].replace("/etc/nats/tls", str(folder / "secrets/nats/tls"))
        + '\ninclude "identities.conf"\n'
    )
    publics = dict(line.split("=", 1) for line in (folder / "secrets/nats.env").read_text().splitlines())
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen([program(), "-c", folder / "nats.conf"], env={**os.environ, **publics}, stderr=log)
    yield Node(port, folder / "secrets")
    child.terminate()
    child.wait()


@pytest.mark.processes
def test_a_service_speaks_to_nats_encrypted_and_knows_the_server(node: Node) -> None:
    async def work() -> None:
        broker = Broker(f"tls://localhost:{node.port}", "provision", node.shown())
        await broker.connect()
        await broker.provision()
        await broker.close()

    asyncio.run(asyncio.wait_for(work(), PATIENCE))


async def refused(url: str, **options: Any) -> None:
    """That one attempt to connect fails. The server of `node` is up: the test before this one spoke to it."""
    client = Client()
    with pytest.raises((OSError, NatsError, TimeoutError)):
        await client.connect(url, allow_reconnect=False, connect_timeout=2, **options)
    assert not client.is_connected
    if client._transport:
        client._transport.close()  # type: ignore[no-untyped-call]
        await asyncio.sleep(0)


@pytest.mark.processes
def test_nats_hears_nobody_in_the_clear_and_nobody_takes_another_server_for_it(node: Node, tmp_path: Path) -> None:
    test_a_service_speaks_to_nats_encrypted_and_knows_the_server(node)
    prepare.prepare(tmp_path / "others")
    others = ssl.create_default_context(cafile=tmp_path / "others/office/authority.pem")
    ours = ssl.create_default_context(cafile=node.authority)
    seed = node.shown().seed
    asyncio.run(refused(f"nats://localhost:{node.port}", nkeys_seed=seed))
    asyncio.run(refused(f"tls://localhost:{node.port}", nkeys_seed=seed, tls=others, tls_handshake_first=True))
    asyncio.run(refused(f"tls://127.0.0.1:{node.port}", nkeys_seed=seed, tls=ours, tls_handshake_first=True))


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("tls://a:4222,nats://b:4222", ""),
        ("nats://a:4222", "/keys/authority.pem"),
        ("tls://a:4222,nats://b:4222", "/keys/authority.pem"),
        ("", "/keys/authority.pem"),
    ],
)
def test_no_part_of_the_way_to_nats_stays_in_the_clear_by_mistake(url: str, authority: str) -> None:
    with pytest.raises(BadSetting, match=r"tls://"):
        from_environment(nats_url=url, nats_authority=authority)


def test_the_containers_are_told_to_encrypt_and_to_check_whom_they_reach() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for name in ("intake-1", "placements-1", "recognition-1", "office"):
        said = compose["services"][name]["environment"]
        assert all(url.startswith("tls://") for url in said["STEADFAST_NATS_URL"].split(","))
        assert "sslmode=verify-full&sslrootcert=/data/keys/authority.pem" in said["STEADFAST_DATABASE"]
        assert said["STEADFAST_NATS_AUTHORITY"] == "/data/keys/authority.pem"
    from_environment(nats_url=said["STEADFAST_NATS_URL"], nats_authority=said["STEADFAST_NATS_AUTHORITY"])
    assert "-cssl=on" in compose["services"]["postgres"]["command"]
    rules = [line.split() for line in (DEPLOY / "postgres/pg_hba.conf").read_text().splitlines() if line[:1] != "#"]
    assert {rule[0] for rule in rules} == {"local", "hostssl"}


def test_every_server_has_a_certificate_for_its_names_that_the_authority_signed(secrets: Path) -> None:
    authority = x509.load_pem_x509_certificate((secrets / "office/authority.pem").read_bytes())
    for server, names in prepare.SERVERS.items():
        made = x509.load_pem_x509_certificate((secrets / server / "tls" / f"{server}.pem").read_bytes())
        made.verify_directly_issued_by(authority)
        found = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert tuple(found.get_values_for_type(x509.DNSName)) == names
        assert made.not_valid_after_utc - made.not_valid_before_utc < datetime.timedelta(days=825)
    assert {path.parent.name for path in secrets.rglob("authority.key")} == {"office"}
    assert {path.parent.name for path in secrets.rglob("authority.pem")} >= {"intake", "placements", "recognition"}


def test_certificates_are_renewed_without_touching_any_other_secret(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    prepare.main(folder, renew=False)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    command: list[str | Path] = [sys.executable, DEPLOY / "prepare.py", folder, "--certificates"]
    subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, check=True)
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"nats.key", "nats.pem", "postgres.key", "postgres.pem"}
    assert set(before) == {path for path in folder.rglob("*") if path.is_file()}
