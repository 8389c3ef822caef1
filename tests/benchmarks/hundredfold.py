"""Rows as the sample makes them, many times as many: written straight into the tables, past the commands."""

import datetime
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from services.intake.access.tables import organisation
from services.intake.candidates.tables import at_work, candidate, candidate_token, permission
from services.intake.employers.tables import employer
from services.intake.keyring import candidate_key
from services.intake.tools import Tools as IntakeTools
from services.intake.vacancies.tables import known_referral, vacancy
from services.placements.hires.tables import follow_up, follow_up_answer, placement
from services.placements.known.tables import known_employer, known_organisation
from services.placements.referrals.tables import referral
from shared.sealing import Sealer
from shared.service import Runtime

SAMPLE = {"people": 845, "hires": 809, "employers": 62, "vacancies": 23, "referrals": 69}
TODAY = datetime.date(2026, 3, 2)
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
OFFICES = ("office-0", "office-1", "office-2")
BIG = "employer-00000"
"""One employer has every eighth hire: the longest list that anybody opens."""
AT_ONCE = 20_000
MILESTONES = (30, 90, 180, 365)
Row = dict[str, Any]


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def row(table: sa.Table, **given: Any) -> Row:
    """All columns of a table that must hold something hold nothing in particular, but for those given."""
    needed = (c for c in table.c if not c.nullable and c.name not in given and c.autoincrement is not True)
    return {**{column.name: _nothing(column.type) for column in needed}, **given}


def _nothing(kind: sa.types.TypeEngine[Any]) -> Any:
    while isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    for type_, value in ((sa.Boolean, False), (sa.JSON, []), (sa.DateTime, NOW), (sa.Date, TODAY), (sa.Integer, 0)):
        if isinstance(kind, type_):
            return value
    return ""


