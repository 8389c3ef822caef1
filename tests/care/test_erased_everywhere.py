"""Every table that knows of a person is among those an erasure empties, also one that nobody has thought of yet."""

import datetime
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.care.inventory import inventory
from services.intake.candidates.commands import EraseCandidate
from services.intake.candidates.handlers import projections
from services.intake.rights.handlers import erasure
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from shared.database import Instant
from shared.events.intake import CandidateErased
from shared.service import Runtime, Service
from tests.intake.conftest import TODAY, Intake
from tests.placements.conftest import Office, permission, surroundings

PLUMBING = {"outbox", "inbox"}
EMPTIED = {"candidate", "permission", "wish"}
"""Their rows stay without their words, under a reference that leads to nothing: `tests/intake/rights/test_erasure.py`."""
PERSON = ("candidate", "first", "second", "case_code")
CODE = "C-CNRY"
PERSONAL = {name.partition(".")[2] for name, entry in inventory().items() if entry.kind in ("personal", "special")}
"""`table.column` of what says something about a person."""


def about_people(service: Service) -> dict[str, sa.Table]:
    """Tables with a column that says whose row it is."""
    return {
        table.name: table
        for table in service.metadata.sorted_tables
        if table.name not in PLUMBING and any(name in table.c for name in PERSON)
    }


def made_up(table: sa.Table, person: str) -> dict[str, Any]:
    """A row about the person, with a word of its own in each text: by the types of the columns alone."""
    return {column.name: _value(column, person) for column in table.columns if column.autoincrement is not True}


def _value(column: sa.Column[Any], person: str) -> Any:
    kind = column.type
    if column.name in ("candidate", "first", "second"):
        return person
    if column.name == "case_code":
        return CODE
    if isinstance(kind, Instant):
        return datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC)
    if isinstance(kind, sa.Date):
        return TODAY
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.JSON) or getattr(kind, "impl", None) is sa.JSON:
        return ["canary"]
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.LargeBinary):
        return b"canary"
    length = getattr(kind, "length", None) or 40
    return f"canary {column.table.name} {column.name}"[:length]


def fill(runtime: Runtime, person: str) -> None:
    """A row in each table that has none about the person yet, whatever it would be about otherwise."""
    empty = [table for name, table in about_people(runtime.service).items() if name not in remains(runtime, person)]

    def work(session: Session) -> None:
        for table in empty:
            session.execute(sa.insert(table).values(made_up(table, person)))

    runtime.database.transact(work)
    assert set(remains(runtime, person)) == set(about_people(runtime.service))


def remains(runtime: Runtime, person: str) -> dict[str, dict[str, Any]]:
    """By table, what still names the person, or says what a made-up row said about it."""
    found = {}
    for table in about_people(runtime.service).values():
        for row in _rows(runtime, table):
            said = {name: value for name, value in row.items() if _says(f"{table.name}.{name}", value, person)}
            if said:
                found[table.name] = said
    return found


def _rows(runtime: Runtime, table: sa.Table) -> list[dict[str, Any]]:
    return runtime.database.look(lambda session: [dict(row) for row in session.execute(sa.select(table)).mappings()])


def _says(column: str, value: object, person: str) -> bool:
    return value in (person, CODE) or ("canary" in str(value) and column in PERSONAL)


def test_no_table_of_intake_knows_an_erased_person(open_runtime: Callable[..., Any]) -> None:
    intake = Intake(open_runtime(INTAKE))
    person = intake.ready()
    fill(intake.runtime, person)
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=person, sure=True), intake.officer)
    intake.runtime.perform(lambda tx: projections.forget_candidates([CandidateErased(candidate=person)], tx))
    left = remains(intake.runtime, person)
    assert {name: told for name, told in left.items() if name not in EMPTIED} == {}
    assert {column for told in left.values() for column, value in told.items() if "canary" in str(value)} == set()


def test_no_table_of_placements_knows_an_erased_person(open_runtime: Callable[..., Any]) -> None:
    office = Office(open_runtime(PLACEMENTS))
    office.hear(*surroundings(), permission("candidate-1"))
    office.refer("candidate-1")
    office.hire("candidate-1")
    fill(office.runtime, "candidate-1")
    office.hear(CandidateErased(candidate="candidate-1"))
    assert remains(office.runtime, "candidate-1") == {}
