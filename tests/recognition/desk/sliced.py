"""A town whose edition is made in slices of one employer."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.board.queries.board import Wanted, board
from services.recognition.desk.commands import PublishEdition
from services.recognition.desk.handlers import stages
from services.recognition.desk.handlers.publishing import begin_edition
from services.recognition.editions.queries import under_way
from services.recognition.editions.queries.editions import edition_numbered, verify
from services.recognition.editions.queries.rows import body_of
from services.recognition.editions.tables import edition_basis
from shared.service import Runtime
from tests.conftest import told
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.opened import (
    AUTUMN,
    BOOKS,
    EDITOR,
    HOTEL,
    JANUARY,
)
from tests.recognition.telling import employer, kept

NUMBER = "2025-4"
ASKED = PublishEdition(number=NUMBER)
DAY = datetime.date(2026, 1, 20)


@pytest.fixture
def town(ovens: Arrivals, monkeypatch: pytest.MonkeyPatch) -> Arrivals:
    """Three employers with a mark, and slices of one employer."""
    ovens.tell(*employer(HOTEL, "Хотел Орфей", "Hotel Orpheus", JANUARY, staff=10, sector="I"), *kept(HOTEL, 6, AUTUMN))
    ovens.tell(*employer(BOOKS, "Книжарница Перо", "Bookshop Pero", JANUARY, staff=10), *kept(BOOKS, 7, AUTUMN))
    monkeypatch.setattr(stages, "SLICE", 1)
    monkeypatch.setattr(stages, "PAGES", 1)
    monkeypatch.setattr(under_way, "FEW", 0)
    return ovens


def begin(runtime: Runtime) -> None:
    runtime.perform(doing(begin_edition, ASKED), EDITOR)


def step(runtime: Runtime) -> str:
    """One slice; what is to be done after it, or nothing."""
    looked = runtime.database.look(lambda session: stages.look(session, runtime.clock.today()))
    assert looked is not None
    runtime.perform(lambda tx: stages.write(looked, tx))
    at = runtime.database.look(under_way.under_way)
    return at.stage if at else ""


def said(runtime: Runtime) -> bytes:
    """The rows of an edition as they are published, but for the nonces: its salt is random."""
    found = runtime.database.look(lambda session: [body_of(edition_numbered(session, NUMBER))])
    return found[0]


def on_the_board(runtime: Runtime) -> list[tuple[str, str]]:
    seen = runtime.database.look(lambda session: board(session, DAY, Wanted()))
    return [(one.row.name, one.slug) for one in seen.rated]


def everything(runtime: Runtime) -> tuple[Any, ...]:
    """All that readers, auditors and other services have of it, but for what is random."""
    names = ("edition", "group", "taken_in", "raw_tier", "tier", "basis")
    bases = runtime.database.look(lambda s: s.execute(sa.select(*(edition_basis.c[one] for one in names))).all())
    events = [(type(one).__name__, getattr(one, "group", "")) for one in told(runtime)]
    agrees = runtime.database.look(lambda session: verify(session, NUMBER)).agrees
    return sorted(map(tuple, bases)), sorted(events), on_the_board(runtime), agrees
