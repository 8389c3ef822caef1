"""A turn: one instance works, the others stand by. A convenience: the fences are the guarantee."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.clock import machine_monotonic, machine_seconds
from shared.database import Database
from shared.trouble import code_of

LEASE = 10.0
"""Seconds a turn lasts unless it is renewed."""
LONGEST = 30.0
"""Seconds of the longest turn there is, a rebuild's."""
APART = 5.0
"""Seconds by which the clocks of two hosts may differ."""
LOCKED = "55P03"
"""SQLSTATE: the row is locked, and we did not want to wait."""


class Lease:
    """A named turn in one database; whoever holds it renews it, and others wait until it runs out."""

    def __init__(self, database: Database, table: sa.Table, name: str, holder: str, seconds: float = LEASE) -> None:
        self.database = database
        self.table = table
        self.name = name
        self.holder = holder
        self.seconds = seconds
        self._refused = self._before = ""
        self._since: float | None = None

    async def take(self, by_force: bool = False) -> bool:
        """True if the turn is ours (again)."""
        try:
            ours = await self.database.write(lambda session: self._take(session, by_force), f"turn of {self.name}")
        except sa.exc.DBAPIError as error:
            if code_of(error) != LOCKED:
                raise
            ours, self._refused = False, "somebody holds the row"
        self._note(ours)
        return ours

    @property
    def stuck(self) -> float:
        """Seconds for which the turn has been somebody's who does not renew it; 0 where all is well."""
        return machine_monotonic() - self._since if self._since is not None else 0.0

    def _note(self, ours: bool) -> None:
        """Another holder who renews is one who works: only the same refusal again is a wait."""
        if ours or self._refused != self._before:
            self._since = None if ours else machine_monotonic()
        self._before = "" if ours else self._refused

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
        """Look first, and lock only what can be had: a process that stands still in here keeps nobody waiting."""
        lease = self.table
        now, mine = machine_seconds(), sa.select(lease).where(lease.c.name == self.name)
        row = session.execute(mine).first()
        if row is not None and not by_force and self._is_anothers(row, now):
            self._refused = f"{row.holder} until {row.until}"
            return False
        if row is not None:
            session.execute(mine.with_for_update(nowait=True))
        values = {"name": self.name, "holder": self.holder, "until": now + self.seconds}
        change = sa.insert(lease) if row is None else sa.update(lease).where(lease.c.name == self.name)
        session.execute(change.values(**values))
        return True

    def _is_anothers(self, row: sa.Row[Any], now: float) -> bool:
        """One that lasts longer than any turn was written by a clock that was put back since, or by another host's."""
        return bool(row.holder != self.holder and now < row.until <= now + LONGEST + APART)
