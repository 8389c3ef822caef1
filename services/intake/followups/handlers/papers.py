"""A paper about the right to work ends: whoever has the case is reminded ninety and thirty days before."""

import datetime
from collections import defaultdict

import sqlalchemy as sa

from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.tables import at_work
from services.intake.candidates.tables import candidate as files
from services.intake.followups import queries as who
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from shared.events.intake.people import PAPER_REMINDERS
from shared.transaction import Transaction

KIND = "paper-ends"


def remind_of_papers(day: datetime.date, tx: Transaction) -> None:
    """One letter a day to each officer, with a line for each person who works or is ready. A renewed paper stops it."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for candidate in tx.session.scalars(_ending(day)).all():
        accounts = who.officer_of(tx.session, candidate.id, candidate.organisation)
        if accounts and candidate.remind_of_paper(day):
            line = Line(f"/intake/files/{candidate.case_code}", candidate.case_code, 0, str(candidate.right_date))
            for account in accounts:
                lines[account].append(line)
    for account, theirs in lines.items():
        box = who.mailbox(tx.session, tools_of(tx).sealer, account)
        write_letter(tx, KIND, box.email, theirs, box.lang)


def _ending(day: datetime.date) -> sa.Select[Candidate]:
    row = files.c
    soon = row.right_date.between(day, day + datetime.timedelta(days=max(PAPER_REMINDERS)))
    needed = sa.or_(row.ready_on.is_not(None), row.id.in_(sa.select(at_work.c.candidate)))
    return (
        sa.select(Candidate).where(row.right == "until", soon, needed, row.name != "").order_by(row.right_date, row.id)
    )
