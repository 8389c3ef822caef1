"""Where the sentences of somebody's words end."""

import re
from itertools import pairwise

END = re.compile(r"[.!?…][”“»)\"]*(?=\s+[„“«(\"]?[^\W\d_a-zа-я])")
"""A stop, with what it closes, before a capital."""
ABBREVIATED = re.compile(r"\b(бул|ул|гр|кв|пл|с|г|т|н|др|пр|инж|проф|доц|лв|Mr|Mrs|Ms|Dr|St|No|[A-ZА-Я])\.$")
"""What a stop ends that is no sentence."""


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, each whole with its stop."""
    words = " ".join(text.split())
    ends = [0, *ends_of(words)]
    return tuple(words[start:end].strip() for start, end in pairwise(ends) if words[start:end].strip())


def ends_of(words: str) -> list[int]:
    """The place behind each sentence, the end of the text last."""
    ends = [end.end() for end in END.finditer(words) if not ABBREVIATED.search(words[: end.start() + 1])]
    return [*ends, len(words)]
