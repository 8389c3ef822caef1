"""An application goes out only under a live permission that reaches the employer, and is seen only while that lives."""

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers
from services.placements.referrals import queries as referrals
from services.placements.referrals.tables import referral, referral_step
from shared.events import intake as heard
from shared.events.placements import EmployerHired, ReferralClosed, ReferralMoved, ReferralSent
from shared.transaction import Missing, Refused
from tests.placements.conftest import BAKERY, CAFE, TODAY, Office, days, permission, ready


def move(office: Office, reference: str, state: str, who=None, **more):
    command = referrals_commands.MoveReferral(referral=reference, state=state, **more)  # type: ignore[arg-type]
    office.do(handlers.move_referral, command, who)


def seen_by_employer(office: Office, day=TODAY, who=None) -> list[str]:
    asker = who or office.employer
    rows = office.look(referrals.referrals, asker, day) + office.look(referrals.referrals, asker, day, closed=True)
    return [row.id for row in rows]


def test_a_referral_goes_out_under_a_live_permission(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    assert office.told(ReferralSent) == [
        ReferralSent(
            referral=sent,
            vacancy="vacancy-1",
            employer=BAKERY,
            candidate="candidate-1",
            state="sent",
            until=TODAY + days(60),
        )
    ]
    assert seen_by_employer(office) == [sent]


def test_without_permission_nothing_is_sent(office: Office):
    with pytest.raises(Refused) as refused:
        office.refer()
    assert refused.value.field == "candidate"
    assert office.told() == []


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ({"reach": "all"}, True),
        ({"reach": "platform"}, True),
        ({"reach": "employer", "employer": BAKERY}, True),
        ({"reach": "employer", "employer": CAFE}, False),
        ({"reach": "all", "scope": "show"}, False),
        ({"reach": "all", "begins": TODAY + days(1)}, False),
        ({"reach": "all", "ends": TODAY - days(1)}, False),
        ({"reach": "all", "ends": TODAY}, True),
    ],
)
def test_the_permission_must_reach_the_employer_today(office: Office, given, allowed):
    office.hear(permission("candidate-1", **given))
    if allowed:
        office.refer()
    else:
        with pytest.raises(Refused):
            office.refer()


