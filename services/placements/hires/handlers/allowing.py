"""Whether somebody may do this work: young people by the law of the country, everybody by their papers."""

import datetime
from collections.abc import Iterable

from services.placements.hires.model import minors
from services.placements.hires.model.placement import Placement
from services.placements.hires.queries import limits
from services.placements.known import queries as known
from shared.transaction import Doubted, Refused, Transaction


def check_age(placement: Placement, today: datetime.date, tx: Transaction) -> None:
    """Raises Refused for what somebody of this age may not do; a permit is noted of nobody else."""
    rule = limits.age_rule(tx.session, placement.candidate, placement.employer)
    if rule is None:
        placement.permit_seen_on = None
        return
    if placement.permit_seen_on and placement.permit_seen_on > today:
        raise Refused("permit_seen_on", "This day is still to come.")
    minors.check(rule, placement.contract, placement.hours, placement.permit_seen_on)


def check_papers(placement: Placement, sure: Iterable[str], tx: Transaction) -> None:
    """Raises Doubted for a contract that goes on after the last day of the person's paper."""
    paper, ends = known.may_work_until(tx.session, placement.candidate), placement.planned_last_day
    if paper is None or not limits.goes_on_beyond(paper, ends):
        return
    mark = f"may_work_until={paper}/{ends or 'open'}"
    if mark in sure:
        return
    if ends is None:
        raise Doubted(
            "contract",
            "The person may work until {until}, and the contract has no end. Is it meant so?",
            mark,
            until=paper,
        )
    raise Doubted(
        "planned_last_day",
        "The person may work until {until}, and the contract goes on until {ends}. Is it meant so?",
        mark,
        until=paper,
        ends=ends,
    )
