"""The board a page at a time: in order of mark and name, each page found by the line before it (no offsets)."""

from urllib.parse import urlencode

import msgspec

from services.recognition.board.queries.board import NO_MARK, Board, Participant, Shown, Wanted
from services.recognition.board.rules import Script, cursor, in_order, key, read_cursor, town_in
from shared.tiers import PLACE

RATED, OTHERS = 24, 60
"""Lines on a page: of employers with a mark, and of those without, who take one short line each."""
GLANCE = 12
"""Employers without a mark that stand below the last of those with one; the rest is a page of its own."""


class BoardPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a board: its lines, and the addresses of the pages beside it."""

    rated: tuple[Shown, ...]
    participants: tuple[Participant, ...]
    continued: str = ""
    """The mark that the page before ended with, if this page goes on with it."""
    first: int = 0
    last: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""
    others: str = ""
    """Where all employers without a mark are, if they are not all here."""
    meant: tuple[str, ...] = ()
    """Names that somebody who mistyped may have meant; only where nothing was found."""
    sort: str = ""
    """The order its lines are in: `name`, `town`, or empty where it is by mark."""


def page_of(board: Board, wanted: Wanted, here: str, lang: str, after: str = "") -> BoardPage:
    """The page that begins behind `after` (the `cursor` of a line, whether it still stands on the board or not)."""
    if wanted.tier == NO_MARK or not board.rated:
        return _page_of_others(board, wanted, here, lang, after)
    lines = sorted(board.rated, key=lambda one: _key(one, lang, wanted.order))
    keys = [_key(one, lang, wanted.order) for one in lines]
    start = _start(keys, after, wanted.order)
    shown = tuple(lines[start : start + RATED])
    begins = shown[0].row.tier if shown and not wanted.order else ""
    ends = start + RATED >= len(lines)
    others = _in_order(board, lang, wanted.order)[:GLANCE] if ends else ()
    return BoardPage(
        rated=shown,
        participants=others,
        continued=begins if start and lines[start - 1].row.tier == begins else "",
        first=start + 1,
        last=start + len(shown),
        total=len(lines),
        previous=_previous(keys, start, RATED, wanted, here),
        next="" if ends else address(here, wanted, cursor(keys[start + RATED - 1])),
        others=address(here, wanted, tier=NO_MARK) if len(others) < len(board.participants) else "",
        sort=wanted.order,
    )


def _page_of_others(board: Board, wanted: Wanted, here: str, lang: str, after: str) -> BoardPage:
    lines = _in_order(board, lang, wanted.order)
    keys = [_key(one, lang, wanted.order) for one in lines]
    start = _start(keys, after, wanted.order)
    shown = lines[start : start + OTHERS]
    return BoardPage(
        rated=(),
        participants=shown,
        first=start + 1,
        last=start + len(shown),
        total=len(lines),
        previous=_previous(keys, start, OTHERS, wanted, here),
        next="" if start + OTHERS >= len(lines) else address(here, wanted, cursor(keys[start + OTHERS - 1])),
        sort=wanted.order,
    )


def _in_order(board: Board, lang: str, order: str) -> tuple[Participant, ...]:
    return tuple(sorted(board.participants, key=lambda one: _key(one, lang, order)))


def script_of(lang: str) -> Script:
    return "bg" if lang == "bg" else "latin"


def _key(one: Shown | Participant, lang: str, order: str) -> str:
    """Mark, then the name as it is written in this language; the address tells two of one name apart."""
    named = one.row if isinstance(one, Shown) else one
    name = named.name if script_of(lang) == "bg" else named.name_latin
    made = key(PLACE[one.row.tier] if isinstance(one, Shown) else len(PLACE), name, one.slug)
    return in_order(order, made, name, town_in(script_of(lang), named.town))


def _start(keys: list[str], after: str, order: str) -> int:
    """The first line behind the cursor; what is no cursor begins the board anew."""
    behind = read_cursor(after, order)
    start = sum(1 for one in keys if one <= behind)
    return start if start < len(keys) else 0


def _previous(keys: list[str], start: int, size: int, wanted: Wanted, here: str) -> str:
    if not start:
        return ""
    return address(here, wanted, cursor(keys[start - size - 1]) if start > size else "")


def address(here: str, wanted: Wanted, after: str = "", **other: str) -> str:
    """This list with these filters, from a line on; only what is asked for stands in the address."""
    asked = {**msgspec.structs.asdict(wanted), **other, "after": after}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{here}?{query}" if query else here
