"""Nobody answered: whoever said nothing is asked a second time, and the team lead hears of the check that counts."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.followups import queries as who
from services.intake.followups import tables as followup_tables
from services.intake.followups.handlers.questions import AGAIN, ask
from services.intake.followups.model import PARTIES, Question
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from services.site_map import TODAY
from shared.clock import SOFIA
from shared.events.placements import FollowUpAnswered
from shared.transaction import Transaction

DAY = datetime.timedelta(days=1)


def note_answers(events: Sequence[FollowUpAnswered], tx: Transaction) -> None:
    """Whoever has said something is not asked again, whether or not that settles the question."""
    for event in events:
        question = tx.session.get(Question, (event.placement, event.milestone))
        if question is not None:
            question.answer(event.party)


def ask_again(day: datetime.date, tx: Transaction) -> None:
    """Ten days after the first letters, with a new link; the older one goes on working until the question is settled."""
    silent: dict[str, list[Question]] = {party: [] for party in PARTIES}
    for question, today in _open(followup_tables.asked_question.c.asked_again_on.is_(None), day, tx):
        for party in question.ask_again(today):
            silent[party].append(question)
    for party, theirs in silent.items():
        ask(AGAIN, party, theirs, tx)


def tell_leads(day: datetime.date, tx: Transaction) -> None:
    """One letter a day to each lead of an organisation: how many checks reached them, and where; nothing else."""
    row, unheard = followup_tables.asked_question.c, defaultdict(list)
    lately = sa.select(row.organisation, row.with_lead_on).where(row.is_open, row.with_lead_on >= day - DAY)
    reminded = {tuple(one) for one in tx.session.execute(lately.distinct())}
    for question, today in _open(row.with_lead_on.is_(None), day, tx):
        if (question.organisation, today) not in reminded:
            unheard[question.organisation].append((question, today))
    for organisation, waiting in unheard.items():
        leads = who.leads_of(tx.session, organisation)
        reached = sum(question.reach_lead(today) for question, today in waiting) if leads else 0
        for lead in leads if reached else ():
            box = who.mailbox(tx.session, tools_of(tx).sealer, lead)
            write_letter(tx, "with-lead", box.email, [Line(TODAY, str(reached))], box.lang)


def forget_questions(candidate: str, tx: Transaction) -> None:
    """Nobody is asked again about somebody who was erased."""
    tx.session.execute(
        sa.delete(followup_tables.asked_question).where(followup_tables.asked_question.c.candidate == candidate)
    )


def _open(
    which: sa.ColumnElement[bool], day: datetime.date, tx: Transaction
) -> Iterator[tuple[Question, datetime.date]]:
    """Open questions with the day it is where their organisation works."""
    place, row = people.organisation.c, followup_tables.asked_question.c
    elsewhere = tx.session.execute(sa.select(place.id, place.zone).where(place.zone != str(SOFIA)))
    days = {key: min(day, tx.clock.today(ZoneInfo(zone))) for key, zone in elsewhere}
    found = sa.select(Question).where(row.is_open, which).order_by(row.placement, row.milestone)
    for question in tx.session.scalars(found).all():
        yield question, days.get(question.organisation, day)
