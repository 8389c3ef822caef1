"""What the rules of alerts look at: employers, services, and what is public of each, as known today."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import number_of
from services.recognition.oversight.rules.employers import RULES
from services.recognition.oversight.rules.services import ServiceResult, above_funnel
from services.recognition.oversight.rules.shells import Company, shells
from services.recognition.oversight.rules.view import Firm, Found, firm
from services.recognition.oversight.tables import recorder, service_result
from services.recognition.scoring.known import learn
from services.recognition.scoring.spells import OUTCOMES, Spell, join, placements_of, verdict
from services.recognition.standing.queries.facts import chunks, facts_of
from services.recognition.standing.queries.groups import public_groups
from services.recognition.standing.tables import standing

AT_ONCE = 500


class Seen(NamedTuple):
    """What the rules found of some groups, the rows of `service_result` that follow from their people, and the groups."""

    found: list[Found]
    results: list[dict[str, Any]]
    firms: dict[str, Firm]


def all_groups(session: Session) -> list[str]:
    return sorted(session.scalars(sa.select(standing.c.group).distinct()))


def groups_after(session: Session, group: str, most: int) -> list[str]:
    """The groups with a standing that come next in the order of their references."""
    query = sa.select(standing.c.group).where(standing.c.group > group).distinct()
    return list(session.scalars(query.order_by(standing.c.group).limit(most)))


def seen_of(session: Session, groups: Collection[str], today: datetime.date) -> Seen:
    facts = facts_of(session, groups)
    each = {group: firm(facts[group], group, today) for group in sorted(groups)}
    found = [odd for one in each.values() for rule in RULES if (odd := rule(one, today))]
    spells = {group: _spells(group, facts[group], today) for group in sorted(groups)}
    by = _recorders(session, [one.placements[0].ref for some in spells.values() for one in some])
    results = [
        {"group": group, **msgspec.structs.asdict(one)}
        for group, some in spells.items()
        for one in results_of(some, by, today)
    ]
    return Seen(found, results, each)


def compared(
    session: Session, today: datetime.date, groups: Collection[str] | None = None, looked_at: Mapping[str, Firm] = {}
) -> list[Found]:
    """What is seen only of several: services, and employers of these groups (None: of all) beside those of their towns.

    `looked_at`: groups that need not be looked up once more.
    """
    some = companies(session, today)
    if groups is None:
        near = {one.group for one in some}
    else:
        towns = {one.town.casefold() for one in some if one.group in groups}
        near = {*groups, *(one.group for one in some if one.town.casefold() in towns)}
    others = firms(session, near - looked_at.keys(), today)
    alike = shells(some, others | {group: looked_at[group] for group in looked_at.keys() & near}, f"{today.year}")
    return [*above_funnel(all_results(session), number_of(today)), *alike]


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


def _spells(group: str, facts: Sequence[scoring.Fact], today: datetime.date) -> Sequence[Spell]:
    return join(placements_of(learn(facts, today), group), today.toordinal(), scoring.CURRENT)


def results_of(spells: Sequence[Spell], by: Mapping[str, str], today: datetime.date) -> list[ServiceResult]:
    """Of one group's settled spells: by the service that recorded the hire with which each began."""
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
