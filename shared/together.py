"""Several pieces of work in one commit: where many are done one after the other, and the disk need not be waited for each time."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from shared.auth import Actor
from shared.clock import Clock
from shared.service import Runtime
from shared.transaction import Transaction


class Piece(NamedTuple):
    """One of them, and by which clock; `actor` is asked when its turn comes."""

    work: Callable[[Transaction], object]
    actor: Callable[[], Actor]
    clock: Clock


def perform_together(runtime: Runtime, pieces: Sequence[Piece]) -> None:
    """Run all on this thread, each as if it were alone; all of them are committed, or none."""

    def attempt(session: Session) -> list[Transaction]:
        return [_done(runtime, session, one) for one in pieces]

    for tx in runtime.database.transact(attempt, "perform_together"):
        runtime.committed(None, None, tx)


def _done(runtime: Runtime, session: Session, one: Piece) -> Transaction:
    tx = runtime.transaction(session, one.actor(), one.clock)
    one.work(tx)
    tx.finish()
    return tx
