"""What stands of an employer before somebody changes it: the employer and the office may have it open at once."""

from collections.abc import Mapping
from typing import Any

import msgspec

from services.intake.employers.commands import ChangeEmployer, CorrectSuspension, JoinGroup
from services.intake.employers.handlers.employers import own_employer
from services.intake.employers.model import Employer, Suspension
from services.intake.employers.queries.employers import employer_file
from services.intake.tools import tools_of
from shared.overtaken import Present, present
from shared.transaction import Transaction


def facts(command: ChangeEmployer, tx: Transaction) -> Mapping[str, Any]:
    """What is public now; what waits for a second look is none of it. Raises Missing and Refused."""
    key = own_employer(command.employer, tx).id
    found = employer_file(tx.session, tools_of(tx).sealer, tx.actor, key)
    return present(command, found, website=next(iter(found.links), None), trade_gender=found.odd_gender)


def suspension(command: CorrectSuspension, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    return present(command, tx.get(Suspension, command.suspension))


def group(command: JoinGroup, tx: Transaction) -> Mapping[str, Any]:
    """Since when, and as what, is said anew each time. Raises Missing."""
    return {"group": tx.get(Employer, command.employer).group}


EDITS: dict[type[msgspec.Struct], Present] = {ChangeEmployer: facts, CorrectSuspension: suspension, JoinGroup: group}
