"""Permissions: given and withdrawn, each one act within a reach."""

import datetime

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.candidates.commands import GivePermission, WithdrawPermission
from services.intake.candidates.handlers.candidates import candidate_for, sealer_for
from services.intake.candidates.model.candidate import (
    PERMISSION_VERSION,
    Permission,
    check_permission,
    digest_of,
    needs_guardian,
    reach_of,
)
from shared.message import new_id
from shared.sealing import Sealer
from shared.transaction import Missing, Refused, Transaction


def give_permission(command: GivePermission, tx: Transaction) -> str:
    """Returns the permission's id."""
    candidate = candidate_for(command.candidate, tx)
    sealer = sealer_for(candidate, tx)
    begins = command.begins or tx.today
    check_permission(command.scope, command.reach, command.employer, command.words)
    if command.ends is not None and command.ends < begins:
        raise Refused("ends", "The last day cannot be before the first")
    born = datetime.date.fromisoformat(sealer.open(candidate.born, f"candidate.born.{candidate.id}"))
    if needs_guardian(born, begins) and not command.guardian.strip():
        raise Refused("guardian", "At this age a parent or guardian gives the permission. Enter the name")
    reach, employer = reach_of(command.scope, command.reach, command.employer)
    made = Permission(
        id=new_id(),
        candidate=candidate.id,
        scope=command.scope,
        reach=reach,
        employer=employer,
        begins=begins,
        ends=command.ends,
        given_by=tx.actor.account,
        asked=PERMISSION_VERSION,
    )
    _seal(made, command, sealer)
    tx.add(made)
    tx.publish(made.given())
    return made.id


def _seal(made: Permission, command: GivePermission, sealer: Sealer) -> None:
    if command.guardian:
        made.guardian = sealer.seal(command.guardian, f"permission.guardian.{made.id}")
    if command.folder:
        made.folder = sealer.seal(command.folder, f"permission.folder.{made.id}")
    if command.scope == "publish":
        made.words = sealer.seal(command.words, f"permission.words.{made.id}")
        made.text, made.text_digest = made.id, digest_of(command.words)


def withdraw_permission(command: WithdrawPermission, tx: Transaction) -> None:
    candidate = candidate_for(command.candidate, tx)
    row = candidates.permission.c
    query = sa.select(Permission).where(row.id == command.permission, row.candidate == candidate.id)
    permission = tx.session.scalars(query).first()
    if permission is None:
        raise Missing(f"Permission {command.permission}")
    tx.publish(permission.withdraw(tx.today))
