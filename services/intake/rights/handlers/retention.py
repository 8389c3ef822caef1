"""How long intake keeps what, as docs/inventory.toml says; carried out every morning."""

import datetime
from pathlib import Path

import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access import tables as people
from services.intake.access.handlers.sessions import end_all_sessions
from services.intake.access.model.accounts import Account
from services.intake.candidates import tables as candidates_tables
from services.intake.employers import tables as employers
from services.intake.employers.model import Employer
from services.intake.followups import tables as followup_tables
from services.intake.followups.model import KEPT
from services.intake.guidance import tables as guidance
from services.intake.letters import tables as letters_tables
from services.intake.rights import tables as own
from services.intake.vacancies import tables as vacancies_tables
from shared.clock import machine_now
from shared.retention import Moment, Period
from shared.transaction import Transaction

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
YEAR = datetime.timedelta(days=365)
SENT, UNDELIVERED = 7 * DAY, 30 * DAY
"""How long a letter is kept after it was sent, and one that never could be."""
NEVER_CONFIRMED = "The e-mail address was not confirmed within 30 days."


def _closed_long_ago(moment: Moment) -> sa.ColumnElement[bool]:
    row = people.account.c
    return sa.and_(~row.active, row.closed_on < moment.today - YEAR, row.email != "")


def _never_confirmed(moment: Moment) -> sa.ColumnElement[bool]:
    """An employer registered itself, and nobody ever opened the link in the letter to this address."""
    row, firm = people.account.c, employers.employer.c
    long_ago = sa.exists().where(firm.id == row.employer, firm.registered_on < moment.today - 30 * DAY)
    return sa.and_(~row.confirmed, row.email != "", long_ago)


def _is_in_use(employer: Employer, tx: Transaction) -> bool:
    """Checked already, or somebody else confirmed an address for it."""
    row = people.account.c
    confirmed = sa.select(row.id).where(row.employer == employer.id, row.confirmed, row.email != "")
    return employer.verified_on is not None or tx.session.scalar(confirmed.limit(1)) is not None


def empty_account(account: Account, tx: Transaction) -> None:
    """The id stays, for histories; nothing else of the person does, and nobody can sign in with it."""
    account.email = account.name = account.phone = account.password = ""
    account.email_index = account.id.replace("-", "")[:32]
    account.active = False
    for table in (access.factor, access.device, access.challenge, access.reset):
        tx.session.execute(sa.delete(table).where(table.c.account == account.id))


def _empty_closed(tx: Transaction, moment: Moment, most: int) -> int:
    rows = list(tx.session.scalars(sa.select(Account).where(_closed_long_ago(moment)).limit(most)))
    for account in rows:
        empty_account(account, tx)
    tx.session.flush()
    return len(rows)


def _empty_unconfirmed(tx: Transaction, moment: Moment, most: int) -> int:
    """A registration that nobody confirmed is refused too, so that the employer itself can register with its number."""
    rows = list(tx.session.scalars(sa.select(Account).where(_never_confirmed(moment)).limit(most)))
    for account in rows:
        employer = tx.session.get(Employer, account.employer)
        if employer is not None and not _is_in_use(employer, tx):
            if employer.refused_on is None:
                employer.refuse(NEVER_CONFIRMED, moment.today)
            employer.contact = ""
        empty_account(account, tx)
        end_all_sessions(account.id, tx)
    tx.session.flush()
    return len(rows)


def old_letters(folder: Path, kept: datetime.timedelta = SENT) -> list[Path]:
    """Letters in files, written longer ago than this."""
    before = (machine_now() - kept).timestamp()
    return [file for file in sorted(folder.glob("*.eml")) if file.stat().st_mtime < before]


PERIODS = (
    Period(
        kept="sent and 7 days",
        table=letters_tables.letter,
        over=lambda at: letters_tables.letter.c.sent < at.machine - SENT,
    ),
    Period(
        kept="30 days where it cannot be delivered",
        table=letters_tables.letter,
        over=lambda at: sa.and_(
            letters_tables.letter.c.sent.is_(None), letters_tables.letter.c.made < at.machine - UNDELIVERED
        ),
    ),
    Period(
        kept="72 hours, then 12 months as a record",
        table=people.invitation,
        over=lambda at: people.invitation.c.expires < at.machine - YEAR,
    ),
    Period(
        kept="72 hours and 24 hours; while the office decides between two, until it has",
        table=employers.registration,
        over=lambda at: sa.and_(
            employers.registration.c.account.is_(None), employers.registration.c.expires < at.machine - DAY
        ),
    ),
    Period(kept="until closed and 12 months", table=people.account, over=_closed_long_ago, step=_empty_closed),
    Period(
        kept="30 days where the address is never confirmed",
        table=people.account,
        over=_never_confirmed,
        step=_empty_unconfirmed,
    ),
    Period(kept="5 minutes", table=access.challenge, over=lambda at: access.challenge.c.expires < at.machine),
    Period(
        kept="30 minutes, and 24 hours", table=access.reset, over=lambda at: access.reset.c.expires < at.machine - DAY
    ),
    Period(
        kept="until ended and 24 hours",
        table=access.visit,
        over=lambda at: sa.or_(access.visit.c.expires < at.machine - DAY, access.visit.c.ended < at.machine - DAY),
    ),
    Period(kept="12 months unseen", table=access.device, over=lambda at: access.device.c.seen < at.machine - YEAR),
    Period(kept="1 hour", table=access.attempt, over=lambda at: access.attempt.c.at < at.machine - HOUR),
    Period(
        kept="30 days and 24 hours",
        table=letters_tables.asked_link,
        over=lambda at: letters_tables.asked_link.c.expires < at.machine - DAY,
    ),
    Period(
        kept="12 months after it fell due",
        table=followup_tables.asked_question,
        over=lambda at: followup_tables.asked_question.c.due < at.today - KEPT,
    ),
    Period(
        kept="until used or run out, and 24 hours",
        table=own.own_code,
        over=lambda at: sa.or_(own.own_code.c.expires < at.machine - DAY, own.own_code.c.used < at.machine - DAY),
    ),
    Period(
        kept="until answered and 12 months",
        table=own.data_request,
        over=lambda at: own.data_request.c.done_on < at.today - YEAR,
    ),
    Period(
        kept="until the last day and 12 months",
        table=guidance.stand_in,
        over=lambda at: guidance.stand_in.c.ends < at.today - YEAR,
    ),
    Period(
        kept="5 years",
        table=candidates_tables.read_audit,
        over=lambda at: candidates_tables.read_audit.c.at < at.now - 5 * YEAR,
    ),
    Period(
        kept="closed or refused and 12 months",
        table=employers.employer,
        over=lambda at: sa.and_(
            employers.employer.c.contact != "",
            sa.func.coalesce(employers.employer.c.closed_on, employers.employer.c.refused_on) < at.today - YEAR,
        ),
        emptied={"contact": ""},
    ),
    Period(
        kept="5 years after it closed",
        table=vacancies_tables.vacancy,
        over=lambda at: vacancies_tables.vacancy.c.closed_on < at.today - 5 * YEAR,
    ),
)
