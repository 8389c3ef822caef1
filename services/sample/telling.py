"""Tells the story to an open application: every entry of the diaries, in order, through the handlers."""

import asyncio
import datetime
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

import msgspec
import sqlalchemy as sa

from services.app import App
from services.intake.access import commands as accounts
from services.intake.access.handlers import accounts as account_work
from services.intake.access.handlers import sessions as session_work
from services.intake.letters.handlers import note_sent_letters
from services.intake.letters.model import Letter
from services.intake.rights.handlers.retention import PERIODS as intake_periods
from services.placements.hires.handlers import following_up as placement_work
from services.placements.hires.handlers.retention import PERIODS as placement_periods
from services.placements.referrals import handlers as referrals_handlers
from services.recognition.editions.model import EMBARGO
from services.recognition.editions.rules.rows import KEPT_FLOOR
from services.recognition.oversight.handlers.alerts import look_everywhere
from services.sample import caseload, fates, lately, plan, publishing, searching
from services.sample.diary import Diary, Then, Work
from services.sample.firms import FIRMS, SMALL
from services.sample.joining import Joining, employer_actor, hashed_once, key_of
from services.sample.lives import Life, Lives
from services.sample.offices import OFFICES, RELATED, STAFF
from services.sample.progress import Name, Progress
from shared.auth import SYSTEM, Actor
from shared.retention import carry_out
from shared.together import Piece, perform_together
from shared.transaction import Transaction

Say = Callable[[str], None]
Size = Literal["whole", "small"]
EDITIONS = {"whole": 6, "small": 2}
GROUPED = (13, 15, 16)
"""Firms of one group with another, or with an office."""
COUNTED_TWICE = 5
"""So many that the change of a correction need not wait: fewer would tell of single people (D3)."""
KEPT, WINDOW = frozenset("kgbwratzvx"), 1095
"""Fates of people who stayed, and within how many days before the last start that counts."""
WITH_REFERRAL = 0.15
TOGETHER = 20
"""Hours of the diary in one commit: whoever looks on sees the sample grow, and the disk is waited for less often."""


