"""The candidates' keys, in a database of their own: destroying a key erases what it sealed."""

import datetime
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.database import Database, Instant
from shared.sealing import Sealer
from shared.storage import scrub

metadata = sa.MetaData()

candidate_key = sa.Table(
    "candidate_key",
    metadata,
    sa.Column("candidate", sa.String(64), primary_key=True),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("made", Instant, nullable=False),
)

erased = sa.Table(
    "erased",
    metadata,
    sa.Column("mark", sa.String(32), primary_key=True),
    sa.Column("at", Instant, nullable=False),
)
"""The erasure log: a keyed hash says who must stay erased, whatever backup is restored, and nothing else."""


class KeyRing:
    """Makes and finds the key of each candidate, wrapped by the master key of intake."""

    def __init__(self, database: Database, master: Sealer) -> None:
        self.database = database
        self.master = master
        try:
            metadata.create_all(database.engine)
        except exc.DatabaseError as error:
            if type(error) is not exc.DatabaseError:
                raise
            # a damaged file: whoever opens intake says so before anybody is served (services/care/people_keys.py)

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

    def mark(self, candidate: str) -> str:
        """What the erasure log and the reading audit keep of somebody who was erased."""
        return self.master.index(candidate, "erased")

    def destroy(self, candidate: str) -> None:
        """For ever: the key goes, its bytes are overwritten in the files, and the log says so. Again does no harm."""
        self.note_erased({self.mark(candidate): machine_now()})
        gone = sa.delete(candidate_key).where(candidate_key.c.candidate == candidate)
        self.database.transact(lambda session: session.execute(gone))
        scrub(self.database, candidate_key)

    def log(self) -> dict[str, datetime.datetime]:
        """Every erasure: its mark and when it was."""
        rows = self.database.look(lambda session: session.execute(sa.select(erased)).all())
        return {row.mark: row.at for row in rows}

    def note_erased(self, marks: Mapping[str, datetime.datetime]) -> int:
        """Add to the log what it does not know yet; returns how many that were."""

        def work(session: Session) -> int:
            known = set(session.scalars(sa.select(erased.c.mark)))
            new = [{"mark": mark, "at": at} for mark, at in marks.items() if mark not in known]
            if new:
                session.execute(sa.insert(erased), new)
            return len(new)

        return self.database.transact(work)

    def forget_erasures(self, before: datetime.datetime) -> None:
        """No backup reaches back so far that these would have to be erased again."""
        old = sa.delete(erased).where(erased.c.at < before)
        self.database.transact(lambda session: session.execute(old))

    def destroy_marked(self) -> int:
        """Destroy every key of somebody in the log, as after restoring an older backup. Returns how many."""

        def work(session: Session) -> int:
            marks = set(session.scalars(sa.select(erased.c.mark)))
            held = list(session.scalars(sa.select(candidate_key.c.candidate)))
            gone = [candidate for candidate in held if self.mark(candidate) in marks]
            for candidate in gone:
                session.execute(sa.delete(candidate_key).where(candidate_key.c.candidate == candidate))
            return len(gone)

        count = self.database.transact(work)
        scrub(self.database, candidate_key)
        return count

    def erased_among(self, candidates: Iterable[str]) -> list[str]:
        """Those whose key was destroyed on purpose, in order."""
        marks = self.log()
        return sorted(candidate for candidate in self.keyless(candidates) if self.mark(candidate) in marks)

    def keyless(self, candidates: Iterable[str]) -> set[str]:
        """Those without a key: erased, or their key is lost."""
        held = self.database.look(lambda session: set(session.scalars(sa.select(candidate_key.c.candidate))))
        return set(candidates) - held
