"""What a hire says before somebody changes it: two officers, or two people of an employer, may have it open."""

from collections.abc import Mapping
from typing import Any

import msgspec

from services.placements.hires.commands import CorrectHire, SetStaffReference
from services.placements.hires.queries import hires
from shared.overtaken import Present, present
from shared.transaction import Transaction


def terms(command: CorrectHire, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    found = hires.hire(tx.session, tx.actor, command.placement)
    return present(command, found, funded_percent=found.funded_bp // 100)


def staff_reference(command: SetStaffReference, tx: Transaction) -> Mapping[str, Any]:
    """Whose hire it is asks the handler. Raises Missing."""
    return {"staff_reference": hires.hire(tx.session, tx.actor, command.placement).staff_reference}


EDITS: dict[type[msgspec.Struct], Present] = {CorrectHire: terms, SetStaffReference: staff_reference}
