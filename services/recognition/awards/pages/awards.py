"""What anybody reads of awards: the years, and the ceremony of one. Never touches the session."""

from collections.abc import Iterator
from typing import Any

from litestar import Response, get

from services.recognition.awards.queries import awards as queries
from services.recognition.board import linked
from services.recognition.board.printed import public_page
from services.recognition.board.rules import BoardLine
from shared.auth import PUBLIC
from shared.languages import addresses
from shared.service import Runtime
from shared.transaction import Missing
from web.requests import AnyRequest
from web.text import translate


@get(addresses("/awards"), policy=PUBLIC)
async def all_years(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return public_page(request, "recognition/awards/years.html", years=await runtime.read(queries.years))


@get(addresses("/awards/{year:str}"), policy=PUBLIC)
async def ceremony(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    found, lang = await runtime.read(queries.year_of, numbered(year)), request.state.lang
    title = translate("Awards of %(year)s", lang, year=found.year)
    data = linked.ceremony(_read_of(found, lang), found.year, title, runtime.settings.base_url, lang)
    return public_page(request, "recognition/awards/ceremony.html", of=found, linked=data)


def _read_of(of: queries.Year, lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Employer, its address, award and giver of what is neither contested nor taken down."""
    for one in of.categories:
        if one.winner and one.winner.line and not one.winner.held:
            yield *_named(one.winner.line, lang), one.name if lang == "bg" else one.name_en, ""
    for prize in of.prizes:
        if not prize.held:
            yield *_named(prize.line, lang), prize.name, prize.giver


def _named(line: BoardLine, lang: str) -> tuple[str, str]:
    return line.name if lang == "bg" else line.name_latin, line.slug


def numbered(year: str) -> int:
    """Raises Missing for what is no year."""
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Missing(year)
    return int(year)


PAGES = (all_years, ceremony)
