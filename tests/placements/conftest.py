"""An office in Plovdiv, a bakery and its vacancy, and people who are ready, as placements has heard of them."""

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import following_up as handlers
from services.placements.hires.handlers import hiring as hiring_handlers
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers as referrals_handlers
from services.placements.service import SERVICE
from shared.auth import Actor
from shared.events import Event
from shared.events import intake as heard
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Transaction
from tests.conftest import actor, told
from tests.databases import filled
from tests.recognition.telling import message_of

T = TypeVar("T")
TODAY = datetime.date(2026, 3, 2)
BAKERY = employer_id("BG", "131071587")
CAFE = employer_id("BG", "201593301")


def days(n: int) -> datetime.timedelta:
    return datetime.timedelta(days=n)


class Office:
    """Placements with its surroundings: `hear` what intake tells, `do` what people ask."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.officer = actor("officer", organisation="plovdiv", account="maria", name="Мария")
        self.other_officer = actor("officer", organisation="varna", account="ivan")
        self.employer = actor("employer", employer=BAKERY, account="bakery")
        self.other_employer = actor("employer", employer=CAFE, account="cafe")

    def hear(self, *events: Event, live: bool = True) -> None:
        def take(tx: Transaction) -> None:
            for table in (SERVICE.projections, SERVICE.reactions if live else {}):
                for event in events:
                    if handler := table.get(type(event)):
                        tx.hear(event, message_of(event, self.runtime.clock.today()))
                        handler([event], tx)

        self.runtime.perform(take)

    def do(self, handler: Callable[[Any, Transaction], T], command: Any, who: Actor | None = None) -> T:
        return self.runtime.perform(lambda tx: handler(command, tx), who or self.officer)

    def morning(self, day: datetime.date) -> None:
        self.runtime.clock.turn_to(day)
        for timer in SERVICE.daily:
            self.runtime.perform(partial(timer, day))

    def told(self, *kinds: type[Event]) -> list[Any]:
        return [event for event in told(self.runtime) if not kinds or isinstance(event, kinds)]

    def look(self, query: Callable[..., T], *args: Any, **more: Any) -> T:
        return self.runtime.database.look(lambda session: query(session, *args, **more))

    def hire(self, candidate: str | None = "candidate-1", who: Actor | None = None, **facts: Any) -> str:
        asked = {"employer": BAKERY, "start": TODAY, "contract": "permanent", "hours": 40, **facts}
        return str(self.do(hiring_handlers.record_hire, commands.RecordHire(candidate=candidate, **asked), who))

    def refer(self, candidate: str = "candidate-1", **facts: Any) -> str:
        asked = {"vacancy": "vacancy-1", **facts}
        return str(
            self.do(referrals_handlers.refer_candidate, referrals_commands.ReferCandidate(candidate=candidate, **asked))
        )

    def answer(self, placement: str, milestone: Any, answer: Any, who: Actor | None = None, **facts: Any) -> None:
        command = commands.AnswerFollowUp(placement=placement, milestone=milestone, answer=answer, **facts)
        self.do(handlers.answer_follow_up, command, who)


def registered(employer: str, number: str, name: str) -> heard.EmployerRegistered:
    return heard.EmployerRegistered(
        employer=employer,
        country="BG",
        national_id=number,
        name=name,
        name_en=name,
        legal_form="ood",
        sector="C10",
        town="Пловдив",
    )


def ready(candidate: str, code: str, organisation: str = "plovdiv") -> heard.CandidateReady:
    return heard.CandidateReady(candidate=candidate, case_code=code, organisation=organisation, on=TODAY)


def permission(candidate: str, reach: str = "all", **more: Any) -> heard.PermissionGiven:
    name = f"permission-{candidate}"
    given = {"permission": name, "scope": "apply", "begins": TODAY - days(1), **more}
    return heard.PermissionGiven(candidate=candidate, reach=reach, **given)


def surroundings() -> Sequence[Event]:
    return (
        heard.OrganisationRegistered(organisation="plovdiv", name="Център Пловдив", town="Пловдив"),
        heard.OrganisationRegistered(organisation="varna", name="Център Варна", town="Варна"),
        registered(BAKERY, "131071587", "Седемте пещи"),
        heard.EmployerVerified(employer=BAKERY, on=TODAY),
        registered(CAFE, "201593301", "Кафе"),
        heard.VacancyPublished(vacancy="vacancy-1", employer=BAKERY, title="Пекар", kind="job", openings=1),
        ready("candidate-1", "C-7F3K"),
        ready("candidate-2", "C-2222"),
        ready("candidate-9", "C-9999", "varna"),
    )


@pytest.fixture
def office(open_runtime: Callable[..., Runtime]) -> Office:
    office = Office(open_runtime(SERVICE))
    filled(office.runtime.database, "surroundings", lambda: office.hear(*surroundings()))
    return office
