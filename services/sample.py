"""Sample data: invented people and employers, put in through the commands at dates of their own, the same for every start."""

import asyncio
import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.app import App
from services.intake.commands import accounts, candidates, employers, vacancies
from services.intake.handlers import accounts as account_work
from services.intake.handlers import candidates as candidate_work
from services.intake.handlers import employers as employer_work
from services.intake.handlers import permissions as permission_work
from services.intake.handlers import registration
from services.intake.handlers import vacancies as vacancy_work
from services.intake.model.accounts import Letter
from services.placements import commands as placement_commands
from services.placements import handlers as placement_work
from services.recognition import commands as recognition_commands
from services.recognition import handlers as recognition_work
from services.recognition.model import EMBARGO, latest_quarter_end, number_of
from services.recognition.scoring import quarter_ends
from shared.auth import SYSTEM, Actor
from shared.clock import SOFIA, Clock

Say = Callable[[str], None]
PASSWORD = "steadfast-demo-2026"  # noqa: S105 - of a demonstration that answers on loopback only
MILESTONES = (30, 90, 180, 365)


class Then(Clock):
    """A clock that stands at one moment of the story."""

    def __init__(self, day: datetime.date, hour: int = 10) -> None:
        self.at = datetime.datetime.combine(day, datetime.time(hour), SOFIA).astimezone(datetime.UTC)

    def now(self) -> datetime.datetime:
        return self.at


@dataclass(frozen=True)
class Firm:
    """An invented employer; `hires` people over the last two years, `kept` of ten stay past day 90."""

    number: int
    name: str
    latin: str
    form: str
    sector: str
    town: str
    word: str
    gender: str
    founded: int
    staff: int
    hires: int
    kept: int
    good: int
    practices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    joined: bool = True
    words: tuple[tuple[str, str], ...] = ()
    vacancy: tuple[str, str] | None = None


FIRMS = (
    Firm(1, "Седемте пещи", "Sedemte Peshti", "ood", "C", "Асеновград", "хлебозавод", "m", 2004, 140, 26, 9, 9,
         {"mentor": (), "skills": ("on-site",), "language": ("frequency-weekly-2", "in-paid-time"), "transport": ("shift-bus",)},
         words=(("activity", "Печем хляб и банички за магазините в Асеновград и Пловдив. Работим на три смени."),
                ("hiring", "Най-трудно беше пътуването: първата смяна започва в четири, а автобус няма. Осигурихме превоз."),
                ("advice", "Започнете с един човек и с един добър наставник.")),
         vacancy=("Пекар, втора смяна", "Месене и печене на хляб във втора смяна. Обучаваме на място, има служебен превоз.")),
    Firm(2, "Бял бор", "Byal Bor", "eood", "C", "Пловдив", "мебелна работилница", "f", 2011, 22, 11, 9, 8,
         {"mentor": (), "adjustments": (), "skills": ("on-site",)},
         vacancy=("Дърводелец-стажант", "Изработка на маси и столове под наставничество. Не се изисква опит, а желание за учене.")),
    Firm(3, "Тихият двор", "Tihiyat Dvor", "ood", "I", "Пловдив", "хотел", "m", 1998, 60, 14, 7, 6,
         {"mentor": (), "language": ("frequency-weekly-1", "in-paid-time")}),
    Firm(4, "Орех и мед", "Oreh i Med", "cooperative", "A", "Карлово", "кооперация", "f", 2015, 18, 9, 9, 7,
         {"mentor": (), "housing": ("rent",), "shared": ()},
         words=(("decision", "Търсехме хора за беритбата, а останаха за цялата година."),)),
    Firm(5, "Северна пералня", "Severna Peralnya", "eood", "S", "София", "пералня", "f", 2009, 45, 12, 6, 4, {"skills": ()}),
    Firm(6, "Мост към пазара", "Most kam Pazara", "ad", "G", "София", "търговска верига", "f", 1994, 900, 40, 7, 7,
         {"mentor": (), "skills": ("on-site",), "adjustments": (), "paperwork": ()}),
    Firm(7, "Игла и конец", "Igla i Konets", "eood", "C", "Русе", "шивашко ателие", "n", 2018, 9, 7, 10, 9,
         {"mentor": (), "language": ("frequency-weekly-1",)}),
    Firm(8, "Градински път", "Gradinski Pat", "ood", "N", "Варна", "фирма за озеленяване", "f", 2007, 30, 8, 5, 3, {}),
    Firm(9, "Добра грижа", "Dobra Grizha", "foundation", "Q", "Стара Загора", "дом за възрастни хора", "m", 2012, 52, 13, 8, 7,
         {"mentor": (), "adjustments": (), "childcare": ()}),
    Firm(10, "Първа лопата", "Parva Lopata", "ood", "F", "Бургас", "строителна фирма", "f", 2001, 75, 10, 4, 5, {"mentor": ()}),
    Firm(11, "Малка пекарна Роса", "Malka Pekarna Rosa", "et", "C", "Пловдив", "пекарна", "f", 2019, 6, 1, 10, 9, {"mentor": ()},
         words=(("activity", "Семейна пекарна в Капана. Отваряме в шест, затваряме, когато свърши хлябът."),
                ("advice", "Не чакайте идеалния човек. Покажете му занаята."))),
    Firm(12, "Кодова къща", "Kodova Kashta", "ood", "J", "София", "софтуерна фирма", "f", 2016, 34, 2, 10, 9, {"language": ()},
         vacancy=("Младши тестер", "Проверка на уеб приложения, обучение за два месеца с наставник, работа от офис или от дома.")),
)  # fmt: skip

