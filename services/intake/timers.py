"""What happens in intake because a day began."""

import datetime

from services.intake.handlers.erasure import finish_erasures
from services.intake.handlers.retention import PERIODS
from services.intake.handlers.vacancies import close_finished_vacancies, warn_of_endings
from shared.retention import carry_out
from shared.transaction import Transaction


def close_vacancies(day: datetime.date, tx: Transaction) -> None:
    """Vacancies past their closing date, or ninety days old, close by themselves; their employers are told before."""
    close_finished_vacancies(day, tx)
    warn_of_endings(day, tx)


def finish_what_was_begun(day: datetime.date, tx: Transaction) -> None:
    """An erasure that was cut short after the key was destroyed: at every start, and every morning."""
    finish_erasures(tx)


def keep_periods(day: datetime.date, tx: Transaction) -> None:
    """What has been kept long enough goes, and the erasure log with it once nobody could restore that far back."""
    carry_out(PERIODS, tx)
    tx.extra["keys"].forget_erasures(tx.now - datetime.timedelta(days=3653))
