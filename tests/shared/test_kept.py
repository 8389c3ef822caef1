"""What a query found is kept by the revision that was read in its view: never longer, and never across databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.database import Database
from shared.kept import kept

REVISION, SAID = sa.text("SELECT number FROM revision"), sa.text("SELECT said FROM fact")


def opened(file: Path, said: str) -> Database:
    database = Database(f"sqlite:///{file}")
    with database.session() as session:
        session.execute(sa.text("CREATE TABLE revision (number INTEGER)"))
        session.execute(sa.text("CREATE TABLE fact (said TEXT)"))
        session.execute(sa.text("INSERT INTO revision VALUES (1)"))
        session.execute(sa.text("INSERT INTO fact VALUES (:said)"), {"said": said})
    return database


class Reading:
    """Reads the fact, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, session: Session) -> str:
        self.times += 1
        return str(session.scalar(SAID))

    def kept(self, session: Session) -> str:
        return kept(session, "fact", session.scalar(REVISION), self)


def changed(database: Database, said: str, *, counts: bool) -> None:
    with database.session() as session:
        session.execute(sa.text("UPDATE fact SET said = :said"), {"said": said})
        if counts:
            session.execute(sa.text("UPDATE revision SET number = number + 1"))


def test_it_is_read_once_a_revision(tmp_path: Path) -> None:
    database, reading = opened(tmp_path / "a.db", "first"), Reading()
    assert [database.look(reading.kept) for _ in range(3)] == ["first"] * 3
    assert reading.times == 1
    changed(database, "second", counts=True)
    assert [database.look(reading.kept) for _ in range(3)] == ["second"] * 3
    assert reading.times == 2


def test_a_view_that_began_before_a_change_does_not_take_its_answer_back(tmp_path: Path) -> None:
    database, reading = opened(tmp_path / "a.db", "first"), Reading()

    def both(session: Session) -> str:
        session.scalar(REVISION)
        changed(database, "second", counts=True)
        return reading.kept(session)

    assert database.look(both) == "first"
    assert database.look(reading.kept) == "second"


def test_every_database_keeps_its_own(tmp_path: Path) -> None:
    reading = Reading()
    first, second = opened(tmp_path / "a.db", "first"), opened(tmp_path / "b.db", "second")
    assert [one.look(reading.kept) for one in (first, second, first)] == ["first", "second", "first"]


@pytest.mark.parametrize("writes", [True, False])
def test_nothing_is_kept_in_a_transaction_that_writes_or_without_a_revision(tmp_path: Path, writes: bool) -> None:
    database, reading = opened(tmp_path / "a.db", "first"), Reading()
    view = database.transact if writes else database.look
    for said in ("second", "third"):
        changed(database, said, counts=False)
        assert view(reading.kept if writes else lambda session: kept(session, "fact", None, reading)) == said
