"""Tells recognition what the other services would, without a broker: the same handlers, the same order."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from shared.clock import SOFIA
from shared.events import Event
from shared.events.intake import (
    EmployerHeadcount,
    EmployerJoined,
    EmployerRegistered,
    EmployerVerified,
    PracticeConfirmed,
    VacancyPublished,
)
from shared.events.placements import EmployerHired, PlacementRetained
from shared.identity import employer_id
from shared.message import Message, encode_data, new_id, schema
from shared.service import Runtime
from shared.transaction import Transaction

GOOD_JOB = {"permanent": True, "hours": 40, "wage_bp": 13000}


def message_of(event: Event, on: datetime.date) -> Message:
    """The envelope of an event recorded at noon of a day."""
    noon = datetime.datetime.combine(on, datetime.time(12), SOFIA).astimezone(datetime.UTC)
    return Message(
        id=new_id(),
        source=f"/{event.TYPE.partition('.')[0]}",
        type=event.TYPE,
        subject=event.subject,
        time=noon,
        recordedtime=noon,
        dataschema=schema(type(event)),
        aggregateversion=1,
        correlationid=new_id(),
        data=encode_data(event),
    )


def tell(runtime: Runtime, events: Iterable[tuple[Event, datetime.date]]) -> None:
    """Hand events, each with the day it was recorded, to recognition's projections and reactions."""
    told = list(events)

    def take(tx: Transaction) -> None:
        for table in (runtime.service.projections, runtime.service.reactions):
            for kind, run in groupby(told, key=lambda each: type(each[0])):
                if handler := table.get(kind):
                    pairs = list(run)
                    for event, day in pairs:
                        tx.hear(event, message_of(event, day))
                    handler([event for event, _ in pairs], tx)

    runtime.perform(take)


def employer(number: str, name: str, name_en: str, on: datetime.date, **more: Any) -> list[tuple[Event, datetime.date]]:
    """A registered, verified employer that agreed to be listed; `joined=False`, `staff=0` and other facts as wanted."""
    entity = employer_id("BG", number)
    joined, staff = more.pop("joined", True), more.pop("staff", 25)
    told = {"legal_form": "ood", "sector": "C", "town": "Пловдив", **more}
    events: list[Event] = [
        EmployerRegistered(employer=entity, country="BG", national_id=number, name=name, name_en=name_en, **told),
        EmployerVerified(employer=entity, on=on),
    ]
    if staff:
        events.append(EmployerHeadcount(employer=entity, headcount=staff, on=on))
    if joined:
        events.append(EmployerJoined(employer=entity, on=on))
    return [(event, on) for event in events]


def hired(number: str, placement: str, start: datetime.date, **more: Any) -> EmployerHired:
    entity = employer_id("BG", number)
    told = {**GOOD_JOB, "group": entity, "person": f"person-{placement}", "organisation": "centre", **more}
    return EmployerHired(placement=placement, employer=entity, start=start, **told)


def seen(placement: str, day: datetime.date, milestone: int = 90, evidence: int = 1) -> PlacementRetained:
    return PlacementRetained(placement=placement, milestone=milestone, checked_on=day, evidence=evidence)


def kept(number: str, count: int, start: datetime.date, **more: object) -> list[tuple[Event, datetime.date]]:
    """`count` people in good jobs, one every other day, each confirmed on day 90 and on day 180."""
    events: list[tuple[Event, datetime.date]] = []
    for which in range(count):
        first = start + datetime.timedelta(days=2 * which)
        placement = f"{number}-kept-{start:%y%m%d}-{which}"
        events.append((hired(number, placement, first, **more), first))
        for milestone in (90, 180):
            day = first + datetime.timedelta(days=milestone)
            events.append((seen(placement, day, milestone), day))
    return events


def practices(
    number: str, codes: Iterable[str], on: datetime.date, **details: tuple[str, ...]
) -> list[tuple[Event, datetime.date]]:
    entity = employer_id("BG", number)
    return [
        (PracticeConfirmed(employer=entity, practice=code, on=on, details=details.get(code, ())), on) for code in codes
    ]


def vacancy(number: str, title: str, on: datetime.date, openings: int = 1) -> tuple[Event, datetime.date]:
    entity = employer_id("BG", number)
    return VacancyPublished(vacancy=f"v-{number}", employer=entity, title=title, kind="job", openings=openings), on
