"""Officers and team leads of one organisation, and names of whoever did something once."""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from shared.readers.collation import in_order
from shared.sealing import Sealer

WORKS_WITH_PEOPLE = frozenset(("officer", "lead"))


class Officer(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    name: str


def is_officer(session: Session, account: str, organisation: str) -> bool:
    """Whether this is an active officer or lead of the organisation."""
    row = people.account.c
    here = sa.select(row.roles).where(row.id == account, row.organisation == organisation, row.active)
    return bool(WORKS_WITH_PEOPLE & set(session.scalar(here) or ()))


def officers_of(session: Session, sealer: Sealer, organisation: str | None, lang: str = "bg") -> list[Officer]:
    """The active officers and leads, by the alphabet."""
    row = people.account.c
    here = sa.select(row.id, row.name, row.roles).where(row.organisation == organisation, row.active)
    found = [each for each in session.execute(here) if WORKS_WITH_PEOPLE & set(each.roles)]
    named = [Officer(account=each.id, name=sealer.open(each.name, f"account.name.{each.id}")) for each in found]
    return in_order(named, lambda each: each.name, lang)


def names_of(session: Session, sealer: Sealer, accounts: Iterable[str]) -> dict[str, str]:
    """By account; whoever was closed long ago has none any more."""
    row = people.account.c
    rows = session.execute(sa.select(row.id, row.name).where(row.id.in_(sorted(set(accounts))), row.name != ""))
    return {each.id: sealer.open(each.name, f"account.name.{each.id}") for each in rows}
