"""Which sentences are said, in which order, and what a hold does to them."""

from datetime import date
from typing import Any

import msgspec
import pytest

from services.recognition.articles import (
    ArticleEdition,
    Commitment,
    Counted,
    Figure,
    HeldSubject,
    ProfileFacts,
    SizeClass,
    SpokenAnswer,
    When,
    compose,
)
from tests.recognition.articles.cast import BAKERY, EVERYBODY, GOLD, HYBRID, NEWCOMER, TRIO
from tests.recognition.articles.reading import page, read, summary, title

change = msgspec.structs.replace
COUNTED: Any = BAKERY.counted


def keys(facts: ProfileFacts) -> list[str]:
    return [sentence.key for section in compose(facts).sections for sentence in section.sentences]


def counted(**more: Any) -> ProfileFacts:
    return change(BAKERY, counted=Counted(tier="bronze", **more))


def held(facts: ProfileFacts, subject: str, kind: Any) -> ProfileFacts:
    return change(facts, holds=(HeldSubject(subject=subject, kind=kind),))


@pytest.mark.parametrize("lang", ["bg", "en"])
@pytest.mark.parametrize("name", EVERYBODY)
def test_no_headline_has_a_number_or_a_stop(name: str, lang: str) -> None:
    headline = title(EVERYBODY[name], lang)
    assert not any(sign.isdigit() for sign in headline)
    assert headline[-1] not in ".!?"


@pytest.mark.parametrize(
    "facts",
    [
        change(BAKERY, counted=None),
        change(BAKERY, counted=change(COUNTED, tier=None)),
        change(BAKERY, counted=None, edition=None),
        held(BAKERY, "tier", "withdrawn"),
        NEWCOMER,
        HYBRID,
    ],
)
def test_everyone_without_a_shown_tier_reads_the_same_and_nothing_counted_is_shown(facts: ProfileFacts) -> None:
    assert "\nРаботодателят участва без показана оценка; от липсата ѝ не бива да се правят изводи." in read(facts, "bg")
    assert "\nThe employer takes part with no rating shown; nothing should be read into that." in read(facts, "en")
    assert not {"standing", "kept", "offers_since", "offers_colleagues"} & set(keys(facts))
    assert not {entry.ref for entry in compose(facts).known} & {"tier", "points", "kept", "day90"}


def test_points_are_said_only_if_given() -> None:
    assert "поне 70 от 100 точки" in read(BAKERY, "bg")
    text = read(change(BAKERY, counted=change(COUNTED, points_floor5=None)), "bg")
    assert "сребърен знак." in text
    assert "точки" not in text


@pytest.mark.parametrize("value", [0, 5, 15, 27])
def test_only_a_floor_to_ten_can_be_a_kept_count(value: int) -> None:
    with pytest.raises(ValueError, match="multiple of ten"):
        Counted(tier="gold", kept_floor10=value)


@pytest.mark.parametrize("value", [0, 73, 105])
def test_only_a_floor_to_five_can_be_points(value: int) -> None:
    with pytest.raises(ValueError, match="multiple of five"):
        Counted(tier="gold", points_floor5=value)


def test_a_tier_needs_its_edition() -> None:
    with pytest.raises(ValueError, match="edition"):
        change(BAKERY, edition=None)


def test_a_measure_of_people_counts_people_and_what_was_received_is_named() -> None:
    with pytest.raises(ValueError, match="counts people"):
        Figure(id="x", value=3, unit="courses", measure="hired")
    with pytest.raises(ValueError, match="needs a scope"):
        Figure(id="x", value=3, unit="people", measure="received")


def test_counted_and_stated_stand_apart_in_the_order_of_what_there_is_more_of() -> None:
    order = [section.key for section in compose(BAKERY).sections]
    assert order == ["lead", "confirmed", "interview", "next"]
    assert [section.key for section in compose(HYBRID).sections][:3] == ["lead", "stated", "interview"]
    both = change(BAKERY, commitments=(Commitment(id="a", text={"bg": "а"}),))
    assert [section.key for section in compose(both).sections][1:3] == ["confirmed", "stated"]


@pytest.mark.parametrize(
    ("subject", "said", "gone"),
    [
        ("kept", "Броят е оспорен и се проверява.", "поне 20\xa0души"),
        ("points", "Оценката е оспорена и се проверява.", "поне 70"),
        ("headcount", "Броят на служителите е оспорен и се проверява.", "от 50 до 249"),
        ("practice-mentor", "Оспорено е и се проверява следното: наставник.", "имат наставник"),
    ],
)
def test_contested_marks_at_once_and_withdrawn_removes_at_once(subject: str, said: str, gone: str) -> None:
    contested = read(held(BAKERY, subject, "contested"), "bg")
    assert said in contested
    assert gone in contested
    assert f'<li id="know-{subject}">' in page(held(BAKERY, subject, "contested"), "bg")
    assert "Оспорва се и се проверява." in page(held(BAKERY, subject, "contested"), "bg")
    withdrawn = read(held(BAKERY, subject, "withdrawn"), "bg")
    assert gone not in withdrawn
    assert said not in withdrawn