class Sample:
    """`size="small"`: a dozen employers and two editions, for tests."""

    def __init__(
        self, app: App, say: Say, seed: int = 7, size: Size = "whole", progress: Progress | None = None
    ) -> None:
        self.app, self.say, self.seed, self.size = app, say, seed, size
        self.progress = progress or Progress()
        self.today = app.settings.clock.today()
        self.firms = tuple(firm for firm in FIRMS if size == "whole" or firm.number in SMALL)
        self.actors: dict[str, Actor] = {
            "system": SYSTEM,
            "visitor": msgspec.structs.replace(SYSTEM, account="visitor", roles=()),
        }
        self.organisations: list[str] = []
        named = plan.of_named(self.today, seed) if size == "whole" else []
        busy = [*plan.of_today(self.firms, self.today, seed), *plan.of_relatives(self.firms, self.today, seed)]
        self.lives = sorted([*plan.lives(self.firms, self.today, seed), *named, *busy], key=lambda life: life.start)
        self.lately = lately.hires(self.firms, self.today, seed)
        self.seekers = searching.seekers(self.today, seed)
        self.twice = lately.seekers(self.today, seed)

    async def load(self) -> None:
        self.say(
            f"  sample: {len(self.firms)} employers, {len(self.lives) + len(self.seekers)} people and their permissions"
        )
        await asyncio.to_thread(self._offices)
        await asyncio.to_thread(self._tell, "people", "intake", self._intake())
        await self.app.idle()
        self.say(f"  sample: {len(self.lives)} hires, their checks and endings")
        await asyncio.to_thread(self._tell, "hires", "placements", self._placements())
        await asyncio.to_thread(self._tell, "hires", "intake", self._afterwards())
        await self.app.idle()
        await asyncio.to_thread(self._tell, "hires", "intake", self._cases())
        self.say("  sample: interviews and editions")
        numbers = {firm.number for firm in self.firms}
        await asyncio.to_thread(
            self._tell, "editions", "recognition", publishing.of_recognition(numbers, self.today, EDITIONS[self.size])
        )
        await asyncio.to_thread(self._ask_today)
        await self.app.idle()

    def _tell(self, stage: Name, service: str, diary: Diary) -> None:
        """Each person's hour by itself, as if it were then; several are committed together."""
        runtime, days = self.app.runtimes[service], list(diary.days())
        self.progress.expect(stage, len(days))
        for start in range(0, len(days), TOGETHER):
            some = days[start : start + TOGETHER]
            perform_together(runtime, [*self._hours(some), *self._letters(service, some[-1][0])])
            self.progress.step(len(some))

    def _hours(self, some: list[tuple[Then, str, list[Work]]]) -> Iterator[Piece]:
        for then, who, works in some:
            yield Piece(partial(_hour, works), partial(self.actors.__getitem__, who), then)

    def _letters(self, service: str, then: Then) -> Iterator[Piece]:
        if service == "intake":
            yield Piece(_post, lambda: SYSTEM, then)

    def _offices(self) -> None:
        """Organisations and those who sign in for them; the only passwords besides the employers'."""
        runtime, then = self.app.runtimes["intake"], Then(self.lives[0].start - datetime.timedelta(days=120), 8)
        for index, (name, town, phone, hours) in enumerate(OFFICES):
            group = key_of(13) if index == RELATED else None
            made = accounts.RegisterOrganisation(name=name, town=town, group=group, phone=phone or None, hours=hours)
            key: str = runtime.perform(partial(account_work.register_organisation, made), SYSTEM, then)
            self.organisations.append(key)
        for number, (who, mailbox, name, role, office) in enumerate(STAFF):
            organisation = None if office is None else self.organisations[office]
            email = f"{mailbox}@steadfast.example"
            command = accounts.InviteColleague(email=email, roles=(role,), organisation=organisation)  # type: ignore[arg-type]
            token = runtime.perform(partial(_invited, command), SYSTEM, then)
            accepted = accounts.AcceptInvitation(token=token, name=name, password=hashed_once())
            account = runtime.perform(partial(account_work.accept_invitation, accepted), SYSTEM, then)
            self.actors[who] = msgspec.structs.replace(
                SYSTEM, account=account, name=name, roles=(role,), organisation=organisation
            )
            reached = accounts.NoteOwnTelephone(phone=f"+359 32 100 10{number}")
            runtime.perform(partial(session_work.note_own_telephone, reached), self.actors[who], then)

    # -- intake ---------------------------------------------------------------------------------------------------

    def _intake(self) -> Diary:
        diary = Diary()
        joining = Joining(diary, self.today, self._employ)
        first = {life.firm.number: life.start for life in reversed(self.lives)}
        for firm in self.firms:
            joining.tell(
                firm, min((first[n] for n in (firm.number, 16 if firm.number == 15 else 0) if n in first), default=None)
            )
        joining.wait()
        lately.count_fewer(diary, self.firms, self.today)
        for life in (*self.lives, *self.lately):
            self._register(diary, life)
        for someone in (*self.seekers, *self.twice):
            searching.look_for_work(diary, someone)
        return diary

    def _employ(self, number: int, account: str, name: str) -> None:
        self.actors[f"employer-{number}"] = employer_actor(number, account, name)

    def _register(self, diary: Diary, life: Life) -> None:
        came = plan.desk_day(life.start - datetime.timedelta(days=28 + life.dice.randrange(21)), self.today)

        def register(tx: Transaction) -> None:
            life.candidate = searching.come_in(life.person, "ready", tx)

        diary.note(came, life.officer, register, 9)

    def _afterwards(self) -> Diary:
        diary = Diary()
        for someone in self.seekers:
            searching.give_up(diary, someone, self.today)
        return diary

    def _cases(self) -> Diary:
        """Once it is known here who is at work."""
        diary = Diary()
        caseload.look_after(diary, (*self.seekers, *self.twice), self.actors, self.today)
        return diary

    # -- placements -----------------------------------------------------------------------------------------------

    def _placements(self) -> Diary:
        diary = Diary()
        lives = Lives(diary, self.today, {firm.number: key_of(firm.number) for firm in self.firms})
        dice = random.Random(f"{self.seed}/referrals")  # noqa: S311 - the same at every start
        wrong = self._counted_twice(lives)
        for life in self.lives:
            if life in wrong:
                continue
            if dice.random() < WITH_REFERRAL and life.firm.number in lives.employers and life.fate in "kgle":
                lives.refer(life)
            fates.tell(lives, life)
        for life in self.lately:
            fates.tell(lives, life)
        searching.apply_for(diary, self.seekers, self.firms, self.today)
        for day in self._mornings():
            diary.note(day, "system", partial(placement_work.ask_follow_ups, day), 7)
            diary.note(day, "system", partial(referrals_handlers.lapse_referrals, day), 7)
        return diary

    def _mornings(self) -> Iterator[datetime.date]:
        """The timers ran once a month at first and each week lately: every morning would take a minute to tell."""
        day = self.lives[0].start
        while day < self.today:
            yield day
            day += datetime.timedelta(days=7 if (self.today - day).days < 90 else 28)

    def _counted_twice(self, lives: Lives) -> list[Life]:
        """Hires of an earlier quarter that are found to be none after its edition was out: where enough were counted.

        So many that a public row changes: a correction that changes none is refused.
        """
        ends = plan.quarters(self.today)
        last = ends[1] - datetime.timedelta(days=plan.SETTLES + 6)
        number = self._just_above_a_floor(last)
        there = [life for life in self.lives if (life.fate, life.firm.number) == ("k", number)]
        wrong = [life for life in there if life.start <= last][-COUNTED_TWICE:]
        found = ends[1] + EMBARGO + datetime.timedelta(days=10)
        for life in wrong:
            fates.taken_back_late(lives, life)
            lives.void(life, (found - life.start).days, "recorded_twice")
        return wrong

    def _just_above_a_floor(self, last: datetime.date) -> int:
        """The firm of whose people so few stayed beyond a published floor that these hires go below it, and few left."""
        since = last - datetime.timedelta(days=WINDOW)
        there = [life for life in self.lives if since < life.start <= last and life.firm.number not in GROUPED]
        kept = Counter(life.firm.number for life in there if life.fate in KEPT)
        lost = Counter(life.firm.number for life in there if life.fate not in KEPT)
        some = [number for number, stayed in kept.items() if stayed >= KEPT_FLOOR]
        return min(some, key=lambda number: (kept[number] % KEPT_FLOOR, lost[number]))

    def _ask_today(self) -> None:
        """This morning's questions and odd patterns, by the clock of the demonstration itself; what is too old goes."""
        self.app.runtimes["placements"].perform(lambda tx: placement_work.ask_follow_ups(tx.today, tx))
        self.app.runtimes["placements"].perform(lambda tx: carry_out(placement_periods, tx))
        self.app.runtimes["intake"].perform(lambda tx: carry_out(intake_periods, tx))
        self.app.runtimes["recognition"].perform(look_everywhere)


def _hour(works: list[Work], tx: Transaction) -> None:
    for work in works:
        work(tx)


def _invited(command: accounts.InviteColleague, tx: Transaction) -> str:
    token = account_work.invite_colleague(command, tx)
    _post(tx)
    return token


def _post(tx: Transaction) -> None:
    """The letters of the last years arrived long ago: the demonstration's letter box begins empty."""
    waiting = tx.session.scalars(sa.select(Letter).where(sa.column("sent").is_(None)))
    note_sent_letters(tuple(letter.id for letter in waiting), tx)
