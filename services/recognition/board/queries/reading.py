"""One page of the board as everybody reads it: from the read model, at the same cost however many employers there are."""

from collections.abc import Collection, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.queries.board import NO_MARK, Participant, Shown, Wanted
from services.recognition.board.queries.finding import BoardSearch, corrected
from services.recognition.board.queries.paging import GLANCE, OTHERS, RATED, BoardPage, address, script_of
from services.recognition.board.queries.revision import EVERYTHING
from services.recognition.board.rules import (
    EVERYBODY,
    UNMARKED,
    BoardLine,
    Script,
    cursor,
    own_key,
    read_cursor,
    storable,
)
from services.recognition.board.tables import FORM, board_head, board_line, board_total, board_town, turn
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import all_editions
from services.recognition.editions.rules.towns import TownTotal
from services.recognition.statements.queries.statements import open_holds
from shared.kept import kept
from shared.tiers import PLACE

LAST_CHANGE = sa.select(turn.c.number).where(turn.c.what == EVERYTHING)
_decode = msgspec.json.Decoder(BoardLine).decode
MOST_MEANT = 5


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of the board as a whole, as far as it fits what was asked; the lines are in its `BoardPage`."""

    edition: Edition | None
    numbers: dict[int, int]
    """Fitting lines by level."""
    sectors: tuple[str, ...]
    towns: tuple[str, ...]
    practices: tuple[str, ...]
    sizes: tuple[str, ...]
    local: TownTotal | None
    together: int | None
    withheld: int
    corrected_by: str | None = None

    def count(self, tier: str) -> int:
        return self.numbers.get(PLACE[tier], 0)

    @property
    def marked(self) -> int:
        return sum(number for level, number in self.numbers.items() if level < UNMARKED)

    @property
    def unmarked(self) -> int:
        return self.numbers.get(UNMARKED, 0)


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """The board and one page of it."""

    board: Overview
    page: BoardPage


def overview(session: Session, wanted: Wanted, finding: BoardSearch | None = None) -> Overview | None:
    """The board that is kept; None as long as none was made yet."""
    whole = kept(session, "board", _revision(session), _whole)
    if whole is None:
        return None
    marked = sum(number for level, number in whole.numbers.items() if level < UNMARKED)
    return Overview(
        edition=whole.edition,
        numbers=_filters(wanted, finding.numbers() if finding and finding.conditions else whole.numbers),
        sectors=whole.options["s"],
        towns=whole.options["t"],
        practices=whole.options["p"],
        sizes=whole.options["q"],
        local=_local(session, wanted.town) if wanted.town else None,
        together=whole.together,
        withheld=whole.published - marked,
    )


class _Whole(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of the board whatever is asked for: the same until something public changes."""

    edition: Edition | None
    numbers: dict[int, int]
    options: dict[str, tuple[str, ...]]
    published: int
    together: int | None


def _whole(session: Session) -> _Whole | None:
    head = session.execute(sa.select(board_head).where(board_head.c.what == FORM)).first()
    if head is None:
        return None
    everybody = sa.select(board_total.c.level, board_total.c.number).where(board_total.c.shelf == EVERYBODY)
    return _Whole(
        edition=next(iter(all_editions(session)), None),
        numbers={row.level: row.number for row in session.execute(everybody)},
        options=_options(session),
        published=head.published,
        together=head.together,
    )


def _revision(session: Session) -> int | None:
    """The number of the last change of anything public; None before the first."""
    return session.scalar(LAST_CHANGE)


def _filters(wanted: Wanted, numbers: dict[int, int]) -> dict[int, int]:
    """Of the mark that is asked for alone."""
    only = UNMARKED if wanted.tier == NO_MARK else PLACE.get(wanted.tier)
    return {level: number for level, number in numbers.items() if not wanted.tier or level == only}


def _options(session: Session) -> dict[str, tuple[str, ...]]:
    """What may be chosen of the whole board: sectors, towns, offers and sizes that somebody on it has."""
    shelf = board_total.c.shelf
    found: dict[str, list[str]] = {"s": [], "t": [], "p": [], "q": []}
    for one in session.scalars(sa.select(shelf).where(shelf >= "p:", shelf < "u").distinct().order_by(shelf)):
        found[one[0]].append(one[2:])
    return {kind: tuple(some) for kind, some in found.items()}


def _local(session: Session, town: str) -> TownTotal | None:
    found = session.execute(sa.select(board_town).where(board_town.c.town == storable(town))).first()
    return TownTotal(**found._mapping) if found else None


