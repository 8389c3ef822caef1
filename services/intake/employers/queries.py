"""Employers: the list to be checked, one employer's file."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.access.model.accounts import token_hash
from services.intake.access.queries.accounts import OpenLink
from services.intake.employers import tables as employers
from services.intake.employers.claim import Registration
from services.intake.employers.commands import RegisterEmployer
from services.intake.employers.model import WORKING_DAYS_TO_VERIFY, gender_of
from services.intake.employers.second_look import digest
from shared.auth import Actor
from shared.clock import machine_now
from shared.readers.workdays import working_days_after
from shared.sealing import Sealer
from shared.transaction import Missing
from shared.validity import verified

OFFICE = ("officer", "lead", "editor", "administrator")
LIST_LENGTH = 200


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


def employer_lines(session: Session) -> list[EmployerLine]:
    """Those that wait to be checked first, oldest first; then the others by name."""
    row = employers.employer.c
    decided = sa.or_(row.verified_on.is_not(None), row.refused_on.is_not(None), row.closed_on.is_not(None))
    decided = sa.and_(decided, row.proposed_on.is_(None))
    waiting = sa.case((decided, 1), else_=0)
    first = sa.case((decided, None), else_=row.registered_on)
    query = sa.select(*(row[name] for name in EmployerLine.__struct_fields__))
    query = query.order_by(waiting, first, row.name, row.id).limit(LIST_LENGTH)
    return [EmployerLine(**each._mapping) for each in session.execute(query)]


def employer_file(session: Session, sealer: Sealer, actor: Actor, key: str) -> EmployerFile:
    """For the office, or the employer itself. Raises Missing."""
    row = employers.employer.c
    query = sa.select(employers.employer).where(row.id == key)
    if not actor.is_(*OFFICE):
        query = query.where(row.id == actor.employer)
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Employer {key}")
    kept: dict[str, Any] = {name: found._mapping[name] for name in FACTS}
    return EmployerFile(
        **kept,
        group_name=_group_name(session, found.group),
        contact=tuple(sealer.open(found.contact, f"employer.contact.{key}").split("\n")) if found.contact else (),
        confirmed=_is_confirmed(session, key),
        practices=_practices(session, key),
        suspensions=_suspensions(session, key),
        claims=_claims(session, sealer, key) if actor.is_(*OFFICE) else (),
    )


FACTS = [name for name in EmployerFile.__struct_fields__ if name in employers.employer.c and name != "contact"]


def _group_name(session: Session, group: str | None) -> str:
    name = sa.select(employers.employer.c.name).where(employers.employer.c.id == group)
    return session.execute(name).scalar() or "" if group else ""


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


def registration(session: Session, token: str) -> OpenLink:
    """Raises Missing for a token nobody was given."""
    row = employers.registration.c
    query = sa.select(row.expires, row.used).where(row.token_hash == token_hash(token))
    found = session.execute(query).first()
    if found is None:
        raise Missing("Registration")
    return OpenLink(good=found.used is None and found.expires > machine_now(), lang="")


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A later registration of the same number, whose address is proved: the office decides."""

    account: str
    name: str
    town: str
    website: str | None
    contact: tuple[str, ...]


def _claims(session: Session, sealer: Sealer, key: str) -> tuple[Claim, ...]:
    row = employers.registration.c
    found = session.scalars(sa.select(Registration).where(row.employer == key).order_by(row.used))
    return tuple(_claim(each, sealer) for each in found)


def _claim(waiting: Registration, sealer: Sealer) -> Claim:
    text = sealer.open(waiting.facts, f"registration.facts.{waiting.token_hash}")
    facts = msgspec.json.decode(text, type=RegisterEmployer)
    contact = (facts.contact_name, facts.contact_email, facts.contact_phone or "")
    return Claim(account=str(waiting.account), name=facts.name, town=facts.town, website=facts.website, contact=contact)


class Choice(msgspec.Struct, frozen=True):
    id: str
    name: str
    name_en: str


def employer_choices(session: Session) -> list[Choice]:
    """Verified employers, to choose from."""
    row = employers.employer.c
    query = sa.select(row.id, row.name, row.name_en).where(verified(row)).order_by(row.name, row.id)
    return [Choice(each.id, each.name, each.name_en) for each in session.execute(query)]
