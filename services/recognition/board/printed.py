"""Public pages, and statements as they would print them, in both languages, with what a new one changes of an old one."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any

import msgspec
from litestar import Response
from markupsafe import Markup

from services.recognition import articles
from services.recognition.board.queries import profiles
from services.recognition.board.queries.printing import replaced, statement_articles
from services.recognition.board.rules import words_in
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries.statements import Rewording, difference
from services.recognition.tools import tools_of
from shared.languages import FRAME, SITE
from shared.service import Runtime
from web import respond
from web.grammar import globals_for, town_in
from web.requests import AnyRequest
from web.site import Gone
from web.text import environment, render


@cache
def sector_words(sector: str) -> frozenset[str]:
    """The words of a sector's name in each language of the board: who types `hotel` finds those of that sector."""
    if not sector:
        return frozenset()
    made = (environment(lang).get_template("recognition/_words.html").make_module() for lang in FRAME)
    return frozenset().union(*(words_in(str(words.sector(sector))) for words in made))  # type: ignore[attr-defined]


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """One statement by language: its sentences, and their difference from what it replaces."""

    sentences: dict[str, str]
    changes: dict[str, Rewording]


async def printed(runtime: Runtime, some: Collection[StatedFigure]) -> dict[str, Printed]:
    """Per statement's id. Of an employer nothing is known of yet, the bare words stand for the sentences."""
    before = await runtime.read(replaced, some)
    known = await runtime.read(statement_articles, [*some, *before.values()])
    return {one.id: _printed(one, before.get(one.id), known) for one in some}


def _printed(one: StatedFigure, before: StatedFigure | None, known: dict[str, articles.Article]) -> Printed:
    now, then = _sentences(one, known), _sentences(before, known)
    return Printed(sentences=now, changes={lang: difference(then[lang], now[lang]) for lang in SITE})


def _sentences(one: StatedFigure | None, known: dict[str, Any]) -> dict[str, str]:
    if one is None:
        return dict.fromkeys(SITE, "")
    if one.id not in known:
        return dict.fromkeys(SITE, one.words)
    return {
        lang: render("articles/stated.txt", lang, article=known[one.id], **globals_for(lang)).strip() for lang in SITE
    }


def headline(article: articles.Article, lang: str) -> str:
    """The article's headline as plain text."""
    return render("articles/headline.txt", lang, article=article, **globals_for(lang)).strip()


def lead(article: articles.Article, lang: str) -> str:
    """The article's first paragraph as plain text."""
    return " ".join(render("articles/summary.txt", lang, article=article, **globals_for(lang)).split())


HEADING, ANCHOR = re.compile(r"<(/?)h([1-5])\b"), re.compile(r'(\bid="|\bhref="#)')


def within(article: articles.Article, lang: str) -> Markup:
    """The article as the public reads it, to stand within another page, perhaps more than once.

    Its headings go one level down, and its anchors are its language's own.
    """
    text = render("articles/profile.html", lang, article=article, **globals_for(lang))
    text = HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", text)
    return Markup(ANCHOR.sub(rf"\g<1>{lang}-", text))  # noqa: S704 - our own template, escaped when it was rendered


async def named_honours(runtime: Runtime, groups: Collection[str], lang: str) -> dict[str, str]:
    """What these groups were given, by the subject of a hold."""
    names = await runtime.read(tools_of(runtime).honour_names, groups)
    return {subject: by[lang != "bg"] for subject, by in names.items()}


async def public_profile(runtime: Runtime, slug: str) -> articles.ProfileFacts:
    """What the public reads of an employer today. Raises Missing for who never was listed, Gone for who is no more."""
    try:
        return await runtime.read(profiles.profile, slug, runtime.clock.today())
    except profiles.Formerly as error:
        raise Gone from error


ASK_AGAIN = {"Cache-Control": "public, no-cache"}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, however it is written (XML 1.0, 2.2)."""


def xml(template: str, lang: str, kind: str, **context: Any) -> Response[Any]:
    """A public document for programs."""
    return Response(NOT_XML.sub("", render(template, lang, **context)), media_type=kind, headers=ASK_AGAIN)


def public_page(request: AnyRequest, template: str, **context: Any) -> Response[Any]:
    state = request.state
    state.nav = request.state.site.nav(None, state.lang)
    failed = context.get("status", 200) >= 400
    # asked for again: what is taken down is gone at once
    headers = {"Cache-Control": "no-store" if failed else "public, no-cache"}
    given: dict[str, Any] = {"place": town_in(state.lang)} | context
    return respond.page(request, template, headers=headers, **given)
