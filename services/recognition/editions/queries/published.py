"""What an edition says of one group, and why: for the group itself and those who work with it, never outside."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import Edition, number_of, quarter_end
from services.recognition.editions.queries.editions import edition_entries, edition_numbered, latest_edition
from services.recognition.editions.rules.entries import STALE_AFTER, Why
from services.recognition.editions.tables import edition, edition_basis
from services.recognition.standing.queries.facts import facts_of
from services.recognition.standing.queries.groups import group_names
from shared.clock import end_of_day
from shared.tiers import MARKS, tier_name
from shared.transaction import Missing

DAY = datetime.timedelta(days=1)


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """One group in one edition: what is shown, which people that rests on, and what is held back."""

    number: str
    as_of: datetime.date
    published_on: datetime.datetime | None
    """None where the edition is not published: it is as it would be now."""
    corrects: str | None
    note: str
    """Why it was corrected; empty where the correction changed nothing of this group."""
    name: str
    tier: str
    """The mark shown; empty without one."""
    standing: scoring.Standing
    """The numbers the mark follows from, of the people of `taken_in` and everything else as of T."""
    why: Why
    settled: int
    held: int
    taken_in: str
    renewed_in: str
    """The edition that counts everybody anew at the latest, if one is published each quarter."""
    memory: tuple[int, ...]
    late: int
    """Facts about the group that were recorded in time and came after the edition."""

    @property
    def taken_as_of(self) -> datetime.date:
        return quarter_end(self.taken_in)

    @property
    def by_its_numbers(self) -> str:
        """The mark that the numbers alone would give, without the memory of earlier quarters."""
        tier = tier_name(self.standing.raw_tier)
        return tier if tier in MARKS else ""

    @property
    def on_memory(self) -> bool:
        return bool(self.tier) and self.tier != self.by_its_numbers


def published(session: Session, group: str, number: str | None = None) -> Published | None:
    """What the newest edition, or the one named, says of a group; None where it is not in it. Raises Missing."""
    of = edition_numbered(session, number) if number else latest_edition(session)
    return _published(session, group, of, verifying=True) if of else None


def as_it_would_be(session: Session, group: str, number: str, now: datetime.datetime) -> Published | None:
    """What an edition that is not published yet would say of a group now. Raises Refused for what is no quarter."""
    as_of = quarter_end(number)
    draft = Edition(
        number=number, as_of=as_of, known_at=end_of_day(as_of), published_at=now, published_by="",
        method=scoring.CURRENT.name, fingerprint="", digest="",
    )  # fmt: skip
    found = _published(session, group, draft, verifying=False)
    return msgspec.structs.replace(found, published_on=None) if found else None


def _published(session: Session, group: str, of: Edition, *, verifying: bool) -> Published | None:
    entries = edition_entries(session, of, verifying=verifying, only=[group])
    if not entries:
        return None
    entry = entries[0]
    return Published(
        number=of.number,
        as_of=of.as_of,
        published_on=of.published_at,
        corrects=of.corrects,
        note=of.note if _is_touched(session, group, of) else "",
        name=entry.row.name if entry.row else group_names(session, [group])[group],
        tier=entry.row.tier if entry.row else "",
        standing=entry.standing,
        why=entry.why,
        settled=entry.settled,
        held=entry.held,
        taken_in=entry.taken_in,
        renewed_in=_renewed_in(session, entry.taken_in, of),
        memory=entry.memory,
        late=_late(session, group, of) if verifying else 0,
    )


def _renewed_in(session: Session, taken_in: str, of: Edition) -> str:
    """D4: a basis serves four quarterly editions; corrections do not count."""
    table = edition.c
    on_it = sa.select(sa.func.count(sa.distinct(table.as_of))).where(
        table.corrects.is_(None), table.as_of >= quarter_end(taken_in), table.as_of < of.as_of
    )
    day = of.as_of
    for _ in range(max(STALE_AFTER - 1 - (session.scalar(on_it) or 0), 0) + 1):
        day = quarter_end(number_of(day + DAY))
    return number_of(day)


def _is_touched(session: Session, group: str, of: Edition) -> bool:
    """Whether a correction changed the people or the mark of this group; others need not read why there is one."""
    table = edition_basis.c
    both = table.edition.in_([of.number, of.corrects or of.number])
    kept = session.execute(sa.select(table.tier, table.basis).where(both, table.group == group)).all()
    return len({(row.tier, bytes(row.basis)) for row in kept}) > 1


def _late(session: Session, group: str, of: Edition) -> int:
    """How many of the facts recorded until K are left out of the edition because they came too late."""
    in_time = facts_of(session, [group], of.known_at, without_late_of=of.number)[group]
    return len(facts_of(session, [group], of.known_at)[group]) - len(in_time)


def group_in(session: Session, group: str, number: str, now: datetime.datetime) -> Published:
    """What the edition says of a group, or would say now. Raises Missing where it says nothing, Refused for no quarter."""
    out = session.get(Edition, number) is not None
    found = published(session, group, number) if out else as_it_would_be(session, group, number, now)
    if found is None:
        raise Missing(f"{number}: this employer, among those that agreed to be listed")
    return found
