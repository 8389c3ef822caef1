"""What can happen in a life: referred, hired, asked after, ended, taken back; each a command on a day of its own."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from services.placements.hires import commands
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.hires.handlers import following_up as following_up_handlers
from services.placements.hires.handlers import hiring as hiring_handlers
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers as work
from services.sample.diary import Diary
from services.sample.employers import Firm, company_number
from services.sample.people import ROLES, Person
from shared.transaction import Doubted, Transaction

Terms = TypeVar("Terms", commands.RecordHire, commands.CorrectHire)

GOOD: dict[str, Any] = {"contract": "permanent", "hours": 40, "pay": "yes"}
LESSER: tuple[dict[str, Any], ...] = (
    {"contract": "permanent", "hours": 20, "pay": "not_told"},
    {"contract": "permanent", "hours": 40, "pay": "no"},
    {"contract": "permanent", "hours": 20, "pay": "yes", "hours_by_choice": True},
    {"contract": "apprenticeship", "hours": 40, "pay": "no"},
)
"""Jobs that miss one or two of the three parts of quality."""
GONE_BY_THEMSELVES = ("quit", "quit", "unknown")
EXCUSED = ("better_job", "study", "moved", "health")


def desk_day(day: datetime.date, today: datetime.date) -> datetime.date:
    """The first day on or after `day` on which officers write things down: the weekday of three days ago."""
    weekday = min((today - datetime.timedelta(days=3)).weekday(), 4)
    return day + datetime.timedelta(days=(weekday - day.weekday()) % 7)


def pressed_twice(work: Callable[[Terms, Transaction], str], command: Terms, tx: Transaction) -> str:
    """A contract that goes on after the paper ends is meant so: the officer presses once more."""
    try:
        return work(command, tx)
    except Doubted as doubt:
        return work(msgspec.structs.replace(command, meant=(doubt.mark,)), tx)


@dataclass
class Life:
    """One person's way into one employer; ids are filled in as the story is told."""

    fate: str
    firm: Firm
    office: int
    officer: str
    person: Person
    start: datetime.date
    dice: random.Random
    candidate: str = ""
    referral: str | None = None
    placements: list[str] = field(default_factory=list)

    def day(self, after: int) -> datetime.date:
        return self.start + datetime.timedelta(days=after)


class Lives:
    """Writes lives into the diary of placements. `employers`: firm number -> employer id."""

    def __init__(self, diary: Diary, today: datetime.date, employers: dict[int, str]) -> None:
        self.diary, self.today, self.employers = diary, today, employers
        self.yesterday = today - datetime.timedelta(days=1)

    def desk_day(self, day: datetime.date) -> datetime.date:
        return desk_day(day, self.today)

    def where(self, number: int, firm: Firm) -> dict[str, Any]:
        """A registered employer, or a company number and a name."""
        if number in self.employers:
            return {"employer": self.employers[number]}
        return {"company_number": company_number(number), "employer_name": firm.name}

    # -- what can happen ------------------------------------------------------------------------------------------

    def refer(self, life: Life) -> None:
        """Sent two weeks before the start, seen, offered; the hire then names the referral."""

        def refer(tx: Transaction) -> None:
            command = referrals_commands.ReferCandidate(
                candidate=life.candidate, employer=self.employers[life.firm.number]
            )
            life.referral = work.refer_candidate(command, tx)

        def offered(tx: Transaction) -> None:
            work.move_referral(referrals_commands.MoveReferral(referral=life.referral or "", state="offered"), tx)

        self.diary.note(self.desk_day(life.day(-18)), life.officer, refer)
        self.diary.note(self.desk_day(life.day(-11)), life.officer, offered)

    def hire(self, life: Life, after: int = 0, firm: int | None = None, **terms: Any) -> None:
        day, number = life.day(after), len(life.placements)
        life.placements.append("")
        roles = ROLES.get(life.firm.sector, ("работа",))
        facts = {**GOOD, "role": roles[life.dice.randrange(len(roles))], **terms}
        where = self.where(firm or life.firm.number, life.firm)

        def record(tx: Transaction) -> None:
            command = commands.RecordHire(
                candidate=life.candidate, start=day, referral=None if after else life.referral, **where, **facts
            )
            life.placements[number] = pressed_twice(hiring_handlers.record_hire, command, tx)

        self.diary.note(min(self.desk_day(day), self.yesterday), life.officer, record)

    def check(
        self, life: Life, milestone: int, answer: str = "at_work", after: int = 0, late: int = 0, by: str = ""
    ) -> None:
        """Answered on the desk day after it fell due; not yet, where that is still to come. `after`: days from the
        life's start to that of the placement."""
        due = life.day(after + milestone + late)
        day, number = self.desk_day(due), len(life.placements) - 1
        if day > self.yesterday:
            return
        who = by or life.officer

        def say(tx: Transaction) -> None:
            command = commands.AnswerFollowUp(placement=life.placements[number], milestone=milestone, answer=answer)  # type: ignore[arg-type]
            following_up_handlers.answer_follow_up(command, tx)

        self.diary.note(day, who, say, 9 if by else 10)

    def end(self, life: Life, after: int, reason: str, *, noted_after: int = 5, by: str = "") -> None:
        last, number = life.day(after), len(life.placements) - 1
        day = self.desk_day(last + datetime.timedelta(days=noted_after))
        if day > self.yesterday:
            return

        def say(tx: Transaction) -> None:
            command = commands.EndPlacement(placement=life.placements[number], last_day=last, reason=reason)  # type: ignore[arg-type]
            ending_handlers.end_placement(command, tx)

        self.diary.note(day, by or life.officer, say, 9 if by else 10)

    def void(self, life: Life, after: int, reason: str) -> None:
        number = len(life.placements) - 1

        def take_back(tx: Transaction) -> None:
            ending_handlers.void_placement(commands.VoidPlacement(placement=life.placements[number], reason=reason), tx)  # type: ignore[arg-type]

        if (day := self.desk_day(life.day(after))) <= self.yesterday:
            self.diary.note(day, life.officer, take_back)

    def stay(self, life: Life, milestones: tuple[int, ...] = (30, 90, 180, 365), after: int = 0) -> None:
        """At work at each milestone; some leave later, which takes nothing from anybody."""
        leaves = 0
        if life.dice.random() < 0.3:
            leaves = life.dice.randrange(200, 900)
        for milestone in milestones:
            if not leaves or milestone < leaves - 10:
                self.check(life, milestone, after=after)
        if leaves:
            self.end(life, after + leaves, life.dice.choice(("better_job", "quit", "moved", "study")))
