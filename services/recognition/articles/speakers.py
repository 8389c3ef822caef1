"""A conversation as it was written down: who speaks, and what is said until the next one does."""

import re
from typing import NamedTuple

LABEL = re.compile(r"([^\W\d_][^:.!?\n]{1,39}):[ \t]+(?=\S)")


class Turn(NamedTuple):
    """`speaker` as the text itself labels it, or empty."""

    speaker: str
    words: str


def turns_of(text: str) -> tuple[Turn, ...]:
    """The turns of a conversation: a line that begins with a label begins a new one, any other goes on with the last.

    Without a label on the first line nothing is a label.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines or not LABEL.match(lines[0]):
        return (Turn("", " ".join(lines)),)
    turns: list[Turn] = []
    for line in lines:
        if label := LABEL.match(line):
            turns.append(Turn(label.group(1).strip(), line[label.end() :]))
        else:
            turns[-1] = Turn(turns[-1].speaker, f"{turns[-1].words} {line}")
    return tuple(turns)
