"""Who speaks of a placement, how much that counts, and every word kept."""

import datetime
from typing import NamedTuple

from services.placements.hires.model.follow_up import EMPLOYER, OFFICER, PERSON, Answer
from services.placements.hires.model.placement import Placement
from services.placements.known import queries as known
from services.placements.tools import by_name
from shared.message import new_id
from shared.transaction import Missing, Transaction


class Voice(NamedTuple):
    """Who speaks: as which party, and under which mark the words are kept."""

    party: str
    by: str


def voice_of(placement: Placement, tx: Transaction) -> Voice:
    """Whoever is signed in. Raises Missing for somebody who has no say."""
    return Voice(speaking_party(placement, tx), tx.actor.account)


def speaking_party(placement: Placement, tx: Transaction) -> str:
    """The employer or the service. Raises Missing for anybody else."""
    if tx.actor.employer and tx.actor.employer == placement.employer:
        return EMPLOYER
    if tx.actor.organisation and tx.actor.organisation == placement.organisation:
        return OFFICER
    raise Missing("placement")


def evidence_of(placement: Placement, party: str, day: datetime.date, tx: Transaction) -> int:
    """1 for the person and the service; 0 for the employer, and for a service that is its relative or shares its group."""
    if party == PERSON:
        return 1
    if party == EMPLOYER or placement.related_party:
        return 0
    group = known.organisation_group(tx.session, placement.organisation)
    relatives = {placement.employer, placement.group, known.group_on(tx.session, placement.employer, day)}
    return 0 if group in relatives else 1


def keep_answer(
    placement: Placement,
    answer: str,
    checked_on: datetime.date,
    tx: Transaction,
    *,
    voice: Voice | None = None,
    follow_up: str | None = None,
    milestone: int | None = None,
    last_day: datetime.date | None = None,
    reason: str | None = None,
) -> Answer:
    """Write down what was said, and tell who spoke of which open question. Raises Missing for somebody without a say."""
    (party, by), key = voice or voice_of(placement, tx), new_id()
    for question in placement.follow_ups:
        if milestone in (None, question.milestone):
            tx.publish(question.hear(party))
    return tx.add(
        Answer(
            id=key,
            follow_up=follow_up,
            placement=placement.id,
            milestone=milestone,
            answer=answer,
            checked_on=checked_on,
            last_day=last_day,
            reason=reason,
            evidence=evidence_of(placement, party, checked_on, tx),
            party=party,
            by=by,
            by_name=by_name(key, tx) if by == tx.actor.account else "",
            at=tx.now,
        )
    )
