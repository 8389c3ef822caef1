"""Vacancies: drafted, changed, published, closed by the employer or the office that helps it."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import structs

from services.intake.employers import tables as employers
from services.intake.employers.commands import (
    CloseEmployer,
    ConfirmRegistration,
    RefuseEmployer,
    VerifyEmployer,
)
from services.intake.employers.handlers.claims import claims_to, move_up, prove_address, settle_claims
from services.intake.employers.handlers.employers import OFFICE, employer_for
from services.intake.employers.handlers.registration import tell_contact
from services.intake.employers.model import Employer
from services.intake.letters.handlers import Line
from services.intake.vacancies import tables as vacancies_tables
from services.intake.vacancies.commands import (
    ChangeVacancy,
    CloseVacancy,
    DraftVacancy,
    ProlongVacancy,
    PublishVacancy,
    VacancyFacts,
)
from services.intake.vacancies.model import BEFORE, LASTS, Vacancy
from shared.events.placements import ReferralClosed, ReferralSent, VacancyFilled, VacancyReopened
from shared.message import new_id
from shared.overtaken import present
from shared.readers.misread import Misread
from shared.readers.personal import without_codes
from shared.transaction import Missing, Refused, Transaction


def vacancy_for(key: str, tx: Transaction) -> tuple[Vacancy, Employer]:
    """The vacancy and its employer, for the office or the employer itself. Raises Missing for anybody else."""
    query = sa.select(Vacancy, Employer).join(Employer, employers.employer.c.id == vacancies_tables.vacancy.c.employer)
    query = query.where(vacancies_tables.vacancy.c.id == key)
    if not tx.actor.is_(*OFFICE):
        query = query.where(vacancies_tables.vacancy.c.employer == tx.actor.employer)
    found = tx.session.execute(query).first()
    if found is None:
        raise Missing(f"Vacancy {key}")
    return found[0], found[1]


def draft_vacancy(command: DraftVacancy, tx: Transaction) -> str:
    """Returns the vacancy's id."""
    employer = employer_for(command.employer or tx.actor.employer or "", tx)
    if employer.closed_on is not None:
        raise Refused("", "This employer has closed")
    _check(command, tx.today)
    made = Vacancy(id=new_id(), employer=employer.id, made_on=tx.today, **_facts(command))  # type: ignore[arg-type]
    tx.add(made)
    return made.id


def change_vacancy(command: ChangeVacancy, tx: Transaction) -> str:
    vacancy, employer = vacancy_for(command.vacancy, tx)
    _check(command, tx.today, vacancy)
    tx.publish(vacancy.change(_facts(command), public=employer.is_public))
    return vacancy.id


def present_text(command: ChangeVacancy, tx: Transaction) -> Mapping[str, Any]:
    """What the vacancy says before somebody changes it. Raises Missing."""
    return present(command, vacancy_for(command.vacancy, tx)[0])


def publish_vacancy(command: PublishVacancy, tx: Transaction) -> None:
    """Anybody may read it from now on; for an employer not yet verified, from the day it is."""
    vacancy, employer = vacancy_for(command.vacancy, tx)
    if employer.closed_on is not None:
        raise Refused("", "This employer has closed")
    _refuse_codes(f"{vacancy.title}\n{vacancy.description}")
    tx.publish(vacancy.publish(tx.today, public=employer.is_public))


def _refuse_codes(text: str) -> None:
    """A draft may be older than the form's rule."""
    try:
        without_codes(text)
    except Misread as misread:
        raise Refused("", misread.text, **misread.params) from None


def prolong_vacancy(command: ProlongVacancy, tx: Transaction) -> None:
    vacancy_for(command.vacancy, tx)[0].prolong(tx.today)


def warn_of_endings(day: datetime.date, tx: Transaction) -> None:
    """Employers whose vacancies are about to end by their age get one letter each, with a link for every vacancy."""
    found = vacancies_tables.vacancy.c
    query = sa.select(Vacancy, Employer).join(Employer, employers.employer.c.id == found.employer)
    query = query.where(
        found.state == "published", found.published_on <= day - LASTS + BEFORE, found.warned_on.is_(None)
    )
    ending: dict[Employer, list[Line]] = {}
    for vacancy, employer in tx.session.execute(query.order_by(found.id)):
        if _is_told(employer) and vacancy.warn(day):
            line = Line(f"/intake/vacancies/{vacancy.id}", " ".join(vacancy.title.split()))
            ending.setdefault(employer, []).append(line)
    for employer, lines in ending.items():
        tell_contact(employer, "vacancies-end", lines, tx)


def close_vacancy(command: CloseVacancy, tx: Transaction) -> None:
    vacancy, employer = vacancy_for(command.vacancy, tx)
    tx.publish(vacancy.close(tx.today, public=employer.is_public))


def close_finished_vacancies(day: datetime.date, tx: Transaction) -> None:
    """Those past their closing date, or published ninety days ago and told of at least a day before."""
    found = vacancies_tables.vacancy.c
    query = sa.select(Vacancy, Employer).join(Employer, employers.employer.c.id == found.employer)
    finished = sa.or_(found.closes < day, found.published_on <= day - LASTS)
    for vacancy, employer in tx.session.execute(query.where(found.state == "published", finished).order_by(found.id)):
        if vacancy.must_close(day, reachable=_is_told(employer)):
            tx.publish(vacancy.close(day, public=employer.is_public))


