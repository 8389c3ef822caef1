"""Which headline an article has, and that it is nobody else's in its town."""

import re
from typing import Any, Literal

import msgspec
import pytest

from services.recognition.articles import Circle, Counted, Frequency, History, Practice, Vacancies, compose, dealt
from shared.languages import FRAME
from tests.recognition.articles.cast import BAKERY, NEWCOMER
from tests.recognition.articles.reading import title
from tests.recognition.articles.test_compose import COUNTED, answer, counted, held

change = msgspec.structs.replace
ALONE: tuple[Circle, ...] = ("town",)


@pytest.mark.parametrize(
    ("known", "headline"),
    [
        ({"history": History(regained=True), "raised": True}, "regained"),
        ({"raised": True, "practices": (Practice(code="transport"),)}, "raised"),
        ({"history": History(in_a_row=2, first_in=ALONE), "practices": (Practice(code="transport"),)}, "first_in_town"),
        (
            {"practices": (Practice(code="mentor"), Practice(code="transport")), "first_listed": True},
            "practice_transport",
        ),
        ({"practices": (Practice(code="mentor"),), "history": History(in_a_row=4)}, "practice_mentor"),
        ({"history": History(in_a_row=4, only_in=ALONE)}, "in_a_row"),
        ({"history": History(in_a_row=2, only_in=ALONE)}, "only_in_town"),
        ({"history": History(first_in=ALONE), "first_listed": True}, "first_time"),
        ({"history": History(first_in=("sector",)), "first_listed": True}, "first_in_sector"),
        ({"first_listed": True, "kept_floor10": 20}, "first_time"),
        ({"kept_floor10": 20}, "kept"),
        ({}, "mark"),
    ],
)
def test_the_headline_is_the_first_family_that_applies_in_a_fixed_order(known: dict[str, Any], headline: str) -> None:
    assert compose(counted(**known)).headline.key == f"headline_{headline}"


def test_no_two_employers_of_a_town_are_given_one_form_as_long_as_there_is_another() -> None:
    held = [Counted(tier="bronze", practices=(Practice(code="mentor"),)) for _ in range(4)]
    forms = dealt(held)
    assert forms == ["practice_mentor", "mark", "edition", "trade"]
    assert dealt([*held, *held])[4:] == [""] * 4, "nothing is left that is true of them"
    keys_ = [
        compose(change(BAKERY, counted=change(one, form=form))).headline.key
        for one, form in zip(held, forms, strict=True)
    ]
    assert len(set(keys_)) == 4


def test_without_a_form_the_structure_the_open_work_or_the_trade_give_the_headline() -> None:
    none_left = counted(form="")
    assert compose(change(none_left, family_firm=True)).headline.key == "headline_family"
    assert compose(change(none_left, legal_form="cooperative")).headline.key == "headline_cooperative"
    assert compose(none_left).headline.key == "headline_trade"
    work = Vacancies(openings=1, link="/vacancies", titles=("Пекар",))
    assert compose(change(none_left, vacancies=work)).headline.key == "headline_work"
    assert compose(change(none_left, vacancies=work, family_firm=True)).headline.key == "headline_family"
    assert compose(change(NEWCOMER, legal_form="hybrid")).headline.key == "headline_trade"


def test_a_headline_never_rests_on_something_contested() -> None:
    language = change(BAKERY, counted=change(COUNTED, form="practice_language"))
    assert compose(held(language, "practice-language", "contested")).headline.key == "headline_trade"
    assert compose(held(counted(raised=True), "tier", "contested")).headline.key == "headline_trade"
    advice = change(BAKERY, answers=(answer(text="Питайте хората защо са си тръгнали.", language="bg"),))
    assert title(advice, "bg").startswith("„Питайте хората защо са си тръгнали“, съветват от")
    assert "Питайте" not in title(held(advice, "answer-a", "contested"), "bg")


@pytest.mark.parametrize(
    "text",
    [
        "Започнете с двама души и с един добър наставник.", "Той дойде при нас от Сирия и остана на работа.",
        "Затова пуснахме служебен автобус за всички.", "Питайте Мария защо са си тръгнали хората.",
        "Пребройте 12 души, преди да се откажете от тях.", "Кратко е.", "Брат му дойде при нас още през есента.",
    ],
)  # fmt: skip
def test_a_sentence_that_leans_on_another_or_tells_of_somebody_is_no_headline(text: str) -> None:
    facts = change(BAKERY, answers=(answer(text=text, language="bg"),))
    assert compose(facts).title("bg") == compose(facts).headline


def test_words_that_cannot_be_read_in_a_language_do_not_announce_the_article_in_it() -> None:
    facts = change(BAKERY, answers=(answer(text="Питайте хората защо са си тръгнали.", language="bg"),))
    assert compose(facts).title("bg").key == "headline_words"
    assert compose(facts).title("en") == compose(facts).headline


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("per", ["week", "month"])
def test_a_headline_says_how_often_in_words_or_not_at_all(lang: str, per: Literal["week", "month"]) -> None:
    for times in range(1, 32):
        language = Practice(code="language", frequency=Frequency(times=times, per=per))
        said = title(counted(practices=(language,)), lang)
        assert not re.search(r"\d", said), said
