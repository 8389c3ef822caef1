"""Each rule of validity is one rule, whether rows or values are asked."""

import datetime
from types import SimpleNamespace

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from shared.validity import is_live, is_verified, lasts, live, still_lasts, verified

DAY = datetime.date(2026, 6, 15)
days = st.dates(DAY - datetime.timedelta(3), DAY + datetime.timedelta(3))
engine = sa.create_engine("sqlite://")


@given(days, st.none() | days, st.none() | days)
def test_the_rule_for_rows_is_the_rule_for_values(
    begins: datetime.date, ends: datetime.date | None, withdrawn: datetime.date | None
) -> None:
    values = {"begins": begins, "ends": ends, "withdrawn_on": withdrawn}
    columns = SimpleNamespace(**{name: sa.literal(value, sa.Date) for name, value in values.items()})
    with engine.connect() as connection:
        found = connection.scalar(sa.select(sa.case((live(columns, DAY), 1), else_=0)))
    assert bool(found) is is_live(begins, ends, withdrawn, DAY)


@given(st.none() | days, st.none() | days)
def test_verified_and_lasting_are_one_rule_for_rows_and_for_values(
    first: datetime.date | None, second: datetime.date | None
) -> None:
    columns = SimpleNamespace(verified_on=sa.literal(first, sa.Date), closed_on=sa.literal(second, sa.Date))
    rules = (verified(columns), lasts(columns.closed_on, DAY))
    with engine.connect() as connection:
        found = connection.execute(sa.select(*(sa.case((rule, 1), else_=0) for rule in rules))).one()
    assert [bool(one) for one in found] == [is_verified(first, second), still_lasts(second, DAY)]
