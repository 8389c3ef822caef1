"""What an office may expect of its applications, said once more in the plainest way: dictionaries, and no word of the product."""

import calendar
import datetime
from dataclasses import dataclass, field

DAY = datetime.timedelta(days=1)
STEPS = {
    "draft": {"sent", "withdrawn"},
    "sent": {"seen", "interview", "offered", "declined", "withdrawn"},
    "seen": {"interview", "offered", "declined", "withdrawn"},
    "interview": {"offered", "declined", "withdrawn"},
    "offered": {"declined", "withdrawn"},
}
OF_EMPLOYER = {"seen", "interview", "offered", "declined"}
OPEN = {"draft", "sent", "seen", "interview", "offered"}


def half_a_year_after(day: datetime.date) -> datetime.date:
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass
class Application:
    person: str
    vacancy: bool
    made: datetime.date
    state: str = "draft"
    sent_on: datetime.date | None = None
    answer_by: datetime.date | None = None
    closed_on: datetime.date | None = None
    seen_until: datetime.date | None = None
    leads_to: bool = True
    """Whether somebody can still find the person behind it."""

    def send(self, today: datetime.date) -> None:
        self.state, self.sent_on, self.answer_by = "sent", today, today + 60 * DAY

    def close(self, state: str, today: datetime.date) -> None:
        self.state, self.closed_on, self.seen_until = state, today, half_a_year_after(today)


@dataclass
class Allowed:
    begins: datetime.date
    ends: datetime.date | None
    withdrawn: bool = False

    def holds(self, today: datetime.date) -> bool:
        return not self.withdrawn and self.begins <= today and (self.ends is None or today <= self.ends)


@dataclass
class Desk:
    """One office, two files that may turn out to be one person's, one employer with one vacancy."""

    applications: dict[str, Application] = field(default_factory=dict)
    allowed: dict[str, list[Allowed]] = field(default_factory=lambda: {"candidate-1": [], "candidate-2": []})
    ready: dict[str, bool] = field(default_factory=lambda: {"candidate-1": True, "candidate-2": True})
    erased: set[str] = field(default_factory=set)
    one_person: bool = False
    vacancy_open: bool = True

    def permits(self, person: str, today: datetime.date) -> bool:
        files = set(self.allowed) if self.one_person else {person}
        return person not in self.erased and any(one.holds(today) for file in files for one in self.allowed[file])

    def may_be_sent(self, person: str, vacancy: bool, today: datetime.date) -> bool:
        open_ = self.vacancy_open or not vacancy
        return person not in self.erased and self.ready[person] and self.permits(person, today) and open_

    def same(self, person: str, vacancy: bool) -> list[Application]:
        mine = [one for one in self.applications.values() if one.leads_to and one.state in OPEN]
        return [one for one in mine if (one.person, one.vacancy) == (person, vacancy)]

    def may_refer(self, person: str, vacancy: bool, draft: bool, today: datetime.date) -> bool:
        there = self.same(person, vacancy)
        if there and (draft or there[0].state != "draft"):
            return False
        return person not in self.erased and (draft or self.may_be_sent(person, vacancy, today))

    def is_shown(self, one: Application, today: datetime.date) -> bool:
        """To the employer."""
        lasts = one.seen_until is None or today <= one.seen_until
        return one.sent_on is not None and lasts and one.leads_to and self.permits(one.person, today)

    def may_move(self, one: Application, state: str, by_employer: bool, today: datetime.date) -> bool:
        if state not in STEPS.get(one.state, ()) or (by_employer and state not in OF_EMPLOYER):
            return False
        if by_employer and not self.is_shown(one, today):
            return False
        return state != "sent" or self.may_be_sent(one.person, one.vacancy, today)

    def move(self, one: Application, state: str, today: datetime.date) -> None:
        if state == "sent":
            one.send(today)
        elif state in ("declined", "withdrawn"):
            one.close(state, today)
        else:
            one.state = state

    def morning(self, today: datetime.date) -> None:
        for one in self.applications.values():
            if one.state in ("sent", "seen") and one.answer_by and one.answer_by < today:
                one.close("lapsed", today)
            if one.state == "draft" and one.made < today - 90 * DAY:
                one.close("withdrawn", today)
            if one.closed_on and one.closed_on < today - 730 * DAY:
                one.leads_to = False

    def erase(self, person: str, today: datetime.date) -> None:
        self.erased.add(person)
        self.allowed[person] = []
        for one in self.applications.values():
            if one.person == person and one.leads_to:
                one.leads_to = False
                if one.state in OPEN:
                    one.close("withdrawn", today)
