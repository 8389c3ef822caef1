"""What anybody may read: home, board, profiles. Never touches the session."""

from typing import Any

from litestar import Response, get
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.board import linked
from services.recognition.board.printed import headline, lead, public_page, public_profile
from services.recognition.board.queries import board as boards
from services.recognition.board.queries import profiles, reading
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.paging import BoardPage, address, page_of
from services.recognition.board.rules import BY_MARK, BY_NAME, BY_TOWN
from services.recognition.tools import Honour, tools_of
from shared.auth import PUBLIC
from shared.languages import FRAME, addresses
from shared.readers.towns import canonical
from shared.service import Runtime
from shared.tiers import BEST_FIRST
from web.grammar import globals_for
from web.guard import visitors
from web.requests import AnyRequest

MOST_SEARCH, MOST_CURSOR = 80, 500
MOST_VOICES = 3


@get("/", policy=PUBLIC, sync_to_thread=False)
def front(request: AnyRequest) -> Response[Any]:
    """The address without a language leads to the reader's own."""
    return Response(
        "", status_code=302, headers={"Location": f"/{visitors(request, FRAME)}", "Vary": "Accept-Language, Cookie"}
    )


@get(addresses(""), policy=PUBLIC)
async def home(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    today, lang = runtime.clock.today(), request.state.lang
    board: boards.Board | reading.Overview | None = await runtime.read(reading.overview, Wanted())
    if board is None:  # as in `employers`
        board = await runtime.read(boards.board, today, Wanted())
    spoke = await runtime.read(profiles.latest_interviews, today, MOST_VOICES)
    voices = [(article, articles.excerpt(article, lang)) for article in map(articles.compose, spoke)]
    tiers = {tier: board.count(tier) for tier in BEST_FIRST}
    here = runtime.settings
    return public_page(
        request,
        "recognition/board/home.html",
        board=board,
        tiers=tiers,
        voices=voices,
        linked=linked.site_itself(here.base_url, lang, here.operator),
        **globals_for(lang),
    )


@get(addresses("/employers"), policy=PUBLIC)
async def employers(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    wanted, lang, after = filters(request), request.state.lang, behind(request)
    here = f"/{lang}/employers"
    found = await runtime.read(reading.read_board, wanted, here, lang, after)
    if found is None:  # a database of an earlier version, until its first morning
        board = await runtime.read(boards.board, runtime.clock.today(), wanted)
        return board_page(request, board, page_of(board, wanted, here, lang, after), wanted, here, earlier=False)
    return board_page(request, found.board, found.page, wanted, here, earlier=False)


def board_page(
    request: AnyRequest,
    board: boards.Board | reading.Overview,
    page: BoardPage,
    wanted: Wanted,
    here: str,
    *,
    earlier: bool,
) -> Response[Any]:
    """The whole page, or for htmx the employers found."""
    return public_page(
        request,
        "recognition/board/board.html",
        fragment="recognition/board/_board.html",
        board=board,
        page=page,
        wanted=wanted,
        here=here,
        earlier=earlier,
        orders={sort: address(here, wanted, sort=sort) for sort in (BY_MARK, BY_NAME, BY_TOWN)},
        views={view: address(here, wanted, view=view) for view in ("", "cards")},
    )


def behind(request: AnyRequest) -> str:
    """The line behind which the page begins, as the address says it."""
    return str(request.query_params.get("after", ""))[:MOST_CURSOR]


def filters(request: AnyRequest) -> Wanted:
    """The filters of the address; anything else in it is passed over."""
    given = {name: str(request.query_params.get(name, ""))[:MOST_SEARCH].strip() for name in Wanted.__struct_fields__}
    return Wanted(**{**given, "town": canonical(given["town"])})


@get(addresses("/employers/{slug:str}"), policy=PUBLIC)
async def employer(request: AnyRequest, runtime: Runtime, slug: str) -> Response[Any]:
    facts = await public_profile(runtime, slug)
    lang, article = request.state.lang, articles.compose(facts)
    title, summary, here = headline(article, lang), lead(article, lang), runtime.settings
    honours = await runtime.read(_given_to, runtime, slug)
    return public_page(
        request,
        "recognition/board/profile.html",
        article=article,
        title=title,
        facts=facts,
        places=await runtime.read(tools_of(runtime).places_of, slug) if article.facts.answers else (),
        share_image=f"{request.url.path}/share.png",
        summary=summary,
        honours=honours,
        linked=linked.article(facts, title, summary, here.base_url, lang, here.operator, linked.named(honours, lang)),
        **globals_for(lang),
    )


def _given_to(session: Session, runtime: Runtime, slug: str) -> tuple[Honour, ...]:
    return tools_of(runtime).honours(session, profiles.listing_of(session, slug).group)


PAGES = (front, home, employers, employer)
