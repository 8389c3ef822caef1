"""Of one employer: the certificate of an edition as it stands today, and the mark that a badge shows."""

import datetime

from sqlalchemy.orm import Session

from services.recognition.badges.model import Certificate, State, valid_until
from services.recognition.board.model import Listing
from services.recognition.board.queries.board import shown_row
from services.recognition.board.queries.profiles import Formerly, listing_of, shown_group
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import edition_numbered, latest_edition, row_of
from services.recognition.editions.rules.rows import Row
from services.recognition.standing.queries.groups import PublicGroup, group_of
from services.recognition.statements.queries.statements import open_holds
from shared.transaction import Missing

__all__ = ["Formerly", "certificate", "mark_now", "own_mark"]


def certificate(session: Session, edition: str, slug: str, today: datetime.date) -> Certificate:
    """Raises Missing where that edition gave that employer no mark, Formerly where the employer is not listed now."""
    listed, of = listing_of(session, slug), edition_numbered(session, edition)
    row = row_of(of, listed.group)
    if row is None:
        raise Missing(f"{edition}/{slug}")
    return _certificate(session, listed, of, row, shown_group(session, listed, today), today)


def mark_now(session: Session, slug: str, today: datetime.date) -> Certificate | None:
    """The mark of the newest edition as it stands today; None where none is shown. Raises Missing for who never was."""
    listing_of(session, slug)
    newest = latest_edition(session)
    if newest is None:
        return None
    try:
        found = certificate(session, newest.number, slug, today)
    except (Missing, Formerly):
        return None
    return found if found.stands else None


def _certificate(
    session: Session, listed: Listing, of: Edition, row: Row, found: PublicGroup, today: datetime.date
) -> Certificate:
    newest = latest_edition(session) or of
    gone = open_holds(session, [found.group], "withdrawn")[found.group]
    latest = row_of(newest, listed.group)
    now = shown_row(latest, found, gone) if latest else None
    state = _state(of, row, newest, now, today)
    if "tier" in gone:
        state = "withdrawn"
    elif state == "valid" and "tier" in open_holds(session, [found.group], "contested")[found.group]:
        state = "contested"
    return Certificate(
        edition=of.number,
        slug=listed.slug,
        name=row.name,
        name_latin=row.name_latin,
        town=row.town,
        tier=row.tier,  # type: ignore[arg-type]
        as_of=of.as_of,
        published_at=of.published_at,
        method=of.method,
        state=state,
        latest=newest.number,
        now=now.tier if now else None,  # type: ignore[arg-type]
    )


def _state(of: Edition, row: Row, newest: Edition, now: Row | None, today: datetime.date) -> State:
    """A correction of the same quarter leaves the certificate as it is where it leaves the mark, and else takes it."""
    if newest.as_of > of.as_of:
        return "replaced"
    if newest.number != of.number and (now is None or now.tier != row.tier):
        return "withdrawn" if now is None else "replaced"
    return "expired" if today > valid_until(of.number) else "valid"


def own_mark(session: Session, employer: str, today: datetime.date) -> Certificate | None:
    """The mark of an employer's group as a badge shows it; None without one."""
    listed = session.get(Listing, group_of(session, employer, today))
    return mark_now(session, listed.slug, today) if listed else None