class Filling:
    """Gathers rows and writes them in large statements, parents before children."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._rows: dict[sa.Table, list[Row]] = {}
        self._waiting = 0

    def add(self, table: sa.Table, **given: Any) -> None:
        self._rows.setdefault(table, []).append(row(table, **given))
        self._waiting += 1
        if self._waiting >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        rows, self._rows, self._waiting = self._rows, {}, 0
        tables = [table for table in self.runtime.service.metadata.sorted_tables if table in rows]
        self.runtime.perform(lambda tx: [tx.session.execute(sa.insert(table), rows[table]) for table in tables])
        if not self.runtime.database.embedded:
            with self.runtime.database.engine.begin() as connection:
                connection.execute(sa.text("ANALYZE"))


def _employer(which: int, employers: int) -> str:
    return BIG if which % 8 == 0 else f"employer-{which % employers:05}"


def _more(what: str, begin: int, times: int) -> range:
    return range(SAMPLE[what] * begin, SAMPLE[what] * times)


def fill_placements(runtime: Runtime, times: int, begin: int = 0) -> None:
    """`times` the sample in the tables of placements: hires, questions, answers, referrals; `begin` times are there."""
    filling, employers = Filling(runtime), SAMPLE["employers"] * times
    for office in OFFICES if begin == 0 else ():
        filling.add(known_organisation, organisation=office, name=office, town="Пловдив", zone="Europe/Sofia")
    for which in _more("employers", begin, times):
        facts = {"name": f"Фирма {which}", "name_en": f"Firm {which}", "country": "BG", "verified_on": TODAY}
        filling.add(known_employer, employer=f"employer-{which:05}", **facts)
    for which in _more("referrals", begin, times):
        _refer(filling, which, _employer(which, employers))
    for which in _more("hires", begin, times):
        _hire(filling, which, _employer(which, employers))
    filling.flush()


def _refer(filling: Filling, which: int, employer_: str) -> None:
    state = ("sent", "seen", "declined", "declined")[which % 4]
    facts = {"candidate": f"candidate-{which:06}", "case_code": f"C-{which:06}", "state": state}
    open_ = {"sent_on": TODAY, "answer_by": TODAY + days(which % 9)}
    filling.add(
        referral, id=f"referral-{which:06}", organisation=OFFICES[which % 3], employer=employer_, **facts, **open_
    )


def _hire(filling: Filling, which: int, employer_: str) -> None:
    """Started up to 440 days ago; two of five are over, and of the others one in eight has a question that is open."""
    key, start, is_over = f"hire-{which:06}", TODAY - days(which * 7 % 440), which % 5 < 2
    whose = {"organisation": OFFICES[which % 3], "employer": employer_}
    facts = {"contract": "permanent", "role": f"Пекар {which % 40}", "state": "ended" if is_over else "active"}
    person = {"candidate": f"candidate-{which:06}", "case_code": f"C-{which:06}"}
    filling.add(placement, id=key, start=start, hours=40, **whose, **facts, **person)
    for milestone in MILESTONES:
        due = start + days(milestone)
        state = _state(which, due, is_over)
        question = f"{key}-{milestone:03}"
        filling.add(follow_up, id=question, placement=key, milestone=milestone, due=due, state=state,
                    settled_on=due if state == "settled" else None, **whose_question(whose, milestone, due))  # fmt: skip
        if state == "settled":
            _answer(filling, key, question, milestone, due, "officer")
            _answer(filling, key, question, milestone, due, "employer")


def whose_question(whose: Row, milestone: int, due: datetime.date) -> Row:
    """What a question repeats of its hire, as far as its table has room for it."""
    urgent = due + days(30 if milestone == 90 else 60)
    return {name: value for name, value in {**whose, "urgent_on": urgent}.items() if name in follow_up.c}


def _state(which: int, due: datetime.date, is_over: bool) -> str:
    if due > TODAY:
        return "not_needed" if is_over else "ahead"
    return "asked" if due > TODAY - days(60) and which % 8 == 3 and not is_over else "settled"


def _answer(filling: Filling, key: str, question: str, milestone: int, due: datetime.date, party: str) -> None:
    facts = {"answer": "at_work", "checked_on": due, "evidence": int(party == "officer"), "applied": True}
    filling.add(
        follow_up_answer,
        id=f"{question}-{party}",
        follow_up=question,
        placement=key,
        milestone=milestone,
        party=party,
        **facts,
    )


def fill_intake(runtime: Runtime, times: int, begin: int = 0) -> None:
    """`times` the sample in the tables of intake: people with keys and permissions, employers, vacancies."""
    filling, tools = Filling(runtime), runtime.tools
    for office in OFFICES if begin == 0 else ():
        filling.add(organisation, id=office, name=office, town="Пловдив", zone="Europe/Sofia")
    for which in _more("employers", begin, times):
        facts = {"name": f"Фирма {which}", "name_en": f"Firm {which}", "national_id": f"{which:09}", "country": "BG"}
        filling.add(employer, id=f"employer-{which:05}", verified_on=TODAY, **facts)
    for which in _more("vacancies", begin, times):
        facts = {"title": f"Пекар {which}", "town": "Пловдив", "openings": 1 + which % 3, "hours": 40, "kind": "job"}
        filling.add(vacancy, id=f"vacancy-{which:05}", employer=f"employer-{which % (62 * times):05}",
                    state="published", published_on=TODAY - days(which % 30), contract="permanent", place="on-site",
                    languages=["bg:A2"] if which % 2 else [], **facts)  # fmt: skip
    filling.flush()
    for which in _more("referrals", begin, times):
        facts = {"referral": f"referral-{which:06}", "candidate": f"candidate-{which:06}", "state": "sent"}
        filling.add(known_referral, vacancy=f"vacancy-{which % (23 * times):05}", open=which % 4 < 2, **facts)
    _people(filling, tools, _more("people", begin, times))
    filling.flush()


def _people(filling: Filling, tools: IntakeTools, people: range) -> None:
    keys: list[Row] = []
    for which in people:
        key = f"candidate-{which:06}"
        secret, wrapped = tools.keys.master.new_key(key)
        keys.append({"candidate": key, "wrapped": wrapped, "made": NOW})
        facts = {"organisation": OFFICES[which % 3], "case_code": f"C{which:06}", "language": "uk", "town": "Пловдив"}
        told = {"name": f"Олена Коваль {which}", "born": "1990-05-01", "phone": "", "wishes": ""}
        sealed = {field: Sealer(secret).seal(text, f"candidate.{field}.{key}") for field, text in told.items()}
        filling.add(candidate, id=key, **sealed, ready_on=TODAY, languages=["uk:native", "bg:A2"], **facts)
        filling.add(permission, id=f"permission-{key}", candidate=key, scope="apply", reach="all", begins=TODAY)
        for word in range(3):
            filling.add(candidate_token, candidate=key, token=f"{word}-{which % 900}")
        if which % 7 < 3:
            filling.add(at_work, candidate=key, since=TODAY)
    tools.keys.database.transact(lambda session: session.execute(sa.insert(candidate_key), keys))


OFFICER = {"account": "maria", "roles": ("officer",), "organisation": OFFICES[0], "lang": "en"}
FIRM = {"account": "bakery", "roles": ("employer",), "employer": BIG, "lang": "en"}
VISITS: tuple[tuple[str, str, str, Row], ...] = (
    ("today", "placements", "/placements/today", OFFICER),
    ("hires", "placements", "/placements/hires", OFFICER),
    ("people of an employer", "placements", "/placements/people", FIRM),
    ("people waiting", "placements", "/placements/people/waiting", FIRM),
    ("referrals", "placements", "/placements/referrals", OFFICER),
    ("candidates", "intake", "/intake/candidates", OFFICER),
    ("candidates ready", "intake", "/intake/candidates?state=ready", OFFICER),
    ("people for a vacancy", "intake", "/intake/vacancies/vacancy-00001/candidates", OFFICER),
    ("vacancies for a person", "intake", "/intake/candidates/candidate-000003/vacancies", OFFICER),
)
"""Each signed-in page whose length could follow the data: its name, service, address and who reads it."""

FILL: dict[str, Callable[..., None]] = {"placements": fill_placements, "intake": fill_intake}
