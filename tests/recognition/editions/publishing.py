"""Editions as the tests read them: rows, bases, digests."""

import datetime
from typing import Any

import sqlalchemy as sa

from services.recognition.editions.queries.editions import edition_numbered, rows_of, verify
from services.recognition.editions.rules.rows import Row
from services.recognition.editions.tables import edition_basis
from shared.service import Runtime
from tests.recognition.arrivals import rows

DECEMBER = datetime.date(2025, 12, 31)


DAY = datetime.timedelta(1)


def shown(runtime: Runtime, number: str) -> dict[str, Row]:
    return {row.name: row for row in runtime.database.look(lambda s: rows_of(edition_numbered(s, number)))}


def bases(runtime: Runtime, number: str) -> dict[str, sa.Row[Any]]:
    query = sa.select(edition_basis).where(edition_basis.c.edition == number)
    return {row.group: row for row in rows(runtime, query)}


def agrees(runtime: Runtime, number: str) -> bool | None:
    return runtime.database.look(lambda session: verify(session, number)).agrees
