"""What an editor may mark or take down, page by page."""

import datetime
from urllib.parse import urlsplit

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.awards.queries.honours import honours
from services.recognition.board.model import Listing
from services.recognition.board.queries.profiles import listing_of, subjects_of
from services.recognition.board.tables import listing
from services.recognition.standing.queries.groups import group_names
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries.statements import figures_of, holds_of
from web.grammar.latin import transliterate

MOST = 30


class PageHolds(msgspec.Struct, frozen=True, kw_only=True):
    """One public page for the editors: what it says, what of that is held, and what was."""

    slug: str
    group: str
    name: str
    subjects: tuple[str, ...]
    """What it says now, in the order of reading."""
    holds: tuple[Hold, ...]
    """Newest first, resolved ones too."""
    stated: tuple[StatedFigure, ...]


def page_holds(session: Session, slug: str, today: datetime.date) -> PageHolds:
    """Raises Missing for an unknown address; one that is gone has its holds still."""
    group = listing_of(session, slug).group
    stated = [one for one in figures_of(session, group) if one.withdrawn_on is None]
    held = holds_of(session, group)
    down = {one.subject for one in held if one.until is None and one.kind == "withdrawn"}
    said = subjects_of(session, group, today)
    public = [one.subject for one in stated if one.approved_on and one.subject not in {*said, *down}]
    given = [one.subject for one in honours(session, group)]
    return PageHolds(
        slug=slug,
        group=group,
        name=group_names(session, [group])[group],
        subjects=tuple(said + (public + given if said else [])),
        holds=tuple(held),
        stated=tuple(stated),
    )


def pages_named(session: Session, wanted: str) -> list[tuple[Listing, str]]:
    """Addresses by a part of the name in either script, or by the address; each with the name it is read under."""
    slug = urlsplit(wanted).path.rstrip("/").rpartition("/")[2]
    name = transliterate(wanted).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = listing.c.name_latin.ilike(f"%{name}%", escape="\\")
    query = sa.select(Listing).where(sa.or_(listing.c.slug == slug, like))
    found = list(session.scalars(query.order_by(listing.c.name_latin, listing.c.slug).limit(MOST)))
    names = group_names(session, {one.group for one in found})
    return [(one, names[one.group]) for one in found]
