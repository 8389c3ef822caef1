"""Employers: the list to be checked, one employer's file."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import structs
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.access.queries.accounts import OrganisationLine, organisations
from services.intake.employers import tables as employers
from services.intake.employers.model import WORKING_DAYS_TO_VERIFY, gender_of
from services.intake.employers.queries.claims import Claim, claims, contact_of
from services.intake.employers.second_look import digest
from shared.auth import Actor
from shared.readers.lookalikes import looks
from shared.readers.workdays import working_days_after
from shared.sealing import Sealer
from shared.transaction import Missing
from shared.validity import verified
from web.lists import By, Choices, Page, Search, choices_of, matching, page_of

OFFICE = ("officer", "lead", "editor", "administrator")


class EmployerLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    name_en: str
    country: str
    national_id: str
    town: str
    registered_on: datetime.date
    verified_on: datetime.date | None
    refused_on: datetime.date | None
    closed_on: datetime.date | None
    proposed_on: datetime.date | None

    @property
    def state(self) -> str:
        if self.closed_on:
            return "closed"
        if self.verified_on:
            return "verified"
        return "refused" if self.refused_on else "waiting"

    @property
    def verify_by(self) -> datetime.date:
        return working_days_after(self.registered_on, WORKING_DAYS_TO_VERIFY)


class EmployerFile(EmployerLine, frozen=True, kw_only=True):
    """All about one employer but its people."""

    legal_form: str
    sector: str
    founded: int | None
    links: tuple[str, ...]
    trade_word: str
    trade_gender: str | None
    seeks_partners: bool
    headcount: int | None
    headcount_on: datetime.date | None
    refusal: str
    registered_by: str
    proposed: dict[str, Any] | None
    proposed_by: str
    joined_on: datetime.date | None
    left_on: datetime.date | None
    shows_points: bool
    group: str | None
    group_lead: bool
    group_name: str = ""
    contact: tuple[str, ...] = ()
    confirmed: bool = False
    practices: tuple["PracticeLine", ...] = ()
    suspensions: tuple["SuspensionLine", ...] = ()
    claims: tuple["Claim", ...] = ()
    resembles: tuple["Choice", ...] = ()
    """Verified employers whose name prints the same as the one that is to be checked."""

    @property
    def odd_gender(self) -> str:
        """The grammatical gender of the trade word where its ending does not tell; otherwise nothing."""
        return self.trade_gender or "" if self.trade_gender != gender_of(self.trade_word) else ""

    @property
    def proposal(self) -> str:
        """Which change it is that waits, for whoever decides about what is on the page."""
        return digest(self.proposed)

    @property
    def is_told(self) -> bool:
        """Whether readers learn more of it than its registration."""
        return bool(self.links or self.trade_word or self.founded)

    @property
    def is_listed(self) -> bool:
        return self.joined_on is not None and self.left_on is None


class PracticeLine(msgspec.Struct, frozen=True, kw_only=True):
    practice: str
    details: tuple[str, ...]
    on: datetime.date
    evidence: int


class SuspensionLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    begins: datetime.date
    ends: datetime.date | None
    reason: str


def employer_lines(session: Session, asked: str = "", after: str = "") -> Page[EmployerLine]:
    """Those that wait to be checked first, oldest first; then the others by name; with words only those that fit them."""
    row = employers.employer.c
    decided = sa.or_(row.verified_on.is_not(None), row.refused_on.is_not(None), row.closed_on.is_not(None))
    decided = sa.and_(decided, row.proposed_on.is_(None))
    waiting = sa.case((decided, 1), else_=0)
    first = sa.case((decided, sa.literal(datetime.date.max, sa.Date)), else_=row.registered_on)
    query = sa.select(*(row[name] for name in EmployerLine.__struct_fields__))
    if asked:
        query = query.where(matching(row.search, asked))
    order = (By(waiting), By(first), By(row.name), By(row.id))
    return page_of(session, query, order, after).of(lambda each: EmployerLine(**each))


def with_groups(session: Session) -> list[OrganisationLine]:
    """Every organisation with the name of the group that it belongs to."""
    found = organisations(session)
    row = employers.employer.c
    query = sa.select(row.id, row.name).where(row.id.in_({each.group for each in found if each.group}))
    names = {each.id: each.name for each in session.execute(query)}
    return [structs.replace(each, group_name=names.get(each.group or "", "")) for each in found]


def how_many(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(employers.employer)) or 0


def employer_file(session: Session, sealer: Sealer, actor: Actor, key: str) -> EmployerFile:
    """For the office, or the employer itself. Raises Missing."""
    row = employers.employer.c
    query = sa.select(employers.employer).where(row.id == key)
    mine = sa.true() if actor.is_(*OFFICE) else row.id == actor.employer
    if (found := session.execute(query.where(mine)).first()) is None:
        raise Missing(f"Employer {key}")
    kept: dict[str, Any] = {name: found._mapping[name] for name in FACTS}
    return EmployerFile(
        **kept,
        group_name=_group_name(session, found.group),
        contact=contact_of(sealer.open(found.contact, f"employer.contact.{key}")) if found.contact else (),
        confirmed=_is_confirmed(session, key),
        practices=_practices(session, key),
        suspensions=_suspensions(session, key),
        claims=claims(session, sealer, key) if actor.is_(*OFFICE) else (),
        resembles=_resembling(session, found) if actor.is_(*OFFICE) else (),
    )


FACTS = [name for name in EmployerFile.__struct_fields__ if name in employers.employer.c and name != "contact"]


def _group_name(session: Session, group: str | None) -> str:
    name = sa.select(employers.employer.c.name).where(employers.employer.c.id == group)
    return session.execute(name).scalar() or "" if group else ""


def _resembling(session: Session, one: Any) -> tuple["Choice", ...]:
    if one.verified_on and not one.proposed:
        return ()
    proposed = one.proposed or {}
    seen = {looks(name) for name in (one.name, one.name_en, proposed.get("name"), proposed.get("name_en")) if name}
    row = employers.employer.c
    query = sa.select(row.id, row.name, row.name_en).where(row.verified_on.is_not(None), row.id != one.id)
    return tuple(Choice(*each) for each in session.execute(query) if seen & {looks(each.name), looks(each.name_en)})


def _is_confirmed(session: Session, key: str) -> bool:
    row = people.account.c
    return session.execute(sa.select(row.id).where(row.employer == key, row.confirmed).limit(1)).first() is not None


def _practices(session: Session, key: str) -> tuple[PracticeLine, ...]:
    """The newest confirmation of each practice that was not withdrawn."""
    row = employers.practice.c
    query = sa.select(row.practice, row.details, row.on, row.evidence)
    query = query.where(row.employer == key, row.withdrawn_on.is_(None)).order_by(row.on, row.id)
    newest = {each.practice: PracticeLine(**each._mapping) for each in session.execute(query)}
    return tuple(newest[name] for name in sorted(newest))


def _suspensions(session: Session, key: str) -> tuple[SuspensionLine, ...]:
    row = employers.suspension.c
    query = sa.select(row.id, row.begins, row.ends, row.reason).where(row.employer == key).order_by(row.begins, row.id)
    return tuple(SuspensionLine(**each._mapping) for each in session.execute(query))


class Choice(msgspec.Struct, frozen=True):
    id: str
    name: str
    name_en: str


def employer_choices(session: Session, asked: str = "", chosen: str = "") -> Choices[Choice]:
    """Verified employers, to choose from."""
    row = employers.employer.c
    query = sa.select(row.id, row.name, row.name_en).where(verified(row)).order_by(row.name, row.id)
    found = choices_of(session, query, Search(row.id, row.search), asked, chosen).of(lambda each: Choice(**each))
    return found.in_order(lambda each: each.name)
