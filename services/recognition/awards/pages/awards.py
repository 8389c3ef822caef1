"""What anybody reads of awards: the years, and the ceremony of one. Never touches the session."""

from typing import Any

from litestar import Response, get

from services.recognition.awards.queries import awards as queries
from services.recognition.board.printed import public_page
from shared.auth import PUBLIC
from shared.languages import addresses
from shared.service import Runtime
from shared.transaction import Missing
from web.requests import AnyRequest


@get(addresses("/awards"), policy=PUBLIC)
async def all_years(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return public_page(request, "recognition/awards/years.html", years=await runtime.read(queries.years))


@get(addresses("/awards/{year:str}"), policy=PUBLIC)
async def ceremony(request: AnyRequest, runtime: Runtime, year: str) -> Response[Any]:
    found = await runtime.read(queries.year_of, numbered(year))
    return public_page(request, "recognition/awards/ceremony.html", of=found)


def numbered(year: str) -> int:
    """Raises Missing for what is no year."""
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Missing(year)
    return int(year)


PAGES = (all_years, ceremony)
