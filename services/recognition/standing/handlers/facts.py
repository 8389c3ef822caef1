"""Heard events become facts: kept whole, with when they were recorded, never changed."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from services.recognition.standing.handlers.scored import scored
from services.recognition.standing.handlers.standings import touch_entities, touch_placements
from services.recognition.standing.tables import (
    employer_mark,
    employer_version,
    fact,
    filled_vacancy,
    membership,
    organisation,
    practice_detail,
    suspension,
    vacancy,
)
from shared.events import Event
from shared.events.intake import (
    EmployerClosed,
    EmployerGroup,
    EmployerJoined,
    EmployerLeft,
    EmployerRegistered,
    EmployerSuspended,
    EmployerVerified,
    OrganisationRegistered,
    PracticeConfirmed,
    PracticeWithdrawn,
    VacancyClosed,
    VacancyPublished,
)
from shared.events.placements import VacancyFilled, VacancyReopened
from shared.transaction import Transaction

_encode = msgspec.json.Encoder().encode


def project_facts(events: Sequence[Event], tx: Transaction) -> None:
    """Append the scored facts of a batch and note which groups they touch."""
    rows: list[dict[str, Any]] = []
    entities: set[str] = set()
    placements: set[str] = set()
    for event in events:
        message = tx.envelope(event)
        if (stated := scored(event, message)) is None:
            continue
        entity, placement = getattr(stated, "entity", None), getattr(stated, "placement", None)
        row = {"event_id": message.id, "recorded": message.recordedtime, "entity": entity, "placement": placement}
        rows.append({**row, "data": _encode(stated)})
        entities.update(filter(None, [entity]))
        placements.update(filter(None, [placement]))
    if rows:
        tx.session.connection().execute(sa.insert(fact), rows)
    touch_entities(tx, entities)
    touch_placements(tx, placements)


def project_memberships(events: Sequence[EmployerGroup], tx: Transaction) -> None:
    """Who belongs to which group since when; both the old and the new group are touched."""
    for event in events:
        message = tx.envelope(event)
        values = {"event_id": message.id, "recorded": message.recordedtime, "entity": event.employer}
        more = {"group": event.group, "since": event.on, "lead": event.lead, "role": event.role, "kind": event.kind}
        tx.session.execute(sa.insert(membership).values(**values, **more))
    project_facts(events, tx)


def project_employers(events: Sequence[EmployerRegistered], tx: Transaction) -> None:
    rows = [{**_heard(event, tx), "entity": event.employer, "data": _encode(event)} for event in events]
    tx.session.execute(sa.insert(employer_version), rows)


MARKS: dict[type[Event], str] = {
    EmployerVerified: "verified",
    EmployerJoined: "joined",
    EmployerLeft: "left",
    EmployerClosed: "closed",
}


def project_marks(
    events: Sequence[EmployerVerified | EmployerJoined | EmployerLeft | EmployerClosed], tx: Transaction
) -> None:
    """Verified, joined, left, closed: whether a group may be listed."""
    rows = [
        {
            **_heard(event, tx),
            "entity": event.employer,
            "what": MARKS[type(event)],
            "on": event.on,
            "points": getattr(event, "points", False),
        }
        for event in events
    ]
    tx.session.execute(sa.insert(employer_mark), rows)
    project_facts(events, tx)


def project_suspensions(events: Sequence[EmployerSuspended], tx: Transaction) -> None:
    """Who is suspended when: the public list looks at it each day, the score as a fact."""
    rows = [
        {
            **_heard(event, tx),
            "entity": event.employer,
            "suspension": event.suspension,
            "rev": event.rev,
            "begins": event.begins,
            "ends": event.ends,
        }
        for event in events
    ]
    tx.session.execute(sa.insert(suspension), rows)
    project_facts(events, tx)


def project_practices(events: Sequence[PracticeConfirmed | PracticeWithdrawn], tx: Transaction) -> None:
    """Practices with their details; those the standard scores are facts as well."""
    rows = [
        {
            **_heard(event, tx),
            "entity": event.employer,
            "practice": event.practice,
            "on": event.on,
            "confirmed": isinstance(event, PracticeConfirmed),
            "evidence": getattr(event, "evidence", 0),
            "details": " ".join(getattr(event, "details", ())),
        }
        for event in events
    ]
    tx.session.execute(sa.insert(practice_detail), rows)
    project_facts(events, tx)


def project_vacancies(events: Sequence[VacancyPublished | VacancyClosed], tx: Transaction) -> None:
    """Only whether there is open work, for the link on a profile."""
    for event in events:
        tx.session.execute(sa.delete(vacancy).where(vacancy.c.vacancy == event.vacancy))
        if isinstance(event, VacancyPublished):
            values = {"vacancy": event.vacancy, "entity": event.employer, "title": event.title}
            tx.session.execute(sa.insert(vacancy).values(**values, openings=event.openings, open=True))


def project_filled_vacancies(events: Sequence[VacancyFilled | VacancyReopened], tx: Transaction) -> None:
    for event in events:
        tx.session.execute(sa.delete(filled_vacancy).where(filled_vacancy.c.vacancy == event.vacancy))
        if isinstance(event, VacancyFilled):
            tx.session.execute(sa.insert(filled_vacancy).values(vacancy=event.vacancy))


def project_organisations(events: Sequence[OrganisationRegistered], tx: Transaction) -> None:
    for event in events:
        tx.session.execute(sa.delete(organisation).where(organisation.c.organisation == event.organisation))
        values = {"organisation": event.organisation, "name": event.name, "town": event.town, "group": event.group}
        tx.session.execute(sa.insert(organisation).values(**values))


def _heard(event: Event, tx: Transaction) -> dict[str, Any]:
    message = tx.envelope(event)
    return {"event_id": message.id, "recorded": message.recordedtime}
