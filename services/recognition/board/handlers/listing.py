"""Who has a public page: its address is given once, when the group is first listed, and answers *gone* afterwards."""

import datetime
from collections import Counter
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from services.recognition import articles
from services.recognition.board.handlers.lines import forget_lines, is_made, keep_lines
from services.recognition.board.handlers.turning import invalidate
from services.recognition.board.model import Listing
from services.recognition.board.queries.board import public_now
from services.recognition.board.queries.days import LISTED, groups_due, looked_over_on
from services.recognition.board.queries.lines import lines_now
from services.recognition.board.queries.profiles import subjects_of
from services.recognition.board.tables import listing, turn
from services.recognition.standing.queries.facts import chunks, groups_of_entities
from services.recognition.standing.queries.groups import PublicGroup, public_groups
from services.recognition.statements.commands import (
    DisputeFigure,
)
from services.recognition.statements.handlers.answers import hold_back, own_group
from services.recognition.tools import look_at
from shared.clock import end_of_day
from shared.events import Event
from shared.events.recognition import ProfilePublished
from shared.transaction import Refused, Transaction
from web.grammar.latin import slug, transliterate

LONGEST_NAME = 60
"""Letters of a name before the reference of its group."""


def look_over(tx: Transaction, groups: Collection[str] | None = None, takes: bool = True) -> None:
    """Give a page to whoever (of these groups) has become public, take it from whoever no longer is, and tell both.

    Where the board was never made in this form, as after an upgrade, all groups are looked over. What these groups say is taken
    down wherever it stood, unless `takes` is false: then only what loses its page is.
    """
    if not is_made(tx.session):
        forget_lines(tx.session)
        groups = None
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
    if groups is None:
        invalidate(tx, None, lists=True, down=bool(gone) or (takes and changed))
    elif listed:  # whoever never had an address is on no page
        is_hidden = bool(listed.keys() - public.keys())  # perhaps in an earlier edition
        slugs = [one.slug for one in listed.values()]
        invalidate(tx, slugs, lists=takes or changed or is_hidden, down=takes or bool(gone))


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
    """Give each group that has none a slug of its own, for ever.

    Where addresses were lost, none that may have been somebody else's is given: it has the group's reference in it.
    """
    if not groups:
        return []
    taken = set(tx.session.scalars(sa.select(listing.c.slug)))
    before = _listed_before(tx)
    names = Counter(before.values())
    found = []
    for one in groups:
        address = _bare(one)
        if names[address] > (one.group in before):
            address = f"{address[:LONGEST_NAME]}-{one.group}"
        found.append(Listing(group=one.group, slug=_free(address, taken), name_latin=_latin(one), listed_on=tx.today))
        taken.add(found[-1].slug)
    tx.session.add_all(found)
    tx.session.flush()
    return found


def _listed_before(tx: Transaction) -> dict[str, str]:
    """After a loss: every group that was ever told to have a page, with the address its name gives. Without one nothing."""
    if tx.session.scalar(sa.select(tx.metadata.tables["loss"].c.event_id).limit(1)) is None:
        return {}
    box = tx.outbox.c
    told = set(tx.session.scalars(sa.select(box.aggregate_id).where(box.type == ProfilePublished.TYPE).distinct()))
    known = public_groups(tx.session, tx.today, end_of_day(tx.today))
    return {group: _bare(one) for group, one in known.items() if group in told}


def _latin(one: PublicGroup) -> str:
    return one.lead.name_en or transliterate(one.lead.name)


def _bare(one: PublicGroup) -> str:
    return slug(articles.bare_name(_latin(one), one.lead.legal_form))


def _free(wanted: str, taken: Collection[str]) -> str:
    wanted = wanted[:100].strip("-")
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def look_at_employers(events: Sequence[Event], tx: Transaction) -> None:
    """Perhaps the last day of a public page, or of something it says."""
    look_at(tx, _groups(events, tx))


def look_at_news(events: Sequence[Event], tx: Transaction) -> None:
    """Perhaps the first day of a public page: a participant has its own from its first day. Nothing is taken down."""
    look_at(tx, _groups(events, tx), takes=False)


def _groups(events: Sequence[Event], tx: Transaction) -> Collection[str]:
    return groups_of_entities(tx.session, {getattr(event, "employer", "") for event in events})


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
    invalidate(tx, None, lists=True, down=False)  # whatever a page says of the day
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