def read_board(session: Session, wanted: Wanted, here: str, lang: str, after: str = "") -> Read | None:
    """What a reader is shown for these conditions, from a line on; None as long as no board was made yet."""
    finding = BoardSearch(session, wanted, script_of(lang))
    board = overview(session, wanted, finding)
    if board is None:
        return None
    return Read(board=board, page=_Reading(session, finding, board, here, read_cursor(after, wanted.order)).page())


class _Reading:
    """One page while it is put together."""

    def __init__(self, session: Session, finding: BoardSearch, board: Overview, here: str, after: str) -> None:
        self.session, self.finding, self.board, self.here = session, finding, board, here
        self.wanted = finding.wanted
        self.of_others = self.wanted.tier == NO_MARK or not board.marked
        self.size = OTHERS if self.of_others else RATED
        unmarked = self.of_others and not self.wanted.tier
        self.since, self.until = (str(UNMARKED), str(UNMARKED + 1)) if unmarked else finding.levels()
        self.keys = finding.behind(max(after, self.since), self.until, self.size + 1)
        self.is_first = not after
        if not self.keys and after:
            self.keys, self.is_first = finding.behind(self.since, self.until, self.size + 1), True

    def page(self) -> BoardPage:
        shown, ends = self.keys[: self.size], len(self.keys) <= self.size
        before = [] if self.is_first or not shown else self._before(shown[0])
        start = self.finding.number_before(shown[0], self.since) if before else 0
        glance = self._glance() if ends and not self.of_others else []
        marked, others = lines_at(self.session, self.finding.script, shown, glance)
        if self.of_others:
            marked, others = [], marked
        level = shown[0][0] if marked and not self.wanted.order else ""
        return BoardPage(
            rated=shown_lines(self.session, marked),
            participants=tuple(map(participant, others)),
            continued=marked[0].tier if level and before and before[0][0] == level else "",
            first=start + 1,
            last=start + len(shown),
            total=self.board.unmarked if self.of_others else self.board.marked,
            previous=self._previous(before),
            next="" if ends else self._address(cursor(shown[-1])),
            others=self._others(others),
            sort=self.wanted.order,
            meant=self._meant() if not (self.board.marked or self.board.unmarked) else (),
        )

    def _before(self, first: str) -> list[str]:
        return self.finding.before(first, self.since, self.size + 1)

    def _previous(self, before: list[str]) -> str:
        if not before:
            return ""
        return self._address(cursor(before[self.size]) if len(before) > self.size else "")

    def _glance(self) -> list[str]:
        """Those without a mark who stand below the last with one."""
        if self.wanted.tier:
            return []
        return self.finding.behind(str(UNMARKED), str(UNMARKED + 1), GLANCE)

    def _others(self, shown: Sequence[BoardLine]) -> str:
        if self.of_others or len(shown) == self.board.unmarked:
            return ""
        return address(self.here, self.wanted, tier=NO_MARK)

    def _meant(self) -> tuple[str, ...]:
        """Names that fit what was asked if a word of it is mistyped, whatever else was asked for."""
        better = corrected(self.session, self.wanted.search)
        if not better:
            return ()
        finding = BoardSearch(self.session, Wanted(search=better), self.finding.script)
        (lines,) = lines_at(self.session, finding.script, finding.behind("0", str(UNMARKED + 1), MOST_MEANT))
        return tuple(dict.fromkeys(one.name if finding.script == "bg" else one.name_latin for one in lines))

    def _address(self, after: str) -> str:
        return address(self.here, self.wanted, after)


def lines_at(session: Session, script: Script, *lists: Sequence[str]) -> list[list[BoardLine]]:
    """The lines with the keys of each list, in their order; one that has gone since it was found is left out."""
    key = board_line.c[f"key_{script}"]
    wanted = [[own_key(one) for one in keys] for keys in lists]
    query = sa.select(key, board_line.c.data).where(key.in_([one for keys in wanted for one in keys]))
    found = {one: _decode(bytes(data)) for one, data in session.execute(query)}
    return [[found[one] for one in keys if one in found] for keys in wanted]


def lines_of(session: Session, groups: Collection[str]) -> list[BoardLine]:
    """The lines of those of these groups that stand on the board now."""
    query = sa.select(board_line.c.data).where(board_line.c.group.in_(groups))
    return [_decode(bytes(data)) for data in session.scalars(query)]


def shown_lines(session: Session, lines: Sequence[BoardLine]) -> tuple[Shown, ...]:
    contested = open_holds(session, [one.group for one in lines], "contested")
    return tuple(
        Shown(row=one.row, slug=one.slug, contested=tuple(sorted(contested.get(one.group, ()))), size=one.size,
            unscored=one.unscored)
        for one in lines
    )  # fmt: skip


def participant(one: BoardLine) -> Participant:
    names = ("slug", "name", "name_latin", "sector", "town", "size")
    return Participant(**{name: getattr(one, name) for name in names})
