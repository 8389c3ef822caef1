"""Who can be asked by mail whether somebody is still at work, and in which language."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.candidates import tables as candidates
from services.intake.candidates.model.candidate import Candidate
from services.intake.employers import tables as employers
from services.intake.followups import tables as followup_tables
from services.intake.keyring import KeyRing
from services.intake.letters import tables as letters_tables
from shared import languages
from shared.links import LASTS
from shared.sealing import Sealer
from shared.transaction import Missing
from shared.validity import live, verified

WENT_OUT, WAITS, NEVER = "went out", "waits", "never"
"""What became of the first letter about a question; one that was given up is as good as none."""


class Mailbox(msgspec.Struct, frozen=True):
    email: str
    lang: str


def address_of(session: Session, candidate: str, day: datetime.date) -> str | None:
    """The sealed address of somebody who may be mailed: who was read the notice or allows something on this day."""
    row, allowed, mail = candidates.candidate.c, candidates.permission.c, followup_tables.candidate_mail
    allows = sa.and_(allowed.candidate == row.id, live(allowed, day))
    query = sa.select(mail.c.address).join(candidates.candidate, row.id == mail.c.candidate)
    may = sa.or_(row.notice_on.is_not(None), sa.exists().where(allows))
    return session.scalar(query.where(row.id == candidate, row.name != "", may))


def own_address(session: Session, keys: KeyRing, candidate: str) -> str:
    """The address, opened; empty where there is none. Whose file this is has been asked before."""
    query = sa.select(followup_tables.candidate_mail.c.address).where(
        followup_tables.candidate_mail.c.candidate == candidate
    )
    sealed, sealer = session.scalar(query), keys.sealers([candidate]).get(candidate)
    return sealer.open(sealed, f"candidate_mail.address.{candidate}") if sealed and sealer else ""


def language_of(candidate: Candidate) -> str:
    """The language for talking to each other where these texts exist in it, else that of the notice."""
    spoken = (candidate.language, candidate.notice_language)
    return next((lang for lang in spoken if lang in languages.PERSON), "en")


def employer_accounts(session: Session, employer: str) -> list[str]:
    """The confirmed accounts of an employer that was checked and has not closed."""
    row, firm = people.account.c, employers.employer.c
    query = sa.select(row.id).join(employers.employer, firm.id == row.employer)
    return list(
        session.scalars(query.where(firm.id == employer, verified(firm), row.active, row.confirmed).order_by(row.id))
    )


def officer_of(session: Session, candidate: str, organisation: str) -> list[str]:
    """Who registered the person, if still with this organisation, else its leads."""
    row, file = people.account.c, candidates.candidate.c
    here = row.active & (row.organisation == organisation)
    by = sa.select(row.id).join(candidates.candidate, file.registered_by == row.id).where(file.id == candidate, here)
    return list(session.scalars(by)) or leads_of(session, organisation)


def leads_of(session: Session, organisation: str) -> list[str]:
    row = people.account.c
    here = row.active & (row.organisation == organisation)
    staff = session.execute(sa.select(row.id, row.roles).where(here).order_by(row.id))
    return [each.id for each in staff if "lead" in each.roles]


def first_letter(session: Session, placement: str, milestone: int, party: str, account: str | None) -> str:
    """What became of it for this account (none = the person): a letter goes a week after it was sent, its link later."""
    link, letter = letters_tables.asked_link.c, letters_tables.letter.c
    joined = letters_tables.asked_link.outerjoin(letters_tables.letter, letter.id == link.letter)
    mine = (link.placement == placement) & (link.milestone == milestone) & (link.party == party)
    whose = link.account.is_(None) if account is None else link.account == account
    query = sa.select(letter.id, letter.sent, letter.given_up).select_from(joined)
    found = session.execute(query.where(mine, whose)).all()
    if any(each.id is None or each.sent for each in found):
        return WENT_OUT
    return WAITS if any(each.given_up is None for each in found) else NEVER


def asked_before(session: Session, placement: str, milestone: int) -> datetime.date | None:
    """The day on which a question was asked by letters of which only the links are known."""
    link = letters_tables.asked_link.c
    query = sa.select(sa.func.min(link.expires)).where(link.placement == placement, link.milestone == milestone)
    until = session.scalar(query)
    return until.date() - LASTS if until else None


def mailbox(session: Session, sealer: Sealer, account: str) -> Mailbox:
    """Raises Missing."""
    row = people.account.c
    found = session.execute(sa.select(row.email, row.lang).where(row.id == account)).first()
    if found is None:
        raise Missing(f"Account {account}")
    return Mailbox(sealer.open(found.email, f"account.email.{account}"), found.lang)


def case_code(session: Session, candidate: str) -> str:
    query = sa.select(candidates.candidate.c.case_code).where(candidates.candidate.c.id == candidate)
    return session.scalar(query) or ""
