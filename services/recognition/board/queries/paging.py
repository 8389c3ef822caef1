"""The board a page at a time: in order of mark and name, each page found by the line before it (no offsets)."""

from urllib.parse import urlencode

import msgspec

from services.recognition.board.queries.board import NO_MARK, Board, Participant, Shown, Wanted
from shared.tiers import PLACE

RATED, OTHERS = 24, 60
"""Lines on a page: of employers with a mark, and of those without, who take one short line each."""
GLANCE = 12
"""Employers without a mark that stand below the last of those with one; the rest is a page of its own."""

Key = tuple[int, str, str]


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


def page_of(board: Board, wanted: Wanted, here: str, lang: str, after: str = "") -> BoardPage:
    """The page that begins behind `after` (the `cursor` of a line, whether it still stands on the board or not)."""
    if wanted.tier == NO_MARK or not board.rated:
        return _page_of_others(board, wanted, here, lang, after)
    lines = sorted(board.rated, key=lambda one: _key(one, lang))
    keys = [_key(one, lang) for one in lines]
    start = _start(keys, after)
    shown = tuple(lines[start : start + RATED])
    begins = shown[0].row.tier if shown else ""
    ends = start + RATED >= len(lines)
    others = _by_name(board, lang)[:GLANCE] if ends else ()
    return BoardPage(
        rated=shown,
        participants=others,
        continued=begins if start and lines[start - 1].row.tier == begins else "",
        first=start + 1,
        last=start + len(shown),
        total=len(lines),
        previous=_previous(keys, start, RATED, wanted, here),
        next="" if ends else address(here, wanted, _cursor(keys[start + RATED - 1])),
        others=address(here, wanted, tier=NO_MARK) if len(others) < len(board.participants) else "",
    )


def _page_of_others(board: Board, wanted: Wanted, here: str, lang: str, after: str) -> BoardPage:
    lines = _by_name(board, lang)
    keys = [_key(one, lang) for one in lines]
    start = _start(keys, after)
    shown = lines[start : start + OTHERS]
    return BoardPage(
        rated=(),
        participants=shown,
        first=start + 1,
        last=start + len(shown),
        total=len(lines),
        previous=_previous(keys, start, OTHERS, wanted, here),
        next="" if start + OTHERS >= len(lines) else address(here, wanted, _cursor(keys[start + OTHERS - 1])),
    )


def _by_name(board: Board, lang: str) -> tuple[Participant, ...]:
    return tuple(sorted(board.participants, key=lambda one: _key(one, lang)))


def _key(one: Shown | Participant, lang: str) -> Key:
    """Mark, then the name as it is written in this language; the address tells two of one name apart."""
    named = one.row if isinstance(one, Shown) else one
    name = named.name if lang == "bg" else named.name_latin
    return PLACE[one.row.tier] if isinstance(one, Shown) else len(PLACE), name.casefold(), one.slug


def _cursor(key: Key) -> str:
    return f"{key[0]}~{key[2]}~{key[1]}"


def _start(keys: list[Key], after: str) -> int:
    """The first line behind the cursor; what is no cursor begins the board anew."""
    mark, _, rest = after.partition("~")
    slug, _, name = rest.partition("~")
    if not (mark.isascii() and mark.isdecimal() and len(mark) == 1):
        return 0
    behind = (int(mark), name, slug)
    start = sum(1 for key in keys if key <= behind)
    return start if start < len(keys) else 0


def _previous(keys: list[Key], start: int, size: int, wanted: Wanted, here: str) -> str:
    if not start:
        return ""
    return address(here, wanted, _cursor(keys[start - size - 1]) if start > size else "")


def address(here: str, wanted: Wanted, after: str = "", **other: str) -> str:
    """This list with these filters, from a line on; only what is asked for stands in the address."""
    parameters = {**msgspec.structs.asdict(wanted), **other, "after": after}
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{here}?{query}" if query else here
