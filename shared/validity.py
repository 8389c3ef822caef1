"""When a permission is live, once for rows and once for values: from its first day on, through its last, not withdrawn."""

import datetime
from typing import Any

import sqlalchemy as sa


def live(columns: Any, day: datetime.date) -> sa.ColumnElement[bool]:
    """The same as `is_live`, of a table with the columns `begins`, `ends` and `withdrawn_on`."""
    lasts = sa.or_(columns.ends.is_(None), columns.ends >= day)
    return sa.and_(columns.withdrawn_on.is_(None), columns.begins <= day, lasts)


def is_live(
    begins: datetime.date, ends: datetime.date | None, withdrawn_on: datetime.date | None, day: datetime.date
) -> bool:
    """Whether it holds on this day. A withdrawal ends it at once, whatever its day."""
    return withdrawn_on is None and begins <= day and (ends is None or ends >= day)
