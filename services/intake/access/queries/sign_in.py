"""What somebody has to show of the own account: factors, sessions; and whether a browser is known."""

import datetime
import hashlib

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as access
from services.intake.access import tables as people
from services.intake.access.model.accounts import token_hash
from services.intake.access.model.sign_in import working_day
from services.intake.access.queries.accounts import OpenLink
from shared.auth import Actor
from shared.clock import machine_now
from shared.readers.telephones import shown
from shared.sealing import Sealer
from shared.transaction import Missing


class FactorLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    made: datetime.datetime
    used: datetime.datetime | None


class VisitLine(msgspec.Struct, frozen=True, kw_only=True):
    reference: str
    device: str
    begun: datetime.datetime
    expires: datetime.datetime


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """The page of one's own account."""

    email: str
    phone: str
    lang: str
    factors: tuple[FactorLine, ...]
    codes_left: int
    visits: tuple[VisitLine, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(factor.kind for factor in self.factors)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a second factor was passed on this browser before, and whether today."""

    trusted: bool = False
    second: bool = False


def known(session: Session, mark: str, account: str) -> Known:
    """What the browser with this mark is to the account."""
    row = access.device.c
    found = session.execute(sa.select(row.second_on).where(row.mark == mark, row.account == account)).first()
    if found is None:
        return Known()
    return Known(trusted=found.second_on is not None, second=found.second_on == working_day(machine_now()))


def knows_address(session: Session, sealer: Sealer, mark: str, email: str) -> bool:
    """Whether somebody with this address has signed in on this browser before."""
    row, device = people.account.c, access.device.c
    query = sa.select(row.id).join(access.device, device.account == row.id)
    mine = (device.mark == mark) & (row.email_index == sealer.index(email, "account"))
    return session.execute(query.where(mine)).first() is not None


def mark_of(device: str) -> str:
    return hashlib.sha256(device.encode()).hexdigest()


def kinds_of(session: Session, account: str) -> frozenset[str]:
    """Which kinds of second factor the account has; printed codes do not count alone."""
    row = access.factor.c
    query = sa.select(row.kind).where(row.account == account, row.kind != "code").distinct()
    return frozenset(session.scalars(query))


def own_access(session: Session, sealer: Sealer, actor: Actor) -> Access:
    """Raises Missing."""
    key, row = actor.account, people.account.c
    found = session.execute(sa.select(row.email, row.phone, row.lang).where(row.id == key)).first()
    if found is None:
        raise Missing(f"Account {key}")
    factor, visit = access.factor.c, access.visit.c
    lines = session.execute(
        sa.select(factor.id, factor.kind, factor.made, factor.used).where(factor.account == key).order_by(factor.id)
    ).all()
    open_ = (visit.account == key) & visit.ended.is_(None) & (visit.expires > machine_now())
    columns = [visit.reference, visit.device, visit.begun, visit.expires]
    visits = session.execute(sa.select(*columns).where(open_).order_by(visit.begun.desc()))
    return Access(
        email=sealer.open(found.email, f"account.email.{key}"),
        phone=shown(sealer.open(found.phone, f"account.phone.{key}")) if found.phone else "",
        lang=found.lang,
        factors=tuple(FactorLine(**each._mapping) for each in lines if each.kind != "code"),
        codes_left=sum(each.kind == "code" and each.used is None for each in lines),
        visits=tuple(VisitLine(**each._mapping) for each in visits),
    )


def reset(session: Session, token: str) -> OpenLink:
    """Raises Missing for a token nobody was given."""
    row = access.reset.c
    query = sa.select(row.expires, row.used, people.account.c.lang)
    query = query.join(people.account, people.account.c.id == row.account).where(row.token_hash == token_hash(token))
    found = session.execute(query).first()
    if found is None:
        raise Missing("Reset")
    return OpenLink(good=found.used is None and found.expires > machine_now(), lang=found.lang)


def own_password(session: Session, account: str) -> str:
    """The hash to check against; empty for nobody."""
    row = people.account.c
    return session.scalar(sa.select(row.password).where(row.id == account, row.active)) or ""
