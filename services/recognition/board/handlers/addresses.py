"""Addresses of groups: given once and for ever; with an edition that is being made they are reserved until it is out."""

from collections import Counter
from collections.abc import Collection
from itertools import count

import sqlalchemy as sa

from services.recognition import articles
from services.recognition.board.model import Listing
from services.recognition.board.tables import listing
from services.recognition.editions.tables import edition_address
from services.recognition.standing.queries.facts import chunks
from services.recognition.standing.queries.groups import PublicGroup, public_groups
from shared.clock import end_of_day
from shared.events.recognition import ProfilePublished
from shared.transaction import Transaction
from web.grammar.latin import slug, transliterate

LONGEST_NAME = 60
"""Letters of a name before the reference of its group."""


def list_groups(tx: Transaction, groups: Collection[PublicGroup]) -> list[Listing]:
    """Give each group that has none an address of its own, for ever; one that was reserved for it, if there is."""
    reserved = _reserved(tx, [one.group for one in groups])
    named = _named(tx, [one for one in groups if one.group not in reserved])
    found = [
        Listing(group=group, slug=said["slug"], name_latin=said["name_latin"], listed_on=tx.today)
        for group, said in {**reserved, **named}.items()
    ]
    tx.session.add_all(found)
    tx.session.execute(sa.delete(edition_address).where(edition_address.c.group.in_(list(reserved))))
    tx.session.flush()
    return found


def reserve_addresses(tx: Transaction, groups: Collection[str]) -> None:
    """For those of these groups that have no address yet: nobody is shown it before the edition is out."""
    known = {*tx.session.scalars(sa.select(listing.c.group).where(listing.c.group.in_(groups)))}
    known |= set(_reserved(tx, groups))
    without = [group for group in groups if group not in known]
    found = public_groups(tx.session, tx.today, end_of_day(tx.today), without) if without else {}
    named = _named(tx, [one for _, one in sorted(found.items()) if one.listable])
    if rows := [{"group": group, **said} for group, said in named.items()]:
        tx.session.execute(sa.insert(edition_address), rows)


def give_reserved(tx: Transaction) -> None:
    """In one statement, however many they are."""
    table = edition_address.c
    names = ["group", "slug", "name_latin", "listed_on"]
    rows = sa.select(table.group, table.slug, table.name_latin, sa.literal(tx.today, sa.Date))
    without = ~sa.exists().where(listing.c.group == table.group)
    tx.session.execute(sa.insert(listing).from_select(names, rows.where(without)))


def new_among(tx: Transaction, groups: Collection[str]) -> set[str]:
    """Those of these groups that got their address with this edition; said once."""
    new = set(_reserved(tx, groups))
    tx.session.execute(sa.delete(edition_address).where(edition_address.c.group.in_(sorted(new))))
    return new


def _reserved(tx: Transaction, groups: Collection[str]) -> dict[str, dict[str, str]]:
    table = edition_address
    query = sa.select(table).where(table.c.group.in_(sorted(groups)))
    rows = tx.session.execute(query) if groups else ()
    return {row.group: {"slug": row.slug, "name_latin": row.name_latin} for row in rows}


def _named(tx: Transaction, groups: Collection[PublicGroup]) -> dict[str, dict[str, str]]:
    """Where addresses were lost, none that may have been somebody else's is given: it has the group's reference in it."""
    before = _listed_before(tx) if groups else {}
    names = Counter(before.values())
    wanted = {one.group: _wanted(one, names[_bare(one)] > (one.group in before)) for one in groups}
    taken, found = _taken(tx, set(wanted.values())), dict[str, dict[str, str]]()
    for one in groups:
        found[one.group] = {"slug": _free(tx, wanted[one.group], taken), "name_latin": _latin(one)}
        taken.add(found[one.group]["slug"])
    return found


def _wanted(one: PublicGroup, is_lost: bool) -> str:
    address = f"{_bare(one)[:LONGEST_NAME]}-{one.group}" if is_lost else _bare(one)
    return address[:100].strip("-")


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


def _free(tx: Transaction, wanted: str, taken: Collection[str]) -> str:
    """The address itself, unless it is among those that are taken, or with the first number that is free."""
    if wanted not in taken:
        return wanted
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(one for one in numbered if one not in taken and not _taken(tx, {one}))


def _taken(tx: Transaction, addresses: Collection[str]) -> set[str]:
    """Those of these addresses that somebody has, or that are reserved for somebody."""
    found: set[str] = set()
    for some in chunks(sorted(addresses), 500):
        for column in (listing.c.slug, edition_address.c.slug):
            found |= set(tx.session.scalars(sa.select(column).where(column.in_(some))))
    return found
