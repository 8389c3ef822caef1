"""Who did what to a hire, when: a row for every change, with the facts as they were afterwards."""

from services.placements.hires.model.placement import Placement, Revision
from services.placements.tools import by_name
from shared.message import new_id
from shared.transaction import Transaction

FACTS = (
    "candidate",
    "employer",
    "vacancy",
    "role",
    "start",
    "contract",
    "planned_last_day",
    "hours",
    "hours_by_choice",
    "pay",
    "funded_bp",
    "related_party",
    "permit_seen_on",
    "group",
    "state",
    "last_day",
    "reason",
    "ending_evidence",
    "void_reason",
)


def note(placement: Placement, kind: str, tx: Transaction, **more: str) -> None:
    """Add a row to the history of this placement: its facts now, and what `more` says of the change."""
    key = new_id()
    tx.add(
        Revision(
            id=key,
            placement=placement.id,
            kind=kind,
            rev=placement.rev,
            at=tx.now,
            by=tx.actor.account,
            by_name=by_name(key, tx),
            facts={name: _plain(getattr(placement, name)) for name in FACTS} | more,
        )
    )


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
