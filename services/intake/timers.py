"""What happens in intake because a day began."""

import datetime

from services.intake.handlers.vacancies import close_finished_vacancies
from shared.transaction import Transaction


def close_vacancies(day: datetime.date, tx: Transaction) -> None:
    """Vacancies past their closing date, or ninety days old, close by themselves."""
    close_finished_vacancies(day, tx)
