"""Employers that something happens to by chance, and what the board must say of them: computed anew, without the read model."""

import datetime
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import sqlalchemy as sa

from services.recognition.board.handlers.listing import listings
from services.recognition.board.printed import sector_words
from services.recognition.board.queries.board import Wanted, board, public_now
from services.recognition.board.queries.lines import lines_now
from services.recognition.board.queries.paging import BoardPage, page_of
from services.recognition.board.queries.reading import Read, read_board
from services.recognition.board.rules import BoardLine, fits, words_in
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers
from services.recognition.statements.tables import hold
from shared.events import intake
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.arrivals import Arrivals, doing, turn_to
from tests.recognition.opened import AUTUMN, EDITOR, JANUARY
from tests.recognition.telling import employer, kept, practices, vacancy

NAMES = (
    ("Бял бор", "Byal bor"), ("Бял бор", "Byal Bor Trade"), ("„Орех“ ООД", "Oreh OOD"), ("Łódź Meble", "Lodz Meble"),
    ("Пещ ~ хляб", "Pesht ~ hlyab"), ("яворов", "Yavorov"), ("Явор", "Yavor"), ("Éclair", "eclair"), ("Ǆ", "DZ"),
    ("Хюманс", "Humans in the Loop"), ("1300 каприза", "1300 kapriza"), ("  ", "x"), ("Straße", "Strasse"),
)  # fmt: skip
TOWNS, SECTORS = ("Пловдив", "Русе", "Велико Търново"), ("C", "I", "G47")
OFFERS = ("mentor", "language", "skills")
SEARCHES = (
    "бор",
    "byal",
    "lodz",
    "хюм",
    "хотел",
    "hotel",
    "търново",
    "ор",
    "я",
    "е",
    "нищо такова",
    "1300",
    "~",
    "😀 %",
    "явор veliko",
)


