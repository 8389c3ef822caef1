"""The answer to *is everything all right?*: one line a thing, good, waiting or wrong, with what to do about it."""

import datetime
from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy.orm import Session

from services.condition.counted import counted
from shared.backups import folder_of, kept_backups
from shared.gap import Gap
from shared.service import Runtime

GOOD, WAIT, STOP = "good", "wait", "stop"
SOON, HOUR, QUARTER, OLD = 60.0, 3600.0, 110 * 86400.0, 2 * 86400.0
"""Seconds: what waits no longer is on its way; a letter that waits longer is late; an edition, and a backup, older than
that is."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at; its words are the template's."""

    what: str
    state: str = GOOD
    number: int = 0
    minutes: int = 0
    gap: Gap | None = None
    at: datetime.datetime | None = None


def lines(session: Session, runtime: Runtime) -> list[Line]:
    """In the order in which somebody asks: what I recorded, what I should see, what the day brings, what is missing."""
    found = {one.name.removeprefix("steadfast_"): one.value for one in counted(session, runtime)}
    return [*_events(found, runtime), *_day(runtime), *_subjects(found), *_backups(runtime), *_missing(runtime)]


def worst(some: list[Line]) -> str:
    """Of several lines: what the page says above them."""
    states = {one.state for one in some}
    return next((state for state in (STOP, WAIT) if state in states), GOOD)


def _events(found: Mapping[str, float], runtime: Runtime) -> Iterator[Line]:
    waiting, age = int(found["outbox_events"]), found["outbox_age_seconds"]
    late = waiting > 0 and age > SOON
    yield Line(what="passed_on", state=WAIT if late else GOOD, number=waiting if late else 0, minutes=_minutes(age))
    if refused := int(found["outbox_refused"]):
        yield Line(what="refused", state=STOP, number=refused)
    yield Line(what="heard", state=STOP if runtime.is_deaf() else GOOD)
    aside = int(found["dead_letters"])
    yield Line(what="understood", state=STOP if aside else GOOD, number=aside)


def _day(runtime: Runtime) -> Iterator[Line]:
    """Just after midnight, and just after a start, it is under way."""
    yield Line(what="day", state=GOOD if runtime.day_begun == runtime.clock.today() else WAIT)


def _subjects(found: Mapping[str, float]) -> Iterator[Line]:
    if "letters_waiting" in found:
        late = found["letters_age_seconds"] > HOUR
        count = int(found["letters_waiting"]) if late else 0
        yield Line(what="letters", state=WAIT if late else GOOD, number=count)
        if refused := int(found["letters_refused"]):
            yield Line(what="letters_refused", state=WAIT, number=refused)
        late_answers = int(found["requests_of_people_late"])
        yield Line(what="people", state=STOP if late_answers else GOOD, number=late_answers)
    if (age := found.get("edition_age_seconds")) is not None:
        days = datetime.timedelta(seconds=age).days
        yield Line(what="edition", state=WAIT if age > QUARTER else GOOD, number=days)


def _backups(runtime: Runtime) -> Iterator[Line]:
    """Of those that the program keeps by itself; a server's are not seen from here."""
    if not runtime.database.embedded or folder_of(runtime.settings) is None:
        return
    kept = kept_backups(runtime.settings)
    late = not kept or kept[0].age > OLD or kept[0].tried is None
    at, tried = (kept[0].made, kept[0].tried is not None) if kept else (None, False)
    yield Line(what="backup", state=WAIT if late else GOOD, at=at, number=int(tried))


def _missing(runtime: Runtime) -> Iterator[Line]:
    if runtime.gap is not None:
        yield Line(what="missing", state=WAIT, gap=runtime.gap)


def _minutes(seconds: float) -> int:
    return max(round(seconds / 60), 1)
