"""A turn: one instance works, the others stand by. A convenience: the fences are the guarantee."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.clock import machine_seconds
from shared.database import Database

LEASE = 10.0
"""Seconds a turn lasts unless it is renewed."""


class Lease:
    """A named turn in one database; whoever holds it renews it, and others wait until it runs out."""

    def __init__(self, database: Database, table: sa.Table, name: str, holder: str, seconds: float = LEASE) -> None:
        self.database = database
        self.table = table
        self.name = name
        self.holder = holder
        self.seconds = seconds

    async def take(self, by_force: bool = False) -> bool:
        """True if the turn is ours (again)."""
        return await self.database.write(lambda session: self._take(session, by_force))

    def held(self, session: Session) -> bool:
        """Whether the turn is ours in this very transaction, which keeps it so until it ends."""
        lease = self.table.c
        holder = session.scalar(sa.select(lease.holder).where(lease.name == self.name).with_for_update())
        return holder == self.holder

    async def give_back(self) -> None:
        lease = self.table
        mine = (lease.c.name == self.name) & (lease.c.holder == self.holder)
        await self.database.write(lambda session: session.execute(sa.delete(lease).where(mine)))

    def _take(self, session: Session, by_force: bool) -> bool:
        lease, now = self.table, machine_seconds()
        row = session.execute(sa.select(lease).where(lease.c.name == self.name).with_for_update()).first()
        if row is not None and row.holder != self.holder and row.until > now and not by_force:
            return False
        values = {"name": self.name, "holder": self.holder, "until": now + self.seconds}
        change = sa.insert(lease) if row is None else sa.update(lease).where(lease.c.name == self.name)
        session.execute(change.values(**values))
        return True
