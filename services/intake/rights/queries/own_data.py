"""Everything that is kept about one person here, opened, with who read it and what was told of it."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.candidates import tables as candidates
from services.intake.candidates import tables as candidates_tables
from services.intake.candidates.queries import merging
from services.intake.candidates.queries.candidates import candidate_of
from services.intake.employers import tables as employers
from services.intake.followups import tables as followup_tables
from services.intake.followups.queries import own_address
from services.intake.guidance.queries.file import own_case
from services.intake.keyring import KeyRing
from services.intake.rights.queries.requests import own_wishes
from services.intake.schema import metadata
from services.intake.vacancies import tables as vacancies_tables
from shared.auth import Actor
from shared.sealing import Gone, Sealer
from shared.transaction import Missing

SEALED = ("name", "born", "phone", "wishes")
SEALED_IN_PERMISSIONS = ("words", "guardian", "folder")


def own_data(session: Session, keys: KeyRing, actor: Actor, key: str) -> dict[str, Any]:
    """Plain values, for the person itself. Raises Missing for anybody else's, and for an erased one."""
    row, sealer = candidate_of(session, actor, key), keys.sealers([key]).get(key)
    if sealer is None:
        raise Missing(f"Candidate {key}")
    return {
        "person": _opened(row, "candidate", SEALED, sealer),
        "email": own_address(session, keys, key),
        "wishes": own_wishes(session, keys, key),
        "case": own_case(session, keys, actor, key),
        "permissions": _permissions(session, key, sealer),
        "applications": _rows(session, vacancies_tables.known_referral, key),
        "at_work": _rows(session, candidates.at_work, key),
        "questions": _rows(session, followup_tables.asked_question, key),
        "same_person": msgspec.to_builtins(merging.cases_about(session, actor, key)),
        "read_by": _readings(session, keys.master, key),
        "told": _published(session, key),
    }


def _opened(row: Any, table: str, sealed: tuple[str, ...], sealer: Sealer) -> dict[str, Any]:
    facts = dict(row._mapping)
    for name in sealed:
        facts[name] = sealer.open(facts[name], f"{table}.{name}.{facts['id']}") if facts[name] else ""
    return facts


def _permissions(session: Session, key: str, sealer: Sealer) -> list[dict[str, Any]]:
    row = candidates.permission.c
    query = sa.select(candidates.permission).where(row.candidate == key).order_by(row.id)
    return [_opened(each, "permission", SEALED_IN_PERMISSIONS, sealer) for each in session.execute(query)]


def _rows(session: Session, table: sa.Table, key: str) -> list[dict[str, Any]]:
    query = sa.select(table).where(table.c.candidate == key).order_by(*table.primary_key)
    return [dict(each._mapping) for each in session.execute(query)]


def _readings(session: Session, master: Sealer, key: str) -> list[dict[str, Any]]:
    """Who looked, what for and when, the newest first."""
    read, who = candidates_tables.read_audit.c, people.account.c
    firm = employers.employer.c
    joined = candidates_tables.read_audit.outerjoin(people.account, who.id == read.account)
    joined = joined.outerjoin(employers.employer, firm.id == who.employer)
    query = sa.select(read.account, who.name, firm.name.label("firm"), read.purpose, read.at).select_from(joined)
    rows = session.execute(query.where(read.candidate == key).order_by(read.position.desc()))
    return [{"by": _reader(master, each), "purpose": each.purpose, "at": each.at} for each in rows]


def _reader(master: Sealer, row: Any) -> str:
    """An officer by name; of an employer the employer, whoever sat there."""
    return str(row.firm or _name(master, row.name, row.account))


def _name(master: Sealer, sealed: str | None, account: str) -> str:
    try:
        return master.open(sealed, f"account.name.{account}") if sealed else account
    except Gone:
        return account


def _published(session: Session, key: str) -> list[dict[str, Any]]:
    """The events about the person and about each permission: what was told to the other services, and when."""
    box = metadata.tables["outbox"].c
    permitted = sa.select(candidates.permission.c.id).where(candidates.permission.c.candidate == key)
    about = sa.or_(box.aggregate_id == key, box.aggregate_id.in_(permitted))
    rows = session.execute(sa.select(box.type, box.recorded_at).where(about).order_by(box.position))
    return [{"what": each.type, "at": each.recorded_at} for each in rows]
