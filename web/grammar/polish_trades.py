"""Polish words for the trades that Bulgarian employers say they have, with the cases sentences put them into."""

from __future__ import annotations

from typing import NamedTuple

from .polish_words import Gender


class House(NamedTuple):
    """What an employer is: nominative, genitive, *in* it (locative), and its gender."""

    name: str
    of: str
    within: str
    gender: Gender


def feminine(name: str, of: str, within: str = "") -> House:
    return House(name, of, within or of, "f")


def other(gender: Gender, name: str, of: str, within: str) -> House:
    return House(name, of, within, gender)


BAKERY = feminine("piekarnia", "piekarni")
SOFTWARE = feminine("firma informatyczna", "firmy informatycznej", "firmie informatycznej")
HEADS = {
    "et": feminine("firma", "firmy", "firmie"), "cooperative": feminine("spółdzielnia", "spółdzielni"),
    "foundation": feminine("fundacja", "fundacji"),
    "association": other("n", "stowarzyszenie", "stowarzyszenia", "stowarzyszeniu"),
    "hybrid": other("n", "przedsiębiorstwo", "przedsiębiorstwa", "przedsiębiorstwie"),
    "public": feminine("instytucja", "instytucji"), "other": feminine("organizacja", "organizacji"),
    "company": feminine("firma", "firmy", "firmie"),
}  # fmt: skip
TRADES = {
    "хлебозавод": BAKERY, "пекарна": BAKERY, "фурна": BAKERY, "сладкарница": feminine("cukiernia", "cukierni"),
    "хотел": other("m", "hotel", "hotelu", "hotelu"),
    "ресторант": feminine("restauracja", "restauracji"), "шивашки цех": feminine("szwalnia", "szwalni"),
    "шивашка фабрика": feminine("fabryka odzieży", "fabryki odzieży", "fabryce odzieży"),
    "мебелна фабрика": feminine("fabryka mebli", "fabryki mebli", "fabryce mebli"),
    "дърводелски цех": feminine("stolarnia", "stolarni"), "мандра": feminine("mleczarnia", "mleczarni"),
    "оранжерия": feminine("szklarnia", "szklarni"), "болница": other("m", "szpital", "szpitala", "szpitalu"),
    "аптека": feminine("apteka", "apteki", "aptece"), "магазин": other("m", "sklep", "sklepu", "sklepie"),
    "склад": other("m", "magazyn", "magazynu", "magazynie"),
    "автосервиз": other("m", "warsztat samochodowy", "warsztatu samochodowego", "warsztacie samochodowym"),
    "транспортна фирма": feminine("firma przewozowa", "firmy przewozowej", "firmie przewozowej"),
    "строителна фирма": feminine("firma budowlana", "firmy budowlanej", "firmie budowlanej"),
    "цех за мебели": other("m", "zakład meblarski", "zakładu meblarskiego", "zakładzie meblarskim"),
    "цех за метални изделия": other("m", "zakład metalowy", "zakładu metalowego", "zakładzie metalowym"),
    "печатница": feminine("drukarnia", "drukarni"), "софтуерна компания": SOFTWARE, "софтуерна фирма": SOFTWARE,
    "мебелна работилница": other("m", "warsztat meblowy", "warsztatu meblowego", "warsztacie meblowym"),
    "пералня": feminine("pralnia", "pralni"),
    "търговска верига": feminine("sieć handlowa", "sieci handlowej"),
    "шивашко ателие": feminine("pracownia krawiecka", "pracowni krawieckiej"),
    "верига магазини": feminine("sieć sklepów", "sieci sklepów"),
    "фирма за озеленяване": feminine("firma ogrodnicza", "firmy ogrodniczej", "firmie ogrodniczej"),
    "дом за възрастни хора": other("m", "dom seniora", "domu seniora", "domu seniora"),
    "складова база": feminine("baza magazynowa", "bazy magazynowej", "bazie magazynowej"),
    "текстилна фабрика": feminine("fabryka włókiennicza", "fabryki włókienniczej", "fabryce włókienniczej"),
    "розоварна": feminine("destylarnia róż", "destylarni róż"),
    "детска градина": other("n", "przedszkole", "przedszkola", "przedszkolu"),
    "медицински център": other("n", "centrum medyczne", "centrum medycznego", "centrum medycznym"),
    "кафене": feminine("kawiarnia", "kawiarni"),
    "машиностроителен завод": feminine("fabryka maszyn", "fabryki maszyn", "fabryce maszyn"),
    "почистваща фирма": feminine("firma sprzątająca", "firmy sprzątającej", "firmie sprzątającej"),
    "книжарница": feminine("księgarnia", "księgarni"), "завод за сокове": feminine("wytwórnia soków", "wytwórni soków"),
    "хижа": other("n", "schronisko górskie", "schroniska górskiego", "schronisku górskim"),
    "куриерска фирма": feminine("firma kurierska", "firmy kurierskiej", "firmie kurierskiej"),
    "школа по занаяти": feminine("szkoła rzemiosła", "szkoły rzemiosła", "szkole rzemiosła"),
    "домашен социален патронаж": feminine("służba opieki domowej", "służby opieki domowej", "służbie opieki domowej"),
    "фирма за паркова поддръжка": feminine("firma dbająca o parki", "firmy dbającej o parki", "firmie dbającej o parki"),
    "разсадник": feminine("szkółka drzew", "szkółki drzew", "szkółce drzew"),
    "мелница": other("m", "młyn", "młyna", "młynie"),
    "завод за електроника": feminine("fabryka elektroniki", "fabryki elektroniki", "fabryce elektroniki"),
    "езикова школа": feminine("szkoła językowa", "szkoły językowej", "szkole językowej"),
    "шоколадова работилница": feminine("pracownia czekolady", "pracowni czekolady"),
    "охранителна фирма": feminine("firma ochroniarska", "firmy ochroniarskiej", "firmie ochroniarskiej"),
    "керамично ателие": feminine("pracownia ceramiki", "pracowni ceramiki"),
    "фризьорски салон": other("m", "salon fryzjerski", "salonu fryzjerskiego", "salonie fryzjerskim"),
    "уеб студио": other("n", "studio internetowe", "studia internetowego", "studiu internetowym"),
    "пчелин": feminine("pasieka", "pasieki", "pasiece"), "предачница": feminine("przędzalnia", "przędzalni"),
    "обувна фабрика": feminine("fabryka obuwia", "fabryki obuwia", "fabryce obuwia"),
    "логистична фирма": feminine("firma logistyczna", "firmy logistycznej", "firmie logistycznej"),
    "общинска кухня": feminine("kuchnia gminna", "kuchni gminnej"),
    "дневен център": other("m", "ośrodek dzienny", "ośrodka dziennego", "ośrodku dziennym"),
    "магазин за храни": other("m", "sklep spożywczy", "sklepu spożywczego", "sklepie spożywczym"),
    "работилница за играчки": other("m", "warsztat zabawkarski", "warsztatu zabawkarskiego", "warsztacie zabawkarskim"),
    "контактен център": other("n", "centrum obsługi klienta", "centrum obsługi klienta", "centrum obsługi klienta"),
    "рибна борса": other("m", "targ rybny", "targu rybnego", "targu rybnym"),
    "веломагазин": other("m", "sklep rowerowy", "sklepu rowerowego", "sklepie rowerowym"),
    "плетачница": feminine("dziewiarnia", "dziewiarni"), "кооперация": HEADS["cooperative"],
    "фондация": HEADS["foundation"], "винарна": feminine("winiarnia", "winiarni"),
    "ферма": other("n", "gospodarstwo rolne", "gospodarstwa rolnego", "gospodarstwie rolnym"),
    "училище": feminine("szkoła", "szkoły", "szkole"), "музей": other("n", "muzeum", "muzeum", "muzeum"),
}  # fmt: skip
