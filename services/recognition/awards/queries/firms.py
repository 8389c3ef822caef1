"""Which employer of the board somebody means: by the address of its page, or by its name."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.finding import BoardSearch
from services.recognition.board.queries.reading import lines_at, lines_of
from services.recognition.board.rules import UNMARKED, BoardLine
from services.recognition.board.tables import listing
from shared.transaction import Refused

PAGE = re.compile(r"(?:.*/employers/)?([a-z0-9-]+)/?(?:[?#].*)?")
MOST_NAMED = 4
Firms = dict[str, BoardLine]


def firm_named(session: Session, typed: str) -> BoardLine:
    """Raises Refused where no employer of the board, or more than one, has these words."""
    address = PAGE.fullmatch(typed.strip())
    if address and (group := session.scalar(sa.select(listing.c.group).where(listing.c.slug == address[1]))):
        for line in lines_of(session, [group]):
            return line
    finding = BoardSearch(session, Wanted(search=typed.strip()), "bg")
    (found,) = lines_at(session, "bg", finding.behind("0", str(UNMARKED + 1), MOST_NAMED))
    same = [one for one in found if typed.strip().casefold() in (one.name.casefold(), one.name_latin.casefold())]
    if len(same) == 1 or len(found) == 1:
        return (same if len(same) == 1 else found)[0]
    if found:
        raise Refused("employer", "Several employers have these words: copy the address of its page")
    raise Refused("employer", "No employer of the board has this name: copy the address of its page")


def firms(session: Session, groups: set[str]) -> Firms:
    """Those of these that are public now, by group: an employer that left is named nowhere."""
    return {one.group: one for one in lines_of(session, groups)}
