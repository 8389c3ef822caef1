"""Samples: drawn from what an edition rests on, drawn again to check, and what auditors found of them."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import edition_numbered
from services.recognition.editions.queries.seeds import seed_of
from services.recognition.editions.rules.canonical import unpack
from services.recognition.editions.tables import edition_basis
from services.recognition.oversight.rules.sampling import Drawn, kept_placements, sample
from services.recognition.oversight.tables import audit_finding, audit_line, audit_sample
from services.recognition.standing.queries.facts import chunks, facts_of
from shared.clock import SOFIA
from shared.transaction import Missing, Refused

AT_ONCE = 500


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A sample as it follows from an edition and its seed."""

    edition: str
    seed: str
    seed_of: str | None
    kept: int
    """Placements of kept people it was drawn from."""
    drawn: tuple[Drawn, ...]


def draw(session: Session, number: str) -> Sample:
    """The sample of a published edition, from the facts that had arrived by then. Raises Missing and Refused."""
    of = edition_numbered(session, number)
    if of.corrects:
        raise Refused("number", "A correction has no sample of its own; ask for edition {number}", number=of.corrects)
    kept, seed = _kept(session, of), seed_of(session, of)
    return Sample(
        edition=number,
        seed=seed.digest,
        seed_of=seed.edition,
        kept=sum(len(some) for some in kept.values()),
        drawn=sample(kept, seed.digest),
    )


def _kept(session: Session, of: Edition) -> dict[str, Sequence[str]]:
    table = edition_basis.c
    query = sa.select(table.group, table.basis).where(table.edition == of.number).order_by(table.group).limit(AT_ONCE)
    known, method = of.known_at.astimezone(SOFIA).date(), scoring.METHODS[of.method]
    found: dict[str, Sequence[str]] = {}
    reached = ""
    while bases := {
        group: unpack(bytes(basis)) for group, basis in session.execute(query.where(table.group > reached))
    }:
        facts = facts_of(session, bases, of.known_at, without_late_of=of.number)
        for group, basis in bases.items():
            found[group] = kept_placements(basis, facts[group], group, of.as_of, known, method)
        reached = list(bases)[-1]
    return found


def kept_sample(session: Session, number: str) -> Sample:
    """The sample as it was drawn when the edition was published. Raises Missing."""
    row = session.execute(sa.select(audit_sample).where(audit_sample.c.edition == number)).one_or_none()
    if row is None:
        raise Missing(number)
    lines = session.execute(sa.select(audit_line).where(audit_line.c.edition == number)).all()
    drawn = tuple(Drawn(one.group, one.placement) for one in lines)
    return Sample(edition=number, seed=row.seed, seed_of=row.seed_of, kept=row.kept, drawn=drawn)


class AuditFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What one auditor found on one day."""

    outcome: str
    evidence: str
    note: str
    by: str
    at: datetime.datetime


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """A placement to audit, with everything that was found of it, oldest first."""

    id: str
    edition: str
    group: str
    placement: str
    findings: tuple[AuditFinding, ...] = ()

    @property
    def outcome(self) -> str:
        """The last word, or `open`."""
        return self.findings[-1].outcome if self.findings else "open"


def lines(session: Session, *where: Any) -> list[AuditLine]:
    """Lines of samples, newest edition first, in the order of their references."""
    order = (audit_line.c.edition.desc(), audit_line.c.group, audit_line.c.placement)
    rows = session.execute(sa.select(audit_line).where(*where).order_by(*order)).all()
    found = _findings(session, [row.id for row in rows])
    return [AuditLine(**row._mapping, findings=tuple(found.get(row.id, ()))) for row in rows]


def _findings(session: Session, ids: Sequence[str]) -> dict[str, list[AuditFinding]]:
    found: dict[str, list[AuditFinding]] = {}
    for some in chunks(ids, 500):
        query = sa.select(audit_finding).where(audit_finding.c.line.in_(some))
        for row in session.execute(query.order_by(audit_finding.c.at, audit_finding.c.id)):
            told = {name: getattr(row, name) for name in AuditFinding.__struct_fields__}
            found.setdefault(row.line, []).append(AuditFinding(**told))
    return found


def line_numbered(session: Session, line: str) -> AuditLine:
    """One line. Raises Missing."""
    found = lines(session, audit_line.c.id == line)
    if not found:
        raise Missing(line)
    return found[0]


def tally(some: Iterable[AuditLine]) -> Counter[str]:
    """How many lines have which outcome."""
    return Counter(one.outcome for one in some)
