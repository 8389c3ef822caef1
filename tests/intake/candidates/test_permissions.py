"""Permissions name their act, reach and dates; names and what became of a referral."""

import datetime
import re
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.candidates import commands as ask
from services.intake.candidates import tables as people
from services.intake.candidates.handlers import candidates, permissions
from services.intake.candidates.handlers import projections as heard
from services.intake.candidates.queries import candidates as found
from services.intake.vacancies import handlers as vacancies_handlers
from services.intake.vacancies import tables as vacancies_tables
from shared.events import placements
from shared.events.intake import PermissionGiven, PermissionWithdrawn
from shared.transaction import Refused
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import TODAY, Intake
from tests.intake.rights.own_data import inside


def test_a_permission_names_its_act_its_reach_and_its_dates(intake: Intake) -> None:
    candidate = intake.ready()
    command = ask.GivePermission(candidate=candidate, scope="apply", reach="employer", employer="e-1", folder="12/3")
    permission = intake.do(permissions.give_permission, command, intake.officer)
    [given] = intake.told(PermissionGiven)
    assert (given.scope, given.reach, given.employer, given.begins) == ("apply", "employer", "e-1", TODAY)
    withdrawn = ask.WithdrawPermission(candidate=candidate, permission=permission)
    for _ in range(2):
        intake.do(permissions.withdraw_permission, withdrawn, intake.officer)
    assert [event.on for event in intake.told(PermissionWithdrawn)] == [TODAY]


def test_a_permission_to_publish_reaches_everybody_whatever_else_was_sent(intake: Intake) -> None:
    command = ask.GivePermission(
        candidate=intake.ready(), scope="publish", words="Благодаря.", reach="employer", employer="e-1"
    )
    intake.do(permissions.give_permission, command, intake.officer)
    [given] = intake.told(PermissionGiven)
    assert (given.reach, given.employer) == ("all", None)
    kept = sa.select(people.permission.c.reach, people.permission.c.employer)
    assert intake.runtime.database.look(lambda s: s.execute(kept).all()) == [("all", None)]


def test_a_permission_to_publish_is_for_one_text_told_by_its_digest(intake: Intake) -> None:
    candidate = intake.ready()
    with pytest.raises(Refused):
        intake.do(permissions.give_permission, ask.GivePermission(candidate=candidate, scope="publish"), intake.officer)
    command = ask.GivePermission(candidate=candidate, scope="publish", words="Благодаря.")
    intake.do(permissions.give_permission, command, intake.officer)
    [given] = intake.told(PermissionGiven)
    assert given.text == given.permission
    assert re.fullmatch(r"[0-9a-f]{40}", given.text_digest)


@pytest.mark.parametrize(("born", "needed"), [(datetime.date(2012, 3, 3), True), (datetime.date(2012, 3, 2), False)])
def test_below_fourteen_a_guardian_gives_the_permission(intake: Intake, born: datetime.date, needed: bool) -> None:
    candidate = intake.candidate(born=born)
    command = ask.GivePermission(candidate=candidate, scope="apply")
    if needed:
        with pytest.raises(Refused) as refused:
            intake.do(permissions.give_permission, command, intake.officer)
        assert refused.value.field == "guardian"
        command = ask.GivePermission(candidate=candidate, scope="apply", guardian="Марта Коваль")
    assert intake.do(permissions.give_permission, command, intake.officer)


def test_names_are_given_to_the_own_organisation_and_every_reading_is_written_down_first(intake: Intake) -> None:
    candidate = intake.candidate()
    code = str(intake.runtime.database.look(lambda s: s.scalar(sa.select(people.candidate.c.case_code))))
    asked = ask.NoteReading(readings={code: "names", "C-NONE": "call"})
    stranger = actor("officer", organisation="somewhere-else")
    assert intake.do(candidates.note_reading, asked, stranger) == {}
    ids = intake.do(candidates.note_reading, asked, intake.officer)
    keys = intake.runtime.tools.keys
    names = intake.runtime.database.look(lambda s: found.names(s, keys, intake.officer, ids))
    assert [(each.case_code, each.name) for each in names] == [(code, "Олена Коваль")]
    assert intake.runtime.database.look(lambda s: found.names(s, keys, stranger, ids)) == []
    audit = intake.runtime.database.look(lambda s: s.execute(sa.select(people.read_audit)).all())
    assert [(row.account, row.candidate, row.purpose) for row in audit] == [("officer-1", candidate, "names")]


def test_who_found_work_is_known_until_free_again(intake: Intake) -> None:
    candidate = intake.ready()
    keys = intake.runtime.tools.keys

    def since() -> datetime.date | None:
        [line] = intake.runtime.database.look(lambda s: found.candidate_lines(s, keys, intake.officer))
        return line.at_work_since

    placed = placements.CandidatePlaced(candidate=candidate, on=TODAY)
    intake.runtime.perform(lambda tx: heard.note_work([placed], tx))
    assert since() == TODAY
    intake.runtime.perform(
        lambda tx: heard.note_work([placed, placements.CandidateFree(candidate=candidate, on=TODAY)], tx)
    )
    assert since() is None


def test_the_newest_state_of_a_referral_is_kept(intake: Intake) -> None:
    same: dict[str, Any] = {"referral": "r-1", "vacancy": "v-1", "employer": "e-1", "candidate": "c-1"}
    sent = placements.ReferralSent(**same, state="sent")
    closed = placements.ReferralClosed(**same, state="declined")
    intake.runtime.perform(lambda tx: vacancies_handlers.note_referrals([sent], tx))
    intake.runtime.perform(lambda tx: vacancies_handlers.note_referrals([sent, closed], tx))
    [row] = intake.runtime.database.look(lambda s: s.execute(sa.select(vacancies_tables.known_referral)).all())
    assert (row.state, row.open) == ("declined", False)


def test_the_receipt_and_my_data_leave_out_what_is_over_and_keep_what_begins_later(intake: Intake) -> None:
    candidate, day = intake.ready(), datetime.timedelta(days=1)
    for begins, ends in ((TODAY - 2 * day, TODAY - day), (TODAY, TODAY), (TODAY + day, None)):
        command = ask.GivePermission(candidate=candidate, scope="apply", begins=begins, ends=ends)
        intake.do(permissions.give_permission, command, intake.officer)
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    receipt = officer.page(f"/intake/candidates/{candidate}/receipt")
    allowed = receipt.select("section[lang] h2")[-1].find_next("ul")
    assert allowed
    assert len(allowed.find_all("li")) == 2
    mine = inside(intake, candidate).page("/intake/my-data")
    assert len(mine.find_all("form", action=re.compile(r"/permissions/[^/]+/withdrawal"))) == 2
