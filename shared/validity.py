"""When a permission is live, a vacancy not over, an employer on the platform: once for rows and once for values.

The rules for rows are written with the operators of the columns alone, so that models may import this file too.
"""

import datetime
from typing import Any


def live(columns: Any, day: datetime.date) -> Any:
    """The same as `is_live`, as a condition on a table with the columns `begins`, `ends` and `withdrawn_on`."""
    return columns.withdrawn_on.is_(None) & (columns.begins <= day) & lasts(columns.ends, day)


def is_live(
    begins: datetime.date, ends: datetime.date | None, withdrawn_on: datetime.date | None, day: datetime.date
) -> bool:
    """Whether it holds on this day. A withdrawal ends it at once, whatever its day."""
    return withdrawn_on is None and begins <= day and still_lasts(ends, day)


def lasts(last_day: Any, day: datetime.date) -> Any:
    """The same as `still_lasts`, as a condition on a column."""
    return last_day.is_(None) | (last_day >= day)


def still_lasts(last_day: datetime.date | None, day: datetime.date) -> bool:
    """Whether what has this last day, or none, is not over on a day; the last day itself still counts."""
    return last_day is None or last_day >= day


def verified(columns: Any) -> Any:
    """The same as `is_verified`, as a condition on a table with the columns `verified_on` and `closed_on`."""
    return columns.verified_on.is_not(None) & columns.closed_on.is_(None)


def is_verified(verified_on: datetime.date | None, closed_on: datetime.date | None) -> bool:
    """Whether an employer was checked and has not closed: only then what it offers is public."""
    return verified_on is not None and closed_on is None
