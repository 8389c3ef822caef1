"""What the rules of alerts look at: employers, services, and what is public of each, as known today."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.oversight.rules.services import ServiceResult
from services.recognition.oversight.rules.shells import Company
from services.recognition.oversight.rules.view import Firm, firm
from services.recognition.oversight.tables import recorder, service_result
from services.recognition.scoring.known import learn
from services.recognition.scoring.spells import OUTCOMES, Spell, join, placements_of, verdict
from services.recognition.standing.queries.facts import chunks, facts_of
from services.recognition.standing.queries.groups import public_groups
from services.recognition.standing.tables import standing

AT_ONCE = 500


def all_groups(session: Session) -> list[str]:
    return sorted(session.scalars(sa.select(standing.c.group).distinct()))


def firms(session: Session, groups: Collection[str], today: datetime.date) -> dict[str, Firm]:
    """These groups as the rules see them."""
    found: dict[str, Firm] = {}
    for some in chunks(sorted(groups), AT_ONCE):
        facts = facts_of(session, some)
        found.update({group: firm(facts[group], group, today) for group in some})
    return found


def companies(session: Session, today: datetime.date) -> list[Company]:
    """What is public of every group's leading employer today."""
    return [
        Company(entity=one.lead.employer, group=one.group, name=one.lead.name, town=one.lead.town, links=one.lead.links)
        for one in public_groups(session, today).values()
    ]


def results_of(
    session: Session, group: str, facts: Sequence[scoring.Fact], today: datetime.date
) -> list[ServiceResult]:
    """Of one group's settled spells: by the service that recorded the hire with which each began."""
    spells = join(placements_of(learn(facts, today), group), today.toordinal(), scoring.CURRENT)
    by = _recorders(session, [one.placements[0].ref for one in spells])
    settled, kept = Counter[str](), Counter[str]()
    for one, outcome in _settled(spells, today):
        if organisation := by.get(one.placements[0].ref):
            settled[organisation] += 1
            kept[organisation] += outcome == "R"
    return [ServiceResult(organisation=each, settled=settled[each], kept=kept[each]) for each in sorted(settled)]


def _settled(spells: Iterable[Spell], today: datetime.date) -> Iterable[tuple[Spell, str]]:
    for one in spells:
        outcome = OUTCOMES.get(verdict(one, today.toordinal(), scoring.CURRENT))
        if outcome in ("R", "L"):
            yield one, outcome


def _recorders(session: Session, placements: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(sorted(placements), 500):
        query = sa.select(recorder.c.placement, recorder.c.organisation).where(recorder.c.placement.in_(some))
        found.update((row.placement, row.organisation) for row in session.execute(query))
    return found


def all_results(session: Session) -> list[ServiceResult]:
    """Every service with the people of all employers together."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    table = service_result.c
    for organisation, settled, kept in session.execute(sa.select(table.organisation, table.settled, table.kept)):
        sums[organisation][0] += settled
        sums[organisation][1] += kept
    return [
        ServiceResult(organisation=one, settled=settled, kept=kept) for one, (settled, kept) in sorted(sums.items())
    ]
