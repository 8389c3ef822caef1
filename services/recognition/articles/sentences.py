"""Where the sentences of somebody's words end."""

import re
from itertools import pairwise

END = re.compile(r"[.!?…][”“»)\"]*(?=\s+[„“«(\"]?([^\W\d_]))")
"""A stop, with what it closes, before a letter."""
ABBREVIATED = re.compile(
    r"\b(бул|ул|гр|кв|пл|с|г|т|н|др|пр|инж|проф|доц|лв|Mr|Mrs|Ms|Dr|St|No|ul|al|im|np|godz|tys|plkst|tūkst|"
    r"[A-ZА-ЯĀČĒĢĪĶĻŅŠŪŽĄĆĘŁŃÓŚŹŻ])\.$"
)
"""What a stop ends that is no sentence."""


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, each whole with its stop."""
    words = " ".join(text.split())
    ends = [0, *ends_of(words)]
    return tuple(words[start:end].strip() for start, end in pairwise(ends) if words[start:end].strip())


def ends_of(words: str) -> list[int]:
    """The place behind each sentence, the end of the text last."""
    found = (end for end in END.finditer(words) if end[1].isupper())
    ends = [end.end() for end in found if not ABBREVIATED.search(words[: end.start() + 1])]
    return [*ends, len(words)]
