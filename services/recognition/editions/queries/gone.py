"""Editions that were told once and whose records are lost here: what was published is never published a second time."""

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.editions.model import name_of, number_of, quarter_end
from services.recognition.editions.tables import edition
from services.recognition.schema import metadata
from shared.events.recognition import EditionPublished
from shared.transaction import Refused

LONGEST = 4
"""Editions that may rest on one basis (D4): so many quarters after a lost one its numbers would be taken anew anyway."""
AGAIN = (
    "Edition {lost} was published before and its records are lost here, so none is published under its number again: "
    "restore a backup that has it (steadfast restore)"
)
LATER = (
    "A later edition, {lost}, was published before and its records are lost here; editions go forward only: restore a "
    "backup that has it (steadfast restore)"
)
RESTS = (
    "The records of edition {lost} are lost here, so nobody can tell whether five people stand behind what changed "
    "since: restore a backup that has it (steadfast restore). Without one the next edition is {following}"
)


def lost_editions(session: Session) -> set[str]:
    """The numbers that the outbox has as told and that are not here, corrections among them."""
    box = metadata.tables["outbox"].c
    told = session.scalars(sa.select(box.aggregate_id).where(box.type == EditionPublished.TYPE))
    held = session.scalars(sa.select(edition.c.number))
    return {_number(reference) for reference in told} - set(held)


def is_lost(session: Session, number: str) -> bool:
    """The same of one edition, by its index."""
    box = metadata.tables["outbox"].c
    told = sa.select(box.position).where(box.aggregate_id == number.replace(".", "-"))
    held = sa.select(edition.c.number).where(edition.c.number == number)
    is_told = session.scalar(told.where(box.type == EditionPublished.TYPE).limit(1)) is not None
    return is_told and session.scalar(held) is None


def refuse_after_loss(session: Session, number: str) -> None:
    """Raises Refused where a lost edition stands in the way of this quarter's."""
    lost = lost_editions(session)
    if number in lost:
        raise Refused("number", AGAIN, lost=name_of(number))
    for one in sorted(lost, key=_day, reverse=True):
        if _day(one) > _day(number):
            raise Refused("number", LATER, lost=name_of(one))
        if (first := _first_after(one)) > _day(number):
            raise Refused("number", RESTS, lost=name_of(one), following=name_of(number_of(first)))


def refuse_correction_after_loss(session: Session, number: str) -> None:
    """Raises Refused where this edition, a correction of it or a later edition was told and is lost here."""
    for one in sorted(lost_editions(session), key=_day, reverse=True):
        if _day(one) == _day(number):
            raise Refused("number", AGAIN, lost=name_of(one))
        if _day(one) > _day(number):
            raise Refused("number", LATER, lost=name_of(one))


def _day(number: str) -> datetime.date:
    return quarter_end(number.partition(".")[0])


def _first_after(lost: str) -> datetime.date:
    """The end of the first quarter whose edition needs nothing of the lost one."""
    day = _day(lost)
    for _ in range(LONGEST):
        day = quarter_end(number_of(day + datetime.timedelta(days=1)))
    return day


def _number(reference: str) -> str:
    """`2026-4-1`, as events carry it -> `2026-4.1`."""
    year, quarter, *correction = reference.split("-")
    return ".".join((f"{year}-{quarter}", *correction))
