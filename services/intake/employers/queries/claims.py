"""Claims to a company number: the mailed link, and what the office decides on."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access.model.accounts import token_hash
from services.intake.access.queries.accounts import OpenLink
from services.intake.employers import tables as employers
from services.intake.employers.claim import Registration
from services.intake.employers.commands import RegisterEmployer
from shared.clock import machine_now
from shared.readers.telephones import shown
from shared.sealing import Sealer
from shared.transaction import Missing


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


def contact_of(lines: str) -> tuple[str, ...]:
    """Name, address and telephone, as people of the country write it."""
    name, email, *phone = lines.split("\n")
    return (name, email, *map(shown, phone))


def claims(session: Session, sealer: Sealer, key: str) -> tuple[Claim, ...]:
    row = employers.registration.c
    found = session.scalars(sa.select(Registration).where(row.employer == key).order_by(row.used))
    return tuple(_claim(each, sealer) for each in found)


def _claim(waiting: Registration, sealer: Sealer) -> Claim:
    text = sealer.open(waiting.facts, f"registration.facts.{waiting.token_hash}")
    facts = msgspec.json.decode(text, type=RegisterEmployer)
    contact = contact_of("\n".join((facts.contact_name, facts.contact_email, facts.contact_phone or "")))
    return Claim(account=str(waiting.account), name=facts.name, town=facts.town, website=facts.website, contact=contact)
