"""What happens because a day began."""

import datetime

from services.placements import handlers
from shared.transaction import Transaction


def ask_follow_ups(day: datetime.date, tx: Transaction) -> None:
    handlers.ask_follow_ups(day, tx)


def lapse_referrals(day: datetime.date, tx: Transaction) -> None:
    handlers.lapse_referrals(day, tx)
