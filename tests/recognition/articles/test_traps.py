"""The traps of the source documents, by number."""

from datetime import date

import msgspec
import pytest

from services.recognition.articles import ArticleEdition, Outcome, Target, When, compose
from tests.recognition.articles.cast import CENTRE, FIRST, HUMANS, HYBRID
from tests.recognition.articles.reading import page, plain, read, title

change = msgspec.structs.replace


def sentences(text: str) -> list[str]:
    return [each for line in text.split("\n") for each in line.replace("г. ", "г ").split(". ")]


def test_trap_1_upskilling_and_or_work_is_not_hired() -> None:
    for lang, scope, note in (
        ("bg", "повишаване на квалификацията и/или работа са получили 1100", "не показва колко от хората са наети"),
        (
            "en",
            "1,100 people affected by conflict have received upskilling and/or work",
            "does not tell how many were hired",
        ),
    ):
        text = read(HUMANS, lang).replace("\xa0", " ")
        assert scope in text
        assert note in text
        assert not [each for each in sentences(text) if "1100" in each and "наети" in each]


def test_trap_1_the_scope_words_stand_in_how_we_know_too() -> None:
    assert "квалификацията и/или работа: 1100 души" in plain(page(HUMANS, "bg")).replace("\xa0", " ")


def test_trap_2_a_target_whose_year_is_past_says_so_and_that_the_result_is_not_known() -> None:
    text = read(HUMANS, "bg").replace("\xa0", " ")
    assert "265 души; целта беше броят да стигне 500 до 2024 г. Срокът е изтекъл, а резултатът не е известен." in text
    assert "The date has passed; the result is not known." in read(HUMANS, "en")


@pytest.mark.parametrize(
    ("target", "day", "passed"),
    [
        (When(year=2024), date(2024, 12, 31), False),
        (When(year=2024), date(2025, 1, 1), True),
        (When(year=2025, month=5), date(2025, 5, 31), False),
        (When(year=2025, month=5), date(2025, 6, 1), True),
        (When(year=2025, month=12, day=31), date(2025, 12, 31), False),
        (When(month=6, day=23), date(2030, 1, 1), False),
    ],
)
def test_trap_2_the_clock_is_the_editions_and_reads_the_date_as_precisely_as_it_was_given(
    target: When, day: date, passed: bool
) -> None:
    figure = change(HYBRID.figures[1], target=Target(value=600, unit="people", date=target))
    facts = change(HYBRID, figures=(figure,), edition=ArticleEdition(year=2026, ordinal=1, as_of=day), told_on=day)
    keys = [sentence.key for section in compose(facts).sections for sentence in section.sentences]
    assert ("target_passed" in keys) is passed
    assert ("целта е броят" in read(facts, "bg")) is not passed


def test_trap_2_a_figure_approved_after_the_edition_is_read_on_the_day_of_its_approval() -> None:
    figure = change(HYBRID.figures[1], target=Target(value=600, unit="people", date=When(year=2026, month=1)))
    edition = ArticleEdition(year=2025, ordinal=4, as_of=date(2025, 12, 31))
    facts = change(HYBRID, figures=(figure,), edition=edition, told_on=date(2026, 3, 2))
    keys = [sentence.key for section in compose(facts).sections for sentence in section.sentences]
    assert "target_passed" in keys


def test_trap_2_a_known_result_is_given_instead() -> None:
    target = Target(value=600, unit="people", date=When(year=2024), outcome=Outcome(value=1))
    text = read(change(HYBRID, figures=(change(HYBRID.figures[1], target=target),)), "bg").replace("\xa0", " ")
    assert "Резултатът, който предприятието отчита, е 1 човек." in text
    assert "не е известен" not in text


def test_trap_3_nine_countries_and_twelve_partners_never_share_a_sentence_and_are_flagged() -> None:
    for lang, note in (("bg", "в различни мерки (държави и партньори)"), ("en", "(countries and partners)")):
        text = read(HUMANS, lang).replace("\xa0", " ")
        assert note in text
        assert not [each for each in sentences(text) if "9 " in each and "12 " in each]


def test_trap_4_two_figures_for_one_thing_keep_their_sources_and_are_never_merged() -> None:
    text = read(CENTRE, "bg").replace("\xa0", " ")
    assert "86 души, по данни от доклад" in text
    assert "почти 150 души, по данни от съобщение" in text
    assert "показваме ги поотделно и не ги събираме" in text
    assert not {"236", "118"} & set(text.split())


def test_trap_4_the_same_thing_a_year_later_is_no_conflict() -> None:
    early = change(CENTRE.figures[0], as_of=When(year=2020, month=6))
    late = change(CENTRE.figures[1], as_of=When(year=2021, month=6))
    assert "поотделно" not in read(change(CENTRE, figures=(early, late)), "bg")


def test_trap_7_reactivated_keeps_its_word_and_is_defined_or_said_to_be_undefined() -> None:
    assert "„реактивирани“ 17\xa0души" in read(CENTRE, "bg")
    assert "източникът не уточнява; думата не е равна на „наети“" in read(CENTRE, "bg")
    figure = change(CENTRE.figures[2], definition={"bg": "отново записани в училище", "en": "back in school"})
    text = read(change(CENTRE, figures=(figure,)), "bg")
    assert "„Реактивирани“ тук значи отново записани в училище, а не наети." in text.replace("„реак", "„Реак")


def test_trap_8_a_company_and_its_foundation_are_one_group_and_the_foundation_is_no_independent_witness() -> None:
    assert "Потвърждения от фондацията в същата група не се приемат за независими." in read(HUMANS, "bg")
    assert "Confirmations by the foundation in the same group do not count as independent." in read(HUMANS, "en")


def test_trap_10_a_context_statistic_stands_apart_with_its_source_and_is_nobodys() -> None:
    text = read(CENTRE, "bg")
    heading, rest = text.split("За средата, не за този работодател\n")
    assert "73%" not in heading
    assert "73% (източник: доклад пред конференцията). Числото обединява повече групи и не важи за отделен" in rest


def test_trap_11_a_standing_commitment_is_not_a_target() -> None:
    text = read(HUMANS, "bg")
    assert "Предприятието поема траен ангажимент без краен срок: поне 50% жени" in text
    assert not [each for each in sentences(text) if "50%" in each and "цел" in each]


def test_trap_12_a_claim_is_shown_as_stated_and_as_unchecked() -> None:
    assert "твърди: „първи сме по рода си в България“, но това не сме проверявали" in read(CENTRE, "bg")
    assert "рода си" not in title(CENTRE, "bg")


def test_trap_13_what_autonomous_partners_do_is_not_credited_to_the_employer() -> None:
    assert (
        "Извън България работата вършат самостоятелни местни партньори, посочва предприятието; затова не я приписваме на него"
        in read(HUMANS, "bg")
    )
    assert "Outside Bulgaria, says the enterprise, the work is done by autonomous local partners" in read(HUMANS, "en")


def test_trap_14_nobody_is_named_as_author_and_missing_years_stay_missing() -> None:
    assert "Съставено от Steadfast" in plain(page(FIRST, "bg"))
    assert "Текст" not in plain(page(HUMANS, "bg"))
    assert "Към 23\xa0юни са консултирани" in read(CENTRE, "bg")
    assert '<time datetime="06-23">' in page(CENTRE, "bg")
