"""What happens because a day began."""

import datetime

from services.placements import handlers
from services.placements.handlers.retention import PERIODS
from shared.retention import timers_of
from shared.transaction import Transaction


def ask_follow_ups(day: datetime.date, tx: Transaction) -> None:
    handlers.ask_follow_ups(day, tx)


def lapse_referrals(day: datetime.date, tx: Transaction) -> None:
    handlers.lapse_referrals(day, tx)


MORNING = (ask_follow_ups, lapse_referrals, *timers_of(PERIODS))
"""At last, what has been kept long enough goes, or loses the person behind it."""
