"""The Atom feed of each language, `sitemap.xml` and `robots.txt`. Never touches the session."""

import datetime
from collections.abc import Iterable
from typing import Any

import msgspec
from litestar import Response, get

from services.recognition import articles
from services.recognition.about.model import TITLES
from services.recognition.awards.queries.awards import years
from services.recognition.board.printed import ASK_AGAIN, headline, lead, xml
from services.recognition.board.queries import board as boards
from services.recognition.board.queries import profiles
from services.recognition.board.queries.board import Wanted
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import all_editions
from services.recognition.series.queries.series import public_series
from shared.auth import PUBLIC
from shared.languages import FRAME, addresses
from shared.service import Runtime
from web.requests import AnyRequest
from web.text import render, translate

MOST_EDITIONS, MOST_INTERVIEWS = 8, 12
ALWAYS = ("", "/employers", "/editions", "/series", "/awards", "/method", "/vacancies")
WRITTEN = (*(f"/{name}" for name in TITLES), "/contact", "/interview")


class News(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed."""

    path: str
    title: str
    summary: str
    at: datetime.datetime


@get(addresses("/feed.xml"), policy=PUBLIC)
async def feed(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Editions as they come out, and interviews as they are approved; the newest first."""
    lang = request.state.lang
    editions = await runtime.read(all_editions)
    spoke = await runtime.read(profiles.latest_interviews, runtime.clock.today(), MOST_INTERVIEWS)
    news = [*_of_editions(editions[:MOST_EDITIONS], lang), *(_of_interview(facts, lang) for facts in spoke)]
    news.sort(key=lambda one: (one.at, one.path), reverse=True)
    site = runtime.settings.base_url
    return xml("recognition/feeds/feed.xml", lang, "application/atom+xml", news=news, site=site)


def _of_editions(editions: Iterable[Edition], lang: str) -> list[News]:
    return [
        News(
            path=f"/{lang}/editions/{one.number}",
            title=translate("Edition %(name)s of the board", lang, name=one.number),
            summary=translate("Employers who hire, and keep", lang),
            at=one.published_at,
        )
        for one in editions
    ]


def _of_interview(facts: articles.ProfileFacts, lang: str) -> News:
    article = articles.compose(facts)
    day = datetime.datetime.combine(facts.told_on, datetime.time(), datetime.UTC)
    return News(
        path=f"/{lang}/employers/{facts.slug}", title=headline(article, lang), summary=lead(article, lang), at=day
    )


@get("/sitemap.xml", policy=PUBLIC)
async def sitemap(runtime: Runtime) -> Response[Any]:
    """Every public page of recognition in each of its languages, with the others beside it."""
    board = await runtime.read(boards.board, runtime.clock.today(), Wanted())
    editions = await runtime.read(all_editions)
    slugs = [*(one.slug for one in board.rated), *(one.slug for one in board.participants)]
    employers = [f"/employers/{slug}" for slug in slugs]
    told = [f"/series/{one.slug}" for one in await runtime.read(public_series)]
    told += [f"/awards/{one.year}" for one in await runtime.read(years)]
    issued = [f"/editions/{one.number}{part}" for one in editions for part in ("", "/towns")]
    of_board = [*ALWAYS, *issued, *told, *employers]
    pages = [(page, FRAME) for page in (*of_board, *WRITTEN)]
    return xml(
        "recognition/feeds/sitemap.xml",
        "en",
        "application/xml",
        pages=pages,
        site=runtime.settings.base_url,
    )


@get("/robots.txt", policy=PUBLIC, sync_to_thread=False)
def robots(runtime: Runtime) -> Response[Any]:
    text = render("recognition/feeds/robots.txt", "en", site=runtime.settings.base_url)
    return Response(text, media_type="text/plain", headers=ASK_AGAIN)


PAGES = (feed, sitemap, robots)
