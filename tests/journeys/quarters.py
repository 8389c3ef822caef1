"""The people of the four quarters: six employers, their hires, and what is recorded about them day by day."""

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from tests.world import Person, World

START = datetime.date(2025, 11, 3)
ENDS = {number: datetime.date(2026, month, day) for number, month, day in (
    ("2026-1", 3, 31), ("2026-2", 6, 30), ("2026-3", 9, 30), ("2026-4", 12, 31),
)}  # fmt: skip
NAMES = ("Амина Карими", "Олена Бондар", "Самир Халед", "Иван Петров", "Лейла Назари", "Никола Илиев", "Зара Ахмади")
EMPLOYERS = {
    "ovens": ("206737579", "Седемте пещи", "Sedemte Peshti"),
    "hotel": ("209003996", "Хотел Орфей", "Hotel Orpheus"),
    "workshop": ("204559170", "Дървен свят", "Wooden World"),
    "laundry": ("201454890", "Пералня Снежа", "Snezha Laundry"),
    "rosa": ("205660674", "Малка Роса", "Malka Rosa"),
    "pero": ("201360220", "Книжарница Перо", "Pero Bookshop"),
}
SAID = "Работим от години в един квартал и познаваме хората в него."


@dataclass
class Employer:
    person: Person
    key: str
    name: str
    latin: str
    hires: list[str] = field(default_factory=list)


class Quarters:
    """Who is there, and what the office does on which day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.officer = world.staff("rada@centre.example", "officer", "Център за работа – Пловдив")
        self.editor = world.staff("elena@board.example", "editor")
        self.people = 0
        self.all = {short: self._joins(short, *facts) for short, facts in EMPLOYERS.items()}
        for short in ("ovens", "rosa", "pero"):
            world.interview(self.all[short].person, self.editor, SAID)

    def __getitem__(self, short: str) -> Employer:
        return self.all[short]

    def _joins(self, short: str, number: str, name: str, latin: str) -> Employer:
        person = self.world.register_employer(f"{short}@firm.example", number, name=name, name_en=latin)
        key = self.world.employer_id(self.officer, name)
        self.world.verify(self.officer, key)
        return Employer(person, key, name, latin)

    # -- what the office records ----------------------------------------------------------------------------------

    def hires(self, short: str, how_many: int, **terms: Any) -> None:
        """So many people begin today."""
        for _ in range(how_many):
            candidate = self.world.ready_candidate(self.officer, *self._somebody())
            placement = self.world.hire(self.officer, candidate=candidate, employer=self[short].key, **terms)
            self[short].hires.append(placement)

    def _somebody(self) -> tuple[str, str]:
        self.people += 1
        born = datetime.date(1990, 1, 1) + datetime.timedelta(days=97 * self.people)
        return NAMES[self.people % len(NAMES)], born.isoformat()

    def at_work(self, short: str, milestone: int, which: range, **more: Any) -> None:
        """The officer says of these hires that the person is at work."""
        for placement in self._of(short, which):
            self.world.answer(self.officer, placement, milestone, **more)

    def left(self, short: str, which: range, last_day: datetime.date) -> None:
        for placement in self._of(short, which):
            self.world.answer(self.officer, placement, 30, "left", last_day=last_day.isoformat(), reason="quit")

    def _of(self, short: str, which: range) -> list[str]:
        return [self[short].hires[index] for index in which]

    # -- how it stands --------------------------------------------------------------------------------------------

    def stands(self, short: str, number: str, **wanted: int) -> None:
        """Wait until recognition has heard so much about an employer, as of the end of the edition's quarter."""
        as_of = min(ENDS[number], self.world.today)

        def heard() -> None:
            found = self.world.numbers(self.officer, self[short].key, as_of)
            assert {letter: found.get(letter) for letter in wanted} == wanted, (short, number, found)

        self.world.eventually(heard)

    def has_points(self, short: str, points: str) -> None:
        """Wait until the live standing says so many points."""
        path = f"/recognition/standings/{self[short].key}"

        def heard() -> None:
            assert points in self.officer.text(path), (short, points)

        self.world.eventually(heard)

    def reads(self, short: str, *words: str) -> None:
        """The employer reads these words on its own standing."""
        found = self[short].person.text("/recognition/standing")
        for said in words:
            assert said in found, (short, said, found[:1500])

    def preview(self, number: str) -> str:
        """What the editor reads before publishing, when everything was heard that was recorded up to now."""
        self.world.all_is_heard()
        return self.editor.text(f"/recognition/editions/{number}/preview")

    def notes_that_it_asked(self, number: str, short: str, day: datetime.date) -> None:
        """An employer asked that what an edition says of it be put right; the editor notes it beside the correction."""
        self.editor.send(
            f"/recognition/editions/{number}.1/preview",
            r"/recognition/editions/[\d-]+/requests$",
            group=self[short].key,
            asked_on=day.isoformat(),
            asked_as="manager",
        )

    def publishes(self, number: str, **fields: str) -> None:
        """The editor looks through what would change and sends the form at its end, when everything was heard."""
        self.world.all_is_heard()
        self.editor.send(
            f"/recognition/editions/{number}/preview", r"/recognition/editions(/[\d-]+/corrections)?$", **fields
        )

    def explained(self, number: str, short: str) -> dict[str, Any]:
        """Why an edition says of an employer what it says, as an auditor asks the command line."""
        told: dict[str, Any] = json.loads(
            self.world.running.command("edition", "explain", number, self[short].key, "--json")
        )
        return told
