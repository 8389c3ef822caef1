"""The lines of the board as they follow from editions, marks, holds and what was told: what the read model is made of."""

import datetime
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.orm import Session

from services.recognition.board.model import Listing
from services.recognition.board.queries.board import Public
from services.recognition.board.queries.counted import also_offered
from services.recognition.board.queries.identity import sizes
from services.recognition.board.rules import BoardLine, line_of_row
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import latest_edition
from services.recognition.standing.queries.groups import PublicGroup, employers
from services.recognition.standing.queries.identity import agreed
from services.recognition.statements.queries.statements import open_holds
from shared.events.intake import EmployerRegistered
from web.grammar.english import trade


def lines_now(
    session: Session, today: datetime.date, public: Mapping[str, Public], listed: Mapping[str, Listing]
) -> dict[str, BoardLine]:
    """The line of each of these groups that has an address."""
    named = _named(session, [one.found for one in public.values()], today)
    rated, others = ([one.found for one in public.values() if bool(one.row) is is_rated] for is_rated in (True, False))
    edition = latest_edition(session)
    size = sizes(session, today, rated, edition) | sizes(session, today, others)
    offered = _also_offered(session, [one.group for one in rated], edition)
    return {
        group: _line(one, listed[group], size.get(group, ""), named.get(group, ()), offered.get(group, ()))
        for group, one in public.items()
        if group in listed
    }


def _also_offered(session: Session, rated: Collection[str], edition: Edition | None) -> dict[str, tuple[str, ...]]:
    """Without what is taken down."""
    found = also_offered(session, rated, edition) if edition else {}
    gone = open_holds(session, found, "withdrawn")
    return {
        group: tuple(code for code in codes if f"practice-{code}" not in gone[group]) for group, codes in found.items()
    }


def _line(one: Public, listed: Listing, size: str, named: tuple[str, ...], offered: tuple[str, ...]) -> BoardLine:
    lead = one.found.lead
    words = (*named, *_trade(lead))
    if one.row is not None:
        return line_of_row(one.row, listed.slug, size, words, offered)
    return BoardLine(
        group=listed.group,
        slug=listed.slug,
        name=lead.name,
        name_latin=listed.name_latin,
        sector=lead.sector,
        town=lead.town,
        size=size,
        words=words,
    )


def _trade(lead: EmployerRegistered) -> Iterable[str]:
    return [word for word in (lead.trade_word, trade(lead.trade_word)) if word]


def _named(session: Session, some: Collection[PublicGroup], today: datetime.date) -> dict[str, tuple[str, ...]]:
    """Per group of several, the names of those of its entities that agreed to be named."""
    several = [one for one in some if len(one.entities) > 1]
    entities = {entity for one in several for entity in one.entities}
    known, open_ = employers(session, entities), agreed(session, entities, today)
    return {
        one.group: tuple(
            name
            for entity in one.entities
            if entity in known and entity in open_
            for name in (known[entity].name, known[entity].name_en)
            if name
        )
        for one in several
    }
