"""The editions so far, what each changed, and everything as files. Never touches the session."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException

from services.recognition import scoring
from services.recognition.board.pages.public import behind, board_page, filters
from services.recognition.board.printed import public_page
from services.recognition.board.queries import archive
from services.recognition.board.queries import board as boards
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.dictionary import COLUMNS, DICTIONARY, datapackage
from services.recognition.board.queries.paging import page_of
from services.recognition.editions.queries import editions as edition_queries
from shared.auth import PUBLIC
from shared.languages import addresses
from shared.service import Runtime
from web.requests import AnyRequest

ASK_AGAIN = {"Cache-Control": "public, no-cache"}


@get(addresses("/editions"), policy=PUBLIC)
async def all_editions(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    found = await runtime.read(edition_queries.all_editions)
    return public_page(request, "recognition/board/editions.html", editions=found, columns_of=COLUMNS)


@get(addresses("/editions/{number:str}"), policy=PUBLIC)
async def edition(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    wanted, lang = filters(request), request.state.lang
    board = await runtime.read(boards.board, runtime.clock.today(), wanted, number)
    here = f"/{lang}/editions/{number}"
    return board_page(request, board, page_of(board, wanted, here, lang, behind(request)), wanted, here, earlier=True)


@get(addresses("/editions/{number:str}/changes"), policy=PUBLIC)
async def edition_changes(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    found = await runtime.read(archive.changes, number, runtime.clock.today())
    return public_page(request, "recognition/board/edition_changes.html", changes=found)


@get(addresses("/editions/{number:str}/towns"), policy=PUBLIC)
async def edition_towns(request: AnyRequest, runtime: Runtime, number: str) -> Response[Any]:
    found = await runtime.read(archive.towns, number, runtime.clock.today())
    return public_page(request, "recognition/board/edition_towns.html", edition=found.edition, towns=found.towns)


@get("/data/board.json", policy=PUBLIC)
async def board_json(runtime: Runtime) -> Response[Any]:
    """The newest edition, and the participants apart from it."""
    found = await runtime.read(archive.board_file, runtime.clock.today())
    if found is None:
        raise NotFoundException
    return Response(msgspec.json.encode(found), media_type="application/json", headers=ASK_AGAIN)


@get("/data/editions/{number:str}", policy=PUBLIC)
async def edition_data(runtime: Runtime, number: str) -> Response[Any]:
    """One edition: its rows as published with the digest over them, or as a table (`.csv`)."""
    today = runtime.clock.today()
    if number in (".csv", ".json"):
        raise NotFoundException
    if number.endswith(".csv"):
        return _table(await runtime.read(boards.board, today, Wanted(), number.removesuffix(".csv")))
    found = await runtime.read(archive.edition_file, number.removesuffix(".json"), today)
    return Response(msgspec.json.encode(found), media_type="application/json", headers=ASK_AGAIN)


@get("/data/board.csv", policy=PUBLIC)
async def board_csv(runtime: Runtime) -> Response[Any]:
    board = await runtime.read(boards.board, runtime.clock.today(), Wanted())
    return _table(board)


@get(DICTIONARY, policy=PUBLIC, sync_to_thread=False)
def dictionary(runtime: Runtime) -> Response[Any]:
    """What stands in the table, for programs."""
    body = msgspec.json.encode(datapackage(runtime.settings.base_url))
    return Response(body, media_type="application/json", headers=ASK_AGAIN)


@get([f"/data/{name}.json" for name in scoring.METHODS], policy=PUBLIC, sync_to_thread=False)
def worked_examples(request: AnyRequest) -> Response[Any]:
    """The worked examples of a version of the method, for whoever wants to run them."""
    method = scoring.METHODS[request.url.path.removeprefix("/data/").removesuffix(".json")]
    return Response(scoring.worked_examples(method), media_type="application/json", headers=ASK_AGAIN)


def _table(board: boards.Board) -> Response[Any]:
    return Response(sheet(board.rated), media_type="text/csv", headers=ASK_AGAIN)


def sheet(shown: Sequence[boards.Shown]) -> bytes:
    """CSV for Excel: byte order mark, semicolons, and no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for one in shown:
        more = {
            "practices": " ".join(one.row.practices),
            "contested": " ".join(boards.of_row(one.row, one.contested)),
            "size": one.size,
        }
        values = [more[name] if name in more else getattr(one.row, name) for name in COLUMNS]
        writer.writerow([_harmless("" if value is None else str(value)) for value in values])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "|", "%")) else cell


PAGES = (
    all_editions, edition, edition_changes, edition_towns, board_json, edition_data, board_csv, dictionary,
    worked_examples,
)  # fmt: skip
