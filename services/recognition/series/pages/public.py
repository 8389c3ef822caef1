"""Series as anybody reads them: the list, one with its issues in order, and its feed. Never touches the session."""

import datetime
from typing import Any

from litestar import Response, get

from services.recognition import articles
from services.recognition.board.printed import headline, lead, public_page, xml
from services.recognition.series.queries import series
from shared.auth import PUBLIC
from shared.languages import addresses
from shared.service import Runtime
from web.grammar import globals_for
from web.requests import AnyRequest


@get(addresses("/series"), policy=PUBLIC)
async def all_series(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return public_page(request, "recognition/series/list.html", all=await runtime.read(series.public_series))


@get(addresses("/series/{initiative:str}"), policy=PUBLIC)
async def one_series(request: AnyRequest, runtime: Runtime, initiative: str) -> Response[Any]:
    lang, found = request.state.lang, await runtime.read(series.series_at, initiative)
    read = await runtime.read(series.issues_read, found.id, runtime.clock.today())
    composed = [(one, articles.compose(one.facts)) for one in read]
    issues = [(one, article, articles.excerpt(article, lang)) for one, article in composed]
    return public_page(request, "recognition/series/series.html", series=found, issues=issues, **globals_for(lang))


@get(addresses("/series/{initiative:str}/feed.xml"), policy=PUBLIC)
async def feed_of(request: AnyRequest, runtime: Runtime, initiative: str) -> Response[Any]:
    """Its issues, the newest first."""
    lang, found = request.state.lang, await runtime.read(series.series_at, initiative)
    read = await runtime.read(series.issues_read, found.id, runtime.clock.today())
    entries = [_entry(one, lang) for one in reversed(read)]
    return xml(
        "recognition/series/feed.xml",
        lang,
        "application/atom+xml",
        series=found,
        entries=entries,
        changed=_moment(found.changed_on),
        site=runtime.settings.base_url,
    )


def _entry(one: series.IssueRead, lang: str) -> dict[str, Any]:
    article = articles.compose(one.facts)
    return {
        "number": one.number,
        "path": f"/{lang}/employers/{one.facts.slug}",
        "title": headline(article, lang),
        "summary": lead(article, lang),
        "at": _moment(max(one.added_on, one.facts.told_on)),
    }


def _moment(day: datetime.date) -> str:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC).isoformat()


PAGES = (all_series, one_series, feed_of)
