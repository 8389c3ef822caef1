"""What recognition does with what it hears and what it is asked."""

from services.recognition.handlers.facts import (
    keep_employers,
    keep_facts,
    keep_marks,
    keep_memberships,
    keep_organisations,
    keep_practices,
    keep_suspensions,
    keep_vacancies,
    note_late_facts,
)
from services.recognition.handlers.listings import hear_employers, hear_vacancies, list_anew, look_over
from services.recognition.handlers.publishing import correct_edition, publish_edition
from services.recognition.handlers.standings import recompute_dirty, recompute_due
from services.recognition.handlers.stating import approve_figure, return_figure, state_figure, withdraw_figure
from services.recognition.handlers.told import (
    approve_answer,
    dispute_figure,
    lift_hold,
    place_hold,
    return_answer,
    translate_answer,
    withdraw_answer,
    write_answer,
)

__all__ = [
    "approve_answer",
    "approve_figure",
    "correct_edition",
    "dispute_figure",
    "hear_employers",
    "hear_vacancies",
    "keep_employers",
    "keep_facts",
    "keep_marks",
    "keep_memberships",
    "keep_organisations",
    "keep_practices",
    "keep_suspensions",
    "keep_vacancies",
    "lift_hold",
    "list_anew",
    "look_over",
    "note_late_facts",
    "place_hold",
    "publish_edition",
    "recompute_dirty",
    "recompute_due",
    "return_answer",
    "return_figure",
    "state_figure",
    "translate_answer",
    "withdraw_answer",
    "withdraw_figure",
    "write_answer",
]