FIRST_NAMES = ("Амина", "Олена", "Самир", "Дария", "Иван", "Мария", "Хасан", "Ирина", "Георги", "Лейла", "Никола", "Зара")
LAST_NAMES = ("Карими", "Бондар", "Халед", "Тодорова", "Петров", "Назари", "Коваленко", "Илиева", "Ахмади", "Стоянов")


def company_number(serial: int) -> str:
    """A well-formed Bulgarian company number that belongs to the sample: 2070xxxx with its check digit."""
    digits = [int(c) for c in f"{20700000 + serial * 37:08d}"]
    for weights in (range(1, 9), range(3, 11)):
        rest = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            break
    return "".join(map(str, digits)) + str(rest % 10)


class Sample:
    """Tells the story to an open application, command by command."""

    def __init__(self, app: App, say: Say, seed: int = 7) -> None:
        self.app, self.say = app, say
        self.today = app.settings.clock.today()
        self.random = random.Random(seed)  # noqa: S311 - the same people at every start
        self.officers: list[Actor] = []
        self.employers: dict[int, str] = {}
        self.people = 0

    async def at(self, day: datetime.date, service: str, handler: Callable[..., Any], command: Any, actor: Actor) -> Any:
        """Run one command as if it were that day."""
        desk = self.app.desks[service]
        return await asyncio.to_thread(desk.perform, lambda tx: handler(command, tx), actor, Then(day))

    async def load(self) -> None:
        start = self.today - datetime.timedelta(days=760)
        self.say("  sample: two centres, their officers and an editor")
        await self._offices(start)
        self.say(f"  sample: {len(FIRMS)} employers")
        for firm in FIRMS:
            await self._firm(firm, start + datetime.timedelta(days=3))
        hires = [(day, firm) for firm in FIRMS for day in self._hire_days(firm)]
        self.say(f"  sample: {len(hires)} people and their permissions")
        ready = [(day, firm, await self._candidate(day, firm)) for day, firm in sorted(hires, key=lambda one: one[0])]
        await self.app.idle()
        self.say("  sample: hires, checks and endings")
        for day, firm, candidate in ready:
            await self._hire(day, firm, candidate)
        await self._talk()
        await self.app.idle()
        await self._publish()
        await self.app.idle()

    async def _offices(self, day: datetime.date) -> None:
        for name, town in (("Общински център за работа – Пловдив", "Пловдив"), ("Сдружение „Нов праг“", "София")):
            made = accounts.RegisterOrganisation(name=name, town=town)
            organisation = await self.at(day, "intake", account_work.register_organisation, made, SYSTEM)
            email = f"officer{len(self.officers) + 1}@steadfast.example"
            await self._colleague(day, email, ("Рада Колева", "Мартин Велев")[len(self.officers)], "officer", organisation)
            self.officers.append(msgspec.structs.replace(SYSTEM, account=email, roles=("officer",), organisation=organisation))
        await self._colleague(day, "editor@steadfast.example", "Елена Мирчева", "editor", None)
        await self._colleague(day, "admin@steadfast.example", "Петър Янев", "administrator", self.officers[0].organisation)

    async def _colleague(self, day: datetime.date, email: str, name: str, role: str, organisation: str | None) -> None:
        asked = accounts.InviteColleague(email=email, roles=(role,), organisation=organisation)  # type: ignore[arg-type]
        token = await self.at(day, "intake", account_work.invite_colleague, asked, SYSTEM)
        accepted = accounts.AcceptInvitation(token=token, name=name, password=PASSWORD)
        await self.at(day, "intake", account_work.accept_invitation, accepted, SYSTEM)

    async def _firm(self, firm: Firm, day: datetime.date) -> None:
        officer = self._officer(firm)
        visitor = msgspec.structs.replace(SYSTEM, account="visitor", roles=())
        asked = employers.RegisterEmployer(
            national_id=company_number(firm.number), name=firm.name, name_en=firm.latin, legal_form=firm.form,
            sector=firm.sector, town=firm.town, founded=firm.founded, trade_word=firm.word, trade_gender=firm.gender,
            headcount=firm.staff, contact_name="Лице за връзка", contact_email=f"employer{firm.number}@steadfast.example",
            password=PASSWORD, joined=firm.joined,
        )  # type: ignore[arg-type]  # fmt: skip
        key = await self.at(day, "intake", registration.register_employer, asked, visitor)
        self.employers[firm.number] = key
        await self._confirm(firm, day)
        await self.at(day, "intake", registration.verify_employer, employers.VerifyEmployer(employer=key), officer)
        lately = self.today - datetime.timedelta(days=200)
        for practice, details in firm.practices.items():
            said = employers.ConfirmPractice(employer=key, practice=practice, details=details)  # type: ignore[arg-type]
            await self.at(lately, "intake", employer_work.confirm_practice, said, officer)
        if firm.vacancy:
            await self._vacancy(firm, key)

    async def _confirm(self, firm: Firm, day: datetime.date) -> None:
        """Follow the link of the newest letter, as its reader would."""
        desk = self.app.desks["intake"]

        def newest(session: Session) -> str:
            letter = session.scalars(sa.select(Letter).order_by(sa.desc("made"), sa.desc("id")).limit(1)).one()
            return str(desk.extra["sealer"].open(letter.path, f"letter.path.{letter.id}"))

        token = (await desk.read(newest)).rpartition("/")[2]
        await self.at(day, "intake", account_work.confirm_email, accounts.ConfirmEmail(token=token), SYSTEM)

    async def _vacancy(self, firm: Firm, key: str) -> None:
        day = self.today - datetime.timedelta(days=12)
        title, text = firm.vacancy or ("", "")
        own = msgspec.structs.replace(SYSTEM, account="employer", roles=("employer",), employer=key)
        draft = vacancies.DraftVacancy(title=title, description=text, contract="permanent", town=firm.town, openings=2)
        made = await self.at(day, "intake", vacancy_work.draft_vacancy, draft, own)
        await self.at(day, "intake", vacancy_work.publish_vacancy, vacancies.PublishVacancy(vacancy=made), own)

    def _officer(self, firm: Firm) -> Actor:
        return self.officers[firm.number % 2]

    def _hire_days(self, firm: Firm) -> list[datetime.date]:
        """Spread over the last two years, never on a weekend, none in the last week."""
        span = 700
        days = []
        for index in range(firm.hires):
            back = 8 + (span * index) // max(firm.hires, 1) + self.random.randrange(12)
            day = self.today - datetime.timedelta(days=back)
            days.append(day - datetime.timedelta(days=max(day.weekday() - 4, 0)))
        return days

    async def _candidate(self, hired: datetime.date, firm: Firm) -> str:
        day = hired - datetime.timedelta(days=21 + self.random.randrange(40))
        officer, work = self._officer(firm), candidate_work
        self.people += 1
        name = f"{self.random.choice(FIRST_NAMES)} {self.random.choice(LAST_NAMES)}"
        born = datetime.date(self.random.randrange(1985, 2006), self.random.randrange(1, 13), self.random.randrange(1, 29))
        asked = candidates.RegisterCandidate(name=name, born=born, no_phone=True, town=firm.town, another=True)
        key = await self.at(day, "intake", work.register_candidate, asked, officer)
        await self.at(day, "intake", work.read_notice, candidates.ReadNotice(candidate=key, language="bg"), officer)
        known = candidates.DescribeCandidate(
            candidate=key, languages=("bg:B1",), skills=("manufacturing",), right="unrestricted", right_seen_on=day,
            availability=("full-time",),
        )  # fmt: skip
        await self.at(day, "intake", work.describe_candidate, known, officer)
        allowed = candidates.GivePermission(candidate=key, scope="apply")
        await self.at(day, "intake", permission_work.give_permission, allowed, officer)
        await self.at(day, "intake", work.declare_ready, candidates.DeclareReady(candidate=key), officer)
        return str(key)

    async def _hire(self, day: datetime.date, firm: Firm, candidate: str) -> None:
        officer = self._officer(firm)
        good = self.random.randrange(10) < firm.good
        hire = placement_commands.RecordHire(
            candidate=candidate, employer=self.employers[firm.number], start=day, role="",
            contract="permanent" if good else "fixed_term", hours=40 if good else 20,
            planned_last_day=None if good else day + datetime.timedelta(days=183), pay="yes" if good else "not_told",
        )  # fmt: skip
        placement = await self.at(day, "placements", placement_work.record_hire, hire, officer)
        stays = self.random.randrange(10) < firm.kept
        leaves_on = None if stays else day + datetime.timedelta(days=self.random.randrange(20, 85))
        for milestone in MILESTONES:
            asked = day + datetime.timedelta(days=milestone + self.random.randrange(4))
            if asked >= self.today - datetime.timedelta(days=2 + self.random.randrange(9)):
                return
            if leaves_on and leaves_on < asked:
                await self._leave(placement, leaves_on, asked, officer)
                return
            answer = placement_commands.AnswerFollowUp(placement=placement, milestone=milestone, answer="at_work")  # type: ignore[arg-type]
            await self.at(asked, "placements", placement_work.answer_follow_up, answer, officer)
            if milestone == 180 and not good:
                last = day + datetime.timedelta(days=183)
                if last < self.today:
                    await self._leave(placement, last, last + datetime.timedelta(days=3), officer, "not_renewed")
                return

    async def _leave(
        self, placement: str, last: datetime.date, said: datetime.date, officer: Actor, reason: str = ""
    ) -> None:
        why = reason or self.random.choice(("quit", "quit", "dismissed", "better_job", "moved", "health", "study"))
        ending = placement_commands.EndPlacement(placement=placement, last_day=last, reason=why)  # type: ignore[arg-type]
        await self.at(min(said, self.today), "placements", placement_work.end_placement, ending, officer)

    async def _talk(self) -> None:
        """Interviews: written by the employer, approved by the editor."""
        editor = msgspec.structs.replace(SYSTEM, account="editor@steadfast.example", roles=("editor",))
        day = self.today - datetime.timedelta(days=40)
        for firm in FIRMS:
            own = msgspec.structs.replace(SYSTEM, account="employer", roles=("employer",), employer=self.employers[firm.number])
            for question, text in firm.words:
                said = recognition_commands.WriteAnswer(question=question, text=text, send=True)  # type: ignore[arg-type]
                answer = await self.at(day, "recognition", recognition_work.write_answer, said, own)
                approval = recognition_commands.ApproveAnswer(answer=answer, text=text)
                await self.at(day, "recognition", recognition_work.approve_answer, approval, editor)

    async def _publish(self, number: int = 2) -> None:
        last = latest_quarter_end(self.today)
        quarters = [*reversed([last, *list(quarter_ends(last))[: number - 1]])]
        editor = msgspec.structs.replace(SYSTEM, account="editor@steadfast.example", roles=("editor",))
        for quarter in quarters:
            self.say(f"  sample: edition {number_of(quarter)}")
            asked = recognition_commands.PublishEdition(number=number_of(quarter))
            await self.at(quarter + EMBARGO, "recognition", recognition_work.publish_edition, asked, editor)


