"""Who has a public page: its address is given once, when the group is first listed, and answers *gone* afterwards."""

import datetime
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from services.recognition import articles
from services.recognition.board.handlers.lines import forget_lines, is_made, keep_lines
from services.recognition.board.model import Listing
from services.recognition.board.queries.board import public_now
from services.recognition.board.queries.days import LISTED, groups_due, looked_over_on
from services.recognition.board.queries.lines import lines_now
from services.recognition.board.queries.profiles import subjects_of
from services.recognition.board.tables import listing, turn
from services.recognition.standing.queries.facts import chunks, groups_of_entities
from services.recognition.standing.queries.groups import PublicGroup
from services.recognition.statements.commands import (
    DisputeFigure,
)
from services.recognition.statements.handlers.answers import hold_back, own_group
from services.recognition.tools import look_at
from shared.events import Event
from shared.transaction import Refused, Transaction
from web.grammar.latin import slug, transliterate


def invalidate_pages(tx: Transaction) -> None:
    """Say that something public may have changed: kept pages are looked at again."""
    counted = sa.update(turn).where(turn.c.what == "public").values(number=turn.c.number + 1).returning(turn.c.number)
    if tx.session.execute(counted).first() is None:
        tx.session.execute(sa.insert(turn).values(what="public", number=1))


def look_over(tx: Transaction, groups: Collection[str] | None = None) -> None:
    """Give a page to whoever (of these groups) has become public, take it from whoever no longer is, and tell both.

    Where the board was never made, as after an upgrade, all groups are looked over.
    """
    invalidate_pages(tx)
    groups = groups if is_made(tx.session) else None
    public = public_now(tx.session, tx.today, groups)
    listed = listings(tx, groups)
    for group in sorted(public.keys() | listed.keys()):
        if group not in public:
            tx.publish(listed[group].withdraw(tx.today))
        elif group in listed:
            tx.publish(listed[group].publish())
    for new in list_groups(tx, [one.found for group, one in sorted(public.items()) if group not in listed]):
        listed[new.group] = new
        tx.publish(new.first_published())
    keep_lines(tx, lines_now(tx.session, tx.today, public, listed), groups)


def make_anew(tx: Transaction) -> None:
    """The board as it is read, from nothing: after a rebuild, whatever was damaged."""
    forget_lines(tx.session)
    look_over(tx)


def listings(tx: Transaction, groups: Collection[str] | None = None) -> dict[str, Listing]:
    """Every address ever given (or those of these groups), by group."""
    if groups is None:
        return {one.group: one for one in tx.session.scalars(sa.select(Listing))}
    found: dict[str, Listing] = {}
    for some in chunks(sorted(groups), 500):
        query = sa.select(Listing).where(listing.c.group.in_(some))
        found.update({one.group: one for one in tx.session.scalars(query)})
    return found


def list_groups(tx: Transaction, groups: Collection[PublicGroup]) -> list[Listing]:
    """Give each group that has none a slug of its own, for ever."""
    if not groups:
        return []
    taken = set(tx.session.scalars(sa.select(listing.c.slug)))
    found = []
    for one in groups:
        name = one.lead.name_en or transliterate(one.lead.name)
        bare = articles.bare_name(name, one.lead.legal_form)
        found.append(Listing(group=one.group, slug=_free(slug(bare), taken), name_latin=name, listed_on=tx.today))
        taken.add(found[-1].slug)
    tx.session.add_all(found)
    tx.session.flush()
    return found


def _free(wanted: str, taken: Collection[str]) -> str:
    wanted = wanted[:100].strip("-")
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def look_at_employers(events: Sequence[Event], tx: Transaction) -> None:
    """Perhaps the first or the last day of a public page: a participant has its own from its first day."""
    look_at(tx, groups_of_entities(tx.session, {getattr(event, "employer", "") for event in events}))


def list_anew(today: datetime.date, tx: Transaction) -> None:
    """A suspension begins or ends, a group is joined, an employer leaves on a day that was told before.

    Only those are looked at whose day has come since the last morning; all of them where there was none
    or a later one, and where the board has to be made.
    """
    last = looked_over_on(tx.session)
    known = last is not None and last <= tx.today and is_made(tx.session)
    groups = groups_due(tx.session, last, tx.today) if last and known else None
    if groups is None or groups:
        look_over(tx, groups)
    else:
        invalidate_pages(tx)
    _keep_day(tx, tx.today.toordinal(), is_first=last is None)


def _keep_day(tx: Transaction, number: int, *, is_first: bool) -> None:
    kept = sa.insert(turn).values(what=LISTED) if is_first else sa.update(turn).where(turn.c.what == LISTED)
    tx.session.execute(kept.values(number=number))


def dispute_figure(command: DisputeFigure, tx: Transaction) -> str:
    """An employer contests what its own page says: marked at once, until an editor resolves it."""
    group = own_group(tx)
    if command.subject not in subjects_of(tx.session, group, tx.today):
        raise Refused("subject", "Your public page does not say this")
    return hold_back(group, command.subject, "contested", command.reason, tx)
