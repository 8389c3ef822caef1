"""What a contract promises: which kinds count, how long it is meant to last, what pay is asked about."""

import datetime
from decimal import ROUND_CEILING, Decimal

from services.placements.referrals.model import month_later

PERMANENT, FIXED_TERM, APPRENTICESHIP = "permanent", "fixed_term", "apprenticeship"
COUNTED = (PERMANENT, FIXED_TERM, APPRENTICESHIP)
"""Paid work under an employment contract: the only kinds that are told as a hire."""
WORK = (*COUNTED, "civil", "freelance")
CONTRACTS = (*WORK, "internship", "volunteering")

WAGE_BP = {"yes": 12000, "no": 11999, "not_told": None}
"""Pay in basis points of the legal minimum, from the answer to "is it at least 120 %?"."""

MINIMUM_WAGE = {
    "BG": (
        (datetime.date(2023, 1, 1), Decimal("398.81")),  # 780 BGN
        (datetime.date(2024, 1, 1), Decimal("477.04")),  # 933 BGN
        (datetime.date(2025, 1, 1), Decimal("550.66")),  # 1077 BGN
        (datetime.date(2026, 1, 1), Decimal("620.20")),
    )
}
"""Legal minimum pay a month for 40 hours a week, in euro, from a day on; amounts before 2026 at 1.95583 BGN.

Each is decreed for one year: what the next one brings is not known before it stands here.
"""
FULL_WEEK = 40


def minimum_wage(country: str, day: datetime.date) -> Decimal | None:
    """The monthly minimum in euro in force on `day`; None where this table does not know it, or not yet."""
    known = [(since, amount) for since, amount in MINIMUM_WAGE.get(country, ()) if since <= day]
    return known[-1][1] if known and known[-1][0].year == day.year else None


def asked_pay(country: str, day: datetime.date, hours: int) -> Decimal | None:
    """120 % of the minimum of that day for these weekly hours, in euro, rounded up to the cent."""
    minimum = minimum_wage(country, day)
    if minimum is None:
        return None
    return (minimum * 12 * hours / (10 * FULL_WEEK)).quantize(Decimal("0.01"), ROUND_CEILING)


def planned_days(first: datetime.date, last: datetime.date) -> int:
    """Days from first to last, both included; whole months count as at least 30 each and twelve of them as 365."""
    months = whole_months(first, last)
    return max((last - first).days + 1, 30 * months + 5 * (months // 12))


def whole_months(first: datetime.date, last: datetime.date) -> int:
    """How many whole calendar months lie between the two, both included."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    while months > 0 and month_later(first, months) - datetime.timedelta(days=1) > last:
        months -= 1
    return months
