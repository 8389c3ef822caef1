"""A vacancy is filled while somebody works in each of its openings; the others hear when that begins and ends."""

import datetime

import sqlalchemy as sa

from services.placements.hires.model.placement import ACTIVE
from services.placements.hires.tables import filled_vacancy, placement
from services.placements.known import queries as known
from services.placements.known.tables import known_vacancy
from shared.events.intake import VacancyPublished
from shared.events.placements import VacancyFilled, VacancyReopened
from shared.transaction import Missing, Transaction


def tell_openings(vacancy: str | None, tx: Transaction) -> None:
    """After a hire in this vacancy began, ended, went on or was taken back. Tells nothing where nothing changed."""
    if vacancy is None:
        return
    tx.session.flush()
    try:
        now = known.vacancy(tx.session, vacancy)
    except Missing:
        return
    told, row = filled_vacancy, filled_vacancy.c.vacancy == vacancy
    if now.is_filled == (tx.session.scalar(sa.select(told.c.vacancy).where(row)) is not None):
        return
    if now.is_filled:
        tx.session.execute(sa.insert(told).values(vacancy=vacancy, told_on=tx.today))
        tx.publish(VacancyFilled(vacancy=vacancy, employer=now.employer, on=tx.today))
    else:
        tx.session.execute(sa.delete(told).where(row))
        tx.publish(VacancyReopened(vacancy=vacancy, employer=now.employer, on=tx.today))


def count_openings(events: list[VacancyPublished], tx: Transaction) -> None:
    """The employer looks for more or fewer people than before."""
    for event in events:
        tx.because(event)
        tell_openings(event.vacancy, tx)


def count_all_openings(day: datetime.date, tx: Transaction) -> None:
    """Every morning: also vacancies that were filled before there was anybody to tell."""
    works, told = placement.c, filled_vacancy.c
    here = sa.select(known_vacancy.c.vacancy).join(placement, works.vacancy == known_vacancy.c.vacancy)
    untold = here.where(works.state == ACTIVE, ~sa.exists().where(told.vacancy == known_vacancy.c.vacancy))
    full = untold.group_by(known_vacancy.c.vacancy, known_vacancy.c.openings)
    full = full.having(sa.func.count() >= known_vacancy.c.openings).order_by(known_vacancy.c.vacancy)
    for vacancy in list(tx.session.scalars(full)):
        tell_openings(vacancy, tx)
