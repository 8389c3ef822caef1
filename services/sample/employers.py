"""The cast: invented employers of all sizes in eight towns, and what became of the people they hired."""

from dataclasses import dataclass, field

TOWNS = ("Пловдив", "Асеновград", "Карлово", "Стара Загора", "София", "Русе", "Варна", "Бургас")


@dataclass(frozen=True)
class Firm:
    """An invented employer.

    `past`: its settled hires. Either a mix, `"k9 l2"`, spread over three years, or a word for each quarter,
    the last one settled by the newest edition, `"kkk . kl"`. `now`: hires not settled yet. The letters are fates, see
    `lives`.
    """

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
    past: str = ""
    now: str = ""
    practices: tuple[str, ...] = ()
    """Codes with their details: `"language frequency-weekly-2 in-paid-time"`."""
    listed: bool = True
    points: bool = False
    site: bool = False
    partners: bool = False
    vacancies: tuple["Vacancy", ...] = field(default=())


@dataclass(frozen=True)
class Vacancy:
    """Open work; `days` since it was published."""

    title: str
    text: str
    days: int
    contract: str = "permanent"
    hours: int = 40
    openings: int = 1
    wage: tuple[int, int] = (800, 950)
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    place: str = "on-site"
    kind: str = "job"


def company_number(number: int) -> str:
    """A well-formed Bulgarian company number from a series the register does not give out."""
    digits = [int(c) for c in f"{99900000 + number * 37:08d}"]
    for weights in (range(1, 9), range(3, 11)):
        rest = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            break
    return "".join(map(str, digits)) + str(rest % 10)


WAITING = (
    Firm(71, "Кошница", "Koshnitsa", "eood", "G", "Пловдив", "бакалия", "f", 2022, 5),
    Firm(72, "Нова тъкан", "Nova Takan", "ood", "C", "Стара Загора", "шивашка фирма", "f", 2019, 44),
    Firm(73, "Студио Глина", "Studio Glina", "et", "C", "Варна", "ателие за керамика", "n", 2023, 2),
    Firm(74, "Тихият двор", "Tihiyat Dvor Sofia", "eood", "I", "София", "хотел", "m", 2025, 3),
)
"""Registered lately; nobody has verified them. The last one is called like a hotel that is known, and is another firm."""

NAMED = (
    (81, "Вила Марица", "Пловдив", "kl"),
    (82, "Тухла и вар", "София", "ku"),
    (83, "Пристанищна столова", "Варна", "k"),
)
"""Known only from hires: a company number, a name, a town, and the fates."""