def test_a_withdrawn_quotation_is_gone_with_its_every_word() -> None:
    assert "автобус" not in page(held(BAKERY, "answer-hiring", "withdrawn"), "bg")


def test_a_hold_never_adds_a_fact() -> None:
    for kind in ("contested", "withdrawn"):
        facts = held(BAKERY, "figure-nothing", kind)
        assert read(facts, "bg") == read(BAKERY, "bg")


def test_an_entity_that_did_not_join_is_counted_but_not_named() -> None:
    silent = change(TRIO, entities=(*TRIO.entities[:2], change(TRIO.entities[2], named=False)))
    assert "Чук" not in page(silent, "bg")
    assert "В същата група е и „Дъб и ясен“\xa0ООД." in read(silent, "bg")
    assert "се брои веднъж" in read(silent, "bg")


def test_the_same_facts_give_the_same_article_and_survive_storage() -> None:
    packed = msgspec.json.encode(GOLD)
    assert compose(msgspec.json.decode(packed, type=ProfileFacts)) == compose(GOLD)


def answer(**more: Any) -> SpokenAnswer:
    return SpokenAnswer(id="a", question="advice", approved_on=date(2026, 1, 1), **more)


def test_a_foreign_answer_is_translated_and_says_so_or_keeps_its_language() -> None:
    english = answer(text="Pay well.", language="en", translations={"bg": "Плащайте добре."})
    text = page(change(BAKERY, answers=(english,)), "bg")
    assert "думите на екипа (в превод на работодателя от английски)" in text.lower()
    assert '<span class="quote">„Плащайте добре.“</span>' in text
    only = page(change(BAKERY, answers=(answer(text="Pay well.", language="en"),)), "bg")
    assert '<span class="quote" lang="en">„Pay well.“</span>' in only
    assert "(на английски)" in only
    own = page(change(BAKERY, answers=(answer(text="Плащайте.", language="bg"),)), "bg")
    assert "английски" not in own


def test_words_missing_in_one_language_are_shown_in_the_other_and_marked() -> None:
    figure = change(HYBRID.figures[0], scope={"bg": "обучение и/или работа"})
    assert '<span lang="bg">“обучение и/или работа”</span>' in page(change(HYBRID, figures=(figure,)), "en")


def test_a_target_waits_for_the_told_day_while_there_is_no_edition() -> None:
    facts = change(HYBRID, edition=None, told_on=date(2025, 12, 31))
    assert "target_passed" not in keys(facts)
    assert "target_passed" in keys(change(facts, told_on=date(2026, 1, 1)))


def test_a_correction_edition_says_so() -> None:
    corrected = ArticleEdition(year=2026, ordinal=4, as_of=date(2026, 9, 30), correction=1)
    assert "В четвъртото издание за 2026\xa0г. (поправено) хлебозаводът" in read(
        change(BAKERY, edition=corrected), "bg"
    )


def test_nobody_can_put_markup_into_an_article() -> None:
    facts = change(BAKERY, names=change(BAKERY.names, original="<b>Пещи</b>", latin="<b>"), answers=(
        answer(text="<script>alert(1)</script>", language="bg"),
    ))  # fmt: skip
    for lang in ("bg", "en"):
        assert "<b>" not in page(facts, lang)
        assert "<script>" not in page(facts, lang)


def test_the_summary_is_the_lead_without_marks() -> None:
    assert summary(BAKERY, "bg") == (
        "Хлебозаводът „Седемте пещи“ ООД в Асеновград е основан през 2004 г. и към 30 юни 2026 г. има от 50 до 249 служители. "
        "В третото издание за 2026 г. хлебозаводът получава сребърен знак и поне 70 от 100 точки."
    )
    assert summary(NEWCOMER, "en") == (
        "The company Bobovo Zarno EOOD in Vratsa works in hospitality. "
        "The employer takes part with no rating shown; nothing should be read into that."
    )


def test_one_and_none_are_said_as_words_need_them() -> None:
    one = Figure(id="x", value=1, unit="women", measure="hired", as_of=When(year=2026))
    assert "Към 2026\xa0г. е наета 1\xa0жена, сочат данните на дружеството." in read(
        change(BAKERY, figures=(one,)), "bg"
    )
    assert "1\xa0woman was hired by 2026" in read(change(BAKERY, figures=(one,)), "en")


@pytest.mark.parametrize(
    ("number", "bulgarian", "english"),
    [(0, "до 9 служители", "up to 9 employees"), (9, "до 9 служители", "up to 9 employees"),
     (10, "от 10 до 49 служители", "10 to 49 employees"), (249, "от 50 до 249", "50 to 249"),
     (250, "поне 250 служители", "at least 250 employees"), (12400, "поне 250", "at least 250")],
)  # fmt: skip
def test_the_number_of_employees_is_never_said_only_the_range_it_lies_in(
    number: int, bulgarian: str, english: str
) -> None:
    facts = change(BAKERY, headcount=SizeClass.of(number, When(year=2026)))
    assert f"има {bulgarian}" in read(facts, "bg").replace("\xa0", " ")
    assert f"had {english}" in read(facts, "en").replace("\xa0", " ")
