"""An article as a reader meets it: its text without marks, its figures, its words."""

import html
import re

from services.recognition.articles import ProfileFacts, compose
from web.grammar import globals_for
from web.text import render


def page(facts: ProfileFacts, lang: str) -> str:
    return render("articles/profile.html", lang, article=compose(facts), **globals_for(lang))


def title(facts: ProfileFacts, lang: str) -> str:
    return render("articles/headline.txt", lang, article=compose(facts), **globals_for(lang)).strip()


def summary(facts: ProfileFacts, lang: str) -> str:
    text = render("articles/summary.txt", lang, article=compose(facts), **globals_for(lang))
    return text.strip().replace("\xa0", " ")


def plain(markup: str) -> str:
    """Text, one block a line."""
    text = re.sub(r"</(p|h1|h2|h3|li|summary)>", "\n", markup)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def body(markup: str) -> str:
    """The article proper: without the labels of its parts, the words in the original, links, *How we know* and footer."""
    proper = markup.split('<ul class="links">')[0]
    return re.sub(r'<details class="original".*?</details>|<span class="origin">.*?</span>', "", proper, flags=re.S)


def read(facts: ProfileFacts, lang: str) -> str:
    return plain(body(page(facts, lang)))


def without_quotes(markup: str) -> str:
    """What the machine wrote: somebody's words taken out."""
    markup = re.sub(r'<details class="original".*?</details>', "", markup, flags=re.S)
    return re.sub(r'<span class="(quote|speaker)"[^>]*>.*?</span>', "", markup, flags=re.S)
