"""What a drawn fact set is drawn from, and the dice that draw it from one seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from services.recognition.articles import Names, TradeWord, When

T = TypeVar("T")
NUMBERS = (0, 1, 2, 5, 7, 11, 17, 21, 22, 70, 101, 140, 700, 1100, 12400, 170000)
NAMES = (
    Names(original="Седемте пещи", latin="Sedemte Peshti"),
    Names(original="Ватман", latin="Vatman"),
    Names(original="Център „Фар“", latin="Tsentar Far"),
    Names(original="Zeta & Co", latin="Zeta & Co"),
    Names(original="Съединение 1906", latin="Saedinenie 1906"),
)
TOWNS = ("Асеновград", "Варна", "Велинград", "Фердинандово", "София", "Стара Загора", "Wrocław", "Rīga")
TRADES = (
    TradeWord(word="хлебозавод", gender="m"),
    TradeWord(word="мебелна фабрика", gender="f"),
    TradeWord(word="ателие", gender="n"),
    TradeWord(word="семеен хотел", gender="m"),
    TradeWord(word="ИТ компания", gender="f"),
)
SCOPES = (
    {"bg": "обучение и/или работа", "en": "training and/or work"},
    {"bg": "специализирано обучение", "en": "specialised training"},
    {"bg": "езиков курс"},
    {"en": "a course."},
)
SPEAKERS: tuple[dict[str, str], ...] = (
    {},
    {"bg": "управителят", "en": "the manager"},
    {"bg": "наставничката", "en": "the mentor"},
)
QUOTES = (
    "Започнете с един човек.",
    "Плащайте навреме",
    "Казаха „добре“ и дойдоха!",
    "We pay on time.",
    "Как ли? Лесно…",
    "Питайте как ще идват на работа. Пребройте кои хора са ви напуснали и ги попитайте защо.",
    "Ask how people will come to work. Write down which parts of the job need the language!",
    "Въпрос: Кой започна?\nРъководителят на обученията: Ние.\nБез много думи.",
)


@dataclass
class Dice:
    """Draws from one seed."""

    random: Random

    def any(self, of: tuple[T, ...]) -> T:
        return self.random.choice(of)

    def maybe(self, value: T, often: float = 0.5) -> T | None:
        return value if self.random.random() < often else None

    def some(self, of: tuple[T, ...], most: int = 4) -> tuple[T, ...]:
        return tuple(self.random.sample(of, self.random.randint(0, min(most, len(of)))))

    def flag(self) -> bool:
        return self.random.random() < 0.5

    def day(self) -> date:
        return date(2018, 1, 1) + timedelta(days=self.random.randrange(4000))

    def when(self) -> When:
        day = self.day()
        return self.any(
            (
                When.of(day),
                When(year=day.year, month=day.month),
                When(year=day.year),
                When(month=day.month, day=day.day),
                When(year=day.year, month=12, day=31),
            )
        )
