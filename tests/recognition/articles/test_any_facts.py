"""Thousands of fact sets without a slip that a test can see, and without a fact that is not in the record."""

import os
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import web
from services.recognition.articles import ProfileFacts, compose
from shared.languages import FRAME
from tests.recognition.articles.any_facts import any_facts
from tests.recognition.articles.reading import body, page, plain, title, without_quotes
from tests.recognition.articles.slips import blocks, check_marks, check_numbers, check_sentences, lexicon, words
from web.grammar import transliterate
from web.grammar.bulgarian import definite, object_

WEB = Path(web.__file__).parent
METHOD_NUMBERS = {"90", "100"}
MANY = settings(max_examples=int(os.environ.get("FACT_SETS", "500")), deadline=None)
"""`FACT_SETS=20000 pytest tests/recognition/articles/test_any_facts.py` before a template is given to a native reader."""
SEEDS = st.integers(0, 2**48)


def language_of(seed: int) -> str:
    return FRAME[seed % len(FRAME)]


@MANY
@given(SEEDS)
def test_bulgarian_is_without_a_slip_a_test_can_see(seed: int) -> None:
    facts = any_facts(seed)
    markup = page(facts, "bg")
    for text in blocks(markup):
        check_marks(text)
        assert not re.search(r"[.!?] \d(?!\S*\xa0г)", re.sub(r"г\. \d", "", text)), text
        assert not re.search(r"години г\.|\bв [„«]?[вфВФ]|\bвъв [„«]?[^вфВФ„«]|\bс [„«]?[сзСЗ]|\bсъс 2", text), text
        assert not re.search(
            r"(?<![\d\xa0,])1\xa0(души|служители|държави|месеца|договора|града|часа|свободни)", text
        ), text
        assert not re.search(
            r"(?<![\d\xa0,])(?!1\xa0)\d+\xa0(човек|служител|месец|договор|град|час|свободно)\b", text
        ), text
    check_sentences(markup, "bg")
    stated = [*facts.figures, *(each for one in facts.revisions for each in (one.before, one.after) if each)]
    if all(figure.qualifier != "over" for figure in stated):
        assert "над " not in plain(markup)


@MANY
@given(SEEDS)
def test_english_is_without_a_slip_a_test_can_see(seed: int) -> None:
    markup = page(any_facts(seed), "en")
    for text in blocks(markup):
        check_marks(text)
        assert not re.search(r"\ba [aeio]|\ban [^aeio]|(?<!\d)1\xa0(people|employees|open jobs)\b", text.lower()), text
    check_sentences(markup, "en")


@MANY
@given(SEEDS)
@pytest.mark.parametrize("lang", ["lv", "pl"])
def test_latvian_and_polish_are_without_a_slip_a_test_can_see(lang: str, seed: int) -> None:
    facts = any_facts(seed)
    markup = page(facts, lang)
    for text in blocks(markup):
        check_marks(text)
        check_numbers(text, lang)
        assert not re.search(r"[.!?] \d", re.sub(r"\d\. \d", "", text)), text
    check_sentences(markup, lang)
    assert not re.search("[а-яА-Я]", plain(without_quotes(re.sub(r'<span[^>]* lang="bg">.*?</span>', "", markup))))
    assert f"„{facts.names.latin}”" in plain(markup), "a name is never inflected"


@MANY
@given(SEEDS)
def test_every_number_leads_to_how_we_know_and_no_headline_has_one(seed: int) -> None:
    facts = any_facts(seed)
    lang = language_of(seed)
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
    lang = language_of(seed)
    record = msgspec.json.encode(compose(facts).facts).decode().replace("\\n", " ")
    text = plain(re.sub(r"<a href=.*?</a>", "", page(facts, lang)))
    assert words(text) <= lexicon(lang) | words(record) | words(transliterate(record)) | subjects(facts)
    numbers = {each.lstrip("0") or "0" for each in re.findall(r"\d+", record)} | METHOD_NUMBERS
    assert set(re.findall(r"\d+", re.sub(r"(?<=\d)[\xa0,](?=\d{3})", "", text))) <= numbers


def subjects(facts: ProfileFacts) -> set[str]:
    trade = facts.trade_word
    return (
        words(definite(trade.word, trade.gender) + " " + object_(definite(trade.word, trade.gender)))
        if trade
        else set()
    )


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


@pytest.mark.parametrize("lang", FRAME)
def test_the_lexicon_has_no_word_of_praise(lang: str) -> None:
    praise = {"bg": "щедр|чудес|вдъхнов|забележител|отличн|прекрас|уникал|благород|геро|жертв|успешн|иноватив|грижовн",
              "en": "generous|inspir|remarkable|excellent|wonderful|unique|noble|hero|victim|successful|innovative|"
                    "amazing|outstanding|caring",
              "lv": "dāsn|brīnišķ|iedvesm|izcil|teicam|unikāl|cēl[aā] |varon|upur|veiksmīg|inovatīv|gādīg",
              "pl": "hojn|wspania|inspir|wybitn|znakomit|wyjątkow|szlachetn|bohater|ofiar|sukces|innowacyj|troskliw",
              }[lang]  # fmt: skip
    templates = " ".join(file.read_text() for file in (WEB / "templates" / "articles" / lang).glob("*.html"))
    assert not re.search(praise, templates.lower())
