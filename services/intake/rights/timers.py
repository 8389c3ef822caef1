"""What is forgotten because a day began."""

import datetime

from services.intake.rights.handlers.erasure import finish_erasures
from services.intake.rights.handlers.retention import old_letters
from services.intake.tools import tools_of
from shared.transaction import Transaction


def finish_what_was_begun(day: datetime.date, tx: Transaction) -> None:
    """An erasure that was cut short after the key was destroyed: at every start, and every morning."""
    finish_erasures(tx)


def forget_erasures(day: datetime.date, tx: Transaction) -> None:
    """The erasure log goes once nobody could restore that far back."""
    tools_of(tx).keys.forget_erasures(tx.now - datetime.timedelta(days=3653))


def forget_mail(day: datetime.date, tx: Transaction) -> None:
    """Letters that were written to files, where there is no mail server, go after a week."""
    for file in old_letters(tools_of(tx).mail):
        file.unlink(missing_ok=True)
