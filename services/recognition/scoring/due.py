"""When time alone changes a score: the calendar that wakes a group (§2.4)."""

from collections.abc import Iterator
from datetime import date

from services.recognition.scoring.known import Known
from services.recognition.scoring.parameters import PROOF, SETTLE, WINDOW, Method
from services.recognition.scoring.spells import Spell, is_employers
from services.recognition.scoring.world import World


def days_that_turn(known: Known, world: World, on_memory: bool) -> Iterator[date]:
    """The days after T on which time alone can change a score, unordered; `on_memory`: its tier lives on memory."""
    today = world.as_of.toordinal()
    for day in _turns(known, world):
        if day > today:
            yield date.fromordinal(day)
    if on_memory:
        yield _first_day_of_next_memory(world.as_of)


def _turns(known: Known, world: World) -> Iterator[int]:
    """Ordinals on which something turns, past ones among them."""
    for placement in world.placements:
        yield placement.start
    for spell in world.spells:
        yield from spell_turns(spell, world.method)
    for until in world.practices.values():
        yield until.toordinal()
    yield from dated_turns(known, world.group)


def spell_turns(spell: Spell, method: Method) -> Iterator[int]:
    """Ordinals on which one employment may begin to count otherwise."""
    yield spell.start + SETTLE
    yield spell.start + SETTLE + WINDOW
    if spell.seen >= spell.start + PROOF:
        yield spell.start + PROOF
    if spell.end < spell.start + PROOF and is_employers(spell, method):
        yield spell.end


def dated_turns(known: Known, group: str) -> Iterator[int]:
    """Days that facts about the group's entities name themselves."""
    related = {entity for entity in known.entities if known.touches(entity, group)}
    for entity in related:
        for about in (known.groups, known.headcounts, known.confirmations, known.withdrawals):
            for fact in about.get(entity, ()):
                yield fact.date.toordinal()
        if entity in known.closures:
            yield known.closures[entity].toordinal()
    for suspension in known.suspensions.values():
        if suspension.entity in related:
            yield suspension.since.toordinal()
            if suspension.until is not None:
                yield suspension.until.toordinal()


def _first_day_of_next_memory(today: date) -> date:
    """The day after the first quarter-end that is today or later: the oldest remembered quarter is forgotten."""
    year, quarter = today.year, (today.month - 1) // 3 + 1
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
