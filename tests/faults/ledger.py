"""What must be true of the databases after every fault: what was said to be done is there, was told, and was heard once."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.program import SERVICES
from shared.database import DERIVED, Database
from shared.idempotence import Once
from shared.settings import Settings
from tests.faults.site import Order

OF_THE_MACHINE = ("lease", "inbox", "checkpoint", "idempotence", "alembic_version", "outbox", "letter", "alert")
"""Tables whose rows depend on when something was done, or that are looked at by themselves. Odd patterns are looked for at each
start too, and what is odd in the middle of a day stays said; none can be there twice (a constraint)."""


ONE_OTHER = (("event recognition.profile.published", "event recognition.profile.withdrawn"),)
"""What is told and taken back; how often depends on what one batch holds."""


class Lost(msgspec.Struct):
    """What was found wrong after one fault, in numbers and for people."""

    lost: int = 0
    doubled: int = 0
    why: list[str] = msgspec.field(default_factory=list)


class Ledger:
    """Looks into the databases of an installation, and remembers what it found wrong before."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.databases = {name: Database(settings.database_url(name)) for name in SERVICES}

    def close(self) -> None:
        for database in self.databases.values():
            database.dispose()

    def wrong(self, orders: Mapping[int, Order], acknowledged: Mapping[int, str]) -> Lost:
        """Acknowledged but not there; told but not sent; sent but not heard; set aside; sent by mail twice or never."""
        found = Lost()
        told = {name: self._rows(name, "outbox") for name in SERVICES}
        for name in SERVICES:
            self._orders(name, orders, acknowledged, found)
            waiting = [row.event_id for row in told[name] if row.stream_seq is None]
            _count(found, "lost", waiting, f"{name}: not in the stream")
            heard = {row.event_id for row in self._rows(name, f"{DERIVED}.inbox")}
            hears = set(SERVICES[name].hears)
            unheard = [row.event_id for rows in told.values() for row in rows if row.type in hears] if hears else []
            _count(found, "lost", [one for one in unheard if one not in heard], f"{name}: never heard")
            aside = self._rows(name, f"{DERIVED}.dead_letter")
            _count(found, "lost", [row.type for row in aside], f"{name}: set aside")
            versions = Counter((row.aggregate_id, row.aggregate_version) for row in told[name])
            _count(found, "doubled", [one for one, times in versions.items() if times > 1], f"{name}: told twice")
        self._letters(found)
        return found

    def _orders(self, name: str, orders: Mapping[int, Order], acknowledged: Mapping[int, str], found: Lost) -> None:
        kept = {row.key: row.location for row in self._rows(name, "idempotence")}
        for number, led in acknowledged.items():
            order = orders[number]
            if order.service != name:
                continue
            mark = Once(order.actor.account, f"form {number}").mark(order.command)
            if kept.get(mark) != led:
                _count(found, "lost", [type(order.command).__name__], f"{name}: said to be done and is not")

    def _letters(self, found: Lost) -> None:
        letters = [row for row in self._rows("intake", "letter") if row.sent is not None]
        folder = self.settings.data / "mail"
        files = {file.stem for file in folder.glob("*.eml")} if folder.is_dir() else set[str]()
        _count(found, "lost", [row.kind for row in letters if row.id not in files], "letters noted and never sent")

    def _rows(self, name: str, table: str) -> list[Any]:
        rows = sa.select(SERVICES[name].metadata.tables[table])
        return self.databases[name].look(lambda session: list(session.execute(rows)))

    def counted(self) -> Counter[str]:
        """How many rows of each table and events of each type: the same after the same stories, however often one died."""
        found: Counter[str] = Counter()
        for name, service in SERVICES.items():
            for row in self._rows(name, "outbox"):
                found[f"event {row.type}"] += 1
            for table in service.metadata.sorted_tables:
                if table.name not in OF_THE_MACHINE:
                    query = sa.select(sa.func.count()).select_from(table)
                    found[f"{name}.{table.name}"] = self.databases[name].look(lambda s, q=query: s.scalar(q)) or 0  # type: ignore[misc]
        for on, off in ONE_OTHER:
            found[on] -= found[off]  # both, or neither, where one batch held both reasons
            del found[off]
        return +found

    def standings(self) -> dict[str, Any]:
        """What every employer's standing says, by the employer."""
        table = SERVICES["recognition"].metadata.tables[f"{DERIVED}.standing"]
        return self.databases["recognition"].look(lambda session: _plain(session, table))


def _plain(session: Session, table: sa.Table) -> dict[str, Any]:
    return {str(row[0]): tuple(row[1:]) for row in session.execute(sa.select(table).order_by(table.c[0]))}


def _count(found: Lost, what: str, which: list[Any], why: str) -> None:
    if which:
        setattr(found, what, getattr(found, what) + len(which))
        found.why.append(f"{why}: {len(which)} ({', '.join(map(str, which[:3]))})")
