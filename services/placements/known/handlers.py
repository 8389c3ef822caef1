"""What intake tells is kept in derived tables; and what it means for hires already told."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.known.tables import (
    known_candidate,
    known_employer,
    known_group,
    known_organisation,
    known_permission,
    known_person,
    known_vacancy,
    named_employer,
)
from shared.events.intake import (
    CandidateErased,
    CandidateMerged,
    CandidateParted,
    CandidateReady,
    CandidateRegistered,
    CandidateWithdrawn,
    EmployerClosed,
    EmployerGroup,
    EmployerRegistered,
    EmployerVerified,
    OrganisationRegistered,
    PermissionGiven,
    PermissionWithdrawn,
    VacancyClosed,
    VacancyPublished,
)
from shared.readers.companies import normal_number
from shared.readers.searching import searched
from shared.transaction import Transaction


def project_employers(events: list[EmployerRegistered], tx: Transaction) -> None:
    for event in events:
        facts = {"country": event.country, "national_id": event.national_id, "name": event.name}
        facts |= {"name_en": event.name_en, "town": event.town}
        words = searched(event.name, event.name_en, event.national_id, event.town)
        _keep(tx, known_employer, {"employer": event.employer}, facts | {"search": words})


def project_verified_employers(events: list[EmployerVerified], tx: Transaction) -> None:
    for event in events:
        _keep(tx, known_employer, {"employer": event.employer}, {"verified_on": event.on})


def project_closed_employers(events: list[EmployerClosed], tx: Transaction) -> None:
    for event in events:
        _keep(tx, known_employer, {"employer": event.employer}, {"closed_on": event.on})


def project_groups(events: list[EmployerGroup], tx: Transaction) -> None:
    for event in events:
        _keep(tx, known_group, {"employer": event.employer, "since": event.on}, {"group": event.group})


def project_organisations(events: list[OrganisationRegistered], tx: Transaction) -> None:
    for event in events:
        facts = {"name": event.name, "town": event.town, "zone": event.zone, "group": event.group}
        _keep(tx, known_organisation, {"organisation": event.organisation}, facts)


def project_vacancies(events: list[VacancyPublished], tx: Transaction) -> None:
    """Published again after it was closed, a vacancy is open again."""
    for event in events:
        facts = {
            "employer": event.employer,
            "title": event.title,
            "kind": event.kind,
            "openings": event.openings,
            "town": event.town,
            "closes": event.closes,
            "search": searched(event.title),
        }
        reopened = {"closed_on": None} if type(event) is VacancyPublished else {}
        _keep(tx, known_vacancy, {"vacancy": event.vacancy}, facts | reopened)


def project_closed_vacancies(events: list[VacancyClosed], tx: Transaction) -> None:
    for event in events:
        closed = sa.update(known_vacancy).where(known_vacancy.c.vacancy == event.vacancy)
        tx.session.execute(closed.values(closed_on=event.on))


def project_candidates(events: list[CandidateReady], tx: Transaction) -> None:
    for event in events:
        facts = {"case_code": event.case_code, "organisation": event.organisation, "ready_on": event.on}
        _keep(tx, known_candidate, {"candidate": event.candidate}, facts | {"withdrawn_on": None})
        if event.person:
            _keep_person(event, event.person, tx)


def project_registered_candidates(events: list[CandidateRegistered], tx: Transaction) -> None:
    for event in events:
        _keep_person(event, event.person, tx, registered_on=event.on)


def _keep_person(event: CandidateRegistered | CandidateReady, person: str, tx: Transaction, **more: Any) -> None:
    said = {"age_band": event.age_band, "may_work_until": event.may_work_until}
    facts = {"person": person, "organisation": event.organisation, **said, **more}
    _keep(tx, known_person, {"candidate": event.candidate}, facts)


def project_withdrawn_candidates(events: list[CandidateWithdrawn], tx: Transaction) -> None:
    for event in events:
        withdrawn = sa.update(known_candidate).where(known_candidate.c.candidate == event.candidate)
        tx.session.execute(withdrawn.values(withdrawn_on=event.on))


def project_merged_candidates(events: list[CandidateMerged], tx: Transaction) -> None:
    """Two files are one person. Of one centre they are shown as one, and what either allows holds for both."""
    for event in events:
        row = known_candidate.c
        centre = sa.select(row.organisation).where(row.candidate == event.into).scalar_subquery()
        merged = sa.update(known_candidate).where(row.candidate == event.candidate, row.organisation == centre)
        tx.session.execute(merged.values(merged_into=event.into))
        person = tx.session.scalar(sa.select(known_person.c.person).where(known_person.c.candidate == event.into))
        _keep(tx, known_person, {"candidate": event.candidate}, {"person": person or event.into})


def project_parted_candidates(events: list[CandidateParted], tx: Transaction) -> None:
    """Who the second person is now is told with its file; a file that was merged into another one since stays there."""
    for event in events:
        row = known_candidate.c
        parted = sa.update(known_candidate).where(row.candidate == event.candidate, row.merged_into == event.into)
        tx.session.execute(parted.values(merged_into=None))


def project_permissions(events: list[PermissionGiven], tx: Transaction) -> None:
    for event in events:
        facts = {
            "candidate": event.candidate,
            "scope": event.scope,
            "reach": event.reach,
            "employer": event.employer,
            "begins": event.begins,
            "ends": event.ends,
        }
        _keep(tx, known_permission, {"permission": event.permission}, facts)


def project_withdrawn_permissions(events: list[PermissionWithdrawn], tx: Transaction) -> None:
    for event in events:
        withdrawn = sa.update(known_permission).where(known_permission.c.permission == event.permission)
        tx.session.execute(withdrawn.values(withdrawn_on=event.on))


def _keep(tx: Transaction, table: sa.Table, key: dict[str, Any], facts: dict[str, Any]) -> None:
    """Write these facts of the row with this key, leaving its other columns as they are."""
    these = sa.and_(*(table.c[name] == value for name, value in key.items()))
    if not tx.session.execute(sa.update(table).where(these).values(**facts)).rowcount:  # type: ignore[attr-defined]
        tx.session.execute(sa.insert(table).values(**key, **facts))


def forget_candidates(events: list[CandidateErased], tx: Transaction) -> None:
    """What was heard of the person: case code, organisation, permissions. Another file of the same person stays."""
    gone = [event.candidate for event in events]
    known = known_candidate.c
    tx.session.execute(sa.update(known_candidate).where(known.merged_into.in_(gone)).values(merged_into=None))
    for table in (known_candidate, known_person, known_permission):
        tx.session.execute(sa.delete(table).where(table.c.candidate.in_(gone)))


def employer_with(session: Session, country: str, number: str) -> str | None:
    """Who has this company number: who registered with it, else who was named in a hire; None for nobody.

    By the number and not by the id that is made of it: one that was written in another form before keeps its id.
    """
    for table in (known_employer, named_employer):
        query = sa.select(table.c.employer).where(table.c.country == country, table.c.national_id == number)
        if found := session.scalars(query.order_by(table.c.employer)).first():
            return str(found)
    return None


def doubles(session: Session) -> list[tuple[str, str]]:
    """Employers of hires that are also there under another id of the same number: the odd one, then whom new hires name."""
    rows = session.execute(sa.select(named_employer)).all()
    known = [(row.employer, row.country, normal_number(row.country, row.national_id)) for row in rows]
    pairs = [(odd, employer_with(session, country, number)) for odd, country, number in known]
    return [(odd, other) for odd, other in pairs if other is not None and other != odd]
