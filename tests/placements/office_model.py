"""What an office may expect of its hires, said once more in the plainest way: dictionaries, and no word of the product."""

import datetime
from dataclasses import dataclass, field

MILESTONES = (30, 90, 180, 365)
NEAR = datetime.timedelta(days=14)
OFFICER, EMPLOYER = 1, 0
"""How much a word counts."""


@dataclass
class Question:
    due: datetime.date
    state: str = "ahead"
    asked: bool = False

    @property
    def waits(self) -> bool:
        return self.state in ("ahead", "asked")


@dataclass
class Hire:
    person: str
    start: datetime.date
    vacancy: bool
    state: str = "active"
    last_day: datetime.date | None = None
    word: int | None = None
    """How much the word behind the ending counts."""
    seen_until: datetime.date | None = None
    questions: dict[int, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.questions = {n: Question(self.start + datetime.timedelta(days=n)) for n in MILESTONES}

    @property
    def is_open(self) -> bool:
        """Somebody has to be asked: it runs, or only the employer says that it is over."""
        return self.state == "active" or (self.state == "ended" and self.word == EMPLOYER)

    def ask(self, today: datetime.date) -> None:
        """The newest question that is due; older ones are passed over."""
        if not self.is_open:
            return
        due = [one for one in self.questions.values() if one.state == "ahead" and one.due <= today]
        for late in due[:-1]:
            late.state = "passed_over"
        for one in due[-1:]:
            one.state, one.asked = "asked", True

    def may_be_spoken_of(self, day: datetime.date, today: datetime.date) -> bool:
        return self.state != "voided" and self.start <= day <= today

    def at_work(self, day: datetime.date, word: int, today: datetime.date) -> bool:
        """Whether it was taken."""
        if not self.may_be_spoken_of(day, today):
            return False
        if self.state == "ended" and self.last_day and day > self.last_day:
            if word < (self.word or 0):
                return True  # kept beside the ending
            if self.word == OFFICER:
                return False
            self.go_on()
        if word == OFFICER:
            self.seen_until = max(day, self.seen_until or day)
            for one in self.questions.values():
                if one.waits and one.due <= day:
                    one.state = "settled"
        return True

    def left(self, last_day: datetime.date, word: int) -> bool:
        """Whether the ending holds; it may be kept beside a stronger word."""
        seen_later = self.seen_until is not None and self.seen_until > last_day
        if seen_later or (self.state == "ended" and word < (self.word or 0)):
            return False
        self.state, self.last_day, self.word = "ended", last_day, word
        if word == OFFICER:
            self.stop()
        return True

    def go_on(self) -> bool:
        """The ending is taken back."""
        if self.state != "ended":
            return False
        self.state, self.last_day, self.word = "active", None, None
        for one in self.questions.values():
            if one.state == "not_needed":
                one.state = "asked" if one.asked else "ahead"
        return True

    def void(self) -> bool:
        if self.state == "voided":
            return False
        self.state = "voided"
        self.stop()
        return True

    def stop(self) -> None:
        for one in self.questions.values():
            if one.waits:
                one.state = "not_needed"

    def start_on(self, day: datetime.date, today: datetime.date) -> bool:
        """The start put right: what waits falls due on another day, and what was asked too early is asked anew."""
        wrong = (self.seen_until and day > self.seen_until) or (self.last_day and day > self.last_day)
        if self.state == "voided" or day == self.start or wrong:
            return False
        self.start = day
        for milestone, one in self.questions.items():
            if one.waits:
                one.due = day + datetime.timedelta(days=milestone)
                if one.state == "asked" and one.due > today:
                    one.state, one.asked = "ahead", False
        return True


class Office:
    """One office, one employer with one vacancy of one opening."""

    def __init__(self) -> None:
        self.hires: dict[str, Hire] = {}
        self.erased: set[str] = set()

    @property
    def is_filled(self) -> bool:
        return any(one.vacancy and one.state == "active" for one in self.hires.values())

    def may_hire(self, person: str, start: datetime.date, vacancy: bool) -> bool:
        same = any(
            one.person == person
            and one.state != "voided"
            and abs(one.start - start) <= NEAR
            and (one.last_day is None or one.last_day >= start)
            for one in self.hires.values()
        )
        return person not in self.erased and not same and not (vacancy and self.is_filled)

    def morning(self, day: datetime.date) -> None:
        for one in self.hires.values():
            one.ask(day)
