"""People who are still looking, and their applications: drafted, sent, seen, declined, withdrawn, lapsed."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from services.intake.candidates import commands as candidates
from services.intake.candidates.handlers import candidates as candidate_work
from services.intake.candidates.handlers import permissions as permission_work
from services.intake.candidates.model.candidate import needs_guardian
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions
from services.placements.known.tables import known_vacancy
from services.placements.referrals import commands
from services.placements.referrals import handlers as work
from services.sample.diary import Diary
from services.sample.employers import TOWNS, Firm
from services.sample.joining import key_of
from services.sample.people import Person, person
from services.sample.plan import OFFICE_OF, OFFICERS
from shared.transaction import Transaction

STAGES = ("new", "new", "read", "described", *("ready",) * 7, "withdrawn")
REFERRALS = (("lapsed", 75), ("declined", 40), ("withdrawn", 33), ("interview", 9), ("sent", 3), ("draft", 2))
"""State and how many days ago it began; one for each of the ready people of an office."""
ASKED_BY_MAIL = 3
"""Every third one wants to be asked by e-mail."""
SHOWN = 3
"""Two of three say who they are once an interview is agreed."""
GUARDIAN = "Милена Недева"
"""Of whoever is under eighteen: who gives the permissions."""
REASONS = ("language", "filled", "distance")


@dataclass
class Seeker:
    person: Person
    office: int
    officer: str
    stage: str
    came: datetime.date
    candidate: str = ""


def seekers(today: datetime.date, seed: int) -> list[Seeker]:
    found = []
    for office, officers in enumerate(OFFICERS):
        dice = random.Random(f"{seed}/seekers/{office}")  # noqa: S311 - the same at every start
        towns = [town for town in TOWNS if OFFICE_OF[town] == office]
        for index, stage in enumerate(STAGES):
            ago = 1 + index if stage == "new" else 5 + index * 3 if stage in ("read", "described") else 84 + index
            came = today - datetime.timedelta(days=ago)
            who = person(dice, came, dice.choice(towns), dice.choice("ACGIQ"))
            found.append(Seeker(who, office, dice.choice(officers), stage, came))
    return found


def come_in(who: Person, stage: str, tx: Transaction) -> str:
    """As far as the stage: quick start, notice, description, permission, ready."""
    key: str = candidate_work.register_candidate(who.quick, tx)
    tx.session.flush()
    if stage == "new":
        return key
    language = who.origin if who.origin in ("uk", "ar", "fa") else "bg"
    candidate_work.read_notice(candidates.ReadNotice(candidate=key, language=language), tx)
    if who.quick.born.toordinal() % ASKED_BY_MAIL == 0:
        address = f"person{who.quick.born:%Y%m%d}@steadfast.example"
        questions.note_address(NoteAddress(candidate=key, email=address), tx)
    if stage == "read":
        return key
    candidate_work.describe_candidate(who.described(key, tx.today), tx)
    if stage == "described":
        return key
    by = GUARDIAN if needs_guardian(who.quick.born, tx.today) else ""
    permission_work.give_permission(
        candidates.GivePermission(candidate=key, scope="apply", folder=f"Р-{tx.today.year}", guardian=by), tx
    )
    if who.quick.born.toordinal() % SHOWN:
        permission_work.give_permission(candidates.GivePermission(candidate=key, scope="show", guardian=by), tx)
    candidate_work.declare_ready(candidates.DeclareReady(candidate=key), tx)
    return key


def look_for_work(diary: Diary, someone: Seeker) -> None:
    def register(tx: Transaction) -> None:
        someone.candidate = come_in(someone.person, someone.stage, tx)

    diary.note(someone.came, someone.officer, register, 9)


def give_up(diary: Diary, someone: Seeker, today: datetime.date) -> None:
    """Not looking through us for now."""

    def withdraw(tx: Transaction) -> None:
        candidate_work.withdraw_candidate(candidates.WithdrawCandidate(candidate=someone.candidate), tx)

    if someone.stage == "withdrawn":
        diary.note(today - datetime.timedelta(days=12), someone.officer, withdraw)


def apply_for(diary: Diary, people: Sequence[Seeker], firms: Sequence[Firm], today: datetime.date) -> None:
    """Every state a referral can be in, in each office; two of them wait for the employer."""
    for office in range(len(OFFICERS)):
        ready = [someone for someone in people if someone.office == office and someone.stage == "ready"]
        here = [firm for firm in firms if firm.vacancies and OFFICE_OF[firm.town] == office]
        for index, (someone, (state, ago)) in enumerate(zip(ready, REFERRALS, strict=False)):
            if here:
                _refer(
                    diary,
                    someone,
                    here[index % len(here)],
                    state,
                    today - datetime.timedelta(days=ago),
                    today,
                    index + office,
                )


def _refer(
    diary: Diary, someone: Seeker, firm: Firm, state: str, day: datetime.date, today: datetime.date, index: int
) -> None:
    made: list[str] = []
    is_out = (today - day).days < min(vacancy.days for vacancy in firm.vacancies)

    def refer(tx: Transaction) -> None:
        there = known_vacancy.c.employer == key_of(firm.number)
        vacancy = tx.session.scalar(
            sa.select(known_vacancy.c.vacancy).where(there).order_by(known_vacancy.c.title).limit(1)
        )
        where = {"vacancy": vacancy} if vacancy and is_out else {"employer": key_of(firm.number)}
        command = commands.ReferCandidate(candidate=someone.candidate, draft=state == "draft", **where)
        made.append(work.refer_candidate(command, tx))

    def move(step: str) -> None:
        def go(tx: Transaction) -> None:
            reason = REASONS[index % len(REASONS)] if step == "declined" else None
            text = "Благодарим! Сега търсим човек с повече български." if step == "declined" else ""
            work.move_referral(commands.MoveReferral(referral=made[-1], state=step, reason=reason, text=text), tx)  # type: ignore[arg-type]

        who = someone.officer if step == "withdrawn" else f"employer-{firm.number}"
        diary.note(day + datetime.timedelta(days=4 if step == "seen" else 6), who, go, 12)

    diary.note(day, someone.officer, refer, 10)
    if state in ("interview", "declined"):
        move("seen")
    if state in ("interview", "declined", "withdrawn"):
        move(state)
