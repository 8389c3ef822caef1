"""Where a line of the board stands: its places in the orders, the shelves it lies on, the words it is asked by. Pure."""

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
from web.grammar.latin import transliterate

Script = Literal["bg", "latin"]
"""The two ways in which names are written, and so the two orders of one board."""
SCRIPTS: tuple[Script, ...] = ("bg", "latin")
BY_MARK, BY_NAME, BY_TOWN = "", "name", "town"
"""The orders of the board; by mark unless a reader asks otherwise."""
ORDERS: dict[tuple[Script, str], str] = {
    ("bg", BY_MARK): "bg", ("bg", BY_NAME): "bg/n", ("bg", BY_TOWN): "bg/t",
    ("latin", BY_MARK): "latin", ("latin", BY_NAME): "lat/n", ("latin", BY_TOWN): "lat/t",
}  # fmt: skip
"""What each order of each script is called in the table of places."""
UNMARKED = len(PLACE)
"""The level of those who take part without a shown mark, behind all marks."""
SEPARATOR = "\x1f"
LONGEST = 200
"""Characters of a name that have a say in the order."""
LONGEST_FIRST = 60
"""Characters of what another order looks at first."""
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
    size: str = ""
    """The size class it states, as a filter says it: `10-49`; empty where it states none."""
    words: tuple[str, ...] = ()
    """What else it is asked by: its named companies and its trade, as they are written."""
    unscored: tuple[str, ...] = ()
    """What it offers that others confirmed and that carries no points."""

    @property
    def offers(self) -> tuple[str, ...]:
        return (*self.practices, *self.unscored)

    @property
    def level(self) -> int:
        return PLACE[self.tier] if self.tier else UNMARKED

    @property
    def row(self) -> Row:
        """As the edition's row, of which holds took away what they hold. Only of a line with a mark."""
        return Row(**{name: getattr(self, name) for name in Row.__struct_fields__})


def line_of_row(row: Row, slug: str, size: str, words: tuple[str, ...], unscored: tuple[str, ...] = ()) -> BoardLine:
    fields = {name: getattr(row, name) for name in Row.__struct_fields__}
    return BoardLine(slug=slug, size=size, words=words, unscored=unscored, **fields)


# -- the order ------------------------------------------------------------------------------------------------------


def key(level: int, name: str, slug: str) -> str:
    """Mark, then name, then address, as one text whose characters give the order."""
    return f"{level}{SEPARATOR}{storable(name).casefold()[:LONGEST]}{SEPARATOR}{slug}"


def keys(line: BoardLine) -> dict[Script, str]:
    return {
        "bg": key(line.level, line.name, line.slug),
        "latin": key(line.level, line.name_latin, line.slug),
    }


def ordered_key(of: str, first: str) -> str:
    """The key in another order: those with any mark before the others, then what is looked at first, then the key itself."""
    marked = "0" if of < str(UNMARKED) else str(UNMARKED)
    return SEPARATOR.join((marked, storable(first).casefold().replace("~", " ")[:LONGEST_FIRST], of))


def own_key(of: str) -> str:
    """The key by mark that a key of any order ends with."""
    return SEPARATOR.join(of.split(SEPARATOR)[-3:])


def in_order(sort: str, of: str, name: str, town: str) -> str:
    """The key of a line in this order; `name` and `town` as they are written in its script."""
    return of if sort == BY_MARK else ordered_key(of, name if sort == BY_NAME else town)


def town_in(script: Script, town: str) -> str:
    return canonical(town) if script == "bg" else transliterate(canonical(town))


def ordered_keys(line: BoardLine) -> dict[str, str]:
    """By order, where the line stands in it."""
    made, named = keys(line), {"bg": line.name, "latin": line.name_latin}
    return {
        order: in_order(sort, made[script], named[script], town_in(script, line.town))
        for (script, sort), order in ORDERS.items()
    }


def cursor(of: str) -> str:
    """A key of any order as addresses say it."""
    *before, level, name, slug = of.split(SEPARATOR)
    return "~".join((level, slug, *before[1:], name))


def read_cursor(text: str, sort: str = BY_MARK) -> str:
    """The key in this order that an address names, whether a line has it or not; empty for what is no cursor."""
    mark, _, rest = storable(text).partition("~")
    slug, _, rest = rest.partition("~")
    first, _, name = rest.partition("~") if sort else ("", "", rest)
    if not (mark.isascii() and mark.isdecimal() and len(mark) == 1):
        return ""
    found = f"{mark}{SEPARATOR}{name[:LONGEST]}{SEPARATOR}{slug}"
    return ordered_key(found, first) if sort else found


def storable(text: str) -> str:
    """What somebody typed, without what would be no text to a database."""
    return UNSTORED.sub(" ", text)


# -- the shelves ----------------------------------------------------------------------------------------------------


def filtered(line: BoardLine) -> tuple[str, ...]:
    """The shelves of conditions on which this line lies, in every order: all, sector, town, mark, size, offers."""
    found = [EVERYBODY, f"s:{line.sector}", f"t:{canonical(line.town)}", *(f"p:{code}" for code in line.offers)]
    found += [f"m:{line.tier}"] if line.tier else []
    return (*found, f"q:{line.size}") if line.size else tuple(found)


def shelves(line: BoardLine) -> tuple[str, ...]:
    """Everything by which this line may be picked out, each once: conditions, then words."""
    named = {word for text in (line.name, line.name_latin, *line.words) for word in words_in(text)}
    return (*filtered(line), *sorted(f"w:{word}" for word in named))


def placed(line: BoardLine) -> Iterator[tuple[str, str, str]]:
    """Order, shelf and key of each place of this line; what is asked for in words has one order alone."""
    places, everywhere, conditions = ordered_keys(line), shelves(line), filtered(line)
    for script in SCRIPTS:
        yield from ((script, shelf, places[script]) for shelf in everywhere)
    for order in places.keys() - set(SCRIPTS):
        yield from ((order, shelf, places[order]) for shelf in conditions)


def counted(line: BoardLine) -> Iterator[str]:
    """The shelves whose lines are counted: its own, and each way to put sector, town, offer and size together."""
    yield from shelves(line)
    sizes = ("", line.size) if line.size else ("",)
    for asked in product(("", line.sector), ("", canonical(line.town)), ("", *line.offers), sizes):
        if (both := together(*asked)).startswith("c:"):
            yield both


def together(sector: str, town: str, offer: str, size: str) -> str:
    """The one shelf whose count is that of all these conditions."""
    of_each = (sector, town, offer, size)
    asked = [f"{kind}:{value}" for kind, value in zip("stpq", of_each, strict=True) if value]
    return (asked[0] if asked else EVERYBODY) if len(asked) < 2 else f"c:{SEPARATOR.join(of_each)}"


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
