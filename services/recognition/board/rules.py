"""Where a line of the board stands: its place in the order, the shelves it lies on, the words it is asked by. Pure."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import product
from typing import Literal

import msgspec

from services.recognition.editions.rules.rows import Row
from shared.readers.letters import latin, plain
from shared.readers.spelling import unnamed
from shared.readers.towns import canonical
from shared.tiers import PLACE

Script = Literal["bg", "latin"]
"""The two ways in which names are written, and so the two orders of one board."""
SCRIPTS: tuple[Script, ...] = ("bg", "latin")
UNMARKED = len(PLACE)
"""The level of those who take part without a shown mark, behind all marks."""
SEPARATOR = "\x1f"
LONGEST = 200
"""Characters of a name that have a say in the order."""
LONGEST_WORD = 60
UNSTORED = re.compile("[\\x00\\x1f\\ud800-\\udfff]")
"""What no database keeps, and what separates the parts of a key."""
EVERYBODY = "a"
MOST_WORDS, MOST_READINGS = 6, 8
KEPT_READINGS = 3
SHORTEST_PART, LONGEST_PARTED = 3, 24
SHORTEST_MISTYPED, MOST_MISTYPED = 4, 20
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class BoardLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One employer as the board shows it now; `tier` is empty for those who take part without a shown mark."""

    group: str
    slug: str
    name: str
    name_latin: str
    sector: str
    town: str
    tier: str = ""
    kept_floor: int | None = None
    points_floor: int | None = None
    practices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """What else it is asked by: its named companies and its trade, as they are written."""

    @property
    def level(self) -> int:
        return PLACE[self.tier] if self.tier else UNMARKED

    @property
    def row(self) -> Row:
        """As the edition's row, of which holds took away what they hold. Only of a line with a mark."""
        return Row(**{name: getattr(self, name) for name in Row.__struct_fields__})


def line_of_row(row: Row, slug: str, words: tuple[str, ...]) -> BoardLine:
    return BoardLine(slug=slug, words=words, **{name: getattr(row, name) for name in Row.__struct_fields__})


# -- the order ------------------------------------------------------------------------------------------------------


def key(level: int, name: str, slug: str) -> str:
    """Mark, then name, then address, as one text whose characters give the order."""
    return f"{level}{SEPARATOR}{storable(name).casefold()[:LONGEST]}{SEPARATOR}{slug}"


def keys(line: BoardLine) -> dict[Script, str]:
    return {
        "bg": key(line.level, line.name, line.slug),
        "latin": key(line.level, line.name_latin, line.slug),
    }


def cursor(of: str) -> str:
    """A key as addresses say it."""
    level, name, slug = of.split(SEPARATOR)
    return f"{level}~{slug}~{name}"


def read_cursor(text: str) -> str:
    """The key that an address names, whether a line has it or not; empty for what is no cursor."""
    mark, _, rest = storable(text).partition("~")
    slug, _, name = rest.partition("~")
    if not (mark.isascii() and mark.isdecimal() and len(mark) == 1):
        return ""
    return f"{mark}{SEPARATOR}{name[:LONGEST]}{SEPARATOR}{slug}"


def storable(text: str) -> str:
    """What somebody typed, without what would be no text to a database."""
    return UNSTORED.sub(" ", text)


# -- the shelves ----------------------------------------------------------------------------------------------------


def shelves(line: BoardLine) -> tuple[str, ...]:
    """Everything by which this line may be picked out, each once: all, sector, town, offers, words."""
    named = {word for text in (line.name, line.name_latin, *line.words) for word in words_in(text)}
    offers = [f"p:{code}" for code in line.practices]
    return (EVERYBODY, f"s:{line.sector}", f"t:{canonical(line.town)}", *offers, *sorted(f"w:{word}" for word in named))


def counted(line: BoardLine) -> Iterator[str]:
    """The shelves whose lines are counted: its own, and each way to put sector, town and offer together."""
    yield from shelves(line)
    for sector, town, offer in product(("", line.sector), ("", canonical(line.town)), ("", *line.practices)):
        if (both := together(sector, town, offer)).startswith("c:"):
            yield both


def together(sector: str, town: str, offer: str) -> str:
    """The one shelf whose count is that of all these conditions."""
    asked = [f"{kind}:{value}" for kind, value in (("s", sector), ("t", town), ("p", offer)) if value]
    return (asked[0] if asked else EVERYBODY) if len(asked) < 2 else f"c:{SEPARATOR.join((sector, town, offer))}"


# -- words ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in one Latin form for all the ways to write them, and the whole of it as one word."""
    parts = _split(text)
    found = {made for part in parts for made in (*unnamed(part)[:KEPT_READINGS], _spelt(part))}
    joined = "".join(_spelt(part) for part in parts)
    return frozenset(word[:LONGEST_WORD] for word in (*found, joined) if word)


def asked_for(text: str) -> list[tuple[str, ...]]:
    """Each word asked, in every form it may be kept in; words beyond the sixth are passed over."""
    found = [tuple(dict.fromkeys(_forms(part))) for part in _split(text)]
    return [some for some in found if some][:MOST_WORDS]


def _forms(part: str) -> Iterator[str]:
    """Without what folding left too little of: `qqqqqq` does not ask for every word with a k."""
    spelt = _spelt(part)
    yield from (form[:LONGEST_WORD] for form in (spelt, *unnamed(part)[:MOST_READINGS]) if 2 * len(form) > len(spelt))


def parts_of(word: str) -> Iterator[str]:
    """The word and each of its ends: who asks for a beginning of one of them asks for the word."""
    yield word
    if len(word) <= LONGEST_PARTED:
        yield from (word[start:] for start in range(1, len(word) - SHORTEST_PART + 1))


def fits(asked: str, words: Collection[str]) -> bool:
    """Whether every word asked is one of these or a part of one; signs without a letter fit nobody."""
    parts = {part for word in words for part in parts_of(word)}
    wanted = asked_for(asked)
    return bool(wanted or not asked) and all(any(part.startswith(some) for part in parts) for some in wanted)


def mistyped(word: str) -> set[str]:
    """What may have been meant: one letter more, less, another, or two changed over. Nothing for short words."""
    if not SHORTEST_MISTYPED <= len(word) <= MOST_MISTYPED:
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + one + rest for head, tail in cuts for one in LETTERS for rest in (tail, tail[1:])}
    return found - {word}


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", plain(text)) if part]


def _spelt(part: str) -> str:
    """Letter by letter in Latin."""
    return latin(part).replace("ŭ", "a")
