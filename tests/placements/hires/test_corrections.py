"""An answer of the service that was a mistake: put right without overwriting anything that was told."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import correcting as correcting_handlers
from services.placements.hires.handlers import ending as handlers
from services.placements.hires.handlers.following_up import take_answer
from services.placements.hires.handlers.speaking import Voice
from services.placements.hires.model.placement import Placement
from services.placements.hires.queries import history as recorded
from services.placements.hires.queries import worklist
from services.placements.hires.tables import placement
from shared.events.placements import (
    EmployerHired,
    FollowUpDue,
    PlacementEnded,
    PlacementRetained,
    PlacementVoided,
)
from shared.transaction import Missing, Refused
from tests.placements.conftest import TODAY, Office, days

START = TODAY - days(95)


def checked(office: Office, day: datetime.date = TODAY) -> tuple[str, str]:
    """A hire whose day-90 check the officer answered, and that answer."""
    hire = office.hire(start=START)
    office.answer(hire, 90, "at_work", checked_on=day)
    return hire, said(office, hire)[0].id


def said(office: Office, hire: str) -> list[recorded.AnswerRow]:
    return office.look(recorded.answers, office.officer, hire, office.runtime.tools.sealer)


def correct(office: Office, hire: str, given: str, answer: Any, who: Any = None, **facts: Any) -> str:
    command = commands.CorrectAnswer(placement=hire, given=given, answer=answer, **facts)
    return str(office.do(correcting_handlers.correct_answer, command, who))


def state(office: Office, hire: str, milestone: int = 90) -> str:
    return office.look(worklist.check, office.officer, hire, milestone).state


def test_a_slip_is_taken_back_with_the_hire_which_is_recorded_anew_and_asked_again(office: Office) -> None:
    hire, given = checked(office)
    anew = correct(office, hire, given, "nothing")
    assert anew != hire
    [void] = office.told(PlacementVoided)
    assert (void.placement, void.reason) == (hire, "wrong_check")
    first, second = office.told(EmployerHired)
    assert (second.placement, second.person, second.start) == (anew, first.person, first.start)
    assert [event.placement for event in office.told(PlacementRetained)] == [hire]
    assert [event.placement for event in office.told(FollowUpDue)] == [hire, anew]
    assert state(office, anew) == "asked"


def test_what_was_noted_stays_in_the_history_of_both(office: Office) -> None:
    hire, given = checked(office)
    anew = correct(office, hire, given, "nothing")
    assert [row.id for row in said(office, hire)] == [given]
    history = [office.look(recorded.history, office.officer, one, office.runtime.tools.sealer) for one in (hire, anew)]
    assert (history[0][0].kind, history[0][0].facts["anew"]) == ("voided", anew)
    assert (history[1][0].kind, history[1][0].facts["instead_of"]) == ("anew", hire)


def test_what_others_said_is_said_of_the_hire_recorded_anew(office: Office) -> None:
    hire = office.hire(start=START)
    office.answer(hire, 90, "not_reachable")
    office.answer(hire, 90, "at_work", office.employer, checked_on=TODAY - days(1))
    office.answer(hire, 90, "at_work")
    [given] = [row.id for row in said(office, hire) if row.is_correctable]
    anew = correct(office, hire, given, "nothing")
    kept = [(row.party, row.answer, row.by_name) for row in said(office, anew)]
    assert sorted(kept) == [("employer", "at_work", "Test"), ("officer", "not_reachable", "Мария")]
    check = office.look(worklist.check, office.officer, anew, 90)
    assert (check.attempts, check.employer_said, check.state) == (1, TODAY - days(1), "asked")


def test_what_was_settled_or_passed_over_before_stays_so_on_its_day(office: Office) -> None:
    hire = office.hire(start=START)
    office.answer(hire, 90, "at_work")
    office.morning(TODAY + days(86))
    office.answer(hire, 180, "at_work")
    anew = correct(office, hire, said(office, hire)[0].id, "nothing")
    kept = {
        check.milestone: (check.state, check.settled_on) for check in office.look(worklist.checks, office.officer, anew)
    }
    assert kept[30] == ("passed_over", TODAY)
    assert kept[90] == ("settled", TODAY)
    assert kept[180] == ("asked", None)


def test_an_earlier_day_is_told_of_the_hire_recorded_anew(office: Office) -> None:
    hire, given = checked(office)
    anew = correct(office, hire, given, "at_work", checked_on=START + days(91))
    retained = office.told(PlacementRetained)[-1]
    assert (retained.placement, retained.milestone, retained.checked_on) == (anew, 90, START + days(91))
    assert state(office, anew) == "settled"
    assert [event.placement for event in office.told(FollowUpDue)] == [hire]


def test_a_later_day_needs_no_new_hire(office: Office) -> None:
    hire, given = checked(office, START + days(91))
    assert correct(office, hire, given, "at_work", checked_on=TODAY) == hire
    assert not office.told(PlacementVoided)
    assert office.told(PlacementRetained)[-1].checked_on == TODAY


def test_somebody_who_had_left_before_the_day_noted_is_ended_in_the_hire_recorded_anew(office: Office) -> None:
    hire, given = checked(office)
    anew = correct(office, hire, given, "left", last_day=START + days(40), reason="quit")
    [ended] = office.told(PlacementEnded)
    assert (ended.placement, ended.last_day, ended.reason) == (anew, START + days(40), "candidate")
    assert office.look(lambda s: s.scalar(sa.select(placement.c.state).where(placement.c.id == anew))) == "ended"


def test_somebody_who_left_after_the_day_noted_is_simply_ended(office: Office) -> None:
    hire, given = checked(office, START + days(91))
    assert correct(office, hire, given, "left", last_day=START + days(93), reason="quit") == hire
    assert not office.told(PlacementVoided)


def test_the_employers_ending_that_the_slip_took_back_stands_again(office: Office) -> None:
    hire = office.hire(start=START)
    office.answer(hire, 90, "left", office.employer, last_day=START + days(50), reason="dismissed")
    office.answer(hire, 90, "at_work")
    [given] = [row.id for row in said(office, hire) if row.is_correctable]
    anew = correct(office, hire, given, "nothing")
    row = office.look(lambda s: s.execute(sa.select(placement).where(placement.c.id == anew)).one())
    assert (row.state, row.last_day, row.ending_evidence) == ("ended", START + days(50), 0)
    assert state(office, anew) == "asked"


def test_an_ending_that_was_taken_back_as_a_mistake_does_not_come_back(office: Office) -> None:
    hire = office.hire(start=START)
    office.answer(hire, 90, "left", last_day=START + days(50), reason="quit")
    office.do(handlers.end_placement, commands.EndPlacement(placement=hire, mistake=True))
    office.answer(hire, 90, "at_work")
    anew = correct(office, hire, said(office, hire)[0].id, "nothing")
    assert office.look(lambda s: s.scalar(sa.select(placement.c.state).where(placement.c.id == anew))) == "active"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"answer": "at_work"}, "checked_on"),
        ({"answer": "at_work", "checked_on": TODAY}, "checked_on"),
        ({"answer": "at_work", "checked_on": START - days(1)}, "checked_on"),
        ({"answer": "left"}, "last_day"),
        ({"answer": "left", "last_day": TODAY + days(1), "reason": "quit"}, "last_day"),
        ({"answer": "left", "last_day": TODAY}, "reason"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_at_its_field(office: Office, facts: dict[str, Any], field: str) -> None:
    hire, given = checked(office)
    with pytest.raises(Refused) as refused:
        correct(office, hire, given, **facts)
    assert refused.value.field == field


def test_only_the_service_corrects_and_only_its_own_word_of_a_hire_that_stands(office: Office) -> None:
    hire, given = checked(office)
    office.answer(hire, 90, "at_work", office.employer, checked_on=TODAY)
    [theirs] = [row.id for row in said(office, hire) if row.party == "employer"]
    other = office.hire(candidate="candidate-2", start=START)
    for which, what, who in (
        (hire, given, office.other_officer),
        (hire, given, office.employer),
        (hire, theirs, None),
        (other, given, None),
    ):
        with pytest.raises(Missing):
            correct(office, which, what, "nothing", who)
    correct(office, hire, given, "nothing")
    with pytest.raises(Missing):
        correct(office, hire, given, "nothing")


def test_an_ending_kept_beside_the_slip_does_not_stop_the_slips_correction(office: Office) -> None:
    """The person said: gone since day 50. The service says: at work on day 91, not 95. There never was an ending."""
    hire, given = checked(office)
    ending: dict[str, Any] = {"last_day": START + days(50), "reason": "quit"}
    own = commands.AnswerFollowUp(placement=hire, milestone=90, answer="left", **ending)

    def by_the_person(command: commands.AnswerFollowUp, tx: Any) -> None:
        take_answer(command, tx.get(Placement, hire), Voice("person", "link-1"), tx)

    office.do(by_the_person, own)
    anew = correct(office, hire, given, "at_work", checked_on=START + days(91))
    row = office.look(lambda s: s.execute(sa.select(placement).where(placement.c.id == anew)).one())
    assert (row.state, row.confirmed_until) == ("active", START + days(91))
    assert {(each.party, each.applied) for each in said(office, anew)} == {("person", False), ("officer", True)}
    assert not office.told(PlacementEnded)


def test_an_ending_kept_beside_the_slip_holds_where_nothing_else_speaks_against_it(office: Office) -> None:
    hire, given = checked(office)
    office.answer(hire, 90, "left", office.employer, last_day=START + days(50), reason="quit")
    anew = correct(office, hire, given, "nothing")
    assert office.look(lambda s: s.scalar(sa.select(placement.c.state).where(placement.c.id == anew))) == "ended"
