"""Who may sign in, which links are good, which letters wait, who the colleagues are."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.access.commands import SignIn
from services.intake.access.model.accounts import password_fits, token_hash
from shared.clock import machine_now
from shared.readers.collation import in_order
from shared.sealing import Sealer
from shared.transaction import Missing


class SigningIn(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a session says of its account."""

    account: str
    email: str
    name: str
    roles: tuple[str, ...]
    organisation: str | None
    employer: str | None
    lang: str
    confirmed: bool

    @property
    def waits(self) -> bool:
        """Registered an employer that the office has not yet decided to be theirs: nothing to sign in to."""
        return self.roles == ("employer",) and self.employer is None

    @property
    def who(self) -> dict[str, Any]:
        """What a new session is made of."""
        given = msgspec.structs.asdict(self)
        del given["confirmed"], given["email"]
        return given


class OpenLink(msgspec.Struct, frozen=True, kw_only=True):
    good: bool
    lang: str
    roles: tuple[str, ...] = ()
    organisation: str = ""


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    name: str
    email: str
    roles: tuple[str, ...]
    organisation: str
    active: bool


class OrganisationLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    town: str
    group: str | None
    phone: str = ""
    hours: str = ""
    group_name: str = ""


def signing_in(session: Session, sealer: Sealer, command: SignIn) -> SigningIn | None:
    """None for an unknown address and for a wrong password alike, after the same work."""
    row = people.account.c
    mine = (row.email_index == sealer.index(command.email, "account")) & row.active & row.confirmed
    found = session.execute(sa.select(people.account).where(mine)).first()
    if not password_fits(found.password if found else "", command.password) or found is None:
        return None
    return _signing_in(found, sealer)


def hash_of(session: Session, sealer: Sealer, email: str) -> str:
    """What to compare a password with; empty for nobody."""
    row = people.account.c
    mine = (row.email_index == sealer.index(email, "account")) & row.active & row.confirmed
    return session.scalar(sa.select(row.password).where(mine)) or ""


def account(session: Session, sealer: Sealer, key: str) -> SigningIn:
    """Raises Missing."""
    found = session.execute(
        sa.select(people.account).where(people.account.c.id == key, people.account.c.active)
    ).first()
    if found is None:
        raise Missing(f"Account {key}")
    return _signing_in(found, sealer)


def _signing_in(row: Any, sealer: Sealer) -> SigningIn:
    return SigningIn(
        account=row.id,
        email=sealer.open(row.email, f"account.email.{row.id}"),
        name=sealer.open(row.name, f"account.name.{row.id}"),
        roles=row.roles,
        organisation=row.organisation,
        employer=row.employer,
        lang=row.lang,
        confirmed=row.confirmed,
    )


def invitation(session: Session, token: str) -> OpenLink:
    """Raises Missing for a token nobody was given."""
    place = people.organisation
    row = people.invitation.c
    joined = people.invitation.outerjoin(place, place.c.id == row.organisation)
    query = sa.select(row.roles, row.lang, row.expires, row.used, place.c.name).select_from(joined)
    found = session.execute(query.where(row.token_hash == token_hash(token))).first()
    if found is None:
        raise Missing("Invitation")
    good = found.used is None and found.expires > machine_now()
    return OpenLink(good=good, lang=found.lang, roles=found.roles, organisation=found.name or "")


def colleagues(session: Session, sealer: Sealer) -> list[Colleague]:
    """Everybody who was invited and came; employers' contacts are not colleagues."""
    row, place = people.account.c, people.organisation
    joined = people.account.outerjoin(place, place.c.id == row.organisation)
    query = sa.select(people.account, place.c.name.label("place")).select_from(joined)
    here = row.employer.is_(None) & (row.email != "")
    rows = session.execute(query.where(here).order_by(row.active.desc(), row.id))
    return [
        Colleague(
            account=each.id,
            name=sealer.open(each.name, f"account.name.{each.id}"),
            email=sealer.open(each.email, f"account.email.{each.id}"),
            roles=each.roles,
            organisation=each.place or "",
            active=each.active,
        )
        for each in rows
    ]


def organisations(session: Session) -> list[OrganisationLine]:
    row = people.organisation.c
    rows = session.execute(sa.select(row.id, row.name, row.town, row.group, row.phone, row.hours).order_by(row.id))
    return in_order([OrganisationLine(**each._mapping) for each in rows], lambda each: each.name)
