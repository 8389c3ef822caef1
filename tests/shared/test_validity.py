"""A permission is live by one rule, whether rows or values are asked."""

import datetime
from types import SimpleNamespace

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from shared.validity import is_live, live

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
