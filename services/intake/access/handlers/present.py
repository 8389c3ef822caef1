"""What is said of colleagues and organisations before an administrator changes it: another may have them open."""

from collections.abc import Mapping
from typing import Any

import msgspec

from services.intake.access.commands import ChangeOrganisation, ChangeRoles
from services.intake.access.model.accounts import Account, Organisation
from shared.overtaken import Present, present
from shared.transaction import Transaction


def roles(command: ChangeRoles, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    return {"roles": tx.get(Account, command.account).roles}


def organisation(command: ChangeOrganisation, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    return present(command, tx.get(Organisation, command.organisation))


EDITS: dict[type[msgspec.Struct], Present] = {ChangeRoles: roles, ChangeOrganisation: organisation}
