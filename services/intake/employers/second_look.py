"""What makes an employer recognisable changes only after somebody else has looked; until then the old stays public."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from services.intake.employers.model import Employer
from shared.events.intake import EmployerChanged
from shared.transaction import Refused

LOOKED_AT = ("name", "name_en", "links")


def hold_back(employer: Employer, facts: Mapping[str, Any], by: str, today: datetime.date) -> dict[str, Any]:
    """What may change at once. A verified employer's new name and site are set aside.

    What is given as it is public already leaves alone what waits for it. Raises Refused where somebody else's change waits.
    """
    if employer.verified_on is None:
        return dict(facts)
    waits = employer.proposed or {}
    new = {name: facts[name] for name in LOOKED_AT if facts[name] != getattr(employer, name)}
    if digest({**waits, **new}) != digest(waits):
        if waits and employer.proposed_by != by:
            raise Refused(
                "", "A change that somebody else asked for waits for a second look. It has to be decided first"
            )
        employer.proposed, employer.proposed_by, employer.proposed_on = {**waits, **new}, by, today
    return {name: value for name, value in facts.items() if name not in LOOKED_AT}


def digest(proposed: Mapping[str, Any] | None) -> str:
    """Tells what waits from anything else that could wait; empty where nothing does."""
    return hashlib.sha256(msgspec.json.encode(proposed, order="sorted")).hexdigest() if proposed else ""


def decide(employer: Employer, by: str, seen: str, *, accept: bool) -> EmployerChanged | None:
    """Raises Refused where nothing waits, for whoever asked for it, and where it is not what was `seen`."""
    if not employer.proposed:
        raise Refused("", "Nothing waits to be looked at")
    if employer.proposed_by == by:
        raise Refused("", "Somebody else has to look at what you asked for")
    if digest(employer.proposed) != seen:
        raise Refused("", "This change became another one meanwhile. Look at it again")
    new = {name: tuple(value) if name == "links" else value for name, value in employer.proposed.items()}
    employer.proposed, employer.proposed_by, employer.proposed_on = None, "", None
    return employer.change(**new) if accept else None
