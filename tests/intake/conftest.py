"""An open intake runtime, and short ways to say what happens at it."""

import datetime
import zlib
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from services.intake.access import commands as ask_accounts
from services.intake.access.handlers import accounts
from services.intake.candidates import commands as ask
from services.intake.candidates.handlers import candidates
from services.intake.candidates.queries import files
from services.intake.employers import commands as ask_employers
from services.intake.employers.handlers import registration
from services.intake.employers.model import national_number
from services.intake.service import SERVICE
from services.intake.vacancies import commands as ask_vacancies
from services.intake.vacancies import handlers as vacancies
from services.intake.vacancies import handlers as vacancies_handlers
from shared.auth import SYSTEM, Actor
from shared.identity import employer_id
from shared.service import Runtime, Service
from shared.transaction import Transaction
from tests.conftest import actor, told

T = TypeVar("T")
TODAY = datetime.date(2026, 3, 2)
NUMBER = "121362929"
PASSWORD = "tulip window seven river"


class Intake:
    """Speaks the office's language in tests."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.organisation = self.do(
            accounts.register_organisation, ask_accounts.RegisterOrganisation(name="Център Пловдив", town="Пловдив")
        )
        self.officer = actor("officer", account="officer-1", organisation=self.organisation)
        self.editor = actor("editor", account="editor-1")

    def do(self, handler: Callable[[Any, Transaction], T], command: Any, who: Actor = SYSTEM) -> T:
        return self.runtime.perform(lambda tx: handler(command, tx), who)

    def told(self, *kinds: type) -> list[Any]:
        return [event for event in told(self.runtime) if not kinds or isinstance(event, kinds)]

    def registered(self, **more: Any) -> str:
        """Registered and confirmed by its contact; the employer's id."""
        asked = registration_of(**more)
        token = self.do(registration.register_employer, asked)
        self.do(
            vacancies_handlers.confirm_registration, ask_employers.ConfirmRegistration(token=token, password=PASSWORD)
        )
        return employer_id(asked.country, national_number(asked.country, asked.national_id))

    def verified(self, **more: Any) -> str:
        employer = self.registered(**more)
        self.do(vacancies_handlers.verify_employer, ask_employers.VerifyEmployer(employer=employer), self.officer)
        return employer

    def as_employer(self, employer: str) -> Actor:
        return actor("employer", account=f"of-{employer[:8]}", employer=employer)

    def drafted(self, employer: str, **more: Any) -> str:
        return self.do(vacancies.draft_vacancy, vacancy_of(**more), self.as_employer(employer))

    def published(self, employer: str, **more: Any) -> str:
        vacancy = self.drafted(employer, **more)
        self.do(vacancies.publish_vacancy, ask_vacancies.PublishVacancy(vacancy=vacancy), self.as_employer(employer))
        return vacancy

    def candidate(self, who: Actor | None = None, **more: Any) -> str:
        given: dict[str, Any] = {
            "name": "Олена Коваль",
            "born": datetime.date(1998, 5, 17),
            "phone": number_of(str(more.get("name", ""))),
            "town": "Пловдив",
            "language": "uk",
            **more,
        }
        return self.do(candidates.register_candidate, ask.RegisterCandidate(**given), who or self.officer)

    def ready(self, **more: Any) -> str:
        candidate = self.candidate(**more)
        self.do(candidates.read_notice, ask.ReadNotice(candidate=candidate, language="uk"), self.officer)
        self.do(candidates.describe_candidate, described(candidate), self.officer)
        self.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate), self.officer)
        return candidate


def number_of(name: str) -> str:
    """A telephone of one's own: files with the same one and the same birth date are taken for one person's."""
    return f"+359 87 {zlib.crc32(name.encode()) % 10**7:07}" if name else "+359 88 123 4567"


def opened(intake: Intake, candidate: str) -> files.CandidateFile:
    keys = intake.runtime.tools.keys
    return intake.runtime.database.look(lambda s: files.candidate_file(s, keys, intake.officer, candidate))


def described(candidate: str, **more: Any) -> ask.DescribeCandidate:
    given = {"languages": ("bg:A2", "uk:native"), "right": "unrestricted", "right_seen_on": TODAY, **more}
    return ask.DescribeCandidate(candidate=candidate, **given)


def registration_of(**more: Any) -> ask_employers.RegisterEmployer:
    given: dict[str, Any] = {
        "national_id": NUMBER,
        "name": "Хлебна къща ООД",
        "name_en": "Hlebna kashta",
        "legal_form": "ood",
        "sector": "C",
        "town": "Пловдив",
        "headcount": 42,
        "contact_name": "Мария Илиева",
        "contact_email": "maria@hlebna.example",
        "joined": True,
        **more,
    }
    return ask_employers.RegisterEmployer(**given)


def vacancy_of(**more: Any) -> ask_vacancies.DraftVacancy:
    given: dict[str, Any] = {
        "title": "Пекар",
        "description": "Месене и печене на хляб в малък екип, нощна смяна.",
        "contract": "permanent",
        "town": "Пловдив",
        **more,
    }
    return ask_vacancies.DraftVacancy(**given)


@pytest.fixture
def intake(open_runtime: Callable[[Service], Runtime]) -> Intake:
    return Intake(open_runtime(SERVICE))
