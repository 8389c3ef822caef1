"""A hire that is corrected, taken back or of another group or person is told again under a new revision."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.handlers import regrouping as regrouping_handlers
from services.placements.hires.model.placement import Placement, person_reference
from services.placements.hires.tables import placement, placement_revision
from services.placements.known import handlers as knowing
from shared.events import intake as heard
from shared.events.placements import CandidateFree, EmployerHired, PlacementVoided
from shared.message import decode, event_of
from shared.transaction import Missing, Refused, Transaction
from tests.placements.conftest import BAKERY, CAFE, TODAY, Office, days
from tests.recognition.telling import message_of


def test_a_correction_is_a_new_revision_and_keeps_the_old_facts(office: Office) -> None:
    hire = office.hire()
    correction = commands.CorrectHire(placement=hire, start=TODAY, contract="permanent", hours=20, pay="no")
    office.do(handlers.correct_hire, correction)
    first, second = office.told(EmployerHired)
    assert (first.rev, first.hours, second.rev, second.hours, second.wage_bp) == (0, 40, 1, 20, 11999)
    rows = office.look(lambda s: s.execute(sa.select(placement_revision).order_by(placement_revision.c.rev)).all())
    assert [(row.kind, row.facts["hours"], row.by) for row in rows] == [
        ("recorded", 40, "maria"),
        ("corrected", 20, "maria"),
    ]


def test_a_correction_that_changes_nothing_is_refused(office: Office) -> None:
    hire = office.hire()
    with pytest.raises(Refused):
        office.do(
            handlers.correct_hire, commands.CorrectHire(placement=hire, start=TODAY, contract="permanent", hours=40)
        )


def test_a_corrected_start_moves_the_questions(office: Office) -> None:
    hire = office.hire()
    office.do(
        handlers.correct_hire,
        commands.CorrectHire(placement=hire, start=TODAY + days(1), contract="permanent", hours=40),
    )
    due = office.look(lambda s: [question.due for question in s.get(Placement, hire).follow_ups])
    assert due == [TODAY + days(1 + n) for n in (30, 90, 180, 365)]


def test_a_hire_taken_back_is_told_and_kept(office: Office) -> None:
    hire = office.hire()
    office.do(ending_handlers.void_placement, commands.VoidPlacement(placement=hire, reason="recorded_twice"))
    assert office.told(PlacementVoided) == [PlacementVoided(placement=hire, reason="recorded_twice")]
    assert office.told(CandidateFree) == [CandidateFree(candidate="candidate-1", on=TODAY)]
    assert office.look(lambda s: s.scalar(sa.select(placement.c.state))) == "voided"
    office.hire()


def test_nobody_else_corrects_or_takes_back_a_hire(office: Office) -> None:
    hire = office.hire()
    for who in (office.other_officer, office.employer):
        with pytest.raises(Missing):
            office.do(ending_handlers.void_placement, commands.VoidPlacement(placement=hire, reason="other"), who)
        with pytest.raises(Missing):
            office.do(
                handlers.correct_hire,
                commands.CorrectHire(placement=hire, start=TODAY, contract="permanent", hours=8),
                who,
            )


def test_a_group_told_later_tells_the_hire_again_under_a_new_person_reference(office: Office) -> None:
    office.hire()
    office.hear(heard.EmployerGroup(employer=BAKERY, group="group-1", on=TODAY - days(5)))
    first, second = office.told(EmployerHired)
    assert (second.rev, second.group) == (1, "group-1")
    assert first.person != second.person
    assert second.person == person_reference(office.runtime.tools.person_secret, "group-1", "candidate-1")


def test_what_is_told_again_names_the_event_that_caused_it(office: Office) -> None:
    office.hire()
    office.hire("candidate-2", employer=CAFE)
    regrouped = [heard.EmployerGroup(employer=one, group="group-1", on=TODAY - days(5)) for one in (BAKERY, CAFE)]
    causes = {event.employer: message_of(event, TODAY) for event in regrouped}

    def take(tx: Transaction) -> None:
        for event in regrouped:
            tx.hear(event, causes[event.employer])
        for handler in (knowing.project_groups, regrouping_handlers.regroup_hires):
            handler(regrouped, tx)

    office.runtime.perform(take)
    box = office.runtime.service.metadata.tables["outbox"]
    rows = office.look(lambda s: s.scalars(sa.select(box.c.payload).order_by(box.c.position)).all())[-2:]
    messages = [decode(bytes(row)) for row in rows]
    for message in messages:
        told: Any = event_of(message)
        cause = causes[told.employer]
        assert (message.causationid, message.correlationid) == (cause.id, cause.correlationid)


def test_a_group_that_begins_after_the_start_changes_nothing(office: Office) -> None:
    office.hire()
    office.hear(heard.EmployerGroup(employer=BAKERY, group="group-1", on=TODAY + days(1)))
    assert len(office.told(EmployerHired)) == 1


def test_two_hires_of_one_person_in_one_group_have_one_person_reference_and_across_groups_two(office: Office) -> None:
    office.hear(heard.EmployerGroup(employer=BAKERY, group="group-1", on=TODAY - days(5)))
    office.hire()
    office.hire(employer=CAFE)
    office.hear(heard.EmployerGroup(employer=CAFE, group="group-1", on=TODAY - days(5)))
    bakery, lone_cafe, cafe = office.told(EmployerHired)
    assert bakery.person == cafe.person != lone_cafe.person


def test_merged_files_tell_the_hire_again_as_the_other_person(office: Office) -> None:
    office.hire("candidate-2")
    office.hear(heard.CandidateMerged(candidate="candidate-2", into="candidate-1"))
    _, again = office.told(EmployerHired)
    assert again.rev == 1
    assert again.person == person_reference(office.runtime.tools.person_secret, BAKERY, "candidate-1")
