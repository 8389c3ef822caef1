"""Letters: written in the transaction that causes them, sent afterwards."""

import datetime

from services.intake.model.accounts import Letter
from shared.clock import machine_now
from shared.message import new_id
from shared.transaction import Transaction


def write_letter(tx: Transaction, kind: str, address: str, path: str, lang: str) -> None:
    """Put a letter in the tray. `path` is the local address its link leads to."""
    sealer, key = tx.extra["sealer"], new_id()
    tx.add(
        Letter(
            id=key,
            kind=kind,
            address=sealer.seal(address, f"letter.address.{key}"),
            path=sealer.seal(path, f"letter.path.{key}"),
            lang=lang,
            made=machine_now(),
        )
    )


def note_sent_letters(letters: tuple[str, ...], tx: Transaction) -> None:
    sent: datetime.datetime = machine_now()
    for key in letters:
        tx.get(Letter, key).sent = sent
