"""What happens in intake because a day began."""

import datetime

from services.intake.handlers.asking_again import ask_again, tell_leads
from services.intake.handlers.erasure import finish_erasures
from services.intake.handlers.retention import PERIODS, old_letters
from services.intake.handlers.vacancies import close_finished_vacancies, warn_of_endings
from shared.retention import timers_of
from shared.transaction import Transaction


def close_vacancies(day: datetime.date, tx: Transaction) -> None:
    """Vacancies past their closing date, or ninety days old, close by themselves; their employers are told before."""
    warn_of_endings(day, tx)
    close_finished_vacancies(day, tx)


def finish_what_was_begun(day: datetime.date, tx: Transaction) -> None:
    """An erasure that was cut short after the key was destroyed: at every start, and every morning."""
    finish_erasures(tx)


def forget_erasures(day: datetime.date, tx: Transaction) -> None:
    """The erasure log goes once nobody could restore that far back."""
    tx.extra["keys"].forget_erasures(tx.now - datetime.timedelta(days=3653))


def forget_mail(day: datetime.date, tx: Transaction) -> None:
    """Letters that were written to files, where there is no mail server, go after a week."""
    for file in old_letters(tx.extra["mail"]):
        file.unlink(missing_ok=True)


MORNING = (
    close_vacancies,
    finish_what_was_begun,
    ask_again,
    tell_leads,
    *timers_of(PERIODS),
    forget_erasures,
    forget_mail,
)
