"""An office with two officers and a lead who have accounts, and short ways to say what happens to a case."""

import datetime
from typing import Any

import pytest

from services.intake.access.commands import AcceptInvitation, InviteColleague
from services.intake.access.handlers import accounts
from services.intake.guidance.commands import FinishStep, HandOver, SetNextStep, StandIn
from services.intake.guidance.handlers import owners, steps
from services.intake.guidance.queries import cases as queries
from services.intake.guidance.queries.file import OpenedCase, opened_case
from shared.auth import Actor
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, TODAY, Intake


def day(after: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=after)


class Office:
    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.rada, self.martin = self.colleague("Рада Колева"), self.colleague("Мартин Велев")
        self.lead = self.colleague("Невена Дочева", "lead")

    def colleague(self, name: str, role: Any = "officer", organisation: str = "") -> Actor:
        where = organisation or self.intake.organisation
        email = f"{len(name)}.{hash(name) % 10**8}@center.example"
        asked = InviteColleague(email=email, roles=(role,), organisation=where)
        token = self.intake.do(accounts.invite_colleague, asked)
        accepted = AcceptInvitation(token=token, name=name, password=PASSWORD)
        account = self.intake.do(accounts.accept_invitation, accepted)
        return actor(role, account=account, name=name, organisation=where)

    def web(self, who: Actor, **more: Any) -> Browser:
        known = {"account": who.account, "name": who.name, "roles": who.roles, "organisation": who.organisation}
        return Browser(self.intake, **{**known, **more})

    def person(self, who: Actor, name: str = "Олена Коваль") -> str:
        return self.intake.candidate(who, name=name)

    def hand(self, who: Actor, to: Actor, *cases: str) -> int:
        return self.intake.do(owners.hand_over, HandOver(cases=cases, to=to.account), who)

    def away(self, who: Actor, by: Actor, begins: int, ends: int | None, asked_by: Actor | None = None) -> str:
        last = None if ends is None else day(ends)
        command = StandIn(account=who.account, stands_in=by.account, begins=day(begins), ends=last)
        return self.intake.do(owners.arrange_stand_in, command, asked_by or who)

    def plan(self, who: Actor, case: str, due: int, step: str = "Обаждане до фурната") -> None:
        seen = self.case(who, case).seen
        self.intake.do(steps.set_next_step, SetNextStep(candidate=case, seen=seen, step=step, due=day(due)), who)

    def finish(self, who: Actor, case: str, **more: Any) -> None:
        self.intake.do(steps.finish_step, FinishStep(candidate=case, seen=self.case(who, case).seen, **more), who)

    def case(self, who: Actor, case: str, on: int = 0) -> OpenedCase:
        keys = self.intake.runtime.tools.keys
        return self.intake.runtime.database.look(lambda s: opened_case(s, keys, who, case, day(on)))

    def mine(self, who: Actor, on: int = 0) -> list[str]:
        """The cases that are with somebody on a day, in the order of the list."""
        from services.intake.guidance.model import acts_for

        look = self.intake.runtime.database.look
        away = look(lambda s: queries.stand_ins(s, who.organisation, day(on)))
        owners_ = acts_for(who.account, away)
        return [line.id for line in look(lambda s: queries.case_page(s, who, day(on), owners=owners_)).rows]


@pytest.fixture
def office(intake: Intake) -> Office:
    return Office(intake)
