"""Invented people who look for work: plain names, ages, languages and papers that go together."""

import datetime
import random
from dataclasses import dataclass

from services.intake.candidates.commands import DescribeCandidate, RegisterCandidate

WOMEN = {
    "bg": ("Мария", "Ивана", "Десислава", "Ралица", "Гергана", "Силвия", "Анелия", "Виктория", "Румяна", "Теодора"),
    "uk": ("Олена", "Ирина", "Наталия", "Оксана", "Юлия", "Светлана", "Тетяна", "Катерина", "Людмила", "Дарина"),
    "ar": ("Амина", "Лейла", "Рима", "Хала", "Нур", "Самира", "Захра", "Мариам", "Рана", "Дуня"),
    "fa": ("Зара", "Фереще", "Шабнам", "Нилуфар", "Парвана", "Ширин", "Наргиз", "Хатера", "Махса", "Лайла"),
}
MEN = {
    "bg": ("Иван", "Георги", "Никола", "Мартин", "Стоян", "Димитър", "Асен", "Красимир", "Емил", "Борис"),
    "uk": ("Андрий", "Сергий", "Микола", "Олексий", "Тарас", "Богдан", "Юрий", "Павло", "Роман", "Максим"),
    "ar": ("Самир", "Халед", "Омар", "Юсеф", "Тарек", "Башир", "Надим", "Фирас", "Карим", "Зияд"),
    "fa": ("Реза", "Хамид", "Фарид", "Навид", "Джавад", "Бехзад", "Мустафа", "Идрис", "Омид", "Насер"),
}
FAMILIES = {
    "bg": (
        "Петров",
        "Илиев",
        "Стоянов",
        "Тодоров",
        "Колев",
        "Ангелов",
        "Маринов",
        "Василев",
        "Йорданов",
        "Костов",
        "Русев",
        "Недев",
    ),
    "uk": ("Бондар", "Коваленко", "Ткаченко", "Мороз", "Лисенко", "Савченко", "Гончар", "Кравец", "Полищук", "Шевчук"),
    "ar": ("Халед", "Мансур", "Хадад", "Шахин", "Дарвиш", "Салман", "Нажар", "Джабер", "Зейн", "Сабах"),
    "fa": ("Карими", "Назари", "Ахмади", "Рахими", "Хосейни", "Амири", "Садеги", "Нури", "Мохамади", "Хашеми"),
}
"""Bulgarian family names take `а` for women; the others stay as they are."""
ORIGINS = ("bg", "bg", "bg", "bg", "uk", "uk", "uk", "ar", "ar", "fa")

SKILLS = {
    "A": ("agriculture", "driving"), "C": ("manufacturing", "sewing", "mechanics", "cooking"), "F": ("construction",
    "electrical"),
    "G": ("sales", "warehouse", "customer-service"), "H": ("driving", "warehouse"), "I": ("cooking", "cleaning",
    "customer-service"),
    "J": ("it", "languages"), "N": ("cleaning", "agriculture", "customer-service"), "P": ("teaching", "childminding"),
    "Q": ("care", "healthcare"), "S": ("cleaning", "hairdressing"),
}  # fmt: skip
COURSES = {"warehouse": "forklift", "care": "care", "cooking": "food-hygiene", "driving": "driving", "it": "digital"}
"""What some of those who can do the one have completed."""
ROLES = {
    "A": ("работа на полето", "беритба", "оранжерия"), "C": ("производство", "опаковане", "поддръжка на машини"),
    "F": ("строителство", "арматура"), "G": ("каса", "склад", "магазин"), "H": ("склад", "куриер", "шофьор"),
    "I": ("кухня", "рецепция", "сервиране"), "J": ("тестване на софтуер", "обработка на данни"), "N": ("почистване",
    "озеленяване"),
    "P": ("помощник-възпитател", "преподаване"), "Q": ("болногледач", "санитар", "кухня"), "S": ("пералня", "салон"),
}  # fmt: skip
WISHES = (
    "Сутрешна смяна, заради детската градина.", "Работа наблизо, без кола.", "Иска да учи български и след работа.",
    "Би се преместил за работа с квартира.", "Първа работа, притеснява се от разговори по телефона.",
    "Търси работа по специалността, дипломата още се признава.",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who looks for work, as two commands tell it."""

    quick: RegisterCandidate
    more: dict[str, object]
    origin: str

    def described(self, candidate: str, seen_on: datetime.date) -> DescribeCandidate:
        return DescribeCandidate(
            candidate=candidate,
            right_seen_on=seen_on,
            courses=self.courses,  # type: ignore[arg-type]
            **self.more,  # type: ignore[arg-type]
        )

    @property
    def courses(self) -> tuple[str, ...]:
        """Every third has a certificate for what it can do."""
        able = COURSES.keys() & set(self.more["skills"]) if self.quick.born.toordinal() % 3 == 0 else ()  # type: ignore[call-overload]
        return tuple(sorted(COURSES[skill] for skill in able))


def person(dice: random.Random, day: datetime.date, town: str, sector: str) -> Person:
    """Somebody of this town who can do the work of this sector, on the day of registration."""
    origin = dice.choice(ORIGINS)
    is_woman = dice.random() < 0.52
    first = dice.choice((WOMEN if is_woman else MEN)[origin])
    family = dice.choice(FAMILIES[origin]) + ("а" if is_woman and origin == "bg" else "")
    age = dice.randrange(18, 30) if origin == "bg" else dice.randrange(19, 54)
    born = datetime.date(day.year - age - 1, dice.randrange(1, 13), dice.randrange(1, 29))
    phone = f"+35988{dice.randrange(100, 1000)}{dice.randrange(1000, 10000)}" if dice.random() < 0.8 else None
    quick = RegisterCandidate(
        name=f"{first} {family}", born=born, phone=phone, no_phone=phone is None, town=town, another=True,
        language="bg" if origin == "bg" else origin,  # type: ignore[arg-type]
    )  # fmt: skip
    return Person(quick, _more(dice, day, origin, sector), origin)


def _more(dice: random.Random, day: datetime.date, origin: str, sector: str) -> dict[str, object]:
    skills = SKILLS.get(sector, ("manufacturing",))
    right = "unrestricted" if origin == "bg" else dice.choice(("unrestricted", "unrestricted", "until"))
    seeking = day - datetime.timedelta(days=dice.randrange(20, 500))
    availability = [
        "full-time",
        *(["shifts"] if dice.random() < 0.4 else []),
        *(["part-time"] if dice.random() < 0.2 else []),
    ]
    worked = origin != "bg" or dice.random() < 0.5
    level = dice.choice(("A1", "A2", "A2", "B1", "B2"))
    return {
        "languages": ("bg:native",) if origin == "bg" else (f"{origin}:native", f"bg:{level}"),
        "skills": tuple(sorted(set(dice.choices(skills, k=2)))),
        "availability": tuple(availability),
        "wishes": dice.choice(WISHES) if dice.random() < 0.35 else "",
        "right": right,
        "right_date": day + datetime.timedelta(days=1500) if right == "until" else None,
        "education": str(dice.choice((1, 2, 2, 3, 3, 3, 4, 5, 6))),
        "works_now": False,
        "studied": False,
        "seeks": True,
        "seeking_since": seeking,
        "last_worked_on": seeking - datetime.timedelta(days=dice.randrange(5, 300)) if worked else None,
    }
