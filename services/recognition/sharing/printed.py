"""An article's picture and its texts for papers, in one language. Knows no HTTP."""

from services.recognition import articles
from services.recognition.board.printed import headline, place
from services.recognition.sharing.rules import by_length, paragraphs
from web.grammar import globals_for
from web.text import render, translate
from web.typeset import png

MOST_TITLE = 150


def picture(article: articles.Article, lang: str) -> bytes:
    """1,200 by 630 points, as those expect who show a link."""
    facts, title = article.facts, headline(article, lang)
    contested = {one.subject for one in facts.holds if one.kind == "contested"}
    tier = facts.counted.tier if facts.counted else None
    shown = "" if tier is None or "tier" in contested else tier
    name = facts.names.original if lang == "bg" else facts.names.latin
    return png(
        "recognition/sharing/share.typ",
        {
            "lang": lang,
            "title": title if len(title) <= MOST_TITLE else f"{title[:MOST_TITLE].rsplit(' ', 1)[0]}…",
            "name": name,
            "town": place(lang)(facts.town),
            "tier": shown,
            "mark": translate(f"{shown.capitalize()} mark", lang) if shown else "",
            "edition": f"{facts.edition.ordinal}/{facts.edition.year}" if facts.edition and shown else "",
            "arch": render("recognition/badges/arch.svg", "en", tier=shown, tone="#e58a2e", bare="#3d635e"),
        },
    )


def press_kit(article: articles.Article, lang: str, address: str) -> dict[int, str]:
    """By length, the article as text free to reprint, each with where it comes from."""
    html = render(f"articles/{lang}/profile.html", lang, article=article, **globals_for(lang))
    source = " ".join(render("recognition/sharing/source.txt", lang, article=article, address=address).split())
    return by_length(headline(article, lang), paragraphs(html), source)
