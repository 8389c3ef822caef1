"""An article's picture (`og:image`) and its press kit. Never touches the session."""

from typing import Any

from litestar import Response, get

from services.recognition import articles
from services.recognition.board.printed import headline, public_page, public_profile
from services.recognition.sharing.printed import header, picture, press_kit
from shared.auth import PUBLIC
from shared.languages import addresses
from shared.service import Runtime
from web import typeset
from web.requests import AnyRequest


@get(addresses("/employers/{slug:str}/share.png"), policy=PUBLIC)
async def share(request: AnyRequest, runtime: Runtime, slug: str) -> Response[Any]:
    """Made when it is first asked for, and kept like the page it belongs to."""
    article = await _article(runtime, slug)
    body = await typeset.aside(picture, article, request.state.lang)
    return Response(body, media_type="image/png", headers={"Cache-Control": "public, no-cache"})


@get(addresses("/employers/{slug:str}/header.svg"), policy=PUBLIC)
async def drawn(runtime: Runtime, slug: str) -> Response[Any]:
    """Over an article that has no photograph."""
    article = await _article(runtime, slug)
    return Response(header(article.facts), media_type="image/svg+xml", headers={"Cache-Control": "public, no-cache"})


@get(addresses("/employers/{slug:str}/press"), policy=PUBLIC)
async def press(request: AnyRequest, runtime: Runtime, slug: str) -> Response[Any]:
    article, lang = await _article(runtime, slug), request.state.lang
    address = f"{runtime.settings.base_url}/{lang}/employers/{slug}"
    return public_page(
        request,
        "recognition/sharing/press.html",
        title=headline(article, lang),
        slug=slug,
        texts=press_kit(article, lang, address),
    )


async def _article(runtime: Runtime, slug: str) -> articles.Article:
    """Raises Missing and Gone."""
    return articles.compose(await public_profile(runtime, slug))


PAGES = (share, drawn, press)
