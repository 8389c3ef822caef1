"""Days of a question: told, heard of again, answered, and the letters of each morning."""

import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.followups.model import Question
from services.intake.service import SERVICE
from shared.events.placements import FollowUpDue
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake
from tests.intake.letters.questions import ADDRESS, ask, confirmed_employer, due, mailed, officer_account, with_mail

EMPLOYER, OFFICER, LEAD = "maria@hlebna.example", "rada@centre.example", "lead@centre.example"


def days(n: int) -> datetime.timedelta:
    return datetime.timedelta(days=n)


def morning(intake: Intake, day: datetime.date) -> None:
    intake.runtime.clock.turn_to(day)
    for timer in SERVICE.daily:
        intake.runtime.perform(partial(timer, day))


def everybody(intake: Intake) -> FollowUpDue:
    """A question that the person, the employer and the officer were asked."""
    employer = confirmed_employer(intake)
    officer = officer_account(intake)
    candidate = with_mail(intake, who=actor("officer", account=officer, organisation=intake.organisation))
    question = due(intake, candidate, employer=employer)
    ask(intake, question)
    assert sorted(letter["To"] for letter in mailed(intake)) == sorted([ADDRESS, EMPLOYER, OFFICER])
    return question


def since(intake: Intake, before: int = 3) -> list[Any]:
    return mailed(intake)[before:]


def question(**more: Any) -> Question:
    return Question(**{"placement": "p-1", "milestone": 90, "due": TODAY, "asked_on": TODAY, **more})


def moved(told: FollowUpDue, due: datetime.date) -> FollowUpDue:
    return FollowUpDue(**{name: getattr(told, name) for name in told.__struct_fields__} | {"due": due})


def in_language(intake: Intake, lang: str) -> None:
    intake.runtime.database.transact(lambda s: s.execute(sa.update(people.account).values(lang=lang)))
