"""An article's picture and its texts for papers, in one language. Knows no HTTP."""

import hashlib

from services.recognition import articles
from services.recognition.board.printed import headline
from services.recognition.sharing.rules import by_length, paragraphs
from shared.tiers import MARKS
from web.grammar import globals_for, town_in
from web.text import render, translate
from web.typeset import png

MOST_TITLE = 150


def picture(article: articles.Article, lang: str) -> bytes:
    """1,200 by 630 points, as those expect who show a link."""
    arch = render("recognition/badges/arch.svg", "en", tier=_mark(article.facts), tone="#e58a2e", bare="#3d635e")
    return png("recognition/sharing/share.typ", {**on_picture(article, lang), "arch": arch})


def on_picture(article: articles.Article, lang: str) -> dict[str, str]:
    """What it says, all of it in this language."""
    facts, title, shown = article.facts, headline(article, lang), _mark(article.facts)
    return {
        "lang": lang,
        "title": title if len(title) <= MOST_TITLE else f"{title[:MOST_TITLE].rsplit(' ', 1)[0]}…",
        "name": facts.names.original if lang == "bg" else facts.names.latin,
        "town": town_in(lang)(facts.town),
        "tier": shown,
        "mark": translate(f"{shown.capitalize()} mark", lang) if shown else "",
        "edition": f"{facts.edition.ordinal}/{facts.edition.year}" if facts.edition and shown else "",
    }


def _mark(facts: articles.ProfileFacts) -> str:
    """The mark that is drawn: none while it is contested."""
    contested = "tier" in articles.contested_subjects(facts)
    return facts.counted.tier or "" if facts.counted and not contested else ""


BANDS = ("#123c38", "#173a52", "#3b2f52", "#4a2f2a", "#2f4226", "#40361c")
LINES = ("#1f524c", "#235172", "#524374", "#66433c", "#435c37", "#5a4c2a")
ARCHES, HIGHEST, LOWEST = 8, 84, 150


def header(facts: articles.ProfileFacts) -> str:
    """Over an article without a photograph: its sector's sign before arches that are the employer's own, from its address.

    The same for the same employer, sector and mark; light enough on a band dark enough for either scheme.
    """
    own = hashlib.sha256(facts.slug.encode()).digest()
    colour, mark = own[0] % len(BANDS), _mark(facts)
    return render(
        "recognition/sharing/header.svg",
        "en",
        sector=facts.sector[:1],
        reached=MARKS.index(mark) + 1 if mark in MARKS else 0,
        tone={"band": BANDS[colour], "line": LINES[colour], "lit": "#f0a54e"},
        arches=[(HIGHEST + one % (LOWEST - HIGHEST), one >= 128) for one in own[1 : 1 + ARCHES]],
    ).strip()


def press_kit(article: articles.Article, lang: str, address: str) -> dict[int, str]:
    """By length, the article as text free to reprint, each with where it comes from."""
    html = render("articles/profile.html", lang, article=article, **globals_for(lang))
    source = " ".join(render("recognition/sharing/source.txt", lang, article=article, address=address).split())
    return by_length(headline(article, lang), paragraphs(html), source)
