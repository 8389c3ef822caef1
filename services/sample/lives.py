"""What became of each hire: a letter is a fate, and a fate is a handful of commands on days of their own."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.placements import commands
from services.placements import handlers as work
from services.sample.diary import Diary
from services.sample.employers import Firm, company_number
from services.sample.people import ROLES, Person
from shared.transaction import Transaction

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

    def tell(self, life: Life) -> None:
        FATES[life.fate](self, life)

    def where(self, number: int, firm: Firm) -> dict[str, Any]:
        """A registered employer, or a company number and a name."""
        if number in self.employers:
            return {"employer": self.employers[number]}
        return {"company_number": company_number(number), "employer_name": firm.name}

    # -- what can happen ------------------------------------------------------------------------------------------

    def refer(self, life: Life) -> None:
        """Sent two weeks before the start, seen, offered; the hire then names the referral."""

        def refer(tx: Transaction) -> None:
            asked = commands.ReferCandidate(candidate=life.candidate, employer=self.employers[life.firm.number])
            life.referral = work.refer_candidate(asked, tx)

        def offered(tx: Transaction) -> None:
            work.move_referral(commands.MoveReferral(referral=life.referral or "", state="offered"), tx)

        self.diary.note(self.desk_day(life.day(-18)), life.officer, refer)
        self.diary.note(self.desk_day(life.day(-11)), life.officer, offered)

    def hire(self, life: Life, after: int = 0, firm: int | None = None, **terms: Any) -> None:
        day, number = life.day(after), len(life.placements)
        life.placements.append("")
        roles = ROLES.get(life.firm.sector, ("работа",))
        facts = {**GOOD, "role": roles[life.dice.randrange(len(roles))], **terms}
        where = self.where(firm or life.firm.number, life.firm)

        def record(tx: Transaction) -> None:
            asked = commands.RecordHire(
                candidate=life.candidate, start=day, referral=None if after else life.referral, **where, **facts
            )
            life.placements[number] = work.record_hire(asked, tx)

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
            asked = commands.AnswerFollowUp(placement=life.placements[number], milestone=milestone, answer=answer)  # type: ignore[arg-type]
            work.answer_follow_up(asked, tx)

        self.diary.note(day, who, say, 9 if by else 10)

    def end(self, life: Life, after: int, reason: str, *, told: int = 5, by: str = "") -> None:
        last, number = life.day(after), len(life.placements) - 1
        day = self.desk_day(last + datetime.timedelta(days=told))
        if day > self.yesterday:
            return

        def say(tx: Transaction) -> None:
            asked = commands.EndPlacement(placement=life.placements[number], last_day=last, reason=reason)  # type: ignore[arg-type]
            work.end_placement(asked, tx)

        self.diary.note(day, by or life.officer, say, 9 if by else 10)

    def void(self, life: Life, after: int, reason: str) -> None:
        number = len(life.placements) - 1

        def take_back(tx: Transaction) -> None:
            work.void_placement(commands.VoidPlacement(placement=life.placements[number], reason=reason), tx)  # type: ignore[arg-type]

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

    # -- fates ----------------------------------------------------------------------------------------------------

    def kept(self, life: Life) -> None:
        self.hire(life)
        self.stay(life)

    def kept_in_a_lesser_job(self, life: Life) -> None:
        self.hire(life, **life.dice.choice(LESSER))
        self.stay(life)

    def confirmed_late(self, life: Life) -> None:
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90, "not_reachable")
        self.check(life, 90, late=45)
        self.check(life, 180)
        self.check(life, 365)

    def confirmed_after_the_employer(self, life: Life) -> None:
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90, by=f"employer-{life.firm.number}")
        self.check(life, 90, late=12)
        self.check(life, 180)
        self.check(life, 365)

    def left(self, life: Life) -> None:
        self.hire(life, **(life.dice.choice(LESSER) if life.dice.random() < 0.4 else {}))
        last = life.dice.randrange(9, 84)
        if last > 40:
            self.check(life, 30)
        self.end(life, last, life.dice.choice(GONE_BY_THEMSELVES))

    def dismissed(self, life: Life) -> None:
        self.hire(life)
        self.end(life, life.dice.randrange(20, 80), "dismissed")

    def excused(self, life: Life) -> None:
        self.hire(life)
        self.check(life, 30)
        self.end(life, life.dice.randrange(45, 85), life.dice.choice(EXCUSED))

    def dismissed_after_the_check(self, life: Life) -> None:
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90)
        self.end(life, 131, "dismissed")

    def unconfirmed(self, life: Life) -> None:
        """Nobody could be reached; long after, somebody heard that the job had ended early."""
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90, "not_reachable")
        self.check(life, 90, "not_reachable", late=10)
        self.end(life, 71, "unknown", told=84)

    def hired_again_soon(self, life: Life) -> None:
        """A fixed term, three weeks at home, then a permanent contract: one spell."""
        self.hire(life, contract="fixed_term", planned_last_day=life.day(95))
        self.check(life, 30)
        self.end(life, 95, "not_renewed")
        self.hire(life, 116)
        self.stay(life, after=116)

    def hired_again_later(self, life: Life) -> None:
        self.hire(life)
        self.end(life, 40, "health", told=3)
        self.hire(life, 111)
        self.stay(life, after=111)

    def transferred(self, life: Life) -> None:
        """To the other company of the group, from one day to the next."""
        self.hire(life, firm=15)
        self.check(life, 30)
        self.end(life, 70, "not_renewed", told=2)
        self.hire(life, 71)
        self.stay(life, after=71)

    def said_otherwise(self, life: Life) -> None:
        """The employer says at work, the service says left: both words are kept, the service's counts."""
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90, by=f"employer-{life.firm.number}")
        self.end(life, 78, "quit", told=20)

    def ended_by_mistake(self, life: Life) -> None:
        """The employer reports an ending; the person turns out to be at work."""
        self.hire(life)
        self.check(life, 30)
        self.end(life, 52, "quit", by=f"employer-{life.firm.number}")
        self.check(life, 90)
        self.check(life, 180)
        self.check(life, 365)

    def recorded_anew(self, life: Life) -> None:
        """A check was noted for the wrong person: the hire is taken back and recorded again."""
        self.hire(life)
        self.check(life, 30)
        self.void(life, 55, "wrong_check")
        number = len(life.placements)
        life.placements.append("")

        def again(tx: Transaction) -> None:
            asked = commands.RecordHire(
                candidate=life.candidate, start=life.start, **self.where(life.firm.number, life.firm), **GOOD
            )
            life.placements[number] = work.record_hire(asked, tx)

        if (day := self.desk_day(life.day(55))) <= self.yesterday:
            self.diary.note(day, life.officer, again)
            self.stay(life, (90, 180, 365))

    def corrected(self, life: Life) -> None:
        """Recorded with half the hours; put right three weeks later."""
        self.hire(life, hours=20, pay="not_told")
        if (day := self.desk_day(life.day(21))) <= self.yesterday:
            self.diary.note(day, life.officer, lambda tx: self._put_right(life, tx))
        self.stay(life)

    def _put_right(self, life: Life, tx: Transaction) -> None:
        asked = commands.CorrectHire(placement=life.placements[0], role="старши смяна", start=life.start, **GOOD)
        work.correct_hire(asked, tx)

    def internship(self, life: Life) -> None:
        self.hire(life, contract="internship", hours=30, pay="not_told")
        self.end(life, 88, "study")

    def civil_contract(self, life: Life) -> None:
        self.hire(life, contract="civil", hours=20, pay="not_told")
        self.end(life, life.dice.randrange(60, 200), "not_renewed")

    def seasonal(self, life: Life) -> None:
        """Planned for less than ninety days: not counted for anybody."""
        self.hire(life, contract="fixed_term", planned_last_day=life.day(58))
        self.check(life, 30)
        self.end(life, 58, "not_renewed", told=1)

    def paid_by_a_programme(self, life: Life) -> None:
        self.hire(life, funded_percent=100, contract="fixed_term", planned_last_day=life.day(181))
        self.check(life, 30)
        self.check(life, 90)
        self.end(life, 181, "not_renewed", told=1)

    def taken_back_late(self, life: Life) -> None:
        """Found long after to be the same hire as another one: the edition that counted it is corrected."""
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90)

    def open_question(self, life: Life) -> None:
        """Asked, tried twice, not reached yet."""
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90, "not_reachable")

    def employer_says_so(self, life: Life) -> None:
        """The employer says still here; the service has not asked yet."""
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90, by=f"employer-{life.firm.number}")

    def own_word(self, life: Life) -> None:
        """Answered by a service of the employer's own group: kept, and not enough by itself."""
        self.hire(life)
        self.check(life, 30)
        self.check(life, 90)


FATES: dict[str, Callable[[Lives, Life], None]] = {
    "k": Lives.kept, "g": Lives.kept_in_a_lesser_job, "b": Lives.confirmed_late,
    "w": Lives.confirmed_after_the_employer,
    "l": Lives.left, "d": Lives.dismissed, "e": Lives.excused, "c": Lives.dismissed_after_the_check,
    "u": Lives.unconfirmed,
    "r": Lives.hired_again_soon, "a": Lives.hired_again_later, "t": Lives.transferred, "y": Lives.said_otherwise,
    "z": Lives.ended_by_mistake, "v": Lives.recorded_anew, "x": Lives.corrected, "i": Lives.internship,
    "j": Lives.civil_contract, "s": Lives.seasonal, "f": Lives.paid_by_a_programme,
    "o": Lives.open_question, "w?": Lives.employer_says_so, "q": Lives.own_word,
}  # fmt: skip
"""Kept: k g b w r a t z v x. Lost: l d c u y. Excused: e. Not counted: i j s f."""
