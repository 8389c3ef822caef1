"""The doctor's round: some thirty things that should be so, and what to do about each that is not."""

from services.care.doctor.arrangements import look_at_backups, look_at_keys, look_at_settings
from services.care.doctor.check import FAILS, FINE, LOOK, NOT_NOW, Check
from services.care.doctor.databases import look_at_databases
from services.care.doctor.events import look_at_events
from services.care.doctor.papers import look_at_inventory
from shared.settings import Settings

__all__ = ["FAILS", "FINE", "LOOK", "NOT_NOW", "Check", "examine"]


def examine(settings: Settings) -> list[Check]:
    """Everything, in the order of the round. Changes nothing."""
    return [
        *look_at_settings(settings),
        *look_at_keys(settings),
        *look_at_backups(settings),
        *look_at_databases(settings),
        *look_at_events(settings),
        look_at_inventory(),
    ]
