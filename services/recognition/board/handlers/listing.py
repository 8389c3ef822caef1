"""Who has a public page: its address is given once, when the group is first listed, and answers *gone* afterwards."""

import datetime
from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from services.recognition.board.handlers.addresses import list_groups
from services.recognition.board.handlers.lines import forget_lines, is_made, keep_lines
from services.recognition.board.handlers.turning import invalidate
from services.recognition.board.model import Listing
from services.recognition.board.queries.board import public_now
from services.recognition.board.queries.days import LISTED, groups_due, looked_over_on, next_due
from services.recognition.board.queries.lines import lines_now
from services.recognition.board.queries.profiles import subjects_of
from services.recognition.board.tables import listing, turn
from services.recognition.editions.queries.under_way import are_pages_written
from services.recognition.standing.queries.facts import chunks, groups_of_entities
from services.recognition.statements.commands import (
    DisputeFigure,
)
from services.recognition.statements.handlers.answers import hold_back, own_group
from services.recognition.tools import look_at, tools_of
from shared.events import Event
from shared.transaction import MORE, Refused, Transaction


def look_over(tx: Transaction, groups: Collection[str] | None = None, takes: bool = True) -> None:
    """Give a page to whoever (of these groups) has become public, take it from whoever no longer is, and tell both.

    Where the board was never made in this form, as after an upgrade, all groups are looked over. What these groups say is taken
    down wherever it stood, unless `takes` is false: then only what loses its page is.
    """
    if not _is_known(tx):
        forget_lines(tx.session)
        groups = None
    settled = settle_pages(tx, groups)
    if groups is None:
        invalidate(tx, None, lists=True, down=settled.gone or (takes and settled.changed))
    elif settled.listed:  # whoever never had an address is on no page
        slugs = [one.slug for one in settled.listed.values()]
        lists = takes or settled.changed or settled.is_hidden
        invalidate(tx, slugs, lists=lists, down=takes or settled.gone)


class PagesNow(NamedTuple):
    """What became of the pages of some groups."""

    listed: dict[str, Listing]
    gone: bool
    """Whether a page was taken away."""
    changed: bool
    """Whether a line of the board became another."""
    is_hidden: bool
    """Whether one of them has an address and no page: perhaps it stands in an earlier edition."""


def settle_pages(tx: Transaction, groups: Collection[str] | None) -> PagesNow:
    """Pages, addresses and lines of these groups (None: of all) as they follow from everything that is known."""
    public = public_now(tx.session, tx.today, groups)
    listed = listings(tx, groups)
    gone = [told for group in sorted(listed.keys() - public.keys()) if (told := listed[group].withdraw(tx.today))]
    for told in gone:
        tx.publish(told)
    for group in sorted(public.keys() & listed.keys()):
        tx.publish(listed[group].publish())
    for new in list_groups(tx, [one.found for group, one in sorted(public.items()) if group not in listed]):
        listed[new.group] = new
        tx.publish(new.first_published())
    changed = keep_lines(tx, lines_now(tx.session, tx.today, public, listed), groups)
    return PagesNow(listed, bool(gone), changed, bool(listed.keys() - public.keys()))


def _is_known(tx: Transaction) -> bool:
    """Whether the board was made, so that it is enough to look at some groups."""
    return is_made(tx.session) or are_pages_written(tx.session)


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


def look_at_employers(events: Sequence[Event], tx: Transaction) -> None:
    """Perhaps the last day of a public page, or of something it says."""
    look_at(tx, _groups(events, tx))


def look_at_news(events: Sequence[Event], tx: Transaction) -> None:
    """Perhaps the first day of a public page: a participant has its own from its first day. Nothing is taken down."""
    look_at(tx, _groups(events, tx), takes=False)


def _groups(events: Sequence[Event], tx: Transaction) -> Collection[str]:
    return groups_of_entities(tx.session, {getattr(event, "employer", "") for event in events})


def list_anew(today: datetime.date, tx: Transaction) -> str | None:
    """A suspension begins or ends, a group is joined, an employer leaves on a day that was told before.

    Only those are looked at whose day has come since the last morning, of one day at a time; all of them where there
    was none or a later one, and where the board has to be made.
    """
    last = looked_over_on(tx.session)
    known = last is not None and last <= tx.today and _is_known(tx)
    until = next_due(tx.session, last, tx.today) if last and known else tx.today
    groups = groups_due(tx.session, last, until) if last and known else None
    if groups is None or groups:
        look_over(tx, groups)
    _keep_day(tx, until.toordinal(), is_first=last is None)
    if until < tx.today:
        return MORE
    invalidate(tx, None, lists=True, down=False)  # whatever a page says of the day
    return None


def _keep_day(tx: Transaction, number: int, *, is_first: bool) -> None:
    kept = sa.insert(turn).values(what=LISTED) if is_first else sa.update(turn).where(turn.c.what == LISTED)
    tx.session.execute(kept.values(number=number))


def dispute_figure(command: DisputeFigure, tx: Transaction) -> str:
    """An employer contests what its own page says: marked at once, until an editor resolves it."""
    group = own_group(tx)
    given = {one.subject for one in tools_of(tx).honours(tx.session, group)}
    if command.subject not in {*subjects_of(tx.session, group, tx.today), *given}:
        raise Refused("subject", "Your public page does not say this")
    return hold_back(group, command.subject, "contested", command.reason, tx)
