"""Two centres that may register the same person."""

import datetime
from typing import Any

import pytest

from services.intake.access.commands import RegisterOrganisation
from services.intake.access.handlers.accounts import register_organisation
from services.intake.candidates import commands as ask
from services.intake.candidates.handlers import merging
from services.intake.candidates.queries import merging as read
from shared.auth import Actor
from shared.events.intake import CandidateRegistered
from tests.conftest import actor
from tests.intake.conftest import Intake

BORN = datetime.date(1996, 6, 6)


class Centres:
    """Two centres, each with an officer, and one name that both may register."""

    def __init__(self, intake: Intake) -> None:
        self.intake, self.here = intake, intake.officer
        other = intake.do(register_organisation, RegisterOrganisation(name="Център София", town="София"))
        self.there = actor("officer", account="officer-2", organisation=other)
        self.stranger = actor("officer", account="officer-3", organisation="elsewhere")

    def register(self, who: Actor, name: str = "Две Служби Петрова", **more: Any) -> str:
        return self.intake.candidate(who, **{"name": name, "born": BORN, **more})

    def person(self, candidate: str) -> str:
        told = [event for event in self.intake.told(CandidateRegistered) if event.candidate == candidate]
        return str(told[-1].person)

    def cases(self, who: Actor, candidate: str = "") -> list[read.CaseLine]:
        look = self.intake.runtime.database.look
        if candidate:
            return look(lambda session: read.cases_about(session, who, candidate))
        return look(lambda session: read.cases(session, who)).rows

    def say(self, who: Actor, word: Any, case: str = "") -> str:
        command = ask.SaySamePerson(case=case or self.cases(who)[0].id, word=word)
        return str(self.intake.do(merging.say_same_person, command, who))


@pytest.fixture
def centres(intake: Intake) -> Centres:
    return Centres(intake)
