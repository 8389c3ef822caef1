"""The public row of a group: who has one, what it shows, and what may be added up of several. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from services.recognition.scoring import Fact, Standing
from services.recognition.scoring.parameters import MINIMUM_KEPT
from shared.tiers import MARKS, PLACE

FIRST_PEOPLE = 5
"""D3 and DESIGN 6: settled people (R + L + E) before a group is first shown with a tier."""
POINTS_PEOPLE = 50
"""Settled people from which a points floor may be shown, to those who agree."""
KEPT_FLOOR, POINTS_FLOOR = 10, 5


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A listable group as it is known at K: who leads it, and every fact about it."""

    group: str
    name: str
    name_latin: str
    sector: str
    town: str
    points_agreed: bool
    facts: Sequence[Fact]


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the public may count on: nothing else of an edition is shown, and nothing finer."""

    group: str
    name: str
    name_latin: str
    sector: str
    town: str
    tier: str
    kept_floor: int | None = None
    points_floor: int | None = None
    practices: tuple[str, ...] = ()


def row(group: Group, standing: Standing) -> Row | None:
    """The public row, or None: below bronze, fewer than five settled people, suspended and closed have none."""
    if standing.tier not in MARKS or standing.closed:
        return None
    if standing.settled_people < FIRST_PEOPLE:
        return None
    many = group.points_agreed and standing.settled_people >= POINTS_PEOPLE
    return Row(
        group=group.group,
        name=group.name,
        name_latin=group.name_latin,
        sector=group.sector,
        town=group.town,
        tier=standing.tier,
        kept_floor=floor(standing.R, KEPT_FLOOR),
        points_floor=floor(standing.total // 100, POINTS_FLOOR) if many else None,
        practices=standing.practices,
    )


def floor(number: int, step: int) -> int | None:
    """`number` down to a multiple of `step`; nothing below one step."""
    return number // step * step or None


TOTAL_EMPLOYERS, TOTAL_PEOPLE, TOTAL_SHARE = 10, 20, 2
"""D5: a total needs ten employers and twenty people, and none of the employers may be more than half of it."""


def together(rows: Collection[Row]) -> int | None:
    """How many people at least stayed with all of these, in tens; added up from what is published of each alone.

    An employer whose own number is not shown counts with the three people without whom nobody has a mark (§3.7).
    """
    return together_of(Counter(least(row.kept_floor) for row in rows))


def least(kept_floor: int | None) -> int:
    return kept_floor or MINIMUM_KEPT


def together_of(floors: Mapping[int, int]) -> int | None:
    """The same of how many rows have which floor."""
    total = sum(people * rows for people, rows in floors.items())
    if sum(floors.values()) < TOTAL_EMPLOYERS or total < TOTAL_PEOPLE or TOTAL_SHARE * max(floors) > total:
        return None
    return floor(total, KEPT_FLOOR)


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Tier, then name: never a rank."""
    return sorted(rows, key=lambda row: (PLACE[row.tier], row.name.casefold(), row.group))
