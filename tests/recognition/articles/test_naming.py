"""A name never repeats its legal form or its trade word."""

from typing import Any

import msgspec
import pytest

from services.recognition.articles import Names, ProfileFacts, TradeWord, bare_name
from tests.recognition.articles.cast import BAKERY
from tests.recognition.articles.reading import page, plain, summary, title

change = msgspec.structs.replace


@pytest.mark.parametrize(
    ("typed", "form", "bare"),
    [
        ("Ателие Здравец ЕООД", "eood", "Ателие Здравец"),
        ("„Ателие Здравец“ ЕООД", "eood", "Ателие Здравец"),
        ("Ателие Здравец, ЕООД", "ood", "Ателие Здравец"),
        ("ЕТ Мария Колева", "et", "Мария Колева"),
        ("Atelie Zdravets EOOD", "eood", "Atelie Zdravets"),
        ("Школа „Чук“ ООД", "ood", "Школа „Чук“"),
        ("Ателие Здравец ЕООД", "other", "Ателие Здравец ЕООД"),
        ("ООД", "ood", "ООД"),
        ("Парад", "ad", "Парад"),
        ("Ad Astra", "ad", "Ad Astra"),
    ],
)
def test_the_legal_form_is_taken_out_of_a_name_that_says_it(typed: str, form: str, bare: str) -> None:
    assert bare_name(typed, form) == bare
    assert bare_name(bare, form) == bare


def named(original: str, latin: str, **more: object) -> ProfileFacts:
    return change(BAKERY, names=Names(original=original, latin=latin), counted=None, figures=(), answers=(), **more)


@pytest.mark.parametrize("lang", ["bg", "en"])
def test_an_article_says_the_legal_form_once(lang: str) -> None:
    facts = named("Ателие Здравец ЕООД", "Atelie Zdravets EOOD", legal_form="eood", trade_word=None)
    form = {"bg": "ЕООД", "en": "EOOD"}[lang]
    assert plain(page(facts, lang)).count(form) == 1
    assert form not in title(facts, lang)


@pytest.mark.parametrize(
    ("original", "word", "gender"),
    [
        ("Автосервиз Маяк", "автосервиз", "m"), ("Малка пекарна Роза", "пекарна", "f"),
        ("Автосервизът Маяк", "автосервиз", "m"), ("Пекарната на Роза", "пекарна", "f"),
        ("Медицински център Липа", "медицински център", "m"), ("Ателие Игла", "шивашко ателие", "n"),
    ],
)  # fmt: skip
def test_an_article_says_the_trade_word_once(original: str, word: str, gender: Any) -> None:
    facts = named(original, "Mayak", trade_word=TradeWord(word=word, gender=gender))
    doubled = word.split()[-1]
    for text in (title(facts, "bg"), summary(facts, "bg")):
        assert text.casefold().count(doubled) == 1, text


def test_the_english_article_says_it_once_too() -> None:
    facts = named("Маяк", "Mayak Garage", trade_word=TradeWord(word="автосервиз", gender="m"))
    for text in (title(facts, "en"), summary(facts, "en")):
        assert text.casefold().count("garage") == 1, text


@pytest.mark.parametrize(("form", "name"), [("cooperative", "Кооперация Бор"), ("foundation", "Фондация Врата")])
def test_a_name_that_begins_with_what_it_is_is_not_told_so_again(form: str, name: str) -> None:
    facts = named(name, "Bor", legal_form=form, trade_word=None)
    for text in (title(facts, "bg"), summary(facts, "bg")):
        assert text.count(name.split()[0].casefold()) == 0, text
