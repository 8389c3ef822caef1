"""The twelve slips a Bulgarian editor would catch, by number; those about single words are in test_grammar.py."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

import web
from services.recognition.articles import Counted, Figure, Practice, SizeClass, TradeWord, When
from tests.recognition.articles.cast import BAKERY, COOPERATIVE, EVERYBODY, HUMANS, HYBRID, NEWCOMER
from tests.recognition.articles.reading import page, plain, read, title, without_quotes
from web.grammar import bulgarian as bg

change = msgspec.structs.replace
SENTENCES = Path(web.__file__).parent / "templates" / "articles" / "bg" / "_sentences.html"
TEXTS = {name: plain(without_quotes(page(facts, "bg"))) for name, facts in EVERYBODY.items()}
everybody = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


def stating(value: int, unit: Any = "people", measure: Any = "hired", **more: Any) -> str:
    figure = Figure(id="x", value=value, unit=unit, measure=measure, as_of=When(year=2026), **more)
    return read(change(BAKERY, figures=(figure,)), "bg").replace("\xa0", " ")


def test_pitfall_1_things_take_the_count_form_and_people_the_plural() -> None:
    assert "отчита 5 договора" in stating(5, "contracts", "other")
    assert "отчита 21 месеца" in stating(21, "months", "other")
    assert "наети 100 участници" in stating(100, "participants")
    assert bg.plural("contracts") == "договори"


@pytest.mark.parametrize("n", [0, 2, 5, 11, 21, 22, 101, 1100])
def test_pitfall_2_only_one_is_singular_and_the_verb_follows(n: int) -> None:
    assert f"са наети {n} души" in stating(n)
    assert "е нает 1 човек" in stating(1)
    assert "обучение е получил 1 човек" in stating(1, measure="received", scope={"bg": "обучение"})


def test_pitfall_3_the_full_article_stands_on_the_subject_only() -> None:
    for text in TEXTS.values():
        assert not re.search(r"\b(на|от|към|до|за|с|със|в|във|по|при) (?!път\b)\w+(ът|ият|телят)\b", text)
    assert "Хлебозаводът „Седемте пещи“" in TEXTS["bakery"]
    assert "думата на работодателя" in TEXTS["bakery"]
    assert "Работодателят участва" in TEXTS["newcomer"]


@pytest.mark.parametrize(
    ("word", "gender", "sentence"),
    [
        ("хлебозавод", "m", "Хлебозаводът „Седемте пещи“ ООД в Асеновград е основан през"),
        ("пекарна", "f", "Пекарната „Седемте пещи“ ООД в Асеновград е основана през"),
        ("ателие", "n", "Ателието „Седемте пещи“ ООД в Асеновград е основано през"),
    ],
)
def test_pitfall_4_agreement_is_with_the_head_noun_not_with_the_name(word: str, gender: Any, sentence: str) -> None:
    facts = change(BAKERY, trade_word=TradeWord(word=word, gender=gender))
    assert sentence in read(facts, "bg").replace("\xa0", " ")


def test_pitfall_4_every_legal_form_brings_its_own_noun() -> None:
    for form, text in (("cooperative", "кооперацията получава"), ("foundation", "фондацията получава"),
                       ("association", "сдружението получава"), ("et", "фирмата получава")):  # fmt: skip
        assert text in read(change(BAKERY, legal_form=form, trade_word=None), "bg")


def test_pitfall_5_the_verb_to_be_is_never_dropped_and_stated_sentences_say_whose_they_are() -> None:
    for text in TEXTS.values():
        for participle in re.finditer(
            r"(\S+) (получил|завършил|нает|обучен|консултиран|основан)[аои]?\b(?! е\b)", text
        ):
            assert participle.group(1) in ("е", "са") or "наети" in participle.group(), participle.group()
    for name in ("hybrid", "humans", "raised", "contested"):
        section = re.search(r"Данни на само\w+ \w+\n(.*?)\nТ(ези|ова)", TEXTS[name], re.S)
        assert section, name
        for paragraph in section.group(1).split("\n"):
            first = paragraph.split(". ")[0]
            assert re.search(r"сочат данните|по данни от|По същите данни", paragraph), first


def test_pitfall_6_prepositions_sound_right_before_names_towns_editions_and_marks() -> None:
    assert "Във второто издание" in TEXTS["gold"]
    assert "В третото издание" in TEXTS["bakery"]
    assert "във Варна" in TEXTS["trio"]
    assert "вече е със сребърен знак" in title(change(EVERYBODY["raised"], answers=()), "bg")
    assert "с партньори" not in TEXTS["humans"]
    for text in TEXTS.values():
        assert not re.search(r"\bв [„<]?[вфВФ]|\bвъв [„<]?[^вфВФ„<]|\bс [„<]?[сзСЗ]|\bсъс [„<]?[^сзСЗ„<]", text)


def test_pitfall_7_names_stand_uninflected_in_their_quotation_marks_with_the_form_after_them() -> None:
    for name, facts in EVERYBODY.items():
        assert bg.quoted(facts.names.original) in TEXTS[name]
    assert "„Седемте пещи“\xa0ООД" in TEXTS["bakery"]
    assert "магазина «При бабите».“" in read(COOPERATIVE, "bg")
    assert "Sedemte Peshti\xa0OOD" in read(BAKERY, "en")
    assert not re.search("[а-яА-Я]", plain(without_quotes(page(HYBRID, "en"))))


@everybody
def test_pitfall_8_numbers_years_and_dates(text: str) -> None:
    assert not re.search(r"\d \d|(?<!\d)\d\xa0\d{3}(?!\d|\xa0\d{3})", text)
    assert not re.search(r"г\.\.|години г\.|\d\d\d\d г\.|\d %|-ти \w+ри", text)
    for sentence in re.split(r"(?<=[.!?])\s+(?=[^а-я])|\n", text):
        assert not re.match(r"[«„(]?\d", sentence), sentence


def test_pitfall_8_four_digits_stand_together_and_five_apart() -> None:
    assert "1240\xa0души" in TEXTS["hybrid"]
    assert "отчита 12 400 посетители" in stating(12400, "visitors", "other")


@everybody
def test_pitfall_9_own_things_and_no_guess_at_the_speakers_gender(text: str) -> None:
    assert not re.search(r"\b(той|тя|му|неин|негов\w*)\b", text)
    assert not re.search(r"\bй\b", text)


@everybody
def test_pitfall_10_words_that_carry_the_statistics(text: str) -> None:
    assert "над " not in text
    assert not re.search("останаха|класация|засега без|около", text, re.I)
    for kept in re.finditer(r"\d+\xa0души, наети чрез", text):
        assert text[: kept.start()].endswith("поне ")


def test_pitfall_10_only_a_stated_figure_keeps_its_own_over_or_about() -> None:
    assert "са наети над 20 души" in stating(20, qualifier="over")
    assert "са наети около 20 души" in stating(20, qualifier="about")


@everybody
def test_pitfall_11_no_officialese_no_labels_no_praise(text: str) -> None:
    bad = (
        r"\bлица\b|бенефициент|целева\w* група|ретенция|плейсмънт|възможности за заетост|адресира|имплементира|"
        r"даде шанс|подаде ръка|нашите бежанци|NEET|щедр|чудес|вдъхнов|забележител|отлич|прекрас|уникал|водещ|"
        r"благород|герой|жертв|успешн|иноватив"
    )
    assert not re.search(bad, text, re.I)


@everybody
def test_pitfall_12_capitals_commas_and_dashes(text: str) -> None:
    for clause in re.finditer(r"души, (наети чрез службите партньори|засегнати от конфликти)(.)", text):
        assert clause.group(2) in ",.;"
    assert not re.search(r",\s*и/или| - |!|,\s+и\s|\bВие\b|\bВи\b", text)
    for which in re.finditer(r"(\S+) (който|която|които|което|че|за да)\b", text):
        assert which.group(1).endswith((",", "от", "към", "при", "за", "и")) or which.group(2)[0].isupper(), (
            which.group()
        )


def test_pitfall_12_headings_are_sentence_case_without_a_stop() -> None:
    for heading in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", "".join(page(f, "bg") for f in EVERYBODY.values())):
        assert heading[-1] not in ".!:"
        assert heading[0].isupper() or heading[0] == "„"


def test_pitfall_12_practices_read_well_with_one_two_and_three() -> None:
    def offers(*codes: Any) -> str:
        held = Counted(tier="gold", practices=tuple(Practice(code=code) for code in codes))
        text = read(change(BAKERY, counted=held), "bg")
        return text.split("Какво е потвърдено\n")[1].split("\n")[0]

    assert offers("mentor") == "В хлебозавода новите колеги имат наставник."
    assert offers("mentor", "language") == "В хлебозавода новите колеги имат наставник и учат български."
    assert offers("skills", "language", "mentor") == (
        "В хлебозавода новите колеги имат наставник, се обучават за работата и учат български."
    )
    assert offers("housing", "paperwork") == "Хлебозаводът помага с жилището и с документите."
    assert offers("shared") == "Хлебозаводът споделя опита си с други работодатели."


def test_whole_sentences_stand_in_the_template_and_no_sentence_macro_is_missing() -> None:
    source = SENTENCES.read_text()
    english = (SENTENCES.parents[1] / "en" / "_sentences.html").read_text()
    macros = {name for name in re.findall(r"macro (\w+)\(", source) if not name.startswith(("in_", "whole"))}
    spoken = {name for name in macros if name.startswith(("headline_", "know_", "heading_", "contested_", "offers_"))}
    assert spoken == {
        name
        for name in re.findall(r"macro (\w+)\(", english)
        if name.startswith(("headline_", "know_", "heading_", "contested_", "offers_"))
    }


def test_a_towns_and_a_persons_own_facts_stay_out_of_how_we_know() -> None:
    text = plain(page(change(NEWCOMER, headcount=SizeClass.of(5, When(year=2026))), "bg"))
    assert "placement" not in text
    assert HUMANS.slug not in TEXTS["humans"]
