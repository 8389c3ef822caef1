"""Names, numbers and towns as lists are searched: every word from its beginning, in either alphabet, digits as digits."""

import re
from functools import lru_cache

from shared.readers.letters import plain
from shared.readers.spelling import unnamed

MOST_WORDS = 8
MOST_KEPT = 4
UNSAID = {"гр", "град", "общ", "община", "с", "село", "gr", "grad", "obshtina", "s", "selo"}
LONGEST = 200


def searched(*texts: str) -> str:
    """What is kept beside a row to search it by: each word in its usual readings (`kasha kusha`), a space before each."""
    readings = (each for text in texts for word in _words(text) for each in _readings(word)[:MOST_KEPT])
    return "".join(f" {each}" for each in dict.fromkeys(readings))


def ways(asked: str) -> list[tuple[str, ...]]:
    """Of each word asked for its readings. A row fits that has one of each, from the beginning of a word."""
    return [_readings(word) for word in _sought(asked)]


def fits(kept: str, asked: str) -> bool:
    """The same of a row that is in hand, by what `searched` made of it."""
    words = ways(asked)
    return bool(words) and all(any(f" {each}" in kept for each in word) for word in words)


def _sought(text: str) -> list[str]:
    """Its words without `гр.` and its like, which stand in no row, but where there is nothing else."""
    words = _words(text[:LONGEST])
    return ([word for word in words if word not in UNSAID] or words)[:MOST_WORDS]


def _words(text: str) -> list[str]:
    """Words and numbers; a number written with separators (`175-074-752`) is one number."""
    whole = re.sub(r"(?<=\d)[\s.\-/]+(?=\d)", "", plain(text))
    return re.findall(r"[^\W_]+", whole)


@lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[str, ...]:
    ways = tuple(each for each in unnamed(word) if each) if not any(map(str.isdigit, word)) else ()
    return ways or (word,)
