"""Editions as the tests read them: rows, bases, digests."""

import datetime

import sqlalchemy as sa

from services.recognition.editions.queries.editions import edition_numbered, rows_of, verify
from services.recognition.editions.tables import edition_basis
from tests.recognition.arrivals import rows

DECEMBER = datetime.date(2025, 12, 31)


DAY = datetime.timedelta(1)


def shown(runtime, number):
    return {row.name: row for row in runtime.database.look(lambda s: rows_of(edition_numbered(s, number)))}


def bases(runtime, number):
    query = sa.select(edition_basis).where(edition_basis.c.edition == number)
    return {row.group: row for row in rows(runtime, query)}


def agrees(runtime, number):
    return runtime.database.look(lambda session: verify(session, number)).agrees