class Life:
    """A town of employers; each `step` lets one thing happen as the office or an editor would do it."""

    def __init__(self, heard: Arrivals, seed: int) -> None:
        self.heard, self.random, self.count = heard, Random(seed), 0
        self.runtime: Runtime = heard.runtime
        self._computed: dict[Wanted, Any] = {}
        self._when: object = None

    @property
    def today(self) -> datetime.date:
        return self.runtime.clock.today()

    def begin(self, how_many: int) -> None:
        for _ in range(how_many):
            self.new()

    def new(self) -> None:
        self.count += 1
        number, (name, latin) = f"{300_000_000 + self.count}", self.random.choice(NAMES)
        more = {"town": self.random.choice(TOWNS), "sector": self.random.choice(SECTORS)}
        told = employer(number, name, latin, JANUARY, joined=self.random.random() < 0.8, staff=self.staff(), **more)
        told += kept(number, self.random.choice((0, 5, 7, 12)), AUTUMN, permanent=self.random.random() < 0.6)
        told += practices(number, self.random.sample(OFFERS, self.random.randint(0, 3)), JANUARY)
        if self.random.random() < 0.6:
            told.append(vacancy(number, "Готвач", datetime.date(2026, 2, 1)))
        self.heard.tell(*told)

    def staff(self) -> int:
        return self.random.choice((0, 5, 30, 60))

    def somebody(self) -> str:
        return f"{300_000_000 + self.random.randint(1, self.count)}"

    def step(self) -> None:
        self.random.choice((self.hear, self.hear, self.hold, self.lift, self.tomorrow, self.new))()

    def hear(self) -> None:
        number, day = self.somebody(), self.today
        later = day + datetime.timedelta(self.random.randint(0, 3))
        name, latin = self.random.choice(NAMES)
        one = employer_id("BG", number)
        events: tuple[Any, ...] = (
            intake.EmployerLeft(employer=one, on=later),
            intake.EmployerJoined(employer=one, on=later, points=self.random.random() < 0.5),
            intake.EmployerClosed(employer=one, on=later),
            intake.EmployerSuspended(employer=one, suspension=f"s-{number}", rev=self.random.randint(0, 9), begins=later,
                ends=later + datetime.timedelta(2)),
            intake.EmployerHeadcount(employer=one, headcount=self.staff(), on=day - datetime.timedelta(self.random.randint(0, 90))),
            intake.VacancyClosed(vacancy=f"v-{number}", employer=one, on=day),
            intake.EmployerGroup(employer=one, group=employer_id("BG", self.somebody()), on=later, lead=self.random.random() < 0.3),
            intake.EmployerChanged(employer=one, country="BG", national_id=number, name=name, name_en=latin,
                legal_form="ood", sector=self.random.choice(SECTORS), town=self.random.choice(TOWNS), trade_word="пекарна"),
        )  # fmt: skip
        self.heard.tell((self.random.choice(events), day))

    def hold(self) -> None:
        subject = self.random.choice(("tier", "kept", "practice-mentor", "answer-advice", "headcount"))
        kind: Any = "withdrawn" if subject == "tier" or self.random.random() < 0.5 else "contested"
        group = employer_id("BG", self.somebody())
        if (subject, kind) not in {(one.subject, one.kind) for one in self._open() if one.group == group}:
            command = commands.PlaceHold(group=group, subject=subject, kind=kind, reason="по молба")
            self.runtime.perform(doing(answers.place_hold, command), EDITOR)

    def lift(self) -> None:
        if found := self._open():
            command = commands.LiftHold(hold=self.random.choice(found).id, resolution="проверено")
            self.runtime.perform(doing(answers.lift_hold, command), EDITOR)

    def _open(self) -> list[Any]:
        query = sa.select(hold).where(hold.c.until.is_(None)).order_by(hold.c.id)
        return self.runtime.database.look(lambda session: list(session.execute(query)))

    def tomorrow(self) -> None:
        turn_to(self.runtime, self.today + datetime.timedelta(1))

    # -- what is read, and what must be ------------------------------------------------------------------------------

    def asked(self) -> Wanted:
        filters = {
            "sector": SECTORS,
            "town": TOWNS,
            "practice": OFFERS,
            "tier": ("gold", "silver", "bronze", "none", "x"),
            "size": ("0-9", "10-49", "50-249", "x"),
            "sort": ("name", "town", "x"),
        }
        chosen = {name: self.random.choice(some) for name, some in filters.items() if self.random.random() < 0.3}
        return Wanted(**chosen)

    def must_be(self, wanted: Wanted, here: str, lang: str, after: str) -> tuple[Any, BoardPage]:
        whole = self._whole(wanted)
        return whole, page_of(whole, wanted, here, lang, after)

    def _whole(self, wanted: Wanted) -> Any:
        """Computed once for all its pages and languages: again after each write and on each day."""
        if self._when != (when := (self.runtime.database.written, self.today)):
            self._when, self._computed = when, {}
        if wanted not in self._computed:
            self._computed[wanted] = self.runtime.database.look(lambda session: board(session, self.today, wanted))
        return self._computed[wanted]

    def is_read(self, wanted: Wanted, here: str, lang: str, after: str) -> Read:
        found = self.runtime.database.look(lambda session: read_board(session, wanted, here, lang, after))
        assert found is not None
        return found

    def lines(self) -> dict[str, BoardLine]:
        return self.runtime.perform(
            lambda tx: lines_now(tx.session, tx.today, public_now(tx.session, tx.today), listings(tx))
        )


def pages(read: Callable[[str], BoardPage], cursor: Callable[[str], str]) -> Iterator[BoardPage]:
    """Page after page by the links alone, as far as they lead."""
    after = ""
    while True:
        page = read(after)
        yield page
        if not page.next:
            return
        after = cursor(page.next)


def words_of(line: BoardLine) -> set[str]:
    """Everything by which a line may be asked for."""
    texts = (line.name, line.name_latin, line.town, *line.words)
    return {word for text in texts for word in words_in(text)} | sector_words(line.sector)


def fitting(lines: dict[str, BoardLine], search: str) -> set[str]:
    return {group for group, line in lines.items() if fits(search, words_of(line))}
