"""What an editor settles before publishing."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.editions.model import EMBARGO, Edition, quarter_end
from services.recognition.editions.queries.editions import latest_edition
from services.recognition.editions.queries.gone import refuse_after_loss
from services.recognition.schema import metadata
from services.recognition.standing.queries.facts import late_facts
from services.recognition.statements.queries.statements import waiting_answers, waiting_disputes, waiting_figures
from shared.clock import SOFIA
from shared.database import DERIVED
from shared.transaction import refusals

HOUR = datetime.time(10)
"""D1: public data changes at this local time of the fifteenth day, and not before."""


def opens(as_of: datetime.date) -> datetime.datetime:
    """The first moment at which the edition of this quarter's end may be published."""
    return datetime.datetime.combine(as_of + EMBARGO, HOUR, SOFIA)


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor settles before an edition; only the moment stops it, the rest is told."""

    number: str
    as_of: datetime.date
    from_day: datetime.date
    opens: datetime.datetime
    day_reached: bool
    """The day and the hour."""
    published: bool
    superseded: bool
    """A later edition is out, and editions go forward only."""
    lost: bool
    """The records of an edition that was published are lost here, and this one would need them."""
    answers_waiting: int
    figures_waiting: int
    disputes_open: int
    set_aside: int
    """Events that could not be taken: what they say is missing from the numbers."""
    late: int
    """Facts that came too late for the newest edition; they count in this one."""

    @property
    def may(self) -> bool:
        return self.day_reached and not self.published and not self.superseded and not self.lost

    @property
    def clear(self) -> bool:
        """Nothing waits that the editor could settle first."""
        return not (self.answers_waiting or self.figures_waiting or self.disputes_open or self.set_aside)


def checklist(session: Session, number: str, now: datetime.datetime) -> Checklist:
    """Raises Refused for what is no quarter."""
    as_of = quarter_end(number)
    newest = latest_edition(session)
    letters = metadata.tables[f"{DERIVED}.dead_letter"]
    return Checklist(
        number=number,
        as_of=as_of,
        from_day=as_of + EMBARGO,
        opens=opens(as_of),
        day_reached=now >= opens(as_of),
        published=session.get(Edition, number) is not None,
        lost=any(refusals(refuse_after_loss, session, number)),
        superseded=newest is not None and newest.as_of > as_of,
        answers_waiting=len(waiting_answers(session)),
        figures_waiting=len(waiting_figures(session)),
        disputes_open=len(waiting_disputes(session)),
        set_aside=session.scalar(sa.select(sa.func.count()).select_from(letters)) or 0,
        late=len(late_facts(session, newest.number)) if newest else 0,
    )
