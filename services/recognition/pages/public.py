"""What anybody may read: home, board, profiles, editions, method, open data. Never touches the session."""

import csv
import io
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from services.recognition import articles, editions, scoring
from services.recognition.queries import board as boards
from services.recognition.queries import editions as edition_queries
from services.recognition.queries import profiles
from services.recognition.queries.board import Wanted
from shared.auth import PUBLIC
from shared.service import Desk
from web import respond
from web.grammar import globals_for, transliterate
from web.site import Gone
from web.text import render

AnyRequest = Request[Any, Any, Any]
LANGUAGES = ("bg", "en")
MOST_SEARCH = 80


def alternates(path: str) -> list[tuple[str, str]]:
    """The same page in the other languages."""
    rest = path.split("/", 2)[2] if path.count("/") > 1 else ""
    return [(lang, f"/{lang}" + (f"/{rest}" if rest else "")) for lang in LANGUAGES]


def public_page(request: AnyRequest, template: str, **context: Any) -> Response[Any]:
    state = request.state
    state.nav = request.app.state.nav(None, state.lang)
    headers = {"Cache-Control": "public, max-age=60"}
    given: dict[str, Any] = {"alternates": alternates(request.url.path), "place": place(state.lang)} | context
    return respond.page(request, template, headers=headers, **given)


def place(lang: str) -> Callable[[str], str]:
    """How a town is written in this language."""
    return str if lang == "bg" else transliterate


@get("/", policy=PUBLIC, sync_to_thread=False)
def front(request: AnyRequest) -> Response[Any]:
    """The address without a language leads to the reader's own."""
    chosen = request.cookies.get("lang", "") or request.headers.get("accept-language", "")[:2]
    return Response("", status_code=302, headers={"Location": f"/{chosen if chosen in LANGUAGES else 'bg'}"})


@get(["/bg", "/en"], policy=PUBLIC)
async def home(request: AnyRequest, desk: Desk) -> Response[Any]:
    board = await desk.read(boards.board, desk.clock.today(), Wanted())
    tiers = {tier: sum(1 for one in board.rated if one.row.tier == tier) for tier in ("gold", "silver", "bronze")}
    return public_page(request, "recognition/home.html", board=board, tiers=tiers)


@get(["/bg/employers", "/en/employers"], policy=PUBLIC)
async def employers(request: AnyRequest, desk: Desk) -> Response[Any]:
    wanted = asked(request)
    board = await desk.read(boards.board, desk.clock.today(), wanted)
    return board_page(request, board, wanted, earlier=False)


def board_page(request: AnyRequest, board: boards.Board, wanted: Wanted, *, earlier: bool) -> Response[Any]:
    """The whole page, or for htmx the employers found."""
    fragment = "recognition/_board.html"
    return public_page(
        request, "recognition/board.html", fragment=fragment, board=board, wanted=wanted, earlier=earlier
    )


def asked(request: AnyRequest) -> Wanted:
    """The filters of the address; anything else in it is passed over."""
    given = {name: str(request.query_params.get(name, ""))[:MOST_SEARCH].strip() for name in Wanted.__struct_fields__}
    return Wanted(**given)


@get(["/bg/employers/{slug:str}", "/en/employers/{slug:str}"], policy=PUBLIC)
async def employer(request: AnyRequest, desk: Desk, slug: str) -> Response[Any]:
    try:
        facts = await desk.read(profiles.profile, slug, desk.clock.today())
    except profiles.Formerly as error:
        raise Gone from error
    lang = request.state.lang
    if facts.vacancies:
        link = f"/{lang}/vacancies"
        vacancies = msgspec.structs.replace(facts.vacancies, link=link)
        facts = msgspec.structs.replace(facts, vacancies=vacancies)
    article = articles.compose(facts)
    grammar = globals_for(lang)
    title = render(f"articles/{lang}/headline.html", lang, article=article, **grammar).strip()
    return public_page(request, "recognition/profile.html", article=article, title=title, facts=facts, **grammar)


@get(["/bg/editions", "/en/editions"], policy=PUBLIC)
async def all_editions(request: AnyRequest, desk: Desk) -> Response[Any]:
    found = await desk.read(edition_queries.all_editions)
    return public_page(request, "recognition/editions.html", editions=found)


@get(["/bg/editions/{number:str}", "/en/editions/{number:str}"], policy=PUBLIC)
async def edition(request: AnyRequest, desk: Desk, number: str) -> Response[Any]:
    wanted = asked(request)
    board = await desk.read(boards.board, desk.clock.today(), wanted, number)
    return board_page(request, board, wanted, earlier=True)


@get(["/bg/method", "/en/method"], policy=PUBLIC, sync_to_thread=False)
def method(request: AnyRequest) -> Response[Any]:
    return public_page(request, "recognition/method.html", method=scoring.METHOD, fingerprint=scoring.FINGERPRINT)


@get("/data/board.json", policy=PUBLIC)
async def board_json(desk: Desk) -> Response[Any]:
    """The newest edition as it was digested, and the participants apart from it."""
    board = await desk.read(boards.board, desk.clock.today(), Wanted())
    if board.edition is None:
        raise NotFoundException
    rows = msgspec.Raw(board.edition.rows)
    body = msgspec.json.encode(
        {"edition": edition_data(board.edition), "rows": rows, "participants": board.participants}
    )
    return Response(body, media_type="application/json", headers={"Cache-Control": "public, max-age=60"})


@get("/data/editions/{number:str}", policy=PUBLIC)
async def edition_json(desk: Desk, number: str) -> Response[Any]:
    """The very bytes whose SHA-256 is the edition's digest."""
    found = await desk.read(edition_queries.edition_numbered, number.removesuffix(".json"))
    return Response(found.rows, media_type="application/json", headers={"Digest-Sha256": found.digest})


@get("/data/board.csv", policy=PUBLIC)
async def board_csv(desk: Desk) -> Response[Any]:
    board = await desk.read(boards.board, desk.clock.today(), Wanted())
    return Response(sheet([one.row for one in board.rated]), media_type="text/csv; charset=utf-8")


def edition_data(found: Any) -> dict[str, Any]:
    return {
        "number": found.number,
        "as_of": found.as_of,
        "known_at": found.known_at,
        "published_at": found.published_at,
        "method": found.method,
        "fingerprint": found.fingerprint,
        "digest": found.digest,
    }


def sheet(rows: list[editions.Row]) -> bytes:
    """CSV for Excel: byte order mark, semicolons, and no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    names = ["name", "name_latin", "sector", "town", "tier", "kept_floor", "points_floor", "practices"]
    writer.writerow(names)
    for row in rows:
        values = [getattr(row, name) for name in names[:-1]] + [" ".join(row.practices)]
        writer.writerow([_harmless("" if value is None else str(value)) for value in values])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "|", "%")) else cell


PAGES = (
    front, home, employers, employer, all_editions, edition, method, board_json, edition_json, board_csv,
)  # fmt: skip
