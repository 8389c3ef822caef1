"""The Bulgarian words that grammar counts, names and takes employers up with."""

from __future__ import annotations

MONTHS = (
    "януари", "февруари", "март", "април", "май", "юни",
    "юли", "август", "септември", "октомври", "ноември", "декември",
)  # fmt: skip
NOUNS: dict[str, tuple[str, str]] = {
    # People keep the plural after a number; things take the count form (бройна форма).
    "people": ("човек", "души"),
    "participants": ("участник", "участници"),
    "employees": ("служител", "служители"),
    "visitors": ("посетител", "посетители"),
    "mentors": ("наставник", "наставници"),
    "partners": ("партньор", "партньори"),
    "women": ("жена", "жени"),
    "countries": ("държава", "държави"),
    "towns": ("град", "града"),
    "organisations": ("организация", "организации"),
    "companies": ("фирма", "фирми"),
    "contracts": ("договор", "договора"),
    "courses": ("курс", "курса"),
    "lessons": ("урок", "урока"),
    "meetings": ("среща", "срещи"),
    "consultations": ("консултация", "консултации"),
    "hours": ("час", "часа"),
    "days": ("ден", "дни"),
    "months": ("месец", "месеца"),
    "marks": ("знак", "знака"),
    "points": ("точка", "точки"),
    "vacancies": ("свободно място", "свободни места"),
    "adverts": ("обява", "обяви"),
    "eur": ("евро", "евро"),
    "bgn": ("лв.", "лв."),
}
PLURALS = {
    "towns": "градове", "contracts": "договори", "courses": "курсове", "lessons": "уроци", "hours": "часове",
    "months": "месеци", "marks": "знакове", "people": "хора", "percent": "проценти", "bgn": "левове",
}  # fmt: skip
ORDINALS = (
    "", "първото", "второто", "третото", "четвъртото", "петото", "шестото", "седмото", "осмото", "деветото",
    "десетото", "единайсетото", "дванайсетото",
)  # fmt: skip
HEADS = {
    # The word an employer is taken up with, and its gender; dictionary form, neuter and feminine only need -то, -та.
    "ood": ("дружество", "n"), "eood": ("дружество", "n"), "ad": ("дружество", "n"), "ead": ("дружество", "n"),
    "kd": ("дружество", "n"), "sd": ("дружество", "n"), "et": ("фирма", "f"), "cooperative": ("кооперация", "f"),
    "foundation": ("фондация", "f"), "association": ("сдружение", "n"), "hybrid": ("предприятие", "n"),
    "public": ("институция", "f"), "other": ("организация", "f"), "company": ("дружество", "n"),
}  # fmt: skip
SUFFIXES = {"ood": "ООД", "eood": "ЕООД", "ad": "АД", "ead": "ЕАД", "kd": "КД", "sd": "СД"}
TIMES = ("", "веднъж", "два пъти", "три пъти", "четири пъти", "пет пъти", "шест пъти", "седем пъти")
TURNS = (
    "", "първи", "втори", "трети", "четвърти", "пети", "шести", "седми", "осми", "девети", "десети", "единайсети",
    "дванайсети",
)  # fmt: skip
