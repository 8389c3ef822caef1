"""A group's standing, explained; for the employer, its officers and editors only."""

import datetime

import msgspec
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.board.model import Listing
from services.recognition.editions.queries.published import Published, published
from services.recognition.editions.queries.versions import both_are_shown
from services.recognition.editions.rules.rows import FIRST_PEOPLE
from services.recognition.standing.queries.facts import facts_of
from services.recognition.standing.queries.groups import employers, group_names, group_of, public_groups
from shared.clock import end_of_day
from shared.events.intake import EmployerRegistered
from shared.transaction import Missing


class StandingPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the standing page shows."""

    group: str
    name: str
    as_of: datetime.date
    explanation: scoring.Explanation
    what_if: scoring.WhatIf
    steps: tuple[scoring.Step, ...]
    since: datetime.date
    wilson: tuple[int, int] | None
    entities: dict[str, EmployerRegistered]
    verified: bool
    joined: bool
    slug: str | None
    """Address of the public page, while there is one."""
    waiting: tuple[scoring.Waiting, ...] = ()
    """What already waits to be counted, by day."""
    both: scoring.Comparison | None = None
    """The standing by the previous version of the standard beside this one, as long as both are shown."""
    published: Published | None = None
    """What the newest edition says of the group, and why; only beside the numbers of today."""

    @property
    def standing(self) -> scoring.Standing:
        return self.explanation.standing

    def asks_on(self, line: scoring.Line) -> datetime.date:
        """Day 90 of the job a line is about."""
        return (line.spell_start or line.start) + datetime.timedelta(days=scoring.MILESTONE)


MOST_MORE = 20
"""So many further people the employer may try out."""


def with_more(page: StandingPage, more: int) -> scoring.Standing:
    """The standing if `more` further people stayed in good jobs; they are not yet confirmed on day 180."""
    now = page.standing
    q3, q2, q1, q0 = now.q_hist
    counts = scoring.Counts(now.R + more, now.L, now.E, now.K, (q3 + more, q2, q1, q0))
    return scoring.standing_from(
        counts,
        now.headcount,
        now.practices,
        group=now.group,
        as_of=now.as_of,
        known_at=now.known_at,
        memory=[raw for _, raw in page.explanation.memory],
        suspended=now.suspended,
        method=scoring.METHODS[now.method],
    )


def enough_for_next(page: StandingPage) -> int | None:
    """The fewest further people in good jobs that would bring a higher mark; None where people alone do not."""
    wanted = page.what_if.next_tier
    return next((more for more in range(1, MOST_MORE + 1) if with_more(page, more).tier == wanted), None)


def unseen(standing: scoring.Standing) -> int:
    """How many further people have to be counted before a mark is shown at all; 0 once there are enough (D3)."""
    return max(FIRST_PEOPLE - standing.settled_people, 0)


def standing_page(
    session: Session,
    entity: str,
    today: datetime.date,
    as_of: datetime.date | None = None,
    known_at: datetime.date | None = None,
) -> StandingPage:
    """The standing of the group this employer belongs to, at T as known at K (default: today). Raises Missing."""
    as_of = as_of or today
    known_at = known_at or as_of
    until = end_of_day(known_at)
    group = group_of(session, entity, as_of, until)
    facts = facts_of(session, [group], until)[group]
    found = public_groups(session, as_of, until, [group]).get(group)
    if not facts and found is None and not employers(session, [entity]):
        raise Missing(entity)
    explanation = scoring.explain(facts, group, as_of, known_at, method=scoring.CURRENT)
    since = next(iter(scoring.quarter_ends(as_of)))
    standing = explanation.standing
    return StandingPage(
        group=group,
        name=found.lead.name if found else group_names(session, [group])[group],
        as_of=as_of,
        explanation=explanation,
        what_if=scoring.what_if(standing, [raw for _, raw in explanation.memory]),
        steps=tuple(scoring.steps(facts, group, since, as_of, known_after=known_at, method=scoring.CURRENT)),
        waiting=scoring.waiting(facts, group, as_of, known_at, method=scoring.CURRENT),
        both=_both(session, facts, group, as_of, known_at),
        since=since,
        wilson=scoring.wilson90_bp(standing.R, standing.M) if standing.M else None,
        entities=employers(session, standing.entities),
        verified=found.marks.verified if found else False,
        joined=found.marks.joined if found else False,
        slug=_slug(session, group),
        published=published(session, group) if as_of == known_at == today else None,
    )


def _both(
    session: Session, facts: list[scoring.Fact], group: str, as_of: datetime.date, known_at: datetime.date
) -> scoring.Comparison | None:
    if not both_are_shown(session):
        return None
    return scoring.compare(facts, group, as_of, known_at, old=scoring.PREVIOUS, new=scoring.CURRENT)


def _slug(session: Session, group: str) -> str | None:
    listed = session.get(Listing, group)
    return listed.slug if listed and listed.withdrawn_on is None else None
