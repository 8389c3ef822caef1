"""How long ago this service heard its stream: what others took back is known here only as far as it was heard."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.broker import Delivery
from shared.clock import machine_monotonic, machine_seconds
from shared.database import Database

DEAF = 60.0
"""Seconds without even a heartbeat after which closed accounts and withdrawn permissions may be unknown."""
SAID = 5.0
"""Seconds between two marks for the instances that stand by."""


class Hearing:
    """A heartbeat of the stream, or an event that was stored lately and is taken, counts as heard.

    Whoever stands by hears through the mark in the database, which changes as long as the other one hears.
    """

    def __init__(self, database: Database, lease: sa.Table, name: str, holder: str) -> None:
        self._database, self._table, self._name, self._holder = database, lease, name, holder
        self._heard = machine_monotonic()
        self._marked = self._mark = 0.0

    @property
    def is_over(self) -> bool:
        return self.silent > DEAF

    @property
    def silent(self) -> float:
        """Seconds since anything was heard."""
        return machine_monotonic() - self._heard

    async def heard(self, taken: Sequence[Delivery]) -> None:
        """Nothing came but a heartbeat, or these were taken. What was stored long ago says nothing of today."""
        if taken and machine_seconds() - taken[-1].stored / 10**9 > DEAF:
            return
        self._heard = machine_monotonic()
        if not self._database.embedded and self._heard - self._marked > SAID:
            self._marked = self._heard
            await self._database.write(self._write)

    async def of_another(self) -> None:
        """Has the one at work heard anything since we looked?"""
        row = self._table.c
        mark = await self._database.read(lambda s: s.scalar(sa.select(row.until).where(row.name == self._name)))
        if mark is not None and mark != self._mark:
            self._mark, self._heard = mark, machine_monotonic()

    def _write(self, session: Session) -> None:
        table = self._table
        values = {"name": self._name, "holder": self._holder, "until": machine_seconds()}
        changed = session.execute(sa.update(table).where(table.c.name == self._name).values(**values))
        if not changed.rowcount:  # type: ignore[attr-defined]
            session.execute(sa.insert(table).values(**values))
