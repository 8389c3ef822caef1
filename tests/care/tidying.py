"""The two services as retention tidies them: a row put there, the periods carried out, the rows counted."""

import datetime
from typing import Any

import sqlalchemy as sa

from services.intake.access import tables as people
from shared import retention as engine
from tests.intake.conftest import Intake
from tests.placements.conftest import Office


def tidy(one: Intake | Office, periods: tuple[Any, ...]) -> dict[str, int]:
    return one.runtime.perform(lambda tx: engine.carry_out(periods, tx))


def put(one: Intake, table: sa.Table, **values: Any) -> None:
    one.runtime.database.transact(lambda s: s.execute(sa.insert(table).values(**values)))


def count(one: Intake | Office, table: sa.Table) -> int:
    return one.runtime.database.look(lambda s: s.scalars(sa.select(sa.func.count()).select_from(table)).one())


def employer_account(intake: Intake) -> str:
    intake.registered()
    return str(intake.runtime.database.look(lambda s: s.scalar(sa.select(people.account.c.id))))


H, D = datetime.timedelta(hours=1), datetime.timedelta(days=1)
