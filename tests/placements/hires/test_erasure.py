"""An erased person leaves the hires behind: counted as before, and leading to nobody."""

import json

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.model.placement import ERASED
from services.placements.hires.tables import placement, placement_revision
from services.placements.known.tables import known_candidate, known_permission
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers as referrals_handlers
from services.placements.referrals.tables import referral
from services.placements.service import SERVICE
from shared.events import intake as heard
from shared.events import placements as told
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.placements.conftest import BAKERY, CAFE, TODAY, Office, days, permission

WHO = "candidate-1"


def everything(office: Office) -> str:
    """Every row of every table but the plumbing's, as text."""
    mine = [table for table in SERVICE.metadata.sorted_tables if table.name not in ("outbox", "inbox")]
    found = office.runtime.database.look(lambda s: [[dict(r._mapping) for r in s.execute(sa.select(t))] for t in mine])
    return json.dumps(found, default=str, ensure_ascii=False)


@pytest.fixture
def hire(office: Office) -> str:
    office.hear(permission(WHO))
    office.refer(WHO)
    placement = office.hire(WHO)
    office.do(
        handlers.set_staff_reference,
        commands.SetStaffReference(placement=placement, staff_reference="№ 77"),
        office.employer,
    )
    return placement


def erase(office: Office) -> None:
    office.hear(heard.CandidateErased(candidate=WHO))


def test_nothing_leads_to_the_person_any_more(office: Office, hire: str) -> None:
    assert WHO in everything(office)
    erase(office)
    left = everything(office)
    assert [what for what in (WHO, "C-7F3K", "№ 77") if what in left] == []
    assert not office.look(
        lambda s: s.execute(sa.select(known_permission).where(known_permission.c.candidate == WHO)).all()
    )


def test_the_hire_goes_on_counting_as_it_was_told(office: Office, hire: str) -> None:
    before = [event for event in office.told() if isinstance(event, told.EmployerHired)]
    person = office.look(lambda s: s.scalar(sa.select(placement.c.person)))
    erase(office)
    assert office.told(told.EmployerHired) == before
    assert office.told(told.PlacementVoided, told.PlacementEnded) == []
    assert office.look(lambda s: s.scalar(sa.select(placement.c.person))) == person == before[0].person
    office.morning(TODAY + days(90))
    office.answer(hire, 90, "at_work")
    assert [event.placement for event in office.told(told.PlacementRetained)] == [hire]


def test_an_open_application_is_withdrawn_and_the_employer_sees_it_no_more(office: Office) -> None:
    office.hear(permission(WHO))
    office.refer(WHO)
    erase(office)
    (closed,) = office.told(told.ReferralClosed)
    assert closed.state == "withdrawn"
    assert closed.candidate.startswith(ERASED)
    assert office.look(lambda s: s.scalar(sa.select(referral.c.sealed_text))) is None


def test_what_the_employer_wrote_is_gone(office: Office) -> None:
    office.hear(permission(WHO))
    key = office.refer(WHO)
    move = referrals_commands.MoveReferral(referral=key, state="declined", reason="other", text="Съжаляваме, Амина.")
    office.do(referrals_handlers.move_referral, move, office.employer)
    assert office.look(lambda s: s.scalar(sa.select(referral.c.sealed_text)))
    erase(office)
    assert office.look(lambda s: s.scalar(sa.select(referral.c.sealed_text))) is None


def test_an_erased_person_is_neither_referred_nor_hired_again(office: Office, hire: str) -> None:
    erase(office)
    with pytest.raises(Refused):
        office.refer(WHO)
    with pytest.raises(Refused):
        office.hire(WHO, employer=CAFE)


def test_erasing_again_changes_nothing(office: Office, hire: str) -> None:
    erase(office)
    once = everything(office), len(office.told())
    erase(office)
    assert (everything(office), len(office.told())) == once


def test_a_correction_or_a_new_group_does_not_make_the_person_another_one(office: Office, hire: str) -> None:
    office.hire(WHO, employer=CAFE)
    erase(office)
    office.hear(heard.EmployerGroup(employer=BAKERY, group=BAKERY, on=TODAY - days(9)))
    assert len(office.told(told.EmployerHired)) == 2
    office.hear(heard.EmployerGroup(employer=CAFE, group=BAKERY, on=TODAY - days(9)))
    hired = office.told(told.EmployerHired)
    assert len(hired) == 3
    assert hired[2].person == hired[0].person


def test_the_history_names_the_tombstone_and_who_acted_is_sealed(office: Office, hire: str) -> None:
    erase(office)
    rows = office.look(lambda s: s.execute(sa.select(placement_revision)).all())
    assert rows
    assert all(row.facts["candidate"].startswith(ERASED) for row in rows)
    assert all(row.by_name.startswith("v1.") for row in rows)


def test_a_rebuild_forgets_too(office: Office) -> None:
    erase(office)
    office.hear(
        heard.PermissionWithdrawn(permission="permission-x", candidate=WHO, scope="apply", on=TODAY), live=False
    )
    assert not office.look(
        lambda s: s.execute(sa.select(known_candidate).where(known_candidate.c.candidate == WHO)).all()
    )
    with pytest.raises((Missing, Refused)):
        office.hire(WHO, who=actor("officer", organisation="plovdiv"))
