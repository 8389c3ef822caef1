"""The badge by employer, language, size and scheme. Other sites show it, so it never tells them anything of a reader."""

from typing import Any

from litestar import Response, get

from services.recognition.badges.printed import SCHEMES, SIZES, badge
from services.recognition.badges.queries.marks import mark_now
from shared.auth import PUBLIC
from shared.languages import FRAME, OTHERWISE
from shared.service import Runtime
from shared.transaction import Missing

HEADERS = {
    "Cache-Control": "public, max-age=30",  # what is taken down is gone from other sites within a minute
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@get("/badge/{file:str}", policy=PUBLIC)
async def plain_badge(runtime: Runtime, file: str) -> Response[Any]:
    """The large one in the site's own language, under a short address."""
    return await _badge(runtime, OTHERWISE, "large", "light", file)


@get("/badge/{lang:str}/{size:str}/{scheme:str}/{file:str}", policy=PUBLIC)
async def chosen_badge(runtime: Runtime, lang: str, size: str, scheme: str, file: str) -> Response[Any]:
    if lang not in FRAME or size not in SIZES or scheme not in SCHEMES:
        raise Missing(f"{lang}/{size}/{scheme}")
    return await _badge(runtime, lang, size, scheme, file)


async def _badge(runtime: Runtime, lang: str, size: str, scheme: str, file: str) -> Response[Any]:
    """Raises Missing for whoever was never listed; who is listed no more has the badge without a mark."""
    slug, dot, kind = file.partition(".")
    if dot + kind != ".svg":
        raise Missing(file)
    mark = await runtime.read(mark_now, slug, runtime.clock.today())
    return Response(badge(mark, lang, size, scheme), media_type="image/svg+xml", headers=HEADERS)


PAGES = (plain_badge, chosen_badge)
