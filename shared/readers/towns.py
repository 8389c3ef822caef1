"""Towns: Bulgarian municipalities and towns by any of their usual forms in either alphabet; free text for abroad."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from shared.readers.letters import clean, is_cyrillic, plain
from shared.readers.misread import Doubtful, Misread
from shared.readers.spelling import unnamed

LONGEST = 100
SHOWN = 20
OTHER_NAMES = {"Столична": "София", "Столична община": "София", "София-град": "София", "Добрич-селска": "Добричка"}
BEFORE = re.compile(
    r"^(?P<kind>гр(?:ад)?|с(?:ело)?|общ(?:ина)?|обл(?:аст)?|gr(?:ad)?|s(?:elo)?|obshtina|oblast|obl|city of|town of|village of|"
    r"municipality of|city|town|village|м(?:істо)?|miasto|m\. ?st|m)(?:\.\s*|\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
AFTER = re.compile(r"\s+(?:city|municipality|oblast|region|district|област|община|pilsēta)$", re.IGNORECASE)
CODES = r"(?:\d{4}|\d{2}-\d{3}|LV-\d{4})"
"""Of Bulgaria, Poland and Latvia."""
POSTCODE = re.compile(
    rf"^(?:(?:п\.?\s?к|пощ\.? код)\.?\s*)?{CODES}[,\s]+(?=[^\W\d_])|(?<=[^\W\d_])[,\s]+(?:п\.?\s?к\.?\s*)?{CODES}$",
    re.IGNORECASE,
)
COUNTRY = re.compile(
    r"[,\s]+(?:българия|bulgaria|bg|latvija|latvia|латвия|polska|poland|полша|україна|украйна|ukraine)$", re.IGNORECASE
)
REGION = re.compile(r"(?<=[^\W\d_])\s+(?=(?:обл(?:аст)?|общ(?:ина)?|oblast|obl)\b\.?\s*[^\W\d_])", re.IGNORECASE)
PARTED = re.compile(r"\s*[,;/()]\s*|\s+(?:[–—-]|и|and)\s+")
SHORTENED = re.compile(r"([^\W\d_]{1,4})\.\s*(?=[^\W\d_]{3})|([^\W\d_])\s(?=[^\W\d_]{3})")
"""The first word of a town by its beginning: `В. Търново`, `Ст.Загора`."""
CITY = "h"
"""`г.` as it is compared."""
SAINT = re.compile(r"^св\.\s*", re.IGNORECASE)
VILLAGE = {"с", "село", "s", "selo", "village", "village of"}

NO_TOWN = "“%(read)s” is not the name of a town. For example: Пловдив"
WHICH = "There are several places called %(read)s. Choose one: %(choice)s"
NEAR = "Did you mean %(near)s? Then write that. Or is “%(read)s” right?"


@dataclass(frozen=True)
class Town:
    """A Bulgarian municipality or town. `name` is official; the region is said where another has the same name."""

    name: str
    region: str
    alone: bool

    @property
    def written(self) -> str:
        """What is stored and shown: `Пловдив`, `Бяла (обл. Варна)`."""
        return self.name if self.alone else f"{self.name} (обл. {self.region})"


def read_town(typed: str) -> str:
    """What is stored: the official form (`гр. Пловдив`, `PLOVDIV`, `4000 Plovdiv` as `Пловдив`), else the text cleaned.

    Raises Misread where there are no letters, or where several places have the name and no region is said.
    """
    read = clean(typed)
    if len(read) > LONGEST or not any(map(str.isalpha, read)):
        raise Misread(NO_TOWN, read=read[:LONGEST])
    found = find(read)
    if len(found) > 1:
        raise Misread(WHICH, read=found[0].name, choice=", ".join(each.written for each in found))
    return found[0].written if found else read


def ask_town(typed: str) -> str:
    """As `read_town`, for forms; raises Doubtful where the text is one slip away from a town of the list, or names one.

    Its value is what was typed: a village or a town abroad that somebody insists on.
    """
    read = read_town(typed)
    if not find(read) and _name_and_place(read)[2] not in VILLAGE and (near := likely(read) or said_inside(read)):
        raise Doubtful(NEAR, read, read=read, near=near)
    return read


@lru_cache(maxsize=5_000)
def canonical(text: str) -> str:
    """The official form where the text names one Bulgarian place, else the text cleaned: for what was stored before."""
    found = find(text)
    return found[0].written if len(found) == 1 else clean(text)


@lru_cache(maxsize=5_000)
def town_key(text: str) -> str:
    """The form to compare, search and match by: one key for all the ways to write a town, regions told apart."""
    found = find(text)
    return found[0].written if len(found) == 1 else _skeletons(_name_and_place(clean(text))[0])[0]


def same_town(one: str, other: str) -> bool:
    return bool(one and other) and town_key(one) == town_key(other)


def is_meant(asked: str, town: str) -> bool:
    """Whether a town is one of those that a search asks for: `Бяла` means each place of that name."""
    return bool(asked and town) and town_key(town) in {town_key(asked), *(each.written for each in find(asked))}


def region_of(town: str) -> str:
    """The region of a Bulgarian place; empty for a village, a place abroad, and a name of several regions."""
    regions = {each.region for each in find(town)}
    return regions.pop() if len(regions) == 1 else ""


def distinct(names: Iterable[str]) -> list[str]:
    """Each town once in its official form, whatever ways it was written in, sorted."""
    return sorted({town_key(name): canonical(name) for name in names if name}.values())


def find(text: str) -> tuple[Town, ...]:
    """The Bulgarian places that a text names: none (abroad, a village), one, or several of one name."""
    name, place, kind = _name_and_place(clean(text))
    name = OTHER_NAMES.get(name, name)
    found = _of_keys(_skeletons(name)) or (() if kind in VILLAGE else _shortened(clean(text)))
    if is_cyrillic(name):
        found = tuple(each for each in found if plain(each.name) == plain(name)) or found
    if kind in VILLAGE:
        found = tuple(each for each in found if each not in further())
    here = {region for key in _skeletons(place) for region in regions_by_key().get(key, ())} if place else set()
    return tuple(each for each in found if each.region in here) or (() if here and len(found) == 1 else found)


def starting(text: str) -> list[Town]:
    """Towns that begin with what was typed, in either alphabet, for a list of suggestions."""
    keys = _skeletons(_name_and_place(clean(text))[0])
    return [each for each in towns() if not beginnings(each.name).isdisjoint(keys)][:SHOWN]


@lru_cache(maxsize=500)
def beginnings(name: str) -> frozenset[str]:
    return frozenset(key for end in range(2, len(name) + 1) for key in _skeletons(name[:end]))


def likely(text: str) -> str:
    """The town that a slip of the finger probably meant, or nothing."""
    import difflib

    key = _skeletons(_name_and_place(clean(text))[0])[0]
    near = difflib.get_close_matches(key, towns_by_key(), n=1, cutoff=0.85) if len(key) > 4 else []
    return towns_by_key()[near[0]][0].written if near else ""


def said_inside(text: str) -> str:
    """The town that a text names among other words, or nothing: `Пловдив - Тракия`, `ж.к. Тракия, Пловдив`."""
    parts = [part for part in PARTED.split(clean(text)) if part and part != clean(text)]
    named = dict.fromkeys(found[0].written for part in parts if len(found := find(part)) == 1)
    return next(iter(named), "")


def _shortened(text: str) -> tuple[Town, ...]:
    """Towns of two words or more whose first word is written by its beginning and a point; `г. София` as in Russian."""
    name = SAINT.sub("свети ", POSTCODE.sub("", text).partition(",")[0].strip())
    if (kind := BEFORE.match(name)) and SHORTENED.match(name[kind.end() :]):
        name = name[kind.end() :]
    if not (short := SHORTENED.match(name)):
        return _of_keys(_skeletons(name))
    rest = _skeletons(name[short.end() :])
    begins = _skeletons(short[1] or short[2])[0]
    found = tuple(town for town in towns() if _is_shortened(town, begins, rest))
    return found or (_of_keys(rest) if begins == CITY else ())


def _is_shortened(town: Town, begins: str, rest: tuple[str, ...]) -> bool:
    first, _, others = town.name.partition(" ")
    return bool(others) and not set(_skeletons(others)).isdisjoint(rest) and _skeletons(first)[0].startswith(begins)


def _of_keys(keys: Iterable[str]) -> tuple[Town, ...]:
    return tuple(dict.fromkeys(each for key in keys for each in towns_by_key().get(key, ())))


@cache
def towns() -> tuple[Town, ...]:
    """All of the list, in its order: by region, municipalities before further towns."""
    return tuple(town for _, _, all_of_it in _listed() for town in all_of_it)


@cache
def municipalities() -> tuple[Town, ...]:
    return tuple(town for _, seats, all_of_it in _listed() for town in all_of_it[:seats])


@cache
def further() -> frozenset[Town]:
    return frozenset(towns()) - frozenset(municipalities())


@cache
def towns_by_key() -> dict[str, tuple[Town, ...]]:
    found: dict[str, tuple[Town, ...]] = {}
    for town in towns():
        for key in _skeletons(town.name):
            found[key] = (*found.get(key, ()), town)
    return found


@cache
def regions_by_key() -> dict[str, tuple[str, ...]]:
    """A region by its own name and by those of its municipalities, since people name either."""
    found: dict[str, tuple[str, ...]] = {}
    for region, _, all_of_it in _listed():
        for name in (region, *(town.name for town in all_of_it)):
            for key in _skeletons(name):
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), region)))
    return found


@cache
def _listed() -> list[tuple[str, int, tuple[Town, ...]]]:
    """Each region, how many municipalities it has, and its towns with the municipalities first."""
    text = files("shared.readers").joinpath("towns.txt").read_text("utf-8")
    rows = [line.partition(": ") for line in text.splitlines() if line and not line.startswith("#")]
    seats = {region: names.partition(" | ")[0].split(", ") for region, _, names in rows}
    names = {region: both.replace(" | ", ", ").split(", ") for region, _, both in rows}
    named = [name for those in names.values() for name in those]
    return [
        (region, len(seats[region]), tuple(Town(each, region, named.count(each) == 1) for each in those))
        for region, those in names.items()
    ]


def _name_and_place(text: str) -> tuple[str, str, str]:
    """The name without `гр.`, postcode and country; the region or municipality said beside it; the kind in front."""
    text = REGION.sub(", ", POSTCODE.sub("", COUNTRY.sub("", text)))
    name, _, place = re.sub(r"[()]", ",", text).strip(" ,").partition(",")
    found = BEFORE.match(name)
    kind = found["kind"].lower() if found else ""
    return _bare(name), _bare(place.strip(" ,")), kind


def _bare(name: str) -> str:
    """Without what stands before and after: `гр.`, `обл.`, `city of`; twice, for `община гр. Пловдив`."""
    for _ in range(2):
        name = AFTER.sub("", BEFORE.sub("", name.strip()))
    return name.strip(" .,")


def _skeletons(name: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[\s-]+", plain(name)) if word]
    ways = [unnamed(word) for word in words]
    most = max(map(len, ways), default=1)
    return tuple(dict.fromkeys(" ".join(way[min(i, len(way) - 1)] for way in ways) for i in range(most)))