def _is_told(employer: Employer) -> bool:
    """Whether a letter reaches it."""
    return employer.is_public and bool(employer.contact)


def _facts(command: VacancyFacts) -> dict[str, object]:
    return {name: getattr(command, name) for name in VacancyFacts.__struct_fields__}


def _check(command: VacancyFacts, today: datetime.date, vacancy: Vacancy | None = None) -> None:
    for refused in mistakes(structs.asdict(command), today):
        raise refused
    since = vacancy.published_on if vacancy and vacancy.state == "published" else None
    latest = Vacancy.latest(since or today)
    if command.closes is not None and command.closes > latest:
        raise _too_late(latest)


def _too_late(latest: datetime.date) -> Refused:
    return Refused("closes", "A vacancy is open for 90 days at most: choose {latest} or an earlier day", latest=latest)


def mistakes(given: Mapping[str, Any], today: datetime.date) -> Iterator[Refused]:
    """What is wrong with a vacancy by what was typed alone; `given` holds what could be read."""
    closes = given.get("closes")
    if closes is not None and closes < today:
        yield Refused("closes", "The closing date cannot be in the past")
    if closes is not None and closes > Vacancy.latest(today):
        yield _too_late(Vacancy.latest(today))
    pay = {name: given[name] for name in ("wage_from", "wage_to") if given.get(name) is not None}
    odd = [name for name, wage in pay.items() if not (wage.is_finite() and 0 < wage < 1_000_000)]
    for name in odd:
        yield Refused(name, "Enter the pay for a month, before tax")
    if len(pay) == 2 and not odd and pay["wage_to"] < pay["wage_from"]:
        yield Refused("wage_to", "The upper end of the pay cannot be below the lower end")


def confirm_registration(command: ConfirmRegistration, tx: Transaction) -> str:
    """Returns the account's id. Where the number was a refused one's, nothing of what that one had written is kept."""
    account = prove_address(command, tx)
    if account.employer is not None:
        forget_vacancies(account.employer, tx)
    return account.id


def forget_vacancies(employer: str, tx: Transaction) -> None:
    """Never public, and written by somebody who turned out to be another."""
    for vacancy in vacancies_of(employer, tx):
        tx.session.delete(vacancy)


def refuse_employer(command: RefuseEmployer, tx: Transaction) -> None:
    """The oldest claim to the number is checked next; then nothing of the refused one stays, and the letter has the reason."""
    employer = tx.get(Employer, command.employer)
    employer.refuse(command.reason, tx.today)
    waiting = claims_to(employer.id, tx)
    if not waiting:
        tell_contact(employer, "refused", "/intake/employer", tx)
        return
    tell_contact(employer, "refused-for-good", [Line("/intake/register", " ".join(command.reason.split()))], tx)
    move_up(employer, waiting[0], tx)
    forget_vacancies(employer.id, tx)


def verify_employer(command: VerifyEmployer, tx: Transaction) -> None:
    """From now on the employer is public, and so is what it had published. Other claims to its number are closed."""
    employer = tx.get(Employer, command.employer)
    if employer.verified_on is None and settle_claims(employer, command.claim, tx):
        forget_vacancies(employer.id, tx)
    if employer.registered_by and employer.registered_by == tx.actor.account:
        raise Refused("", "Somebody else has to verify an employer that you registered")
    event = employer.verify(tx.today)
    if event is None:
        return
    employer.organisation = employer.organisation or tx.actor.organisation
    tx.publish(event)
    for vacancy in vacancies_of(employer.id, tx):
        tx.publish(vacancy.appear(tx.today))
    tell_contact(employer, "verified", "/intake/employer", tx)


def vacancies_of(employer: str, tx: Transaction) -> list[Vacancy]:
    mine = sa.select(Vacancy).where(vacancies_tables.vacancy.c.employer == employer)
    return list(tx.session.scalars(mine.order_by(vacancies_tables.vacancy.c.id)))


def close_employer(command: CloseEmployer, tx: Transaction) -> None:
    """The employer is no more; its vacancies close with it, and so does every claim to its number."""
    employer = tx.get(Employer, command.employer)
    public = employer.is_public
    tx.publish(employer.close(tx.today))
    settle_claims(employer, None, tx, letter="employer-closed")
    for vacancy in vacancies_of(employer.id, tx):
        tx.publish(vacancy.close(tx.today, public=public))


def note_referrals(events: Sequence[ReferralSent | ReferralClosed], tx: Transaction) -> None:
    """Keep the newest state of each referral."""
    table = vacancies_tables.known_referral
    newest = {event.referral: event for event in events}
    rows = [
        {
            "referral": event.referral,
            "vacancy": event.vacancy,
            "employer": event.employer,
            "candidate": event.candidate,
            "state": event.state,
            "until": event.until,
            "open": isinstance(event, ReferralSent),
        }
        for event in newest.values()
    ]
    tx.session.execute(sa.delete(table).where(table.c.referral.in_(newest)))
    tx.session.execute(sa.insert(table), rows)


def note_filled(events: Sequence[VacancyFilled | VacancyReopened], tx: Transaction) -> None:
    """Keep which vacancies have no opening left."""
    table = vacancies_tables.filled_vacancy
    newest = {event.vacancy: event for event in events}
    rows = [{"vacancy": key, "since": event.on} for key, event in newest.items() if isinstance(event, VacancyFilled)]
    tx.session.execute(sa.delete(table).where(table.c.vacancy.in_(newest)))
    if rows:
        tx.session.execute(sa.insert(table), rows)
