"""An article as a reader meets it: its text without marks, its figures, its words."""

import html
import re

from services.recognition.articles import ProfileFacts, compose
from web.grammar import globals_for
from web.text import render


def page(facts: ProfileFacts, lang: str) -> str:
    return render(f"articles/{lang}/profile.html", lang, article=compose(facts), **globals_for(lang))


def title(facts: ProfileFacts, lang: str) -> str:
    return plain(render(f"articles/{lang}/headline.html", lang, article=compose(facts), **globals_for(lang)))


def summary(facts: ProfileFacts, lang: str) -> str:
    text = plain(render(f"articles/{lang}/summary.html", lang, article=compose(facts), **globals_for(lang)))
    return text.replace("\xa0", " ")


def plain(markup: str) -> str:
    """Text, one block a line."""
    text = re.sub(r"</(p|h1|h2|li)>", "\n", markup)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def body(markup: str) -> str:
    """The article proper: without links, *How we know* and footer."""
    return markup.split('<ul class="links">')[0]


def read(facts: ProfileFacts, lang: str) -> str:
    return plain(body(page(facts, lang)))


def without_quotes(markup: str) -> str:
    """What the machine wrote: somebody's words taken out."""
    return re.sub(r'<span class="quote"[^>]*>.*?</span>', "", markup)
