"""Ninety and thirty days before a paper ends the office is reminded, once each; a renewed paper stops it."""

import datetime

import pytest
import sqlalchemy as sa

from services.intake.candidates import commands as ask
from services.intake.candidates.handlers import candidates
from services.intake.candidates.tables import candidate as files
from shared.auth import Actor
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake
from tests.intake.followups.mornings import days, morning
from tests.intake.letters.questions import mailed, officer_account, with_mail

UNTIL = TODAY + days(120)


def somebody(intake: Intake, until: datetime.date = UNTIL) -> tuple[str, Actor]:
    """Ready for work, with a paper that ends on that day."""
    officer = actor("officer", account=officer_account(intake), organisation=intake.organisation)
    candidate = with_mail(intake, who=officer)
    note_paper(intake, candidate, officer, until)
    intake.runtime.database.transact(
        lambda s: s.execute(sa.update(files).where(files.c.id == candidate).values(ready_on=TODAY))
    )
    return candidate, officer


def note_paper(intake: Intake, candidate: str, officer: Actor, until: datetime.date) -> None:
    paper = ask.DescribeCandidate(candidate=candidate, right="until", right_date=until, right_seen_on=TODAY)
    intake.do(candidates.describe_candidate, paper, officer)


def marked(intake: Intake, candidate: str) -> str:
    query = sa.select(files.c.reminded_paper).where(files.c.id == candidate)
    return str(intake.runtime.database.look(lambda s: s.scalar(query)))


@pytest.mark.parametrize("every", [1, 7])
def test_the_officer_is_reminded_ninety_and_thirty_days_before_and_once_each(intake: Intake, every: int) -> None:
    candidate, _ = somebody(intake)
    told: list[str] = []
    for ahead in range(120, -10, -every):
        before = len(mailed(intake))
        morning(intake, UNTIL - days(ahead))
        told += [marked(intake, candidate)] * (len(mailed(intake)) - before)
    assert told == [f"{UNTIL}/90", f"{UNTIL}/30"]


def test_the_letter_names_the_case_code_and_the_day_and_nobody(intake: Intake) -> None:
    candidate, _ = somebody(intake)
    morning(intake, UNTIL - days(90))
    (letter,) = mailed(intake)
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(files.c.case_code)))
    text = letter.get_content()
    assert f"/intake/files/{code}" in text
    assert "30" in text  # 30 June 2026
    assert candidate not in text


def test_a_renewed_paper_stops_it_and_its_own_end_is_told_anew(intake: Intake) -> None:
    candidate, officer = somebody(intake)
    morning(intake, UNTIL - days(90))
    note_paper(intake, candidate, officer, UNTIL + days(200))
    morning(intake, UNTIL - days(30))
    assert len(mailed(intake)) == 1
    morning(intake, UNTIL + days(110))
    assert len(mailed(intake)) == 2


def test_a_paper_of_thirty_days_is_told_once_and_of_nobody_who_is_not_placed_nor_ready(intake: Intake) -> None:
    candidate, officer = somebody(intake, TODAY + days(20))
    intake.do(candidates.withdraw_candidate, ask.WithdrawCandidate(candidate=candidate), officer)
    morning(intake, TODAY)
    assert mailed(intake) == []
    intake.runtime.database.transact(lambda s: s.execute(sa.update(files).values(ready_on=TODAY)))
    morning(intake, TODAY + days(1))
    morning(intake, TODAY + days(2))
    assert len(mailed(intake)) == 1
