"""Figures of single subjects: letters that wait, people who are to be erased, how old the newest edition is."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.condition.sample import Sample
from services.intake.letters.tables import letter
from services.intake.rights.model import ERASE
from services.intake.rights.tables import data_request
from services.recognition.editions.tables import edition
from shared.clock import machine_now
from shared.service import Runtime

Look = Callable[[Session, Runtime], Iterator[Sample]]


def letters(session: Session, _: Runtime) -> Iterator[Sample]:
    """By the machine's clock, as letters are dated."""
    row = letter.c
    waiting = sa.and_(row.sent.is_(None), row.given_up.is_(None))
    count, oldest = session.execute(sa.select(sa.func.count(), sa.func.min(row.made)).where(waiting)).one()
    yield Sample("steadfast_letters_waiting", count)
    age = max((machine_now() - oldest).total_seconds(), 0.0) if oldest else 0.0
    yield Sample("steadfast_letters_age_seconds", age)
    refused = session.scalar(sa.select(sa.func.count()).where(row.given_up.is_not(None)))
    yield Sample("steadfast_letters_refused", refused or 0)


def rights(session: Session, runtime: Runtime) -> Iterator[Sample]:
    row = data_request.c
    open_ = sa.select(sa.func.count()).where(row.done_on.is_(None))
    yield Sample("steadfast_erasures_due", session.scalar(open_.where(row.kind == ERASE)) or 0)
    late = session.scalar(open_.where(row.due_on < runtime.clock.today()))
    yield Sample("steadfast_requests_of_people_late", late or 0)


def editions(session: Session, runtime: Runtime) -> Iterator[Sample]:
    """Nothing before the first."""
    newest = session.scalar(sa.select(sa.func.max(edition.c.published_at)))
    if newest is not None:
        age = (runtime.clock.now() - newest).total_seconds()
        yield Sample("steadfast_edition_age_seconds", max(age, 0.0))


OF_SUBJECTS: dict[str, tuple[Look, ...]] = {"intake": (letters, rights), "recognition": (editions,)}
