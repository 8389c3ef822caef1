"""Articles as they would be: of an edition not yet published, or with words not yet approved."""

import datetime

from msgspec.structs import replace
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.board.model import Listing
from services.recognition.board.queries.board import shown_row
from services.recognition.board.queries.profiles import article_facts, counted_now
from services.recognition.editions.model import Edition
from services.recognition.editions.rules.rows import Row
from services.recognition.standing.queries.groups import public_group
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.queries.stated import in_order, would_say
from services.recognition.statements.queries.statements import open_holds
from shared.transaction import Missing
from web.grammar.latin import transliterate


def profile_in(session: Session, edition: Edition, row: Row, today: datetime.date) -> articles.ProfileFacts:
    """The facts of one profile as an edition that is not published yet would make them. Raises Missing."""
    found = public_group(session, row.group, today)
    if found is None:
        raise Missing(row.group)
    shown = shown_row(row, found, open_holds(session, [found.group], "withdrawn")[found.group])
    return article_facts(session, _listing(session, row.group, row.name_latin, today), found, edition, shown, today)


def profile_with(session: Session, one: Answer, today: datetime.date) -> articles.ProfileFacts | None:
    """The facts of the article that the public would read with this draft approved; None of an employer not known yet."""
    found = public_group(session, one.group, today)
    if found is None:
        return None
    latin = found.lead.name_en or transliterate(found.lead.name)
    edition, row = counted_now(session, found)
    facts = article_facts(session, _listing(session, one.group, latin, today), found, edition, row, today)
    others = (each for each in facts.answers if each.question != one.question)
    return replace(facts, answers=in_order((*others, would_say(one, today))), told_on=max(facts.told_on, today))


def _listing(session: Session, group: str, latin: str, today: datetime.date) -> Listing:
    """The address it has; one that leads nowhere until it has one."""
    return session.get(Listing, group) or Listing(group=group, slug=group, name_latin=latin, listed_on=today)
