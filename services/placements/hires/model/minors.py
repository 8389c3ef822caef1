"""Work of somebody under 18: what each country asks, with its source. Every row: *check with the labour inspectorate*."""

import datetime
from dataclasses import dataclass

from shared.transaction import Refused

UNDER_16, SIXTEEN = "under-16", "16-17"
"""Age bands as intake tells them, as of the first of a month: who has turned 18 is an adult on the next first."""
VOLUNTEERING = "volunteering"


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one country asks of one age band. Hours are for a week and for a day; the sentences name rule and source."""

    country: str
    band: str
    permit: bool
    week: int
    day: int
    needs: str
    limits: str


CHECK = "check with the labour inspectorate"
MINORS = (
    Row(
        country="BG",
        band=UNDER_16,
        permit=True,
        week=35,
        day=7,
        needs="Under 16 nobody may be hired in Bulgaria, but from 15 with a permit of the labour inspectorate (Labour Code, "
        "Art. 301 and 302). If you saw the permit, enter the day; check with the inspectorate.",
        limits="Under 18 the most is {week} hours a week and {day} a day in Bulgaria (Labour Code, Art. 305); "
        "check with the labour inspectorate. Who has just turned 18 counts as adult from the first of the next month.",
    ),
    Row(
        country="BG",
        band=SIXTEEN,
        permit=True,
        week=35,
        day=7,
        needs="From 16 to 18 a hire in Bulgaria needs a permit of the labour inspectorate (Labour Code, Art. 303). Enter the "
        "day on which you saw it. Who has just turned 18 counts as adult from the first of the next month.",
        limits="Under 18 the most is {week} hours a week and {day} a day in Bulgaria (Labour Code, Art. 305); "
        "check with the labour inspectorate. Who has just turned 18 counts as adult from the first of the next month.",
    ),
    Row(
        country="LV",
        band=UNDER_16,
        permit=True,
        week=20,
        day=4,
        needs="Under 16 only light work outside school is allowed in Latvia (Labour Law, Section 37). If you saw the consent "
        "that it asks for, enter the day; check with the labour inspectorate.",
        limits="Under 16 the most is {week} hours a week and {day} a day in Latvia (Labour Law, Section 132); "
        "check with the labour inspectorate.",
    ),
    Row(
        country="LV",
        band=SIXTEEN,
        permit=False,
        week=35,
        day=7,
        needs="",
        limits="Under 18 the most is {week} hours a week and {day} a day in Latvia (Labour Law, Section 132); "
        "check with the labour inspectorate.",
    ),
    Row(
        country="PL",
        band=UNDER_16,
        permit=True,
        week=30,
        day=6,
        needs="Under 16 a hire in Poland needs a permit of the labour inspector (Labour Code, Art. 190 and 304⁵). "
        "If you saw the permit, enter the day; check with the inspectorate.",
        limits="Under 16 the most is {week} hours a week and {day} a day in Poland (Labour Code, Art. 202); "
        "check with the labour inspectorate.",
    ),
    Row(
        country="PL",
        band=SIXTEEN,
        permit=False,
        week=40,
        day=8,
        needs="",
        limits="Under 18 the most is {week} hours a week and {day} a day in Poland (Labour Code, Art. 129 and 202); "
        "check with the labour inspectorate.",
    ),
)
NOT_KNOWN_AS = "BG"
"""A country without rows of its own is asked what this one is."""


def rule_of(country: str, band: str | None) -> Row | None:
    """What is asked of somebody of this age; None of an adult, and where the age was never told."""
    known = {(row.country, row.band): row for row in MINORS}
    return known.get((country, band or "")) or known.get((NOT_KNOWN_AS, band or ""))


def check(rule: Row | None, contract: str, hours: int, permit_seen_on: datetime.date | None) -> None:
    """Raises Refused where the law of the country says no; volunteering is no work in this sense."""
    if rule is None or contract == VOLUNTEERING:
        return
    if rule.permit and permit_seen_on is None:
        raise Refused("permit_seen_on", rule.needs)
    if hours > rule.week:
        raise Refused("hours", rule.limits, week=rule.week, day=rule.day)