def test_a_withdrawn_permission_stops_sending_and_seeing(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    withdrawn = heard.PermissionWithdrawn(
        permission="permission-candidate-1", candidate="candidate-1", scope="apply", on=TODAY
    )
    office.hear(withdrawn)
    assert seen_by_employer(office) == []
    with pytest.raises(Missing):
        move(office, sent, "seen", office.employer)
    with pytest.raises(Refused):
        office.refer(vacancy=None, employer=BAKERY)


def test_a_draft_is_sent_later_and_the_employer_does_not_see_it_before(office: Office):
    draft = office.refer(draft=True)
    assert office.told() == []
    assert seen_by_employer(office) == []
    office.hear(permission("candidate-1"))
    move(office, draft, "sent")
    assert len(office.told(ReferralSent)) == 1
    assert seen_by_employer(office) == [draft]


def test_an_unverified_employer_sees_no_candidate(office: Office):
    office.hear(permission("candidate-1"))
    with pytest.raises(Refused) as refused:
        office.refer(vacancy=None, employer=CAFE)
    assert refused.value.field == "employer"


def test_a_closed_vacancy_takes_no_referral(office: Office):
    office.hear(permission("candidate-1"), heard.VacancyClosed(vacancy="vacancy-1", employer=BAKERY, on=TODAY))
    with pytest.raises(Refused):
        office.refer()


def test_one_open_referral_to_one_vacancy(office: Office):
    office.hear(permission("candidate-1"))
    office.refer()
    with pytest.raises(Refused):
        office.refer()


def test_every_step_keeps_who_and_when(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    move(office, sent, "seen", office.employer)
    move(office, sent, "interview", office.employer)
    move(office, sent, "declined", office.employer, reason="language", text="Благодарим Ви.")
    query = sa.select(referral_step).order_by(referral_step.c.id)
    rows = office.look(lambda s: s.execute(query).all())
    assert [(row.state, row.party, row.by) for row in rows] == [
        ("sent", "officer", "maria"),
        ("seen", "employer", "bakery"),
        ("interview", "employer", "bakery"),
        ("declined", "employer", "bakery"),
    ]
    (closed,) = office.told(ReferralClosed)
    assert (closed.state, closed.until) == ("declined", TODAY.replace(month=9))


def test_the_text_for_the_candidate_is_sealed(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    move(office, sent, "declined", office.employer, reason="other", text="Благодарим Ви.")
    row = office.look(lambda s: s.execute(sa.select(referral)).one())
    assert "Благодарим" not in row.sealed_text
    assert office.runtime.tools.sealer.open(row.sealed_text, f"referral/text/{sent}") == "Благодарим Ви."


def test_a_refusal_needs_a_reason_and_a_closed_referral_takes_no_step(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    with pytest.raises(Refused) as refused:
        move(office, sent, "declined", office.employer)
    assert refused.value.field == "reason"
    move(office, sent, "withdrawn")
    with pytest.raises(Refused):
        move(office, sent, "interview")


def test_an_employer_cannot_withdraw_and_a_stranger_can_do_nothing(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    for state, who in (("withdrawn", office.employer), ("seen", office.other_employer), ("seen", office.other_officer)):
        with pytest.raises(Missing):
            move(office, sent, state, who)


def test_a_referral_without_an_answer_lapses_after_sixty_days(office: Office):
    office.hear(permission("candidate-1"), permission("candidate-2"))
    sent = office.refer()
    answered = office.refer("candidate-2")
    move(office, answered, "interview", office.employer)
    office.morning(TODAY + days(60))
    assert office.told(ReferralClosed) == []
    office.morning(TODAY + days(61))
    assert [(event.referral, event.state) for event in office.told(ReferralClosed)] == [(sent, "lapsed")]


def test_the_employer_loses_sight_of_whom_it_did_not_hire_after_six_months(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    move(office, sent, "declined", office.employer, reason="filled")
    assert seen_by_employer(office, TODAY.replace(month=9)) == [sent]
    assert seen_by_employer(office, TODAY.replace(month=9) + days(1)) == []


def test_a_hire_from_a_referral_knows_who_and_where_and_closes_it(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    office.hire(candidate=None, employer=None, referral=sent)
    assert [(event.referral, event.state, event.until) for event in office.told(ReferralClosed)] == [
        (sent, "hired", None)
    ]
    (hired,) = office.told(EmployerHired)
    assert (hired.employer, hired.vacancy) == (BAKERY, "vacancy-1")


def test_the_employer_sees_the_referral_of_a_hire_as_long_as_the_job_lasts(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    hire = office.hire(candidate=None, employer=None, referral=sent)
    withdrawn = {"permission": "permission-candidate-1", "candidate": "candidate-1", "scope": "apply", "on": TODAY}
    office.hear(heard.PermissionWithdrawn(**withdrawn))
    assert seen_by_employer(office, TODAY + days(400)) == [sent]
    office.do(ending_handlers.void_placement, commands.VoidPlacement(placement=hire, reason="wrong_person"))
    assert seen_by_employer(office, TODAY) == []


def test_a_referral_of_another_organisation_is_not_there(office: Office):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    with pytest.raises(Missing):
        office.look(referrals.referral_of, office.other_officer, TODAY, sent)
    with pytest.raises(Missing):
        office.hire(candidate="candidate-9", who=office.other_officer, employer=None, referral=sent)


def permitted(office: Office) -> dict[str, bool]:
    rows = office.look(referrals.referrals, office.officer, TODAY)
    return {row.candidate: row.permitted for row in rows}


def test_that_another_employer_is_verified_lets_nobody_see_this_candidate(office: Office):
    office.hear(permission("candidate-1", "platform"), permission("candidate-2", "platform"))
    office.refer("candidate-1", vacancy=None, employer=CAFE, draft=True)
    office.refer("candidate-2", draft=True)
    assert permitted(office) == {"candidate-1": False, "candidate-2": True}


def test_what_a_merged_file_allows_holds_for_that_person_and_for_nobody_else(office: Office):
    office.hear(ready("candidate-3", "C-3333"), permission("candidate-2"))
    for candidate in ("candidate-1", "candidate-3"):
        office.refer(candidate, draft=True)
    office.hear(heard.CandidateMerged(candidate="candidate-2", into="candidate-3"))
    assert permitted(office) == {"candidate-1": False, "candidate-3": True}


def test_a_step_of_before_steps_were_told_is_told_in_the_morning_once(office: Office):
    office.hear(permission("candidate-1"), permission("candidate-2"))
    before, after = office.refer(), office.refer("candidate-2")
    put = sa.update(referral).where(referral.c.id == before).values(state="interview")
    office.runtime.database.transact(lambda session: session.execute(put))
    move(office, after, "seen", office.employer)
    for _ in range(2):
        office.runtime.perform(lambda tx: handlers.tell_steps(TODAY, tx))
    moved = [(event.referral, event.state) for event in office.told(ReferralMoved)]
    assert moved == [(after, "seen"), (before, "interview")]
