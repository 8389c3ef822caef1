"""The candidates' keys, in a database of their own: destroying a key erases what it sealed."""

from collections.abc import Iterable

import sqlalchemy as sa

from shared.clock import machine_now
from shared.database import Database, Instant
from shared.sealing import Sealer

metadata = sa.MetaData()

candidate_key = sa.Table(
    "candidate_key",
    metadata,
    sa.Column("candidate", sa.String(64), primary_key=True),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("made", Instant, nullable=False),
)


class KeyRing:
    """Makes and finds the key of each candidate, wrapped by the master key of intake."""

    def __init__(self, database: Database, master: Sealer) -> None:
        self.database = database
        self.master = master
        metadata.create_all(database.engine)

    def make(self, candidate: str) -> Sealer:
        """A new key, safely kept before anything is sealed with it."""
        key, wrapped = self.master.new_key(candidate)
        row = {"candidate": candidate, "wrapped": wrapped, "made": machine_now()}
        self.database.transact(lambda session: session.execute(sa.insert(candidate_key), [row]))
        return Sealer(key)

    def sealers(self, candidates: Iterable[str]) -> dict[str, Sealer]:
        """Whose key is there; the others have been erased."""
        key = candidate_key.c
        query = sa.select(key.candidate, key.wrapped).where(key.candidate.in_(list(candidates)))
        rows = self.database.look(lambda session: session.execute(query).all())
        return {row.candidate: Sealer(self.master.unwrap(bytes(row.wrapped), row.candidate)) for row in rows}

    def sealer(self, candidate: str) -> Sealer:
        """Raises KeyError when the key was destroyed."""
        return self.sealers([candidate])[candidate]
