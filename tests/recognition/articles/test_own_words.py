"""Of employers without an interview an article says what is true of them alone, as far as the record goes."""

from random import Random
from typing import Any

import msgspec
import pytest

from services.recognition.articles import (
    Circle,
    Counted,
    History,
    Names,
    ProfileFacts,
    SizeClass,
    TradeWord,
    Vacancies,
    When,
    dealt,
)
from services.recognition.board.queries.counted import _practice
from shared.languages import FRAME
from shared.practices import DETAILS
from tests.recognition.articles.own_words import measured
from tests.recognition.articles.voices import THIRD
from web.grammar.english_trades import TRADES

WORDS = [word for word in TRADES if " " not in word]
TOWNS = ("София", "Пловдив", "Варна", "Бургас", "Русе", "Стара Загора", "Плевен", "Асеновград", "Карлово", "Видин")
NUMBER = 500
WORK = (
    "Пекар", "Шивачка", "Склададжия", "Готвач", "Камериер", "Шофьор категория C", "Оператор на машина", "Зидар", "Монтажник",
    "Продавач", "Заварчик", "Касиер", "Помощник в кухнята", "Медицинска сестра", "Градинар", "Чистач", "Програмист",
    "Електротехник", "Сервитьор", "Работник в оранжерия", "Опаковчик", "Болногледач", "Куриер", "Тестер на софтуер",
)  # fmt: skip


def employer(dice: Random, number: int) -> ProfileFacts:
    """One of an ordinary edition: some practices with some details, a history, a trade, work for half, no interview."""
    word = dice.choice(WORDS)
    held = dice.sample(sorted(DETAILS), dice.choice((0, 1, 1, 2, 2, 3, 4)))
    practices = tuple(
        _practice(code, 1, dice.sample(DETAILS[code], min(len(DETAILS[code]), dice.choice((0, 1))))) for code in held
    )
    tier: Any = dice.choice(("bronze", "bronze", "silver", "gold"))
    gender: Any = "f" if word[-1] in "ая" else "n" if word[-1] in "ое" else "m"
    kept = tuple(msgspec.structs.replace(one, since=2024 if dice.random() < 0.3 else None) for one in practices)
    titles = tuple(dice.sample(WORK, dice.choice((0, 0, 0, 1, 1, 2))))
    return ProfileFacts(
        slug=f"employer-{number}",
        names=Names(original=f"Работодател {number}", latin=f"Rabotodatel {number}"),
        legal_form=dice.choice(("ood", "eood", "ad")),
        town=dice.choice(TOWNS),
        told_on=THIRD.as_of,
        trade_word=TradeWord(word=word, gender=gender) if dice.random() < 0.8 else None,
        sector=dice.choice("ACFGHIJNQ"),
        founded=dice.randrange(1980, 2022),
        headcount=SizeClass.of(dice.choice((5, 20, 100, 400)), When(year=2026)),
        edition=THIRD,
        counted=Counted(
            tier=tier,
            kept_floor10=dice.choice((None, None, 10, 20, 40)),
            practices=kept,
            first_listed=dice.random() < 0.2,
            raised=dice.random() < 0.1,
            history=history(dice),
        ),
        vacancies=Vacancies(openings=len(titles) + dice.choice((0, 2)), adverts=len(titles), link="/", titles=titles)
        if titles
        else None,
    )


def history(dice: Random) -> History:
    """Firsts and onlies are rare: ten towns and nine sectors have one each at most."""
    in_a_row = dice.choice((1, 2, 3, 4, 6))
    first: tuple[Circle, ...] = ("sector",) if dice.random() < 0.02 else ()
    return History(in_a_row=in_a_row, regained=in_a_row == 1 and dice.random() < 0.2, first_in=first)


def edition() -> list[ProfileFacts]:
    dice = Random(7)
    everybody = [employer(dice, number) for number in range(NUMBER)]
    for town in TOWNS:
        here = [one for one in range(NUMBER) if everybody[one].town == town]
        counted: list[Any] = [everybody[one].counted for one in here]
        for one, held, form in zip(here, counted, dealt(counted), strict=True):
            everybody[one] = msgspec.structs.replace(everybody[one], counted=msgspec.structs.replace(held, form=form))
    return everybody


@pytest.mark.parametrize("lang", FRAME)
def test_without_interviews_part_of_an_article_is_its_own_and_no_sentence_is_everybodys(lang: str) -> None:
    found = measured(edition(), lang)
    assert found.median >= {"bg": 0.35, "en": 0.34, "lv": 0.32, "pl": 0.32}[lang], found
    assert found.none <= 0.15, found
    assert found.shared_by <= 1 / 3, found
