"""Whatever an office does in whatever order: the record says what a plain model of the rules says, on both databases."""

import datetime
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, invariant, multiple, rule

from services.placements.hires import commands
from services.placements.hires.handlers import ending, hiring
from services.placements.hires.handlers import following_up as answering
from services.placements.service import SERVICE
from shared.auth import Actor
from shared.events import intake as heard
from shared.events import placements as said
from tests.placements import office_model as model
from tests.placements.conftest import permission, surroundings
from tests.placements.machine import OfficeMachine, live_through
from tests.statements import BACKENDS

PEOPLE = {"candidate-1": "C-7F3K", "candidate-2": "C-2222"}
people = st.sampled_from(sorted(PEOPLE))
spans = st.one_of(st.sampled_from((0, -1, 1)), st.integers(-40, 10))
milestones = st.sampled_from(model.MILESTONES)
words = st.sampled_from((model.OFFICER, model.EMPLOYER))


class Rules(OfficeMachine):
    """The office as it is beside the office as it should be."""

    hires: Bundle[str] = Bundle("hires")

    def __init__(self) -> None:
        super().__init__()
        self.expected = model.Office()
        self.office.hear(*surroundings(), *(permission(person) for person in PEOPLE))
        self.before = self.records()

    def who(self, word: int) -> Actor:
        return self.office.officer if word == model.OFFICER else self.office.employer

    @rule(target=hires, person=people, days=spans, vacancy=st.booleans())
    def hire(self, person: str, days: int, vacancy: bool) -> Any:
        start = self.today + datetime.timedelta(days=days)
        where = {"vacancy": "vacancy-1"} if vacancy else {"employer": self.office.employer.employer}
        command = commands.RecordHire(candidate=person, start=start, contract="permanent", hours=40, **where)
        made = self.does(self.expected.may_hire(person, start, vacancy), hiring.record_hire, command)
        if made is None:
            return multiple()
        self.expected.hires[made] = model.Hire(person, start, vacancy)
        self.expected.hires[made].ask(self.today)
        return made

    @rule(hire=hires, milestone=milestones, days=spans, word=words)
    def say_at_work(self, hire: str, milestone: Any, days: int, word: int) -> None:
        day = self.today + datetime.timedelta(days=days)
        taken = self.expected.hires[hire].at_work(day, word, self.today)
        command = commands.AnswerFollowUp(placement=hire, milestone=milestone, answer="at_work", checked_on=day)
        self.does(taken, answering.answer_follow_up, command, self.who(word))

    @rule(hire=hires, milestone=milestones, days=spans, word=words)
    def say_left(self, hire: str, milestone: Any, days: int, word: int) -> None:
        one = self.expected.hires[hire]
        day = self.last_day(one, days)
        if taken := one.may_be_spoken_of(day, self.today):
            one.left(day, word)
        facts = {"placement": hire, "milestone": milestone, "last_day": day, "reason": "quit"}
        self.does(taken, answering.answer_follow_up, commands.AnswerFollowUp(answer="left", **facts), self.who(word))

    @rule(hire=hires, days=spans, word=words)
    def end(self, hire: str, days: int, word: int) -> None:
        one = self.expected.hires[hire]
        day = self.last_day(one, days)
        taken = one.may_be_spoken_of(day, self.today) and (one.left(day, word) or word == model.EMPLOYER)
        command = commands.EndPlacement(placement=hire, last_day=day, reason="dismissed")
        self.does(taken, ending.end_placement, command, self.who(word))

    @rule(hire=hires)
    def take_ending_back(self, hire: str) -> None:
        command = commands.EndPlacement(placement=hire, mistake=True)
        self.does(self.expected.hires[hire].go_on(), ending.end_placement, command)

    @rule(hire=hires, days=spans)
    def correct(self, hire: str, days: int) -> None:
        one = self.expected.hires[hire]
        day = one.start + datetime.timedelta(days=days)
        command = commands.CorrectHire(placement=hire, start=day, contract="permanent", hours=40, role=self.role(hire))
        self.does(one.start_on(day, self.today), hiring.correct_hire, command)

    @rule(hire=consumes(hires))
    def void(self, hire: str) -> None:
        command = commands.VoidPlacement(placement=hire, reason="never_started")
        self.does(self.expected.hires[hire].void(), ending.void_placement, command)

    @rule(days=st.sampled_from((1, 30, 61, 92)))
    def pass_days(self, days: int) -> None:
        self.today += datetime.timedelta(days=days)
        self.office.morning(self.today)
        self.expected.morning(self.today)

    @rule(person=people, again=st.booleans())
    def erase(self, person: str, again: bool) -> None:
        for _ in range(1 + again):
            self.office.hear(heard.CandidateErased(candidate=person))
        self.expected.erased.add(person)

    def last_day(self, one: model.Hire, days: int) -> datetime.date:
        """Counted from today, or the very day on which somebody saw the person at work."""
        return one.seen_until if days == 0 and one.seen_until else self.today + datetime.timedelta(days=days)

    def role(self, hire: str) -> str:
        return str(self.column(hire, "role"))

    def column(self, hire: str, name: str) -> Any:
        box = SERVICE.metadata.tables["placement"].c
        return self.runtime.database.look(lambda s: s.scalar(sa.select(box[name]).where(box.id == hire)))

    @invariant()
    def the_record_is_what_the_model_says(self) -> None:
        tables = SERVICE.metadata.tables
        hire, asked = tables["placement"].c, tables["follow_up"].c
        look = self.runtime.database.look
        rows = look(lambda s: s.execute(sa.select(hire.id, hire.start, hire.state, hire.last_day)).all())
        expected = self.expected.hires.items()
        assert {tuple(row) for row in rows} == {(key, one.start, one.state, one.last_day) for key, one in expected}
        waiting = look(lambda s: s.execute(sa.select(asked.placement, asked.milestone, asked.due, asked.state)).all())
        assert {tuple(row) for row in waiting} == {
            (key, milestone, question.due, question.state)
            for key, one in expected
            for milestone, question in one.questions.items()
        }

    @invariant()
    def the_others_are_told_what_holds(self) -> None:
        told = self.office.told()
        openings = [type(one) for one in told if isinstance(one, said.VacancyFilled | said.VacancyReopened)]
        assert openings == [(said.VacancyFilled, said.VacancyReopened)[n % 2] for n in range(len(openings))]
        assert (len(openings) % 2 == 1) == self.expected.is_filled
        for key, one in self.expected.hires.items():
            about = [each for each in told if getattr(each, "placement", None) == key]
            assert [each for each in about if isinstance(each, said.EmployerHired)][-1].start == one.start
            ends = [each.last_day for each in about if isinstance(each, said.PlacementEnded)]
            assert one.state == "voided" or (ends[-1:] or [None])[0] == one.last_day
            assert sum(isinstance(each, said.PlacementVoided) for each in about) == (one.state == "voided")

    @invariant()
    def what_is_settled_was_asked(self) -> None:
        """Of an erased person nothing is told anew that names whom to ask."""
        told = self.office.told(said.FollowUpDue, said.FollowUpSettled)
        asked, settled = (
            Counter((each.placement, each.milestone) for each in told if isinstance(each, kind))
            for kind in (said.FollowUpDue, said.FollowUpSettled)
        )
        linked = {key for key, one in self.expected.hires.items() if one.person not in self.expected.erased}
        assert all(settled[each] <= asked[each] for each in settled if each[0] in linked)

    @invariant()
    def nobody_erased_is_found(self) -> None:
        self.before = self.records()
        ours = {name: rows for name, rows in self.before.items() if name not in ("outbox", "inbox", "erased")}
        for person in self.expected.erased:
            found = [
                name for name, rows in ours.items() for row in rows if f"'{person}'" in row or PEOPLE[person] in row
            ]
            assert not found, person


@pytest.mark.parametrize("backend", BACKENDS)
def test_whatever_an_office_does_the_record_follows_the_rules(
    backend: str, new_databases: Callable[[], AbstractContextManager[str]]
) -> None:
    live_through(Rules, backend, new_databases)
