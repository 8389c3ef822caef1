"""Before an employer reads a profile it is noted who reads it, and whether the name is among it."""

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.matching.commands import OpenProfile
from services.intake.matching.queries.profiles import may_see_names, seen_by
from services.intake.vacancies import tables as vacancies_tables
from shared.transaction import Missing, Transaction


def open_profile(command: OpenProfile, tx: Transaction) -> bool:
    """Returns whether the name may be read too. Raises Missing for a referral that this employer may not see."""
    sent = vacancies_tables.known_referral.c
    row = tx.session.execute(seen_by(tx.actor, tx.today).where(sent.referral == command.referral)).first()
    if row is None:
        raise Missing(f"Referral {command.referral}")
    named = bool(row.allowed) and may_see_names(tx.actor)
    note = {"account": tx.actor.account, "organisation": tx.actor.employer, "at": tx.now}
    purpose = "shown" if named else "profile"
    tx.session.execute(sa.insert(candidates.read_audit).values(**note, candidate=row.id, purpose=purpose))
    return named
