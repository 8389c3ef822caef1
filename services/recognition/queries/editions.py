"""Editions as published, what they rest on, and whether they still follow from the facts."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import editions, scoring
from services.recognition.model import Edition
from services.recognition.queries.facts import facts_of
from services.recognition.queries.groups import PublicGroup, public_groups
from services.recognition.tables import edition, edition_basis
from shared.clock import SOFIA
from shared.transaction import Missing


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an edition's rows follow from the facts: the published digest and the recomputed one."""

    number: str
    published: str
    recomputed: str
    kept: str
    """Digest of the rows as they are kept."""

    @property
    def agrees(self) -> bool:
        return self.published == self.recomputed == self.kept


def latest_edition(session: Session) -> Edition | None:
    """The newest edition, corrections included."""
    order = sa.select(Edition).order_by(edition.c.as_of.desc(), edition.c.published_at.desc())
    return session.scalars(order.limit(1)).first()


def edition_numbered(session: Session, number: str) -> Edition:
    found = session.get(Edition, number)
    if found is None:
        raise Missing(number)
    return found


def all_editions(session: Session) -> list[Edition]:
    """Newest first."""
    return list(session.scalars(sa.select(Edition).order_by(edition.c.as_of.desc(), edition.c.published_at.desc())))


def rows_of(found: Edition) -> list[editions.Row]:
    return msgspec.json.decode(found.rows, type=list[editions.Row])


def edition_entries(session: Session, of: Edition, *, verifying: bool = False) -> list[editions.Entry]:
    """Every listable group's entry in this edition, computed from what was known at its K."""
    late = of.number if verifying else None
    groups = public_groups(session, of.as_of, of.known_at, without_late_of=late)
    listable = sorted(group for group, found in groups.items() if found.listable)
    facts = facts_of(session, listable, of.known_at, without_late_of=late)
    known_at = of.known_at.astimezone(SOFIA).date()
    entries = []
    for group in listable:
        some = facts[group]
        if of.corrects:
            some = corrections_only(some, of.as_of)
        prior = prior_of(session, group, of)
        if prior is None and of.corrects:
            continue
        inputs = _group(groups[group], some)
        entries.append(editions.entry(inputs, prior, of.number, of.as_of, known_at, keep=bool(of.corrects)))
    return entries


def corrections_only(facts: list[scoring.Fact], original: datetime.date) -> list[scoring.Fact]:
    """What a correction edition may know: everything known at the original K, and later only voids and revisions."""

    def admitted(fact: scoring.Fact) -> bool:
        corrects = isinstance(fact, scoring.Voided) or getattr(fact, "rev", 0) > 0
        return fact.recorded <= original or corrects

    return [fact for fact in facts if admitted(fact)]


def _group(found: PublicGroup, facts: list[scoring.Fact]) -> editions.Group:
    lead = found.lead
    return editions.Group(
        group=found.group,
        name=lead.name,
        name_latin=lead.name_en or lead.name,
        sector=lead.sector,
        town=lead.town,
        points_agreed=found.marks.points,
        facts=facts,
    )


def prior_of(session: Session, group: str, of: Edition) -> editions.Prior | None:
    """What the editions before this one published for a group; a correction stands on the edition it corrects."""
    table = edition_basis.c
    query = (
        sa.select(edition.c.number, edition.c.as_of, edition.c.corrects, table.taken_in, table.raw_tier, table.basis)
        .join(edition, edition.c.number == table.edition)
        .where(table.group == group, edition.c.published_at < of.published_at)
        .order_by(edition.c.as_of.desc(), edition.c.published_at.desc())
    )
    rows = session.execute(query).all()
    before = [row for row in rows if row.as_of < of.as_of]
    base = rows if of.corrects else before
    if not base:
        return None
    quarterly = [row for row in before if row.corrects is None]
    on_it = 0
    for row in quarterly:
        if row.taken_in != base[0].taken_in:
            break
        on_it += 1
    return editions.Prior(
        basis=editions.unpack(base[0].basis),
        taken_in=base[0].taken_in,
        editions_on_it=on_it,
        raw_tiers=_memory(before, of.as_of),
    )


def _memory(before: list[Any], as_of: datetime.date) -> tuple[int, ...]:
    """Raw tiers of the last three quarter-ends that have an edition, each by its newest correction."""
    remembered: dict[datetime.date, int] = {}
    quarters = set(scoring.quarter_ends(as_of))
    for row in before:
        if row.as_of in quarters:
            remembered.setdefault(row.as_of, row.raw_tier)
    return tuple(remembered.values())


def verify(session: Session, number: str) -> Verified:
    """Recompute an edition from the facts that had arrived when it was published."""
    of = edition_numbered(session, number)
    entries = edition_entries(session, of, verifying=True)
    recomputed = editions.digest(editions.canonical([entry.row for entry in entries if entry.row]))
    return Verified(number=number, published=of.digest, recomputed=recomputed, kept=editions.digest(of.rows))
