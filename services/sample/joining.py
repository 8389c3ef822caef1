"""How the employers come in: registered, confirmed, verified, grouped, described; one left, one suspended."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial

import msgspec

from services.intake.access.hashing import prepared
from services.intake.employers import commands as employers
from services.intake.employers.handlers import employers as employer_work
from services.intake.employers.handlers import registration
from services.intake.vacancies import commands as vacancies
from services.intake.vacancies import handlers as vacancies_handlers
from services.intake.vacancies import handlers as vacancy_work
from services.sample import PASSWORD
from services.sample.diary import Diary
from services.sample.employers import WAITING, Firm, Vacancy, company_number
from services.sample.people import FAMILIES, WOMEN
from services.sample.plan import OFFICE_OF, OFFICERS, desk_day, quarters
from shared.auth import SYSTEM, Actor
from shared.identity import employer_id
from shared.transaction import Transaction

GROUPS = {
    13: (13, "gives_work", "company"),
    14: (13, "trains", "foundation"),
    15: (15, "produces", "company"),
    16: (15, "sells", "company"),
}
LEFT, SUSPENDED = 44, 52
VISITOR = msgspec.structs.replace(SYSTEM, account="visitor", roles=())


def key_of(number: int) -> str:
    return employer_id("BG", company_number(number))


class Joining:
    """Writes the employers into intake's diary. `employs` is told each account that signs in for an employer."""

    def __init__(self, diary: Diary, today: datetime.date, employs: Callable[[int, str, str], None]) -> None:
        self.diary, self.today, self.employs = diary, today, employs
        self.ends = quarters(today)

    def tell(self, firm: Firm, first_hire: datetime.date | None) -> None:
        """Registered a month before its first hire, or half a year ago; verified within two days."""
        came = (first_hire or self.today - datetime.timedelta(days=150)) - datetime.timedelta(days=40 + firm.number % 9)
        officer = OFFICERS[OFFICE_OF[firm.town]][0]
        self._register(firm, came)
        self.diary.note(came + datetime.timedelta(days=1), officer, lambda tx: self._verify(firm, tx), 9)
        if firm.number in GROUPS:
            self.diary.note(came + datetime.timedelta(days=1), "editor", lambda tx: self._group(firm, came, tx), 10)
        if firm.points:
            self.diary.note(
                came + datetime.timedelta(days=2), f"employer-{firm.number}", lambda tx: self._join(firm, tx)
            )
        self._practices(firm, came, officer)
        self._numbers(firm, came)
        for vacancy in firm.vacancies:
            self._vacancy(firm, vacancy)
        self._later(firm)

    def wait(self) -> None:
        """Registered in the last days; nobody has looked at them yet."""
        for ago, firm in zip((1, 1, 3, 2), WAITING, strict=True):
            self._register(firm, self.today - datetime.timedelta(days=ago))

    def _register(self, firm: Firm, day: datetime.date) -> None:
        self.diary.note(day, "visitor", lambda tx: self._come(firm, tx), 8)

    def _come(self, firm: Firm, tx: Transaction) -> None:
        contact = f"{WOMEN['bg'][firm.number % 10]} {FAMILIES['bg'][firm.number % 12]}а"
        facts = {
            "national_id": company_number(firm.number),
            "name": firm.name,
            "name_en": firm.latin,
            "legal_form": firm.form,
            "sector": firm.sector,
            "town": firm.town,
            "founded": firm.founded,
            "trade_word": firm.word,
            "trade_gender": firm.gender,
            "headcount": firm.staff,
            "contact_name": contact,
            "contact_email": f"employer{firm.number}@steadfast.example",
            "joined": firm.listed,
            "seeks_partners": firm.partners,
            "website": f"https://employer{firm.number}.steadfast.example" if firm.site else None,
        }
        command = msgspec.convert(facts, employers.RegisterEmployer)
        token = registration.register_employer(command, tx)
        tx.session.flush()
        confirmed = employers.ConfirmRegistration(token=token, password=hashed_once())
        self.employs(firm.number, vacancies_handlers.confirm_registration(confirmed, tx), contact)

    def _verify(self, firm: Firm, tx: Transaction) -> None:
        vacancies_handlers.verify_employer(employers.VerifyEmployer(employer=key_of(firm.number)), tx)

    def _join(self, firm: Firm, tx: Transaction) -> None:
        employer_work.join_listing(employers.JoinListing(employer=key_of(firm.number), points=True), tx)

    def _group(self, firm: Firm, since: datetime.date, tx: Transaction) -> None:
        lead, role, kind = GROUPS[firm.number]
        facts = {"employer": key_of(firm.number), "group": key_of(lead), "since": since, "role": role, "kind": kind}
        command = msgspec.convert(facts, employers.JoinGroup)
        employer_work.join_group(command, tx)

    def _practices(self, firm: Firm, came: datetime.date, officer: str) -> None:
        """Confirmed in the first months, and once more within the last two years."""
        for index, written in enumerate(firm.practices):
            code, *details = written.split()
            for day in (
                came + datetime.timedelta(days=70 + 30 * index),
                self.ends[2] - datetime.timedelta(days=9 * index),
            ):
                if came < (runtime := desk_day(day, self.today)) < self.today:
                    self.diary.note(runtime, officer, lambda tx, c=code, d=details: self._confirm(firm, c, d, tx), 9)  # type: ignore[misc]

    def _confirm(self, firm: Firm, code: str, details: list[str], tx: Transaction) -> None:
        said = employers.ConfirmPractice(employer=key_of(firm.number), practice=code, details=tuple(details))  # type: ignore[arg-type]
        employer_work.confirm_practice(said, tx)

    def _numbers(self, firm: Firm, came: datetime.date) -> None:
        """Larger employers count their staff again each January."""
        if firm.staff < 60:
            return
        for year in range(came.year + 1, self.today.year + 1):
            day = datetime.date(year, 1, 20)
            if day < self.today:
                count = firm.staff + (year * firm.number) % 7 - 3
                command = employers.CountStaff(employer=key_of(firm.number), headcount=count)
                self.diary.note(day, f"employer-{firm.number}", partial(employer_work.count_staff, command))

    def _vacancy(self, firm: Firm, vacancy: Vacancy) -> None:
        who, day = f"employer-{firm.number}", self.today - datetime.timedelta(days=vacancy.days)

        def publish(tx: Transaction) -> None:
            facts = {
                "title": vacancy.title,
                "description": vacancy.text,
                "contract": vacancy.contract,
                "hours": vacancy.hours,
                "town": firm.town,
                "place": vacancy.place,
                "wage_from": Decimal(vacancy.wage[0]),
                "wage_to": Decimal(vacancy.wage[1]),
                "skills": vacancy.skills,
                "languages": vacancy.languages,
                "courses": vacancy.courses,
                "support": vacancy.support,
                "openings": vacancy.openings,
                "kind": vacancy.kind,
            }
            draft = msgspec.convert(facts, vacancies.DraftVacancy)
            made = vacancy_work.draft_vacancy(draft, tx)
            tx.session.flush()
            vacancy_work.publish_vacancy(vacancies.PublishVacancy(vacancy=made), tx)

        self.diary.note(day, who, publish, 11)

    def _later(self, firm: Firm) -> None:
        if firm.number == LEFT:
            gone = employers.LeaveListing(employer=key_of(LEFT))
            day = self.ends[0] - datetime.timedelta(days=24)
            self.diary.note(day, f"employer-{LEFT}", lambda tx: employer_work.leave_listing(gone, tx))
        if firm.number == SUSPENDED:
            breach = employers.SuspendEmployer(
                employer=key_of(SUSPENDED), begins=self.ends[0] - datetime.timedelta(days=30),
                reason="Влязло в сила наказателно постановление на Инспекцията по труда за работа без договор.",
            )  # fmt: skip
            day = self.ends[0] - datetime.timedelta(days=20)
            self.diary.note(day, "editor", lambda tx: employer_work.suspend_employer(breach, tx))
        if firm.number == 25:
            over = employers.WithdrawPractice(employer=key_of(25), practice="transport")
            self.diary.note(
                self.ends[0] - datetime.timedelta(days=50),
                "officer-1",
                lambda tx: employer_work.withdraw_practice(over, tx),
            )


@cache
def hashed_once() -> str:
    """The one password of all: hashing it for each takes longer than most of what they do."""
    return prepared(PASSWORD)


def employer_actor(number: int, account: str, name: str) -> Actor:
    return msgspec.structs.replace(SYSTEM, account=account, name=name, roles=("employer",), employer=key_of(number))
