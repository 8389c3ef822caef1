"""Editions as published, what they rest on, and whether they still follow from the facts."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import Edition
from services.recognition.editions.people import stood_in
from services.recognition.editions.queries.priors import EarlierEdition, priors_of
from services.recognition.editions.queries.requests import groups_that_asked
from services.recognition.editions.queries.rows import digest_of_kept, row_of, rows_of
from services.recognition.editions.rules.canonical import canonical, digest
from services.recognition.editions.rules.corrections import Knew
from services.recognition.editions.rules.entries import Entry, corrected, counts_people, entry
from services.recognition.editions.rules.rows import Group
from services.recognition.editions.tables import edition
from services.recognition.standing.queries.facts import chunks, facts_of, late_facts
from services.recognition.standing.queries.groups import PublicGroup, public_groups
from services.recognition.standing.tables import late_fact
from shared.clock import SOFIA, end_of_day
from shared.transaction import Missing
from web.grammar.latin import transliterate

__all__ = [
    "Verified",
    "all_editions",
    "corrected_by",
    "edition_entries",
    "edition_numbered",
    "editions_before",
    "latest_edition",
    "row_of",
    "rows_of",
    "verify",
]
AT_ONCE = 1000
"""Groups computed together: their facts are in memory at one time."""


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an edition's rows follow from the facts: the published digest and the recomputed one."""

    number: str
    published: str
    recomputed: str
    kept: str
    """Digest of the rows as they are kept."""
    method: str
    """The method it was published under; one that this code does not know cannot be recomputed."""
    late: int = 0
    """Facts that were recorded in time but arrived too late for it."""

    @property
    def known_method(self) -> bool:
        return self.method in scoring.METHODS

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
    query = sa.select(Edition).order_by(edition.c.as_of.desc(), edition.c.published_at.desc())
    return list(session.scalars(query))


def editions_before(session: Session, found: Edition) -> list[Edition]:
    """Those of the same quarter published before it, in the order of publication: the edition, then its corrections."""
    table = edition.c
    query = sa.select(Edition).where(table.as_of == found.as_of, table.published_at < found.published_at)
    return list(session.scalars(query.order_by(table.published_at)))


def corrected_by(session: Session, found: Edition) -> str | None:
    """The newest correction published after this edition of the same quarter, if there is one."""
    table = edition.c
    later = sa.select(table.number).where(table.as_of == found.as_of, table.published_at > found.published_at)
    return session.scalars(later.order_by(table.published_at.desc()).limit(1)).first()


def edition_entries(
    session: Session, of: Edition, *, verifying: bool = False, only: Collection[str] | None = None
) -> list[Entry]:
    """Every listable group's entry in this edition, by what was known at its K, in the order of their references.

    Suspended groups have an entry, so that their basis goes on, and no row. `only`: of these groups.
    """
    late = of.number if verifying else None
    groups = public_groups(session, of.as_of, end_of_day(of.as_of), only, without_late_of=of.corrects or late)
    listable = sorted(group for group, found in groups.items() if found.agreed)
    if of.corrects:
        still = public_groups(session, _day(of.known_at), of.known_at, only, without_late_of=late)
        listable = [group for group in listable if group in still and still[group].agreed]
    return [
        one
        for some in chunks(listable, AT_ONCE)
        for one in _entries(session, of, {group: groups[group] for group in some}, late)
    ]


def _entries(session: Session, of: Edition, groups: dict[str, PublicGroup], late: str | None) -> Iterator[Entry]:
    facts = facts_of(session, list(groups), of.known_at, without_late_of=late)
    known_at = _day(of.known_at)
    before = _before(session, of)
    sources = _sources(of, facts)
    priors = priors_of(session, groups.keys() | set().union(*sources.values()), of, before)
    knew = _what_they_knew(session, before) if of.corrects else {}
    asked = groups_that_asked(session, of)
    for group, found in groups.items():
        prior, inputs = priors.get(group), _group(found, facts[group])
        if not of.corrects:
            others = [priors[one] for one in sorted(sources[group]) if one in priors]
            yield entry(inputs, prior, of.number, of.as_of, known_at, scoring.METHODS[of.method], others)
        elif prior is not None:
            wished = None if of.asked is None else group in asked
            yield corrected(inputs, prior, knew[prior.taken_in], knew[of.corrects], known_at, wished)


def _sources(of: Edition, facts: Mapping[str, Sequence[scoring.Fact]]) -> dict[str, set[str]]:
    """Per group, the others from which it may have taken over people; a correction keeps the people of its edition."""
    moves = counts_people(scoring.METHODS[of.method]) and not of.corrects
    return {group: stood_in(told, group) if moves else set() for group, told in facts.items()}


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(SOFIA).date()


def _group(found: PublicGroup, facts: list[scoring.Fact]) -> Group:
    lead = found.lead
    return Group(
        group=found.group,
        name=lead.name,
        name_latin=lead.name_en or transliterate(lead.name),
        sector=lead.sector,
        town=lead.town,
        points_agreed=found.marks.points,
        facts=facts,
    )


def _before(session: Session, of: Edition) -> list[EarlierEdition]:
    """Editions published before this one, newest quarter first, in each the newest correction first."""
    query = sa.select(edition.c.number, edition.c.as_of, edition.c.corrects, edition.c.method)
    query = query.where(edition.c.published_at < of.published_at, edition.c.as_of <= of.as_of)
    rows = session.execute(query.order_by(edition.c.as_of.desc(), edition.c.published_at.desc()))
    return [
        EarlierEdition(number=row.number, as_of=row.as_of, corrects=row.corrects, method=row.method) for row in rows
    ]


def _what_they_knew(session: Session, before: Sequence[EarlierEdition]) -> dict[str, Knew]:
    late: dict[str, set[str]] = defaultdict(set)
    for row in session.execute(sa.select(late_fact.c.edition, late_fact.c.event_id)):
        late[row.edition].add(row.event_id)
    return {
        one.number: Knew(as_of=one.as_of, method=scoring.METHODS[one.method], late=frozenset(late[one.number]))
        for one in before
    }


def verify(session: Session, number: str) -> Verified:
    """Recompute an edition from the facts that had arrived when it was published. Raises Missing."""
    of = edition_numbered(session, number)
    return Verified(
        number=number,
        published=of.digest,
        recomputed=_recomputed(session, of) if of.method in scoring.METHODS else "",
        kept=digest_of_kept(session, number),
        method=of.method,
        late=len(late_facts(session, number)),
    )


def _recomputed(session: Session, of: Edition) -> str:
    """The digest that the facts give by the edition's own method."""
    entries = edition_entries(session, of, verifying=True)
    return digest(canonical([entry.row for entry in entries if entry.row], of.salt))
