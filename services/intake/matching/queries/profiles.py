"""What an employer reads of somebody whose application it was sent: a profile without a name, and later the name."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as access
from services.intake.candidates import tables as candidates
from services.intake.employers import tables as employers
from services.intake.keyring import KeyRing
from services.intake.matching.model import NAMED_IN, Papers
from services.intake.matching.queries.people import allowed
from services.intake.vacancies import tables as vacancies_tables
from shared.auth import Actor
from shared.readers.telephones import shown
from shared.sealing import Gone, Sealer
from shared.transaction import Missing
from shared.validity import verified


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks after the person; empty where the account is closed."""

    name: str = ""
    phone: str = ""
    email: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing here says who it is but `name` and `phone`, which are empty until they may be shown."""

    referral: str
    case_code: str
    state: str
    until: datetime.date | None
    """Until when a person that was not hired is seen; None while the application is under way."""
    town: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    courses: tuple[str, ...]
    availability: tuple[str, ...]
    papers: Papers
    organisation: str
    organisation_town: str
    officer: Contact
    allowed: bool
    """Whether the person allows the name to be shown to this employer now, and an interview was agreed."""
    name: str = ""
    phone: str = ""


def seen_by(actor: Actor, day: datetime.date) -> sa.Select[Any]:
    """The referrals whose person this employer, checked and not closed, may look at: its own, while the person allows it.

    A referral that came to nothing is seen for six months, as placements said; of a hire nothing is seen here any more.
    """
    sent, row, place = vacancies_tables.known_referral, candidates.candidate, access.organisation
    showing = allowed("show", sent.c.employer, day, candidates.permission.c.asked != "")
    named = sa.and_(sent.c.open, sent.c.state.in_(NAMED_IN), showing)
    firm = employers.employer
    joined = sent.join(row, row.c.id == sent.c.candidate).join(place, place.c.id == row.c.organisation)
    joined = joined.join(firm, firm.c.id == sent.c.employer)
    recent = sa.and_(~sent.c.open, sent.c.state != "hired", sent.c.until >= day)
    columns = (sent.c.referral, sent.c.state, sent.c.until, sent.c.open, named.label("allowed"))
    query = sa.select(*columns, row, place.c.name.label("place"), place.c.town.label("place_town")).select_from(joined)
    mine = sa.and_(sent.c.employer == (actor.employer or ""), verified(firm.c), row.c.name != "")
    return query.where(mine, sa.or_(sent.c.open, recent), allowed("apply", sent.c.employer, day))


def may_see_names(actor: Actor) -> bool:
    """An employer passes a second factor before it reads a name."""
    return actor.second


def profile(
    session: Session, keys: KeyRing, actor: Actor, referral: str, day: datetime.date, *, named: bool
) -> Profile:
    """`named` = it was noted that the name is read. Raises Missing for what this employer may not see."""
    row = session.execute(seen_by(actor, day).where(vacancies_tables.known_referral.c.referral == referral)).first()
    if row is None:
        raise Missing(f"Referral {referral}")
    facts: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "referral",
            "case_code",
            "state",
            "town",
            "languages",
            "skills",
            "courses",
            "availability",
            "allowed",
        )
    }
    if named and row.allowed:
        opened = _opened(keys, row)
        facts |= opened | {"phone": shown(opened.get("phone", ""))}
    return Profile(
        **facts,
        until=None if row.open else row.until,
        papers=Papers(code=row.right, day=row.right_date),
        organisation=row.place,
        organisation_town=row.place_town,
        officer=_contact(session, keys.master, row),
    )


def _opened(keys: KeyRing, row: Any) -> dict[str, str]:
    sealer = keys.sealers([row.id]).get(row.id)
    if sealer is None:
        raise Missing(f"Candidate {row.id}")
    fields = ("name", "phone")
    return {
        name: sealer.open(getattr(row, name), f"candidate.{name}.{row.id}") for name in fields if getattr(row, name)
    }


def _contact(session: Session, master: Sealer, row: Any) -> Contact:
    """The officer who registered the person; somebody else of the centre where that account is closed."""
    who = access.account.c
    working = sa.select(access.account).where(who.organisation == row.organisation, who.active, who.email != "")
    found = session.execute(working.order_by(who.id != row.registered_by, who.phone == "", who.id).limit(1)).first()
    if found is None:
        return Contact()
    fields = ("name", "phone", "email")
    opened = {name: _open(master, getattr(found, name), f"account.{name}.{found.id}") for name in fields}
    return Contact(**{**opened, "phone": shown(opened["phone"])})


def _open(master: Sealer, sealed: str, place: str) -> str:
    try:
        return str(master.open(sealed, place)) if sealed else ""
    except Gone:
        return ""
