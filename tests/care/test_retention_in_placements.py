"""What placements keep about people ends by itself."""

import datetime
from functools import partial

import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.hires.handlers import hiring as hiring_handlers
from services.placements.hires.handlers.retention import PERIODS as PLACEMENTS_PERIODS
from services.placements.hires.model.placement import Placement, Revision
from services.placements.hires.tables import follow_up, placement, placement_revision
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers
from services.placements.referrals import queries as referrals
from services.placements.referrals.model import Referral
from services.placements.referrals.tables import referral
from shared.events.placements import CandidateFree, PlacementEnded, PlacementVoided
from tests.care.tidying import count, tidy
from tests.intake.conftest import TODAY
from tests.placements.conftest import CAFE, Office, days


def declined(office: Office) -> str:
    reference = office.refer()
    move = referrals_commands.MoveReferral(referral=reference, state="declined", reason="other", text="Тихо момиче")
    office.do(handlers.move_referral, move, office.employer)
    return reference


def test_an_employers_view_of_somebody_it_did_not_hire_ends_after_six_months(office: Office) -> None:
    reference = declined(office)
    seen = partial(office.look, referrals.referrals, office.employer)
    assert [row.id for row in seen(datetime.date(2026, 9, 2), closed=True)] == [reference]
    assert seen(datetime.date(2026, 9, 3), closed=True) == []


def test_two_years_after_its_end_an_application_leads_to_nobody(office: Office) -> None:
    reference = declined(office)
    office.runtime.clock.turn(days(730))
    assert tidy(office, PLACEMENTS_PERIODS) == {}
    office.runtime.clock.turn(days(1))
    assert tidy(office, PLACEMENTS_PERIODS) == {"referral": 1}
    row = office.look(lambda s: s.get(Referral, reference))
    assert (row.candidate.startswith("erased-"), row.case_code, row.sealed_text) == (True, "", None)
    assert tidy(office, PLACEMENTS_PERIODS) == {}


def test_a_draft_nobody_sent_is_withdrawn_after_ninety_days(office: Office) -> None:
    reference = office.refer(draft=True)
    office.runtime.clock.turn(days(89))
    assert tidy(office, PLACEMENTS_PERIODS) == {}
    office.runtime.clock.turn(days(2))
    assert tidy(office, PLACEMENTS_PERIODS) == {"referral": 1}
    assert office.look(lambda s: s.get(Referral, reference)).state == "withdrawn"


def test_a_hire_leads_to_nobody_once_it_cannot_change_a_standing(office: Office) -> None:
    reference = office.refer()
    hire = office.hire(referral=reference)
    person = office.look(lambda s: s.get(Placement, hire)).person
    told = len(office.told())
    office.runtime.clock.turn(days(1215))
    assert tidy(office, PLACEMENTS_PERIODS) == {}
    office.runtime.clock.turn(days(1))
    assert tidy(office, PLACEMENTS_PERIODS)["placement"] == 1
    row = office.look(lambda s: s.get(Placement, hire))
    assert (row.candidate.startswith("erased-"), row.case_code, row.person) == (True, "", person)
    assert office.look(lambda s: s.get(Referral, reference)).candidate == row.candidate
    history = office.look(lambda s: list(s.scalars(sa.select(Revision).where(placement_revision.c.placement == hire))))
    assert {one.facts["candidate"] for one in history} == {row.candidate}
    assert not any(isinstance(event, (PlacementEnded, PlacementVoided)) for event in office.told()[told:])


def test_whoever_is_still_at_work_when_the_hire_is_unlinked_is_at_work_no_longer(office: Office) -> None:
    """Nobody will hear of the end: without this the person would count as at work for ever."""
    first = office.hire()
    office.do(
        hiring_handlers.set_staff_reference,
        commands.SetStaffReference(placement=first, staff_reference="17"),
        office.employer,
    )
    office.runtime.clock.turn(days(400))
    second = office.hire(start=TODAY + days(400), employer=CAFE)
    office.runtime.clock.turn(days(816))
    tidy(office, PLACEMENTS_PERIODS)
    assert office.told(CandidateFree) == [], "another job goes on"
    office.runtime.clock.turn(days(400))
    tidy(office, PLACEMENTS_PERIODS)
    assert [event.candidate for event in office.told(CandidateFree)] == ["candidate-1"]
    placement = partial(office.look, lambda s: s.get_one(Placement, first))
    assert placement().staff_reference == "17", "its employer still needs its own number"
    today = office.runtime.clock.today()
    for hire in (first, second):
        end = commands.EndPlacement(placement=hire, last_day=today, reason="quit")
        office.do(ending_handlers.end_placement, end)
    assert len(office.told(CandidateFree)) == 1, "and nothing is told of nobody"
    assert placement().staff_reference == ""


def test_ten_years_later_a_hire_is_gone(office: Office) -> None:
    office.hire()
    office.runtime.clock.turn(days(1215 + 3653))
    tidy(office, PLACEMENTS_PERIODS)
    assert count(office, placement) == 1
    office.runtime.clock.turn(days(1))
    assert tidy(office, PLACEMENTS_PERIODS)["placement"] == 1
    assert [count(office, one) for one in (placement, follow_up, placement_revision)] == [0, 0, 0]
    assert count(office, referral) == 0
