"""What happens to vacancies because a day began."""

import datetime

from services.intake.vacancies.handlers import close_finished_vacancies, warn_of_endings
from shared.transaction import Transaction


def close_vacancies(day: datetime.date, tx: Transaction) -> None:
    """Vacancies past their closing date, or ninety days old, close by themselves; their employers are told before."""
    warn_of_endings(day, tx)
    close_finished_vacancies(day, tx)
