"""A normal working day of each office: next steps that are overdue, due, still to come or missing, notes, a stand-in."""

import datetime
from collections.abc import Mapping, Sequence
from functools import partial

from services.intake.guidance.commands import FinishStep, HandOver, SetNextStep, StandIn, WriteNote
from services.intake.guidance.handlers import owners, steps
from services.intake.guidance.model import CaseFile
from services.intake.guidance.queries import cases as queries
from services.sample.diary import Diary
from services.sample.plan import OFFICERS, desk_day
from services.sample.searching import Seeker
from shared.auth import Actor
from shared.transaction import Transaction

PLANNED = (
    ("Обаждане: взето ли е копие от дипломата", -2),
    ("Среща: преглед на автобиографията", 0),
    ("", 0),
    ("Обаждане до фурната за пробна смяна", 5),
    ("Записване за курса по български", 2),
    ("Заедно до бюрото по труда", 9),
)
"""What comes next for each so-many-th person, and in how many days; nothing = nobody has thought of it yet."""
NOTES = {
    3: "Може само сутрин: детската градина е до 16 ч. Автобус 20 спира пред фурната.",
    5: "Говори по-спокойно, ако се обадим предварително. Предпочита да пише.",
}
DONE = ("Разговор за желаната работа", "Иска работа с хора, не в склад. Българският стига за магазин.")
AGAIN = "Обаждане: търси ли още работа"
EVERY, MOST = 7, 500
BEGUN, AWAY = 7, (-1, 3)
"""About how many days ago the steps were set and a case was handed over, and the days on which a colleague is away."""


def look_after(diary: Diary, people: Sequence[Seeker], cast: Mapping[str, Actor], today: datetime.date) -> None:
    """Of those who look for work; whoever came in the last days has no step yet."""
    begun = desk_day(today - datetime.timedelta(days=BEGUN), today)
    for office in range(len(OFFICERS)):
        here = [one for one in people if one.office == office and one.stage != "withdrawn" and one.came < begun]
        for index, someone in enumerate(here):
            _plan(diary, someone, index % len(PLANNED), begun, today)
        for officer in OFFICERS[office]:
            diary.note(begun, officer, partial(_ask_again, today), 18)
    _hand_over(diary, people, cast, begun, today)


def _ask_again(today: datetime.date, tx: Transaction) -> None:
    """Whoever came long ago and is not at work is rung up, some each day; of every so many one is still to be thought of."""
    mine = (tx.actor.account,)
    found = queries.case_page(tx.session, tx.actor, tx.today, owners=mine, what="none", size=MOST).rows
    long_ago = [one for one in found if one.registered_on < tx.today - datetime.timedelta(days=60)]
    for index, one in enumerate(long_ago):
        due = today + datetime.timedelta(days=3 + index % 37)
        if index % EVERY:
            steps.set_next_step(SetNextStep(candidate=one.id, step=AGAIN, due=due), tx)


def _plan(diary: Diary, someone: Seeker, index: int, begun: datetime.date, today: datetime.date) -> None:
    step, ahead = PLANNED[index]
    due = today + datetime.timedelta(days=ahead)

    def plan(tx: Transaction) -> None:
        first, day = (DONE[0], tx.today) if index == 4 else (step, due)
        command = SetNextStep(candidate=someone.candidate, seen=_seen(someone, tx), step=first, due=day)
        steps.set_next_step(command, tx)

    def finish(tx: Transaction) -> None:
        more = {"note": DONE[1], "step": step}
        steps.finish_step(FinishStep(candidate=someone.candidate, seen=_seen(someone, tx), due=due, **more), tx)

    def note(tx: Transaction) -> None:
        steps.write_note(WriteNote(candidate=someone.candidate, text=NOTES[index]), tx)

    if step:
        diary.note(begun, someone.officer, plan, 14)
    if index == 4:
        diary.note(begun, someone.officer, finish, 16)
    if index in NOTES:
        diary.note(begun, someone.officer, note, 15)


def _seen(someone: Seeker, tx: Transaction) -> str:
    tx.session.flush()
    case = tx.session.get(CaseFile, someone.candidate)
    return case.seen if case else ""


def _hand_over(
    diary: Diary, people: Sequence[Seeker], cast: Mapping[str, Actor], begun: datetime.date, today: datetime.date
) -> None:
    """In the first office the lead takes a case, and one officer is away while the other stands in."""
    stays, away = OFFICERS[0]
    first, last = (today + datetime.timedelta(days=days) for days in AWAY)
    taken = next(one for one in people if one.office == 0 and one.stage == "ready")

    def take(tx: Transaction) -> None:
        owners.hand_over(HandOver(cases=(taken.candidate,), to=cast["lead"].account), tx)

    def leave(tx: Transaction) -> None:
        owners.arrange_stand_in(StandIn(stands_in=cast[stays].account, begins=first, ends=last), tx)

    diary.note(begun, "lead", take, 17)
    diary.note(begun, away, leave, 18)
