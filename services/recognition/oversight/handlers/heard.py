"""What oversight hears: which service recorded a hire, and of which groups something was told."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from services.recognition.oversight.tables import recorder, watched
from services.recognition.standing.handlers.standings import groups_told_of
from services.recognition.standing.queries.facts import chunks, groups_of_entities
from shared.events import Event
from shared.events.placements import EmployerHired
from shared.transaction import Transaction


def project_recorders(events: Sequence[EmployerHired], tx: Transaction) -> None:
    """The service that told of a hire last."""
    told = {event.placement: event.organisation for event in events}
    for some in chunks(sorted(told), 500):
        tx.session.execute(sa.delete(recorder).where(recorder.c.placement.in_(some)))
    rows = [{"placement": placement, "organisation": organisation} for placement, organisation in sorted(told.items())]
    tx.session.connection().execute(sa.insert(recorder), rows)


def watch(events: Sequence[Event], tx: Transaction) -> None:
    """Note the groups these events may concern, so that the next look for alerts takes them and no others."""
    entities = {entity for event in events if (entity := getattr(event, "employer", None))}
    placements = {placement for event in events if (placement := getattr(event, "placement", None))}
    groups = groups_of_entities(tx.session, entities) | groups_told_of(tx, placements)
    _note(groups, tx)


def _note(groups: Collection[str], tx: Transaction) -> None:
    known: set[str] = set()
    for some in chunks(sorted(groups), 500):
        known |= set(tx.session.scalars(sa.select(watched.c.group).where(watched.c.group.in_(some))))
    if fresh := sorted(set(groups) - known):
        tx.session.execute(sa.insert(watched), [{"group": group} for group in fresh])
