"""A notebook for tests of the score: says what happened in a line each, and numbers the facts itself."""

from datetime import date, timedelta
from typing import Any

from services.recognition.scoring import (
    RECOG_1_0_0,
    Closed,
    Confirmed,
    Ended,
    Fact,
    Grouped,
    Headcount,
    Hired,
    Retained,
    Standing,
    Suspended,
    Voided,
    Withdrawn,
    snapshot,
)

DAY_ZERO = date(2024, 1, 1)


def day(number: int) -> date:
    """Days after the first of January 2024."""
    return DAY_ZERO + timedelta(number)


class Log:
    """Days are whole numbers from DAY_ZERO; a fact is recorded on its own day unless told otherwise."""

    def __init__(self, headcount: int | None = 25, entity: str = "E1") -> None:
        self.facts: list[Fact] = []
        if headcount is not None:
            self.headcount(-1000, headcount, entity)

    def _next(self, recorded: int, id: str | None = None) -> dict[str, Any]:
        return {"id": id or f"f{len(self.facts):04}", "recorded": day(recorded)}

    def headcount(self, on: int, number: int, entity: str = "E1", recorded: int | None = None) -> None:
        head = self._next(on if recorded is None else recorded)
        self.facts.append(Headcount(**head, entity=entity, date=day(on), headcount=number))

    def group(self, on: int, group: str, entity: str = "E1", recorded: int | None = None) -> None:
        head = self._next(on if recorded is None else recorded)
        self.facts.append(Grouped(**head, entity=entity, group=group, date=day(on)))

    def hire(self, placement: str = "p", start: int = 0, *, recorded: int | None = None, **about: int | str) -> str:
        given: dict[str, Any] = {
            "entity": "E1",
            "candidate": f"person of {placement}",
            "permanent": True,
            "hours": 40,
            "wage_bp": 12000,
        }
        head: dict[str, Any] = self._next(start if recorded is None else recorded)
        self.facts.append(Hired(**head, placement=placement, start=day(start), **(given | about)))
        return placement

    def seen(self, placement: str, on: int, evidence: int = 1, recorded: int | None = None) -> None:
        head = self._next(on if recorded is None else recorded)
        self.facts.append(Retained(**head, placement=placement, checked_on=day(on), evidence=evidence))

    def end(
        self,
        placement: str,
        on: int | None,
        reason: Any = "candidate",
        evidence: int = 1,
        rev: int = 0,
        recorded: int | None = None,
    ) -> None:
        head = self._next((on or 0) if recorded is None else recorded)
        last = None if on is None else day(on)
        self.facts.append(Ended(**head, placement=placement, last_day=last, reason=reason, evidence=evidence, rev=rev))

    def void(self, placement: str, recorded: int = 0) -> None:
        self.facts.append(Voided(**self._next(recorded), placement=placement, reason="recorded by mistake"))

    def kept(self, number: int, start: int = 0, *, proved: int = 0, prefix: str = "kept", **about: Any) -> None:
        """`number` people seen on day 90; the first `proved` of them on day 180 too."""
        for i in range(number):
            ref = self.hire(f"{prefix}{i}", start, **about)
            self.seen(ref, start + 90)
            if i < proved:
                self.seen(ref, start + 180)

    def lost(self, number: int, start: int = 0, *, reason: str = "employer", prefix: str = "lost") -> None:
        for i in range(number):
            self.end(self.hire(f"{prefix}{i}", start), start + 10, reason)

    def practice(self, on: int, code: str = "mentor", evidence: int = 1, entity: str = "E1") -> None:
        self.facts.append(Confirmed(**self._next(on), entity=entity, practice=code, date=day(on), evidence=evidence))

    def withdraw(self, on: int, code: str = "mentor", entity: str = "E1") -> None:
        self.facts.append(Withdrawn(**self._next(on), entity=entity, practice=code, date=day(on)))

    def suspend(self, since: int, until: int | None = None, entity: str = "E1", **about: Any) -> None:
        last = None if until is None else day(until)
        self.facts.append(Suspended(**self._next(since), entity=entity, since=day(since), until=last, **about))

    def close(self, on: int, entity: str = "E1") -> None:
        self.facts.append(Closed(**self._next(on), entity=entity, date=day(on)))


def score(log: Log, at: int, known: int | None = None, group: str = "E1") -> Standing:
    return snapshot(log.facts, group, day(at), None if known is None else day(known), method=RECOG_1_0_0)


def outcomes(log: Log, at: int, known: int | None = None, group: str = "E1") -> str:
    standing = score(log, at, known, group)
    return "R" * standing.R + "L" * standing.L + "E" * standing.E


def faded_gold() -> Log:
    """Gold until a practice runs out on 2024-10-10: 76.92 points, then 73.92."""
    log = Log(5)
    log.kept(7, start=-100, proved=2)
    log.lost(1, start=-100)
    log.practice(-447)
    for code in ("language", "skills", "shared", "adjustments"):
        log.practice(-100, code)
    return log
