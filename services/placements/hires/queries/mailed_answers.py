"""What the page of a mailed link may show: how the question stands, and as little of the hire as tells it apart."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.follow_up import ASKED, EMPLOYER, MAY_SAY, OFFICER, PERSON
from services.placements.hires.model.placement import ERASED, VOIDED
from services.placements.hires.tables import follow_up, follow_up_answer, placement
from services.placements.schema import metadata
from shared.database import DERIVED
from shared.links import Link, Links
from shared.transaction import Missing

OPEN, USED, SETTLED, OVER = "open", "used", "settled", "over"


class MailedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """One question as whoever holds the link sees it; `state`: open, used (by this link), settled, or over."""

    party: str
    milestone: int
    start: datetime.date
    state: str
    position: str = ""
    """Told to the employer, which may have several people."""
    case_code: str = ""
    """Told to the service."""


def link_of(links: Links, token: str) -> Link:
    """Raises Missing for a token that intake never made."""
    link = links.read(token)
    if link is None or link.party not in MAY_SAY:
        raise Missing("link")
    return link


def by(link: Link) -> str:
    """Under what the words that came with a link are kept."""
    return f"link-{link.mark}"


def question(session: Session, link: Link) -> MailedQuestion:
    """How the question of this link stands. Raises Missing where there is none, or nobody it could be about."""
    box, hire = follow_up.c, placement.c
    columns = [hire.start, hire.role, hire.case_code, hire.candidate, hire.state.label("hire_state"), box.state]
    query = sa.select(*columns).select_from(follow_up.join(placement, hire.id == box.placement))
    row = session.execute(query.where(hire.id == link.placement, box.milestone == link.milestone)).first()
    if row is None or (link.party == PERSON and row.candidate.startswith(ERASED)):
        raise Missing("follow-up")
    return MailedQuestion(
        party=link.party,
        milestone=link.milestone,
        start=row.start,
        state=_state(session, link, row.state == ASKED and row.hire_state != VOIDED),
        position=row.role if link.party == EMPLOYER else "",
        case_code=row.case_code if link.party == OFFICER else "",
    )


def _state(session: Session, link: Link, waits: bool) -> str:
    said = follow_up_answer.c
    used = sa.select(said.id).where(said.placement == link.placement, said.by == by(link))
    if session.execute(used.limit(1)).first() is not None:
        return USED
    if not waits:
        return SETTLED
    return OVER if link.is_over or _is_closed(session, link) else OPEN


def _is_closed(session: Session, link: Link) -> bool:
    """Whether the account it was mailed to has been closed since, or has thrown everybody out."""
    box = metadata.tables[f"{DERIVED}.ended_session"].c
    ended = sa.select(box.session).where(box.account == link.account, box.before >= link.made)
    return bool(link.account) and session.execute(ended.limit(1)).first() is not None
