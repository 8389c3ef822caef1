"""What is wrong between the answers about a person, and what readiness still misses: all of it, to be named together."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.candidates.model.candidate import DATED
from services.intake.candidates.model.readiness import Noted, lacks
from services.intake.candidates.model.status import FOUR_WEEKS
from shared.transaction import Refused

Said = Mapping[str, Any]
"""The answers that could be read, by field: what could not be read is not there, and has a mistake of its own."""


@dataclass(frozen=True)
class _Described:
    """A file as it will be once what comes along is noted."""

    notice_on: datetime.date | None
    right: str
    right_date: datetime.date | None
    right_seen_on: datetime.date | None
    languages: tuple[str, ...]


def of_description(registered_on: datetime.date, said: Said, today: datetime.date) -> Iterator[Refused]:
    yield from _of_right(said, today)
    yield from _of_status(said, registered_on - FOUR_WEEKS)


def of_readiness(file: Noted, said: Said, today: datetime.date) -> Iterator[Refused]:
    """Of what comes along, and then of what the file lacks even with it, in the order of work."""
    yield from _of_right(said, today)
    yield from lacks(_with(file, said, today), today)


def _with(file: Noted, said: Said, today: datetime.date) -> _Described:
    right, seen_on = said.get("right"), said.get("right_seen_on", today)
    return _Described(
        notice_on=today if said.get("notice") else file.notice_on,
        right=right or file.right,
        right_date=said.get("right_date") if right else file.right_date,
        right_seen_on=seen_on if right else file.right_seen_on,
        languages=said.get("languages") or file.languages,
    )


def _of_right(said: Said, today: datetime.date) -> Iterator[Refused]:
    if said.get("right") in DATED and said.get("right_date") is None:
        yield Refused("right_date", "Enter the date from the document")
    if (seen_on := said.get("right_seen_on")) is not None and seen_on > today:
        yield Refused("right_seen_on", "This day is in the future")
    levels = [each.partition(":")[0] for each in said.get("languages", ())]
    if len(levels) != len(set(levels)):
        yield Refused("languages", "Give each language once")


def _of_status(said: Said, lately: datetime.date) -> Iterator[Refused]:
    """What was asked for the status at entry. A date answers its question; what was not asked stays open."""
    seeks, since, studied_until = said.get("seeks"), said.get("seeking_since"), said.get("in_education_until")
    if seeks and since is None:
        yield Refused("seeking_since", "Enter since when, as near as the person remembers")
    if seeks is False and since is not None:
        yield Refused("seeking_since", "Somebody who does not look for work has no such day: leave it empty")
    if said.get("studied") is False and studied_until is not None and studied_until > lately:
        yield Refused("in_education_until", "This day lies in the four weeks before the registration: answer yes")
