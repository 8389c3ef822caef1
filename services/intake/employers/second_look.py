"""What articles say of an employer in its own words changes only after somebody else has looked; until then the old is public."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from services.intake.employers.model import Employer
from shared.events.intake import EmployerChanged
from shared.readers.printed import is_known
from shared.transaction import Refused

RECOGNISED = ("name", "name_en", "links")


def hold_back(employer: Employer, facts: Mapping[str, Any], by: str, today: datetime.date) -> dict[str, Any]:
    """What may change at once. A verified employer's new words are set aside: see `_words_to_look_at`.

    What is given as it is public already leaves alone what waits for it. Raises Refused where somebody else's change waits.
    """
    if employer.verified_on is None:
        return dict(facts)
    new = _words_to_look_at(employer, facts)
    waits = {name: value for name, value in (employer.proposed or {}).items() if not _overtaken(name, employer, facts)}
    if digest({**waits, **new}) != digest(employer.proposed):
        if employer.proposed and employer.proposed_by != by:
            raise Refused(
                "", "A change that somebody else asked for waits for a second look. It has to be decided first"
            )
        _wait(employer, {**waits, **new}, by, today)
    return {name: value for name, value in facts.items() if name not in new}


def _wait(employer: Employer, words: dict[str, Any], by: str, today: datetime.date | None) -> None:
    """These and no others; nobody waits where there are none."""
    employer.proposed, employer.proposed_by = words or None, by if words else ""
    employer.proposed_on = today if words else None


def _words_to_look_at(employer: Employer, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Name, site, a town that is on no list, and a trade word with its gender: articles say them as their own."""
    new = {name: facts[name] for name in RECOGNISED if facts[name] != getattr(employer, name)}
    if facts["town"] != employer.town and not is_known(facts["town"]):
        new["town"] = facts["town"]
    if facts["trade_word"] and facts["trade_word"] != employer.trade_word:
        new |= {name: facts[name] for name in ("trade_word", "trade_gender")}
    return new


def _overtaken(name: str, employer: Employer, facts: Mapping[str, Any]) -> bool:
    """Whether a town of the list was given since one that waits."""
    return name == "town" and facts["town"] != employer.town and is_known(facts["town"])


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
    _wait(employer, {}, "", None)
    return employer.change(**new) if accept else None
