"""The town on either database: everything on SQLite, a sample on PostgreSQL, or everything if `STEADFAST_DOORS=whole`."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.databases import DATABASES
from tests.doors.story import build
from tests.doors.town import Town, open_town
from tests.statements import BACKENDS

WHOLE = os.environ.get("STEADFAST_DOORS") == "whole"
EVERY = 1 if WHOLE else 7
"""Of the requests that SQLite gets, PostgreSQL gets each so-many-th: no number of routes or people is a multiple."""


def backends(group: str) -> list[Any]:
    """Parameters of a fixture: what one database is asked, one test process asks."""
    return [pytest.param(name, marks=pytest.mark.xdist_group(f"{group}-{name}")) for name in BACKENDS]


def town_on(request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town, built. On PostgreSQL its work goes through threads, as it does when it is served."""
    folder: Path = factory.mktemp("town")
    embedded = request.param == "sqlite"
    database = "" if embedded else fresh(request.getfixturevalue("postgres"))
    with open_town(folder, database=database, at_once=embedded, every=1 if embedded else EVERY) as town:
        yield build(town)


def fresh(url: str) -> str:
    """New databases on this server, as a URL pattern with `{service}` in it; they go when the server does."""
    server, mark = sa.make_url(url), uuid.uuid4().hex[:8]
    admin = sa.create_engine(
        server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with admin.connect() as connection:
        for name in DATABASES:
            connection.execute(sa.text(f'CREATE DATABASE "doors_{mark}_{name}"'))
    pattern = server.set(database=f"doors_{mark}_SERVICE").render_as_string(hide_password=False)
    return pattern.replace("SERVICE", "{service}")
