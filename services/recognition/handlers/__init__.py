"""What recognition does with what it hears and what it is asked."""

from services.recognition.handlers.facts import (
    keep_employers,
    keep_facts,
    keep_marks,
    keep_memberships,
    keep_organisations,
    keep_practices,
    keep_vacancies,
    note_late_facts,
)
from services.recognition.handlers.listings import hear_marks, list_groups
from services.recognition.handlers.publishing import correct_edition, publish_edition
from services.recognition.handlers.standings import recompute_dirty, recompute_due
from services.recognition.handlers.told import (
    approve_answer,
    approve_figure,
    lift_hold,
    place_hold,
    state_figure,
    write_answer,
)

__all__ = [
    "approve_answer",
    "approve_figure",
    "correct_edition",
    "hear_marks",
    "keep_employers",
    "keep_facts",
    "keep_marks",
    "keep_memberships",
    "keep_organisations",
    "keep_practices",
    "keep_vacancies",
    "lift_hold",
    "list_groups",
    "note_late_facts",
    "place_hold",
    "publish_edition",
    "recompute_dirty",
    "recompute_due",
    "state_figure",
    "write_answer",
]
