"""Files that may be one person's: the officers of both centres are told by a letter that names nobody, once."""

import datetime
from collections import Counter

import sqlalchemy as sa

from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.model.people import OPEN, MergeCase
from services.intake.candidates.tables import merge_case
from services.intake.followups import queries as who
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from shared.transaction import Transaction

KIND = "same-person"
PAGE = "/intake/same-person"


def tell_owners(day: datetime.date, tx: Transaction) -> None:
    """One letter a morning to whoever registered the files, else to the leads: how many cases opened, and where."""
    row = merge_case.c
    unheard = sa.select(MergeCase).where(row.told_on.is_(None), row.outcome == OPEN).order_by(row.id)
    counted: Counter[str] = Counter()
    for case in tx.session.scalars(unheard).all():
        case.told_on = day
        counted.update(_officers(case, tx))
    for account, count in sorted(counted.items()):
        box = who.mailbox(tx.session, tools_of(tx).sealer, account)
        write_letter(tx, KIND, box.email, [Line(PAGE, str(count))], box.lang)


def _officers(case: MergeCase, tx: Transaction) -> set[str]:
    """Those of both centres; of a centre that has spoken already nobody."""
    said = ((case.first, case.first_says), (case.second, case.second_says))
    found = [tx.session.get(Candidate, file) for file, word in said if word == OPEN]
    return {officer for file in found if file for officer in who.officer_of(tx.session, file.id, file.organisation)}
