"""The Polish words that grammar counts, names and takes employers up with."""

from __future__ import annotations

from typing import Literal, NamedTuple

Gender = Literal["m", "f", "n"]
MONTHS = (
    # Nominative, of, in.
    ("styczeń", "stycznia", "styczniu"), ("luty", "lutego", "lutym"), ("marzec", "marca", "marcu"),
    ("kwiecień", "kwietnia", "kwietniu"), ("maj", "maja", "maju"), ("czerwiec", "czerwca", "czerwcu"),
    ("lipiec", "lipca", "lipcu"), ("sierpień", "sierpnia", "sierpniu"), ("wrzesień", "września", "wrześniu"),
    ("październik", "października", "październiku"), ("listopad", "listopada", "listopadzie"),
    ("grudzień", "grudnia", "grudniu"),
)  # fmt: skip


class Noun(NamedTuple):
    """Behind 1, behind 2 to 4, behind 5 and more (of men and mixed company behind all but 1), and 1 as an object."""

    one: str
    few: str
    many: str
    object: str


NOUNS: dict[str, Noun] = {
    "people": Noun("osoba", "osoby", "osób", "osobę"),
    "participants": Noun("uczestnik", "uczestników", "uczestników", "uczestnika"),
    "employees": Noun("pracownik", "pracowników", "pracowników", "pracownika"),
    "visitors": Noun("gość", "gości", "gości", "gościa"),
    "mentors": Noun("opiekun", "opiekunów", "opiekunów", "opiekuna"),
    "partners": Noun("partner", "partnerów", "partnerów", "partnera"),
    "women": Noun("kobieta", "kobiety", "kobiet", "kobietę"),
    "countries": Noun("kraj", "kraje", "krajów", "kraj"),
    "towns": Noun("miasto", "miasta", "miast", "miasto"),
    "organisations": Noun("organizacja", "organizacje", "organizacji", "organizację"),
    "companies": Noun("firma", "firmy", "firm", "firmę"),
    "contracts": Noun("umowa", "umowy", "umów", "umowę"),
    "courses": Noun("kurs", "kursy", "kursów", "kurs"),
    "lessons": Noun("lekcja", "lekcje", "lekcji", "lekcję"),
    "meetings": Noun("spotkanie", "spotkania", "spotkań", "spotkanie"),
    "consultations": Noun("konsultacja", "konsultacje", "konsultacji", "konsultację"),
    "hours": Noun("godzina", "godziny", "godzin", "godzinę"),
    "days": Noun("dzień", "dni", "dni", "dzień"),
    "months": Noun("miesiąc", "miesiące", "miesięcy", "miesiąc"),
    "marks": Noun("znak", "znaki", "znaków", "znak"),
    "points": Noun("punkt", "punkty", "punktów", "punkt"),
    "vacancies": Noun("wolne miejsce pracy", "wolne miejsca pracy", "wolnych miejsc pracy", "wolne miejsce pracy"),
    "adverts": Noun("ogłoszenie", "ogłoszenia", "ogłoszeń", "ogłoszenie"),
    "eur": Noun("euro", "euro", "euro", "euro"),
    "bgn": Noun("lew", "lewy", "lewów", "lewa"),
}
PLURALS = {
    "participants": "uczestnicy", "employees": "pracownicy", "visitors": "goście", "mentors": "opiekunowie",
    "partners": "partnerzy", "percent": "procenty",
}  # fmt: skip
"""The plural without a number, of men and mixed company."""
ORDINALS = (
    "", "pierwsz", "drug", "trzec", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt", "dziesiąt", "jedenast",
    "dwunast",
)  # fmt: skip
TIMES = ("", "raz", "dwa razy", "trzy razy", "cztery razy", "pięć razy", "sześć razy", "siedem razy")
SUFFIXES = {"ood": "OOD", "eood": "EOOD", "ad": "AD", "ead": "EAD", "kd": "KD", "sd": "SD"}
TOWNS = {
    # Name, and *in* it.
    "София": ("Sofia", "w Sofii"), "Пловдив": ("Płowdiw", "w Płowdiwie"), "Варна": ("Warna", "w Warnie"),
    "Бургас": ("Burgas", "w Burgasie"), "Русе": ("Ruse", "w Ruse"), "Стара Загора": ("Stara Zagora", "w Starej Zagorze"),
    "Плевен": ("Plewen", "w Plewenie"), "Сливен": ("Sliwen", "w Sliwenie"), "Добрич": ("Dobricz", "w Dobriczu"),
    "Шумен": ("Szumen", "w Szumenie"), "Перник": ("Pernik", "w Perniku"), "Хасково": ("Chaskowo", "w Chaskowie"),
    "Ямбол": ("Jamboł", "w Jambole"), "Пазарджик": ("Pazardżik", "w Pazardżiku"),
    "Благоевград": ("Błagojewgrad", "w Błagojewgradzie"),
    "Велико Търново": ("Wielkie Tyrnowo", "w Wielkim Tyrnowie"), "Враца": ("Wraca", "we Wracy"),
    "Габрово": ("Gabrowo", "w Gabrowie"), "Асеновград": ("Asenowgrad", "w Asenowgradzie"),
    "Видин": ("Widyń", "w Widyniu"), "Казанлък": ("Kazanłyk", "w Kazanłyku"), "Кърджали": ("Kyrdżali", "w Kyrdżali"),
    "Кюстендил": ("Kiustendił", "w Kiustendile"), "Монтана": ("Montana", "w Montanie"),
    "Димитровград": ("Dimitrowgrad", "w Dimitrowgradzie"), "Ловеч": ("Łowecz", "w Łoweczu"),
    "Силистра": ("Silistra", "w Silistrze"), "Разград": ("Razgrad", "w Razgradzie"),
    "Смолян": ("Smolan", "w Smolanie"), "Търговище": ("Tyrgowiszte", "w Tyrgowiszte"),
    "Карлово": ("Karłowo", "w Karłowie"), "Самоков": ("Samokow", "w Samokowie"),
    "Харманли": ("Charmanli", "w Charmanli"), "Велинград": ("Welingrad", "w Welingradzie"),
}  # fmt: skip
