"""Whatever becomes of applications, permissions and files in whatever order: the record says what a plain model says."""

import datetime
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, initialize, invariant, multiple, rule

from services.placements.hires.model.placement import ERASED
from services.placements.referrals import commands, handlers
from services.placements.referrals import queries as referrals
from services.placements.service import SERVICE
from shared.events import intake as heard
from shared.events import placements as said
from tests.placements import referral_model as model
from tests.placements.conftest import permission, ready, surroundings
from tests.placements.machine import OfficeMachine, live_through
from tests.statements import BACKENDS

PEOPLE = {"candidate-1": "C-7F3K", "candidate-2": "C-2222"}
people = st.sampled_from(sorted(PEOPLE))
states = st.sampled_from(("sent", "seen", "interview", "offered", "declined", "withdrawn"))

seldom = st.sampled_from((False, False, False, True))
"""What ends much is not done at once, or nothing else would be seen."""


class Rules(OfficeMachine):
    """The applications as they are beside the applications as they should be."""

    sent: Bundle[str] = Bundle("sent")
    given: Bundle[tuple[str, str]] = Bundle("given")

    def __init__(self) -> None:
        super().__init__()
        self.expected, self.count = model.Desk(), 0
        self.office.hear(*surroundings())
        for person in PEOPLE:
            self.allow_one(person, -1, None)
        self.before = self.records()

    @rule(target=given, person=people, begins=st.sampled_from((-1, 0, 5)), ends=st.sampled_from((None, 0, 40)))
    def allow(self, person: str, begins: int, ends: int | None) -> Any:
        return multiple() if person in self.expected.erased else self.allow_one(person, begins, ends)

    def allow_one(self, person: str, begins: int, ends: int | None) -> tuple[str, str]:
        self.count += 1
        first = self.today + begins * model.DAY
        last = None if ends is None else max(first, self.today + ends * model.DAY)
        key = f"permission-{self.count}"
        self.office.hear(permission(person, permission=key, begins=first, ends=last))
        self.expected.allowed[person].append(model.Allowed(first, last))
        return person, key

    @rule(one=consumes(given))
    def disallow(self, one: tuple[str, str]) -> None:
        person, key = one
        if person in self.expected.erased:
            return
        self.office.hear(heard.PermissionWithdrawn(permission=key, candidate=person, scope="apply", on=self.today))
        place = [each for each, _ in self.keys_of(person)].index(key)
        self.expected.allowed[person][place].withdrawn = True

    def keys_of(self, person: str) -> list[tuple[str, datetime.date]]:
        """In the order in which they were given."""
        column = SERVICE.metadata.tables["derived.known_permission"].c
        query = sa.select(column.permission, column.begins).where(column.candidate == person)
        rows = self.runtime.database.look(lambda session: session.execute(query).all())
        return sorted((tuple(row) for row in rows), key=lambda row: int(row[0].rpartition("-")[2]))

    @initialize(target=sent)
    def one_is_sent(self) -> Any:
        return self.refer_one("candidate-1", vacancy=True, draft=False)

    @rule(target=sent, person=people, vacancy=st.booleans(), draft=st.sampled_from((False, False, True)))
    def refer(self, person: str, vacancy: bool, draft: bool) -> Any:
        return self.refer_one(person, vacancy, draft)

    def refer_one(self, person: str, vacancy: bool, draft: bool) -> Any:
        where = {"vacancy": "vacancy-1"} if vacancy else {"employer": self.office.employer.employer}
        taken = self.expected.may_refer(person, vacancy, draft, self.today)
        command = commands.ReferCandidate(candidate=person, draft=draft, **where)
        made = self.does(taken, handlers.refer_candidate, command)
        if made is None:
            return multiple()
        known = made in self.expected.applications
        one = self.expected.applications.setdefault(made, model.Application(person, vacancy, self.today))
        if not draft:
            one.send(self.today)
        return multiple() if known else made

    @rule(reference=sent, state=states, by_employer=st.booleans(), why=st.booleans())
    def move(self, reference: str, state: Any, by_employer: bool, why: bool) -> None:
        one = self.expected.applications[reference]
        taken = self.expected.may_move(one, state, by_employer, self.today) and (why or state != "declined")
        command = commands.MoveReferral(referral=reference, state=state, reason="skills" if why else None)
        who = self.office.employer if by_employer else self.office.officer
        self.does(taken, handlers.move_referral, command, who)
        if taken:
            self.expected.move(one, state, self.today)

    @rule(person=people, looks=st.sampled_from((True, True, False)))
    def looks_for_work(self, person: str, looks: bool) -> None:
        if person in self.expected.erased:
            return
        stops = heard.CandidateWithdrawn(candidate=person, organisation="plovdiv", on=self.today)
        self.office.hear(ready(person, PEOPLE[person]) if looks else stops)
        self.expected.ready[person] = looks

    @rule(one=st.booleans())
    def settle_who_it_is(self, one: bool) -> None:
        if self.expected.erased:
            return
        kind = heard.CandidateMerged if one else heard.CandidateParted
        self.office.hear(kind(candidate="candidate-2", into="candidate-1"))
        self.expected.one_person = one

    @rule(sure=seldom)
    def close_the_vacancy(self, sure: bool) -> None:
        if not sure:
            return
        self.office.hear(
            heard.VacancyClosed(vacancy="vacancy-1", employer=str(self.office.employer.employer), on=self.today)
        )
        self.expected.vacancy_open = False

    @rule(days=st.sampled_from((3, 31, 62)))
    def pass_days(self, days: int) -> None:
        self.today += datetime.timedelta(days=days)
        self.office.morning(self.today)
        self.expected.morning(self.today)

    @rule(person=people, sure=seldom)
    def erase(self, person: str, sure: bool) -> None:
        if not sure:
            return
        self.office.hear(heard.CandidateErased(candidate=person))
        self.expected.erase(person, self.today)

    @invariant()
    def the_record_is_what_the_model_says(self) -> None:
        self.before = self.records()
        box = SERVICE.metadata.tables["referral"].c
        columns = (box.id, box.state, box.sent_on, box.answer_by, box.closed_on, box.visible_until)
        rows = self.runtime.database.look(lambda s: s.execute(sa.select(*columns, box.candidate)).all())
        assert {(*row[:6], not row.candidate.startswith(ERASED)) for row in rows} == {
            (key, one.state, one.sent_on, one.answer_by, one.closed_on, one.seen_until, one.leads_to)
            for key, one in self.expected.applications.items()
        }

    @invariant()
    def the_employer_sees_what_it_may(self) -> None:
        look = self.office.look
        rows = [
            row for closed in (False, True)
            for row in look(referrals.referrals, self.office.employer, self.today, closed=closed)
        ]  # fmt: skip
        expected = {key for key, one in self.expected.applications.items() if self.expected.is_shown(one, self.today)}
        assert {row.id for row in rows} == expected

    @invariant()
    def each_is_told_as_sent_and_as_over_once(self) -> None:
        told = self.office.told(said.ReferralSent, said.ReferralClosed)
        applications = self.expected.applications.items()
        sent = {key for key, one in applications if one.sent_on}
        over = {key for key, one in applications if one.sent_on and one.closed_on}
        for kind, expected in ((said.ReferralSent, sent), (said.ReferralClosed, over)):
            assert Counter(each.referral for each in told if isinstance(each, kind)) == Counter(expected)


@pytest.mark.parametrize("backend", BACKENDS)
def test_whatever_becomes_of_applications_the_record_follows_the_rules(
    backend: str, new_databases: Callable[[], AbstractContextManager[str]]
) -> None:
    live_through(Rules, backend, new_databases, few=2)
