"""Why a group's row differs from the edition before, for editors: what came, what went, and which rule decided."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from services.recognition.editions.rules.entries import Entry
from services.recognition.scoring import Basis

Code = Literal[
    "first", "changed", "renewed", "held", "waiting", "came_kept", "came_lost", "came_excused", "went", "turned_kept",
    "turned_lost", "turned", "offer_new", "offer_gone", "staff", "memory", "memory_over", "suspended", "suspension_over",
    "closed", "not_listed", "points", "renamed", "below",
]  # fmt: skip


class Cause(NamedTuple):
    """`n` people, or `what` (a practice, a number before and after)."""

    code: Code
    n: int = 0
    what: str = ""


def causes(before: Entry | None, now: Entry | None) -> tuple[Cause, ...]:
    """Everything that makes one group's entry another than in the edition before, people first."""
    if now is None:
        return (Cause("not_listed"),)
    return (*_rule(now), *_people(before.basis if before else {}, now.basis), *_rest(before, now))


def _rule(now: Entry) -> Iterator[Cause]:
    if now.why != "same":
        yield Cause(now.why, {"held": now.held, "waiting": now.settled, "first": len(now.basis)}.get(now.why, 0))


def _people(before: Basis, now: Basis) -> Iterator[Cause]:
    came: list[str] = [now[person].outcome for person in now.keys() - before.keys()]
    names: tuple[tuple[Code, str], ...] = (("came_kept", "R"), ("came_lost", "L"), ("came_excused", "E"))
    yield from (Cause(code, came.count(outcome)) for code, outcome in names if before and came.count(outcome))
    if gone := len(before.keys() - now.keys()):
        yield Cause("went", gone)
    turned = [(before[person], now[person]) for person in before.keys() & now.keys() if before[person] != now[person]]
    kept = sum(1 for was, one in turned if was.outcome != "R" and one.outcome == "R")
    lost = sum(1 for was, one in turned if was.outcome == "R" and one.outcome != "R")
    counts: tuple[tuple[Code, int], ...] = (
        ("turned_kept", kept), ("turned_lost", lost), ("turned", len(turned) - kept - lost),
    )  # fmt: skip
    yield from (Cause(code, n) for code, n in counts if n)


def _rest(before: Entry | None, now: Entry) -> Iterator[Cause]:
    one, was = now.standing, before.standing if before else None
    if was is not None:
        yield from (Cause("offer_new", what=code) for code in one.practices if code not in was.practices)
        yield from (Cause("offer_gone", what=code) for code in was.practices if code not in one.practices)
        if was.headcount != one.headcount:
            yield Cause("staff", one.headcount, str(was.headcount))
        if was.suspended and not one.suspended:
            yield Cause("suspension_over")
        if was.on_memory and not one.on_memory:
            yield Cause("memory_over")
        yield from _names(before, now)
    if one.suspended:
        yield Cause("suspended")
    elif one.closed:
        yield Cause("closed")
    elif one.on_memory and now.row:
        yield Cause("memory")
    elif now.row is None and now.basis:
        yield Cause("below", one.total, str(one.adjusted_bp))


def _names(before: Entry | None, now: Entry) -> Iterator[Cause]:
    if before is None or before.row is None or now.row is None:
        return
    was, row = before.row, now.row
    if (was.name, was.town, was.sector) != (row.name, row.town, row.sector):
        yield Cause("renamed", what=was.name)
    if was.points_floor != row.points_floor and not before.basis.keys() ^ now.basis.keys():
        yield Cause("points")
