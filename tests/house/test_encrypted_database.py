"""PostgreSQL as deploy/ runs it: encrypted, with a certificate of its own, and whoever comes otherwise is told what helps."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from deploy import prepare
from shared.nats_server import free_port
from tests.house.code import ROOT
from tests.postgres import encrypted

pytestmark = pytest.mark.processes
DEPLOY = ROOT / "deploy"
VERIFIED = "?sslmode=verify-full&sslrootcert={authority}"


class Installation(NamedTuple):
    port: int
    secrets: Path

    @property
    def authority(self) -> Path:
        return self.secrets / "intake" / "authority.pem"

    def url(self, who: str, name: str, word: str) -> str:
        ways = VERIFIED.format(authority=self.authority)
        return f"postgresql://{who}:{word}@localhost:{self.port}/{name}{ways}"

    def migrated(self, ways: str, host: str = "localhost") -> subprocess.CompletedProcess[str]:
        """`steadfast migrate` with the variables of deploy/compose.yaml, but for the port and these ways to connect."""
        url = f"postgresql://{{service}}@{host}:{self.port}/{{service}}{ways.format(authority=self.authority)}"
        known = {"STEADFAST_DATABASE": url, "PGPASSFILE": str(self.secrets / "office/pgpass")}
        command = [str(Path(sys.executable).parent / "steadfast"), "--data", str(self.secrets / "office"), "migrate"]
        return subprocess.run(command, env={**os.environ, **known}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Secrets as for an installation, and a server with the files, roles and rules of deploy/."""
    folder, port = tmp_path_factory.mktemp("installation") / "secrets", free_port()
    prepare.prepare(folder)
    prepare.certificates(folder, {"postgres": ("localhost",)})
    known = folder / "office/pgpass"
    known.write_text(re.sub("^postgres:5432", f"*:{port}", known.read_text(), flags=re.M))
    known.chmod(0o600)
    with encrypted(folder / "postgres/tls", DEPLOY / "postgres/pg_hba.conf", port, lambda at: roles(at, folder)):
        yield Installation(port, folder)


def roles(at: dict[str, str], secrets: Path) -> None:
    """What the image does once on an empty store."""
    words = dict(line.split("=", 1) for line in (secrets / "postgres.env").read_text().splitlines())
    subprocess.run(["/bin/sh", DEPLOY / "postgres/roles.sh"], env={**os.environ, **at, **words}, check=True)


def test_the_services_connect_as_deployed_and_what_goes_over_is_encrypted(installation: Installation) -> None:
    done = installation.migrated(VERIFIED)
    assert done.returncode == 0, done.stderr
    words = (installation.secrets / "office/pgpass").read_text().splitlines()
    word = next(line.split(":")[-1] for line in words if ":intake:" in line)
    with psycopg.connect(installation.url("intake", "intake", word)) as held:
        found = held.execute("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
    assert found == (True, "TLSv1.3")


@pytest.mark.parametrize(
    ("ways", "host", "helps"),
    [
        ("?sslmode=disable", "localhost", "takes encrypted connections only"),
        ("?sslmode=verify-full&sslrootcert={authority}.others", "localhost", "Another authority signed"),
        (VERIFIED, "127.0.0.1", "is for another name"),
        ("?sslmode=verify-full&sslrootcert={authority}.missing", "localhost", "is not there"),
    ],
)
def test_whoever_comes_otherwise_is_refused_and_told_what_helps(
    installation: Installation, tmp_path: Path, ways: str, host: str, helps: str
) -> None:
    prepare.prepare(tmp_path / "others")
    shutil.copyfile(tmp_path / "others/office/authority.pem", f"{installation.authority}.others")
    refused = installation.migrated(ways, host)
    assert refused.returncode == 1
    assert helps in refused.stderr
    assert "Traceback" not in refused.stderr


def test_no_service_reads_the_database_of_another(installation: Installation) -> None:
    words = (installation.secrets / "recognition/pgpass").read_text()
    word = words.strip().split(":")[-1]
    for name in ("intake", "keys", "placements"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(installation.url("recognition", name, word))
