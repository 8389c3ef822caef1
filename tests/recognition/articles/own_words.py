"""How much of an article no other article of its edition says (DESIGN 17), and what too many of them say."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from services.recognition.articles import ProfileFacts
from tests.recognition.articles.reading import page, plain
from web.grammar import latvian_words, polish_words, transliterate

FOLDED = re.compile(
    r"<details.*?</details>|<span class=\"origin\">.*?</span>|<h[123].*?</h[123]>|<p class=\"note\">.*?</p>", re.S
)
MONTHS = (
    "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември|"
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr)[a-zī]*|"
    "stycznia|styczniu|lutego|lutym|marca|marcu|kwietnia|kwietniu|maja|maju|czerwca|czerwcu|lipca|lipcu|sierpnia|"
    "sierpniu|września|wrześniu|października|październiku|listopada|listopadzie|grudnia|grudniu"
)
FORMS = "ООД|ЕООД|АД|ЕАД|КД|СД|OOD|EOOD|AD|EAD|KD|SD"

TOWNS_OF = {"lv": latvian_words.TOWNS, "pl": polish_words.TOWNS}
"""A town is a placeholder in each of its cases."""


@dataclass(frozen=True)
class Measured:
    """Shares of words that are an article's own, from 0 to 1, and the share of articles that have the commonest sentence."""

    median: float
    decile: float
    none: float
    """Share of the articles without a word of their own."""
    commonest: str
    shared_by: float


def measured(everybody: Sequence[ProfileFacts], lang: str) -> Measured:
    articles = [sentences(facts, lang) for facts in everybody]
    of = Counter(sentence for article in articles for sentence in set(article))
    own = sorted(_own(article, of) for article in articles)
    commonest, number = of.most_common(1)[0]
    none = own.count(0) / len(own)
    return Measured(median(own), own[len(own) // 10], none, commonest, number / len(articles))


def _own(article: Sequence[str], of: Counter[str]) -> float:
    words = sum(len(sentence.split()) for sentence in article)
    return sum(len(sentence.split()) for sentence in article if of[sentence] == 1) / max(words, 1)


def sentences(facts: ProfileFacts, lang: str) -> list[str]:
    """The running text, with placeholders for names, towns, legal forms, months and numbers."""
    text = plain(FOLDED.sub("", page(facts, lang).split('<ul class="links">')[0])).replace("\xa0", " ")
    everybody = (facts, *facts.entities)
    names = {name for each in everybody for name in (each.names.original, each.names.latin)}  # type: ignore[attr-defined]
    towns = {facts.town, facts.town_latin, transliterate(facts.town), *TOWNS_OF.get(lang, {}).get(facts.town, ())}
    for name in sorted(names | towns - {""}, key=len, reverse=True):
        text = text.replace(name, "N")
    text = re.sub(r"\d+", "0", re.sub(rf"\b({FORMS}|{MONTHS})\b", "N", text))
    text = re.sub(r"0 г\.(?= [а-я])", "0", text)
    text = re.sub(r"0\.(?= [a-zāčēģīķļņšūžN])", "0", text)
    return [one for one in re.split(r"(?<=[.!?…])[“”]? +|\n", text) if one]
