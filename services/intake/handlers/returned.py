"""An editor gave something back to an employer: its contact is told to sign in and read it."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from services.intake.handlers.letters import Line
from services.intake.handlers.one_tap import FRESH
from services.intake.handlers.registration import tell_contact
from services.intake.model.employer import Employer
from services.intake.tables import employers
from shared.events.recognition import StatementReturned
from shared.transaction import Transaction

PAGES = {"answer": "/recognition/interview", "figure": "/recognition/figures"}


def tell_contacts(events: Sequence[StatementReturned], tx: Transaction) -> None:
    """One letter for all that came back at once, to the contact of every employer of the group: they share its page."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.kind in PAGES and tx.now - tx.envelope(event).time <= FRESH:
            found[event.group].add(PAGES[event.kind])
    for group, pages in found.items():
        for employer in _members(group, tx):
            tell_contact(employer, "returned", [Line(page) for page in sorted(pages)], tx)


def _members(group: str, tx: Transaction) -> list[Employer]:
    """The employers of the group that are neither closed nor refused; an employer without one is its own."""
    row = employers.employer.c
    here = sa.or_(row.id == group, row.group == group)
    members = sa.select(Employer).where(here, row.refused_on.is_(None), row.closed_on.is_(None))
    return list(tx.session.scalars(members.order_by(row.id)))
