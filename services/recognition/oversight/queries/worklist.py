"""What auditors have to look at, what offices are asked to put right, and what everybody may read of it."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import edition_numbered
from services.recognition.editions.queries.seeds import Seed, seed_of
from services.recognition.editions.rules.corrections import substance
from services.recognition.editions.rules.rows import KEPT_FLOOR, TOTAL_EMPLOYERS, TOTAL_PEOPLE, TOTAL_SHARE, floor
from services.recognition.editions.tables import edition
from services.recognition.oversight.queries.alerts import organisation_names
from services.recognition.oversight.queries.samples import AuditLine, lines
from services.recognition.oversight.tables import audit_line, audit_sample, recorder
from services.recognition.scoring.known import learn
from services.recognition.standing.queries.groups import group_names
from services.recognition.standing.tables import fact
from shared.clock import SOFIA
from shared.transaction import Missing


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One line with what the facts say of it: a placement by its reference, and nobody's name."""

    line: AuditLine
    employer: str
    service: str
    start: datetime.date | None
    seen: datetime.date | None
    """The last day on which somebody other than the employer saw the person at work."""
    put_right_on: datetime.date | None = None
    """When the office corrected the placement, after it could not be confirmed."""


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """One sample and how far its audit is."""

    edition: str
    seed: str
    seed_of: str | None
    kept: int
    outcomes: Counter[str]

    @property
    def lines(self) -> int:
        return self.outcomes.total()


def audits(session: Session) -> list[Audit]:
    """Every sample, newest first."""
    found: dict[str, Counter[str]] = {}
    for one in lines(session):
        found.setdefault(one.edition, Counter())[one.outcome] += 1
    rows = session.execute(sa.select(audit_sample).order_by(audit_sample.c.drawn_at.desc())).all()
    return [
        Audit(
            edition=row.edition,
            seed=row.seed,
            seed_of=row.seed_of,
            kept=row.kept,
            outcomes=found.get(row.edition, Counter()),
        )
        for row in rows
    ]


def work(session: Session, number: str) -> list[Work]:
    """The lines of one edition's sample. Raises Missing."""
    if session.scalar(sa.select(audit_sample.c.edition).where(audit_sample.c.edition == number)) is None:
        raise Missing(number)
    return _work(session, lines(session, audit_line.c.edition == number))


def one_line(session: Session, line: str) -> Work:
    """One line. Raises Missing."""
    found = _work(session, lines(session, audit_line.c.id == line))
    if not found:
        raise Missing(line)
    return found[0]


def asked_back(session: Session, organisation: str) -> list[Work]:
    """What could not be confirmed of the hires that one office recorded; what is not put right yet first."""
    own = sa.select(recorder.c.placement).where(recorder.c.organisation == organisation)
    some = [one for one in lines(session, audit_line.c.placement.in_(own)) if one.outcome == "not_confirmed"]
    return sorted(_work(session, some), key=lambda one: one.put_right_on is not None)


def _work(session: Session, some: Sequence[AuditLine]) -> list[Work]:
    groups = group_names(session, {one.group for one in some})
    by = _recorders(session, [one.placement for one in some])
    services = organisation_names(session, sorted(set(by.values())))
    told = _facts(session, [one.placement for one in some])
    return [
        _line(one, groups[one.group], services.get(by.get(one.placement, ""), ""), told.get(one.placement, []))
        for one in some
    ]


def _recorders(session: Session, placements: Sequence[str]) -> dict[str, str]:
    query = sa.select(recorder.c.placement, recorder.c.organisation).where(recorder.c.placement.in_(placements))
    return {row.placement: row.organisation for row in session.execute(query)}


def _facts(session: Session, placements: Sequence[str]) -> dict[str, list[scoring.Fact]]:
    rows: dict[str, list[bytes]] = {}
    query = sa.select(fact.c.placement, fact.c.data).where(fact.c.placement.in_(placements))
    for placement, data in session.execute(query):
        rows.setdefault(placement, []).append(bytes(data))
    return {placement: scoring.decode_facts(b"[" + b",".join(some) + b"]") for placement, some in rows.items()}


def _line(one: AuditLine, employer: str, service: str, told: Sequence[scoring.Fact]) -> Work:
    known = learn(told, datetime.date.max)
    hire = known.hires.get(one.placement)
    return Work(
        line=one,
        employer=employer,
        service=service,
        start=hire.start if hire else None,
        seen=known.seen.get(one.placement),
        put_right_on=_put_right(one, told),
    )


def _put_right(one: AuditLine, told: Sequence[scoring.Fact]) -> datetime.date | None:
    """The first day since the finding on which the placement was taken back, ended, or told in other words."""
    if one.outcome != "not_confirmed":
        return None
    since = one.findings[-1].at.astimezone(SOFIA).date()
    return min((fact.recorded for fact in _news(told) if fact.recorded >= since), default=None)


def _news(told: Sequence[scoring.Fact]) -> Iterator[scoring.Fact]:
    """Without hires told anew because files were merged or an employer regrouped: the office has said nothing else."""
    yield from (fact for fact in told if isinstance(fact, scoring.Voided | scoring.Ended))
    hires = sorted((fact for fact in told if isinstance(fact, scoring.Hired)), key=lambda one: (one.rev, one.id))
    yield from (now for before, now in pairwise(hires) if substance(before) != substance(now))


class PublicAudit(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody may read of an edition's audit: the seed at once, counts with the next edition and by D5."""

    number: str
    seed: Seed
    told_in: str | None
    """The edition with which its counts became public."""
    drawn: int | None = None
    confirmed: int | None = None
    not_confirmed: int | None = None


def public_audit(session: Session, number: str) -> PublicAudit:
    """Raises Missing for no edition, and for a correction, which has no sample."""
    of = edition_numbered(session, number)
    if of.corrects:
        raise Missing(number)
    following = _following(session, of)
    found = PublicAudit(number=number, seed=seed_of(session, of), told_in=following.number if following else None)
    if following is None:
        return found
    return msgspec.structs.replace(found, **_counts(session, number, following.published_at))


def _following(session: Session, of: Edition) -> Edition | None:
    table = edition.c
    query = sa.select(Edition).where(table.as_of > of.as_of, table.corrects.is_(None)).order_by(table.as_of)
    return session.scalars(query.limit(1)).first()


def _counts(session: Session, number: str, until: datetime.datetime) -> dict[str, int | None]:
    """Down to tens, what was found until then, and only of samples that no single employer makes (D1, D5)."""
    some = lines(session, audit_line.c.edition == number)
    employers = Counter(one.group for one in some)
    if len(employers) < TOTAL_EMPLOYERS or len(some) < TOTAL_PEOPLE:
        return {}
    if TOTAL_SHARE * max(employers.values()) > len(some):
        return {}
    then = Counter(
        word[-1].outcome for one in some if (word := [finding for finding in one.findings if finding.at <= until])
    )
    return {
        "drawn": floor(len(some), KEPT_FLOOR),
        "confirmed": floor(then["confirmed"], KEPT_FLOOR),
        "not_confirmed": floor(then["not_confirmed"], KEPT_FLOOR),
    }
