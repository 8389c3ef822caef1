"""Slips of the pen that a test can see, and every word that a language's templates and grammar can bring."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale

import web
from shared.languages import BY_CODE
from tests.recognition.articles.reading import plain, without_quotes
from web.grammar import latvian, latvian_trades, latvian_words, polish, polish_trades, polish_words

WEB = Path(web.__file__).parent
GRAMMARS = {"bg": "bulgarian", "en": "english", "lv": "latvian", "pl": "polish"}
BEHIND_NUMBER = re.compile(r"(?<![\d,.\xa0])(\d+(?:\xa0\d{3})*)\xa0([^\W\d_]+)")


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
    assert not re.match(r"\d", text), text


def check_sentences(markup: str, lang: str) -> None:
    """Each begins with a capital and ends with a stop; that of a Latvian ordinal number (`30. jūnijā`) is none."""
    ordinal = r"(?<!\d)" if lang == "lv" else ""
    for paragraph in re.findall(r"<(?:p|li id=\"know)[^>]*>(.*?)</(?:p|li)>", markup, re.S):
        text = plain(paragraph)
        assert re.search(r"[.!?…][“”]?$", text), text
        assert text[0].isupper() or text[0] in "„“«‘", text
        for start in re.findall(rf"(?<!г)(?<!лв){ordinal}[.!?] ([^\W\d_])", plain(without_quotes(paragraph))):
            assert start.isupper(), text


def check_numbers(text: str, lang: str) -> None:
    """Behind each number the noun stands in the form that the number asks for."""
    for number, word in BEHIND_NUMBER.findall(text):
        asked = _asked(lang, int(number.replace("\xa0", "")))
        known = {form for forms in asked_forms(lang).values() for form in forms}
        assert word not in known or word in asked_forms(lang)[asked], f"{number} {word}: {text}"


def _asked(lang: str, number: int) -> str:
    if lang == "lv":
        return "one" if latvian.is_one(number) else "other"
    return "one" if number == 1 else "few" if polish.is_few(number) else "many"


@cache
def asked_forms(lang: str) -> dict[str, frozenset[str]]:
    """The first word of each noun in each form, as subject and as object."""
    if lang == "pl":
        nouns = polish_words.NOUNS.values()
        return {
            "one": frozenset(form.split()[0] for noun in nouns for form in (noun.one, noun.object)),
            "few": frozenset(noun.few.split()[0] for noun in nouns),
            "many": frozenset(noun.many.split()[0] for noun in nouns),
        }
    both = {n: [[latvian.counted(n, noun), latvian.object_(n, noun)] for noun in latvian_words.NOUNS] for n in (1, 2)}
    first = {n: frozenset(form.split("\xa0")[1].split()[0] for row in rows for form in row) for n, rows in both.items()}
    return {"one": first[1], "other": first[2]}


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)}


@cache
def lexicon(lang: str) -> set[str]:
    """Every word a template, a noun table or a name of a language or country can bring."""
    files = [*(WEB / "templates" / "articles" / lang).glob("*.html"), *(WEB / "grammar").glob(f"{GRAMMARS[lang]}*.py")]
    locale = Locale.parse(BY_CODE[lang].locale)
    names = " ".join([*locale.languages.values(), locale.territories["BG"], locale.territories["RO"]])
    return words(names) | words(BENT[lang]()) | {word for file in files for word in words(file.read_text())}


def _bent_bulgarian() -> str:
    return (
        "дружеството фирмата кооперацията фондацията сдружението предприятието институцията организацията основана "
        "основано обучени обучена наети наета консултирани консултирана реактивирани реактивирана получили получила "
        "завършили завършила ото"
    )


def _bent_latvian() -> str:
    cases = ("in", "of", "to", "object")
    heads = [*latvian_words.HEADS.values(), *latvian_trades.TRADES.values(), "uzņēmums"]
    marks = ("zelta zīme", "sudraba zīme", "bronzas zīme")
    bent = [latvian.case(noun, each) for noun in (*heads, *marks) for each in cases]
    objects = [latvian.object_(n, noun) for n in (1, 2) for noun in latvian_words.NOUNS]
    ordinals = [latvian.ordinal(n, ending) for n in range(1, 13) for ending in ("ajā", "ā", "o")]
    participles = [
        stem + end
        for stem in ("apmācīt", "pieņemt", "konsultēt", "reaktivizēt", "dibināt")
        for end in ("s", "a", "i", "as")
    ]
    return " ".join(
        [
            *bent,
            *objects,
            *ordinals,
            *participles,
            "tas",
            "tā",
            "tam",
            "tai",
            "paša",
            "pašas",
            "Rumānijas",
            "Bulgārijas",
        ]
    )


def _bent_polish() -> str:
    ordinals = [polish.ordinal(n, ending) for n in range(1, 13) for ending in ("y", "ym", "ego")]
    verbs = [
        stem + end
        for stem in ("otrzymał", "ukończył", "skorzystał", "powstał", "zatrudniał")
        for end in ("", "a", "o", "y")
    ]
    codes = [str(code) for code in Locale.parse("pl").languages]
    tongues = [f"{polish.of_tongue(code)} {polish.in_tongue(code)}" for code in codes]
    return " ".join(
        [*ordinals, *verbs, *tongues, polish.outside(("BG", "RO")), "działający", "działająca", "działające"]
    )


BENT = {"bg": _bent_bulgarian, "en": lambda: "th", "lv": _bent_latvian, "pl": _bent_polish}
"""Words that grammar makes out of stems and endings."""
TRADES = {"lv": latvian_trades.TRADES, "pl": polish_trades.TRADES}
