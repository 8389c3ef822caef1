"""What was written down before each kind had one normal form: towns and company numbers, brought over step by step."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access.model.accounts import Organisation
from services.intake.access.tables import organisation as centres
from services.intake.candidates.tables import candidate as files
from services.intake.employers.model import Employer
from services.intake.employers.tables import employer as employers
from services.intake.vacancies.handlers import vacancy_for
from services.intake.vacancies.tables import vacancy as vacancies
from shared.readers.companies import normal_number
from shared.readers.towns import canonical
from shared.transaction import Transaction

STEP = 200
"""Employers, vacancies and centres in one transaction: each is told to the others."""


def forms_wait(session: Session) -> int:
    """How many rows are still written in another form than they would be typed in today."""
    told = sum(1 for _ in _employers(session)) + len(_places(session, vacancies)) + len(_places(session, centres))
    return told + sum(count for _, count in _towns_of_files(session))


def normalise_some(step: int, tx: Transaction) -> int:
    """Bring over so many of each kind, and tell of each what is public. Returns how many rows are left."""
    for town, _ in _towns_of_files(tx.session):
        tx.session.execute(sa.update(files).where(files.c.town == town).values(town=canonical(town)))
    for key, number, town in list(_employers(tx.session))[:step]:
        tx.publish(tx.get(Employer, key).change(national_id=number, town=town))
    for key, town in _places(tx.session, vacancies)[:step]:
        vacancy, employer = vacancy_for(key, tx)
        tx.publish(vacancy.change({"town": canonical(town)}, public=employer.is_public))
    for key, town in _places(tx.session, centres)[:step]:
        centre = tx.get(Organisation, key)
        tx.publish(centre.change(centre.name, canonical(town), centre.group))
    tx.session.flush()
    return forms_wait(tx.session)


def _employers(session: Session) -> Iterator[tuple[str, str, str]]:
    """Key, number and town as they should be, of those where one differs. A number that another has stays: see `doubles`."""
    row = employers.c
    rows = session.execute(sa.select(row.id, row.country, row.national_id, row.town).order_by(row.id)).all()
    taken = {(each.country, each.national_id) for each in rows}
    for each in rows:
        number, town = normal_number(each.country, each.national_id), canonical(each.town)
        if number != each.national_id and (each.country, number) in taken:
            number = each.national_id
        taken.add((each.country, number))
        if (number, town) != (each.national_id, each.town):
            yield each.id, number, town


def doubles(session: Session) -> list[tuple[str, str]]:
    """Pairs of employers that are one company, registered under two forms of its number: the odd one, then the other."""
    row = employers.c
    rows = session.execute(sa.select(row.id, row.country, row.national_id)).all()
    by_number = {(each.country, each.national_id): each.id for each in rows}
    pairs = ((each.id, by_number.get((each.country, normal_number(each.country, each.national_id)))) for each in rows)
    return [(one, other) for one, other in pairs if other is not None and other != one]


def _places(session: Session, table: sa.Table) -> list[tuple[str, str]]:
    rows = session.execute(sa.select(table.c.id, table.c.town).order_by(table.c.id))
    return [(each.id, each.town) for each in rows if canonical(each.town) != each.town]


def _towns_of_files(session: Session) -> list[tuple[str, int]]:
    """Each way that a town is written in files and should not be, with how many files have it."""
    query = sa.select(files.c.town, sa.func.count()).group_by(files.c.town)
    return [(town, count) for town, count in session.execute(query) if canonical(town) != town]
