"""Thousands of fact sets without a slip that a test can see, and without a fact that is not in the record."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

import web
from services.recognition.articles import ProfileFacts, compose
from tests.recognition.articles.any_facts import any_facts
from tests.recognition.articles.reading import body, page, plain, title, without_quotes
from web.grammar import transliterate
from web.grammar.bulgarian import definite, object_

WEB = Path(web.__file__).parent
METHOD_NUMBERS = {"90", "100"}
MANY = settings(max_examples=500, deadline=None)
SEEDS = st.integers(0, 2**48)


def blocks(markup: str) -> Iterator[str]:
    """What a reader sees between two block tags, without marks."""
    for block in re.findall(r"<(?:p|h1|h2|li)\b[^>]*>(.*?)</(?:p|h1|h2|li)>", markup, re.S):
        yield plain(block)


def check_marks(text: str) -> None:
    assert "  " not in text
    assert not re.search(r"\s[,.;:!?)]|[(„«]\s|\(\)", text), text
    assert not re.search(
        r"\.\.|,,|,\.|;\.|:\.|[!?…][“”]?[;,]\s|(?<!г)(?<!лв)\.[“”]?[;,]\s|\s-\s|None|Undefined|\{|\}", text
    ), text
    assert not re.search(r"[,;:][^\s\d“”»’]|\)[^\s.,;:]", text.replace("://", "")), text


@MANY
@given(SEEDS)
def test_bulgarian_is_without_a_slip_a_test_can_see(seed: int) -> None:
    facts = any_facts(seed)
    markup = page(facts, "bg")
    for text in blocks(markup):
        check_marks(text)
        assert not re.match(r"\d", text), text
        assert not re.search(r"[.!?] \d(?!\S*\xa0г)", re.sub(r"г\. \d", "", text)), text
        assert not re.search(r"години г\.|\bв [„«]?[вфВФ]|\bвъв [„«]?[^вфВФ„«]|\bс [„«]?[сзСЗ]|\bсъс 2", text), text
        assert not re.search(
            r"(?<![\d\xa0,])1\xa0(души|служители|държави|месеца|договора|града|часа|свободни)", text
        ), text
        assert not re.search(
            r"(?<![\d\xa0,])(?!1\xa0)\d+\xa0(човек|служител|месец|договор|град|час|свободно)\b", text
        ), text
    check_sentences(markup)
    stated = [*facts.figures, *(each for one in facts.revisions for each in (one.before, one.after) if each)]
    if all(figure.qualifier != "over" for figure in stated):
        assert "над " not in plain(markup)


@MANY
@given(SEEDS)
def test_english_is_without_a_slip_a_test_can_see(seed: int) -> None:
    markup = page(any_facts(seed), "en")
    for text in blocks(markup):
        check_marks(text)
        assert not re.match(r"\d", text), text
        assert not re.search(r"\ba [aeio]|\ban [^aeio]|(?<!\d)1\xa0(people|employees|open jobs)\b", text.lower()), text
    check_sentences(markup)


def check_sentences(markup: str) -> None:
    for paragraph in re.findall(r"<(?:p|li id=\"know)[^>]*>(.*?)</(?:p|li)>", markup, re.S):
        text = plain(paragraph)
        assert re.search(r"[.!?…][“”]?$", text), text
        assert text[0].isupper() or text[0] in "„“«‘", text
        for start in re.findall(r"(?<!г)(?<!лв)[.!?] ([^\W\d_])", plain(without_quotes(paragraph))):
            assert start.isupper(), text


@MANY
@given(SEEDS)
def test_every_number_leads_to_how_we_know_and_no_headline_has_one(seed: int) -> None:
    facts = any_facts(seed)
    lang = ("bg", "en")[seed % 2]
    markup = page(facts, lang)
    links = set(re.findall(r'href="#(know-[^"]+)"', markup))
    entries = re.findall(r'<li id="(know-[^"]+)"', markup)
    assert links <= set(entries)
    assert len(entries) == len(set(entries))
    loose = re.sub(r'<a class="figure".*?</a>|<time.*?</time>', "", without_quotes(body(markup)), flags=re.S)
    assert not re.search(r"\d", nameless(plain(loose), facts))
    assert not re.search(r"\d", nameless(title(facts, lang), facts))


def nameless(text: str, facts: ProfileFacts) -> str:
    """A name may have a number of its own: Съединение 1906."""
    everybody: tuple[Any, ...] = (facts, *facts.entities)
    for each in everybody:
        for name in (each.names.original, each.names.latin):
            text = text.replace(name, "")
    return text


@MANY
@given(SEEDS)
def test_an_article_never_contains_a_word_or_a_number_that_is_not_in_the_record(seed: int) -> None:
    facts = any_facts(seed)
    lang = ("bg", "en")[seed % 2]
    record = msgspec.json.encode(compose(facts).facts).decode().replace("\\n", " ")
    text = plain(re.sub(r"<a href=.*?</a>", "", page(facts, lang)))
    assert words(text) <= lexicon(lang) | words(record) | words(transliterate(record)) | subjects(facts)
    numbers = {each.lstrip("0") or "0" for each in re.findall(r"\d+", record)} | METHOD_NUMBERS
    assert set(re.findall(r"\d+", re.sub(r"(?<=\d)[\xa0,](?=\d{3})", "", text))) <= numbers


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)}


def subjects(facts: ProfileFacts) -> set[str]:
    trade = facts.trade_word
    return (
        words(definite(trade.word, trade.gender) + " " + object_(definite(trade.word, trade.gender)))
        if trade
        else set()
    )


@cache
def lexicon(lang: str) -> set[str]:
    """Every word a template, a noun table or a name of a language or country can bring."""
    grammar = {"bg": "bulgarian", "en": "english"}[lang]
    files = [*(WEB / "templates" / "articles" / lang).glob("*.html"), *(WEB / "grammar").glob(f"{grammar}*.py")]
    locale = Locale.parse("en_GB" if lang == "en" else lang)
    names = " ".join([*locale.languages.values(), locale.territories["BG"], locale.territories["RO"]])
    articled = {"дружеството", "фирмата", "кооперацията", "фондацията", "сдружението", "предприятието", "институцията",
                "организацията", "основана", "основано", "обучени", "обучена", "наети", "наета", "консултирани",
                "консултирана", "реактивирани", "реактивирана", "получили", "получила", "завършили", "завършила",
                "ото"} if lang == "bg" else {"th"}  # fmt: skip
    return words(names) | articled | {word for file in files for word in words(file.read_text())}


@MANY
@given(SEEDS)
def test_what_is_counted_leaves_no_trace_in_a_participants_article(seed: int) -> None:
    facts = any_facts(seed)
    article = compose(facts)
    if article.facts.publish_state == "participant":
        assert article == compose(msgspec.structs.replace(facts, counted=None))
        assert article.section("confirmed") is None, "nothing stands under that heading"
        lead = article.section("lead")
        assert lead
        assert "participant" in [s.key for s in lead.sentences]


@pytest.mark.parametrize("lang", ["bg", "en"])
def test_the_lexicon_has_no_word_of_praise(lang: str) -> None:
    praise = {"bg": "щедр|чудес|вдъхнов|забележител|отличн|прекрас|уникал|благород|геро|жертв|успешн|иноватив|грижовн",
              "en": "generous|inspir|remarkable|excellent|wonderful|unique|noble|hero|victim|successful|innovative|"
                    "amazing|outstanding|caring"}[lang]  # fmt: skip
    templates = " ".join(file.read_text() for file in (WEB / "templates" / "articles" / lang).glob("*.html"))
    assert not re.search(praise, templates.lower())
