"""What stands in a file before somebody changes it: two officers may have it open."""

from collections.abc import Mapping
from typing import Any

import msgspec

from services.intake.candidates.commands import CorrectCandidate, DescribeCandidate
from services.intake.candidates.queries.files import candidate_file
from services.intake.tools import tools_of
from shared.overtaken import Present, present
from shared.transaction import Transaction


def identity(command: CorrectCandidate, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    found = candidate_file(tx.session, tools_of(tx).keys, tx.actor, command.candidate)
    return present(command, found, no_phone=not found.phone)


def description(command: DescribeCandidate, tx: Transaction) -> Mapping[str, Any]:
    """What was not asked is open, as in the form. Raises Missing."""
    found = candidate_file(tx.session, tools_of(tx).keys, tx.actor, command.candidate)
    said = found.entry
    return present(command, found, works_now=said.works_now, studied=said.studied, seeks=said.seeks)


EDITS: dict[type[msgspec.Struct], Present] = {CorrectCandidate: identity, DescribeCandidate: description}
