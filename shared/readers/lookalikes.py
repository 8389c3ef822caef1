"""Names that look like others: letters of another alphabet in a word, and names that print the same."""

import re

from shared.readers import letters
from shared.readers.codes import LOOK_ALIKE
from shared.readers.companies import split_name
from shared.readers.names import mixed_words


def by_alphabet(name: str) -> list[tuple[str, bool]]:
    """A name in pieces, cut where the alphabet changes within a word; true for the letters of the rarer one in it."""
    return [piece for word in re.findall(r"[^\W\d_]+|[\W\d_]+", name) for piece in _pieces(word)]


def _pieces(word: str) -> list[tuple[str, bool]]:
    if word not in mixed_words(word):
        return [(word, False)]
    rare = letters.is_cyrillic if sum(map(letters.is_cyrillic, word)) * 2 <= len(word) else letters.is_latin
    parts = re.findall(r"[\u0400-\u052f]+|[^\u0400-\u052f]+", word)
    return [(part, rare(part)) for part in parts]


def looks(name: str) -> str:
    """The same for two names that print the same, whatever their alphabet and legal form: `СОСА` and `COCA ООД`."""
    return split_name(name).name.upper().translate(LOOK_ALIKE)
